import { atRest, type CrashBench, type CrashTill, until } from './crash-bench.ts'

/** One thing that people do with a card, as the crash suite does it. */
export interface CrashOperation {
  readonly name: string
  /** The first record that it is killed at, where those before are the same as of another operation; the first of all if left out. */
  readonly from?: number
  /** The last record that the engine writes of it; it is killed before and after each. */
  readonly records: number
  /** How many kills are drawn of it where not all are tried. */
  readonly kills?: number
  /** What must be there before; answers what the operation is about. */
  readonly prepare: (bench: CrashBench, till: CrashTill) => Promise<string>
  /** Begins it; the engine dies meanwhile. */
  readonly begin: (bench: CrashBench, till: CrashTill, subject: string) => Promise<void>
  /** What a person must still do after the restart, where the till cannot end it alone. */
  readonly settle?: (till: CrashTill, subject: string) => Promise<void>
}

export const CHIP = { card: 'cb-chip', how: 'insert', pin: '1234' } as const

/** Whoever calls has no customer of an earlier try before the till. */
export async function ready(till: CrashTill): Promise<void> {
  await till.signIn()
  const { payment, lastSale } = await till.look()
  if (payment !== null) await till.ask('payment.dismiss', {})
  if (lastSale !== null) await till.ask('sale.next', {})
}

/** A finished sale by card. @returns its payment. */
export async function paidSale(_: CrashBench, till: CrashTill): Promise<string> {
  return cardOf(till, await till.payByCard(CHIP))
}

/** Waits until a sale is paid. @returns the payment by card that paid it. */
export async function cardOf(till: CrashTill, saleId: string): Promise<string> {
  let seen = ''
  const sale = await until('the paid sale', async () => {
    const { lastSale, payment } = await till.look()
    seen = `prompt ${payment?.prompt}, outcome ${payment?.outcome}, failure ${payment?.failure?.code}`
    return lastSale?.id === saleId && lastSale
  }).catch((thrown: unknown) => {
    throw new Error(`the payment stands at: ${seen}`, { cause: thrown })
  })
  await atRest(till)
  return sale.tenders.find(({ kind }) => kind === 'card')?.paymentId ?? ''
}

/** A sale by card that waits for the cashier. @returns the sale. */
export async function asked(till: CrashTill, prompt: 'choose-part' | 'call-bank'): Promise<string> {
  const saleId = await till.payByCard(CHIP)
  await until(prompt, async () => (await till.look()).payment?.prompt === prompt)
  return saleId
}
