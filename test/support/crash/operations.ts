import { atRest, type CrashBench, type CrashTill, until } from './crash-bench.ts'

/** One thing that people do with a card, as the crash suite does it. */
export interface CrashOperation {
  readonly name: string
  /** How many records the engine writes of it; it is killed before and after each. */
  readonly records: number
  /** What must be there before; answers what the operation is about. */
  readonly prepare: (bench: CrashBench, till: CrashTill) => Promise<string>
  /** Begins it; the engine dies meanwhile. */
  readonly begin: (bench: CrashBench, till: CrashTill, subject: string) => Promise<void>
}

const CHIP = { card: 'cb-chip', how: 'insert', pin: '1234' } as const

/** A finished sale by card. @returns its payment. */
async function paidSale(_: CrashBench, till: CrashTill): Promise<string> {
  const saleId = await till.payByCard(CHIP)
  const sale = await until('the paid sale', async () => {
    const { lastSale } = await till.look()
    return lastSale?.id === saleId && lastSale
  })
  await atRest(till)
  return sale.tenders.find(({ kind }) => kind === 'card')?.paymentId ?? ''
}

/** Every operation that has records of its own; the sale, its reversal, its signature and its advice have suites. */
export const OPERATIONS: readonly CrashOperation[] = [
  {
    name: 'a void',
    // The return with its queued reversal, the attempt, the bank's word.
    records: 3,
    prepare: paidSale,
    begin: async (_, till, paymentId) => {
      await till.ask('card.void', { paymentId })
    },
  },
  {
    name: 'a refund of a part',
    // The intent, the request with its armed reversal, the return with the bank's answer.
    records: 3,
    prepare: paidSale,
    begin: async (_, till, paymentId) => {
      await till.ask('card.refund', { paymentId, amountMinor: 50 })
    },
  },
  {
    name: 'the day’s end',
    // The cut to the next batch, the batch as the bank agreed it.
    records: 2,
    prepare: paidSale,
    begin: async (_, till) => {
      await till.ask('day.close', {})
    },
  },
]
