import { performance } from 'node:perf_hooks'
import type { SaleSecrets } from '#payment/ports/acquirer-host.port.ts'
import type { PaymentJournalPort } from '#payment/ports/payment-journal.port.ts'
import { encryptCard, saleOf } from '#test/support/acquirer/test-card.ts'
import { paymentSteps } from '#test/support/till/payment-steps.ts'
import type { BenchCase } from '../bench-case.ts'
import { openBenchDisk } from '../bench-disk.ts'
import { openBenchHost } from '../bench-host.ts'

const ADVICES = 1_000
const PATIENCE_MS = 600_000

/** A thousand sales of which the bank knows nothing yet. */
async function fillQueue(journal: PaymentJournalPort, secrets: SaleSecrets): Promise<void> {
  await journal.batch('main')
  for (let number = 1; number <= ADVICES; number += 1) {
    const options = { paymentId: `p-${number}`, saleId: `sale-${number}`, amountMinor: 1_000 }
    const { state, ...step } = paymentSteps.approved(options)
    if (state.kind !== 'approved') throw new Error(state.kind)
    const request = { ...saleOf(String(number).padStart(6, '0')), acquirerId: 'main', amountMinor: 1_000 }
    const { reversal: _, eraseSecrets: __, ...kept } = step
    await journal.commit({
      ...kept,
      state: { ...state, request, offline: { basis: 'card', responseCode: 'Y1' } },
      advice: 'queue',
      secrets,
    })
  }
}

/** The whole way of a thousand advices: each built, written before it leaves, sent, answered, written again. */
async function measure(): Promise<readonly number[]> {
  const disk = openBenchDisk()
  const bank = await openBenchHost(() => disk.journal.nextStan('main'))
  await disk.unflushed(() => fillQueue(disk.journal, { ...encryptCard(), pinBlockHex: null, pinKeySerialHex: null }))
  const engine = disk.engineAt(bank.host)
  try {
    const before = performance.now()
    if (!(await engine.forwardAdvices(PATIENCE_MS, () => {}))) throw new Error('the queue did not drain')
    const ms = performance.now() - before
    const bookedMinor = bank.ledger.lines().reduce((sum, { amountMinor }) => sum + amountMinor, 0)
    if (bookedMinor !== ADVICES * 1_000) throw new Error(`the bank has ${bookedMinor}`)
    return [ms]
  } finally {
    await engine.close()
    await bank.close()
    disk.close()
  }
}

export const benchCase: BenchCase = { name: 'queue.drain1000', unit: 'ms', measure }
