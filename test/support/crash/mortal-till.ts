import { existsSync, readFileSync } from 'node:fs'
import { serveProcess } from '#main/carriers/process-server.ts'
import { composeTill } from '#main/compose.ts'
import { namedDataFolder, readTillOptions } from '#main/till-options.ts'
import type { Store } from '#store/open-store.ts'
import type { Kill } from './crash-bench.ts'

/**
 * The product's engine that kills itself: with `--kill-file F` it dies by SIGKILL at the record that F names, `before` it is
 * written, or `after`, when it is on disk and its effect has not run yet. Records of payments, advices, batches and pumps are
 * counted from when F came or changed, so one engine may recover, sell on, and be told only then where to die.
 */
const argv = process.argv.slice(2)
const killFile = argv[argv.indexOf('--kill-file') + 1] ?? ''

let order = ''
let records = 0

async function mortal<Value>(write: () => Promise<Value>): Promise<Value> {
  const told = existsSync(killFile) ? readFileSync(killFile, 'utf8') : ''
  records = told === order ? records + 1 : 1
  order = told
  const kill: unknown = told === '' ? null : JSON.parse(told)
  // Its own number: while one record is written the next may already come.
  const mine = records
  const diesAt = (moment: 'before' | 'after') => isKill(kill) && kill.at === mine && kill.moment === moment
  if (diesAt('before')) process.kill(process.pid, 'SIGKILL')
  const written = await write()
  if (diesAt('after')) process.kill(process.pid, 'SIGKILL')
  return written
}

function isKill(value: unknown): value is Kill {
  return typeof value === 'object' && value !== null && 'at' in value && 'moment' in value
}

function wrapStore(store: Store): Store {
  const journal = store.paymentJournal
  return {
    ...store,
    fuelRuns: {
      ...store.fuelRuns,
      begin: (step) => mortal(() => store.fuelRuns.begin(step)),
      commit: (step) => mortal(() => store.fuelRuns.commit(step)),
    },
    paymentJournal: {
      ...journal,
      commit: (step) => mortal(() => journal.commit(step)),
      commitAll: (steps) => mortal(() => journal.commitAll(steps)),
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
