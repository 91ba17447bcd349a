import { performance } from 'node:perf_hooks'
import { openTestTill } from '#test/support/till/open-test-till.ts'
import type { BenchCase } from '../bench-case.ts'
import { ring } from '../bench-till.ts'

const SALES = 20
const LINES = 12

/** From the cashier's last key to a sale that is on disk with its fiscal record and its papers. */
async function measure(): Promise<readonly number[]> {
  const desk = await openTestTill()
  const samples: number[] = []
  try {
    await desk.call('session.signIn', { userId: 'ines', pin: '1111' })
    for (let sale = 1; sale <= SALES; sale += 1) {
      await ring(desk, LINES)
      const before = performance.now()
      const paid = await desk.call('tender.cash', { givenMinor: 50_000 })
      samples.push(performance.now() - before)
      if (!paid.ok) throw new Error(paid.error.code)
    }
    if (desk.till.slice('day').ticketCount !== SALES) throw new Error('not every sale was paid')
    return samples
  } finally {
    desk.close()
  }
}

export const benchCase: BenchCase = { name: 'till.commitSale', unit: 'ms', aim: 15, measure }
