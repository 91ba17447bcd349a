import { performance } from 'node:perf_hooks'
import type { PaymentJournalPort } from '#payment/ports/payment-journal.port.ts'
import { LedgerHost } from '#test/support/payment/ledger-host.ts'
import { paymentSteps, secretsOf } from '#test/support/till/payment-steps.ts'
import type { BenchCase } from '../bench-case.ts'
import { openBenchDisk } from '../bench-disk.ts'

const PAYMENTS = 10_000

/** Ten thousand payments whose requests may have left when the program stopped, each with its armed reversal. */
async function fillOpen(journal: PaymentJournalPort): Promise<void> {
  for (let number = 1; number <= PAYMENTS; number += 1) {
    const options = { paymentId: `p-${number}`, saleId: `sale-${number}`, amountMinor: 1_000 }
    await journal.commit(paymentSteps.requesting(options, secretsOf(String(number))))
  }
}

/** From the start of the engine until it has decided all of them, on disk. */
async function measure(): Promise<readonly number[]> {
  const disk = openBenchDisk()
  await disk.unflushed(() => fillOpen(disk.journal))
  const host = new LedgerHost()
  host.reversal = () => new Promise(() => {})
  const engine = disk.engineAt(host)
  try {
    const before = performance.now()
    const found = await engine.recover()
    const ms = performance.now() - before
    if (found.length !== PAYMENTS || found.some(({ state }) => state.kind !== 'outcome-unknown')) {
      throw new Error('not every payment was decided')
    }
    return [ms]
  } finally {
    disk.close()
  }
}

export const benchCase: BenchCase = { name: 'recovery.open10000', unit: 'ms', aim: 2_000, measure }
