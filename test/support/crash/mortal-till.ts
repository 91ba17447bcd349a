import { serveProcess } from '#main/carriers/process-server.ts'
import { composeTill } from '#main/compose.ts'
import { namedDataFolder, readTillOptions } from '#main/till-options.ts'
import type { Store } from '#store/open-store.ts'

/**
 * The product's engine that kills itself: with `--kill-at 5 --kill-moment before` it dies by SIGKILL just before the
 * fifth record of payments, advices and batches since its start is written, with `after` when it is on disk and its effect has not run yet.
 */
const argv = process.argv.slice(2)
const optionOf = (name: string) => argv[argv.indexOf(name) + 1] ?? ''
const killAt = Number(optionOf('--kill-at'))
const moment = optionOf('--kill-moment')

let records = 0

async function mortal<Value>(write: () => Promise<Value>): Promise<Value> {
  records += 1
  if (records === killAt && moment === 'before') process.kill(process.pid, 'SIGKILL')
  const written = await write()
  if (records === killAt && moment === 'after') process.kill(process.pid, 'SIGKILL')
  return written
}

function wrapStore(store: Store): Store {
  const journal = store.paymentJournal
  return {
    ...store,
    paymentJournal: {
      ...journal,
      commit: (step) => mortal(() => journal.commit(step)),
      commitAdvice: (step) => mortal(() => journal.commitAdvice(step)),
      commitUpload: (upload) => mortal(() => journal.commitUpload(upload)),
      commitBatch: (change) => mortal(() => journal.commitBatch(change)),
    },
    commitPaidSale: {
      commitPaidSale: (commit, step) =>
        step === null
          ? store.commitPaidSale.commitPaidSale(commit, step)
          : mortal(() => store.commitPaidSale.commitPaidSale(commit, step)),
      commitCardPapers: (jobs, step) => mortal(() => store.commitPaidSale.commitCardPapers(jobs, step)),
    },
  }
}

const options = readTillOptions(argv, namedDataFolder(argv) ?? '')
if (!options.ok) throw new Error(options.error.code)
const opened = await composeTill(options.value, { wrapStore })
if (!opened.ok) throw new Error(opened.error.code)
await serveProcess(opened.value, process.stdin, process.stdout)
await opened.value.close()
process.exit(0)
