import { performance } from 'node:perf_hooks'
import type { BenchCase } from '../bench-case.ts'
import { openPrintingTill, type PrinterMoments } from '../bench-printer.ts'
import { ring } from '../bench-till.ts'

const SALES = 20
const LINES = 6

/** From the key that takes the cash, the sale's way to disk included, to what the printer does. */
async function measure(moment: keyof PrinterMoments): Promise<readonly number[]> {
  const till = await openPrintingTill()
  const samples: number[] = []
  try {
    await till.desk.call('session.signIn', { userId: 'ines', pin: '1111' })
    for (let sale = 1; sale <= SALES; sale += 1) {
      await ring(till.desk, LINES)
      await till.idle()
      till.moments.firstLineAt = null
      till.moments.drawerAt = null
      const before = performance.now()
      const paid = await till.desk.call('tender.cash', { givenMinor: 50_000 })
      if (!paid.ok) throw new Error(paid.error.code)
      await till.idle()
      const at = till.moments[moment]
      if (at === null) throw new Error(`nothing happened at the printer for sale ${sale}`)
      samples.push(at - before)
    }
    return samples
  } finally {
    await till.close()
  }
}

export const benchCases: readonly BenchCase[] = [
  { name: 'print.firstLine', unit: 'ms', aim: 400, runs: 3, measure: () => measure('firstLineAt') },
  { name: 'drawer.pulse', unit: 'ms', aim: 120, runs: 3, measure: () => measure('drawerAt') },
]
