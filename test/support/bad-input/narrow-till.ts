import { serveProcess } from '#main/carriers/process-server.ts'
import { composeTill } from '#main/compose.ts'
import { namedDataFolder, readTillOptions } from '#main/till-options.ts'
import type { Store } from '#store/open-store.ts'
import { fillDisk } from './disk-limit.ts'

/**
 * The product's engine whose disk is full from the n-th payment record on: `--full-at 5` fills it just before the
 * fifth record since its start is written. Whoever started it frees the disk again.
 */
const argv = process.argv.slice(2)
const fullAt = Number(argv[argv.indexOf('--full-at') + 1])

let records = 0

function count(): void {
  records += 1
  if (records === fullAt) fillDisk(process.pid)
}

function wrapStore(store: Store): Store {
  return {
    ...store,
    paymentJournal: {
      ...store.paymentJournal,
      commit: (step) => {
        count()
        return store.paymentJournal.commit(step)
      },
    },
    commitPaidSale: {
      commitPaidSale: (commit, step) => {
        if (step !== null) count()
        return store.commitPaidSale.commitPaidSale(commit, step)
      },
      commitCardPapers: (jobs, step) => {
        count()
        return store.commitPaidSale.commitCardPapers(jobs, step)
      },
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
