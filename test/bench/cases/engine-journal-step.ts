import { performance } from 'node:perf_hooks'
import { setTimeout as pause } from 'node:timers/promises'
import type { PaymentJournalPort } from '#payment/ports/payment-journal.port.ts'
import { LedgerHost } from '#test/support/payment/ledger-host.ts'
import type { BenchCase } from '../bench-case.ts'
import { openBenchDisk } from '../bench-disk.ts'

const SALES = 20
const STEPS_OF_A_SALE = 7

/**
 * What the engine adds to a card sale at each step, the flush to the disk included: pad and bank answer at once, so that
 * from one record on disk to the next all time is the engine's own.
 */
async function measure(): Promise<readonly number[]> {
  const disk = openBenchDisk()
  const samples: number[] = []
  let before = 0
  const journal: PaymentJournalPort = {
    ...disk.journal,
    commit: async (step) => {
      await disk.journal.commit(step)
      const now = performance.now()
      if (step.kind !== 'started') samples.push(now - before)
      before = now
    },
  }
  const engine = disk.engineAt(new LedgerHost(), journal)
  try {
    for (let sale = 1; sale <= SALES; sale += 1) {
      const started = await engine.start({
        saleId: `sale-${sale}`,
        attempt: 1,
        amountMinor: 1_000 + sale,
        currency: 'EUR',
      })
      if (!started.ok) throw new Error(started.error.code)
      while (engine.isBusy()) await pause(1)
    }
    if (samples.length !== SALES * (STEPS_OF_A_SALE - 1)) throw new Error(`${samples.length} steps`)
    return samples
  } finally {
    await engine.close()
    disk.close()
  }
}

export const benchCase: BenchCase = { name: 'engine.journalStep', unit: 'ms', aim: 5, measure }
