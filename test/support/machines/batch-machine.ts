import { closeBatches, confirmBatches } from '#payment/engine/batch-close.ts'
import type { StoredBatch } from '#payment/ports/payment-journal.port.ts'
import { benchEngine } from '#test/support/payment/bench-till.ts'
import type { Machine, MachineEvent } from './machine.ts'

type Batch = StoredBatch['state'] | 'closed'
type BatchEvent = 'close and stop' | 'close' | 'confirm, bank silent' | 'confirm, bank agrees' | 'confirm, bank differs'

const EVENTS: readonly MachineEvent<BatchEvent>[] = [
  { name: 'day closed, stopped after the cut', by: 'person', event: 'close and stop' },
  { name: 'day closed, bank agrees', by: 'person', event: 'close' },
  { name: 'asked again, bank silent', by: 'time', event: 'confirm, bank silent' },
  { name: 'asked again, bank agrees', by: 'bank', event: 'confirm, bank agrees' },
  { name: 'asked again, bank differs after the upload', by: 'bank', event: 'confirm, bank differs' },
]

/** The close itself, on a bench where the batch lies in this state. */
async function moved(state: Batch, event: BatchEvent): Promise<Batch | null> {
  const isClose = event.startsWith('close')
  if (state === 'closed' || isClose !== (state === 'open')) return null
  const bench = benchEngine()
  await bench.pay()
  const { journal, acquirers, clock, engine, host } = bench
  const batch = await journal.batch('main')
  const options = {
    journal,
    acquirers,
    clock,
    currency: 'EUR' as const,
    drain: () => engine.drainReversals(1_000),
    forward: engine.forwardAdvices.bind(engine),
    whileIdle: engine.whileIdle.bind(engine),
    onStage: () => {},
  }
  const cut = { ...batch, at: clock.now(), result: null, till: await journal.batchTotals(batch), host: null }
  if (state !== 'open') await journal.commitBatch({ ...cut, kind: state, advance: true })
  if (event === 'close and stop') {
    const commit = journal.commitBatch.bind(journal)
    journal.commitBatch = async (change) => {
      if (change.kind !== 'closing') throw new Error('stopped')
      await commit(change)
    }
  }
  if (event === 'confirm, bank silent')
    host.totals = async () => ({ kind: 'silent', failure: { code: 'HOST_NO_ANSWER' } })
  if (event === 'confirm, bank differs') host.ledger.clear()
  await (isClose ? closeBatches(options) : confirmBatches(options)).catch(() => {})
  const after = journal.batches.find(({ number }) => number === batch.number)
  return after === undefined ? null : after.closed ? 'closed' : after.state
}

export const BATCH: Machine<Batch, BatchEvent> = {
  name: 'Batch',
  about: 'The payments between two cuts: totals are agreed with the bank, and asked for until it has answered.',
  source: 'src/payment/engine/batch-close.ts',
  states: ['open', 'closing', 'pending', 'closed'],
  begin: 'open',
  events: EVENTS,
  step: moved,
  nameOf: (state) => state,
  isEnd: (state) => state === 'closed',
}
