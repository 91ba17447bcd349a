import { formatAmount } from '#contract/money.ts'
import type { Slices } from '#contract/views/till-view.ts'
import type { Stage } from '../stage/stage.ts'
import type { Cashier } from './cashier.ts'
import type { ScreenWords } from './screen-words.ts'

/** Where the day is played, and by whom. */
export interface Scene {
  readonly stage: Stage
  readonly cashier: Cashier
  readonly say: (line: string) => void
  readonly barcodes: readonly string[]
  /** What the screen says, in the language it is set to now. */
  readonly words: ScreenWords
}

export const LONG_MS = 60_000

/** Rings up so many products. */
export async function ring(scene: Scene, count: number): Promise<void> {
  const { stage, cashier, barcodes, words } = scene
  await cashier.sees(words('search.ready'))
  for (const barcode of barcodes.slice(0, count)) await cashier.scan(barcode)
  const { sale } = await stage.look()
  await cashier.sees(formatAmount(sale.totalMinor, sale.currency))
}

/** Rings up goods by their keys on the page that is shown, each by the beginning of its name. */
export async function ringByKeys({ stage, cashier, words }: Scene, names: readonly string[]): Promise<void> {
  await cashier.sees(words('search.ready'))
  for (const name of names) {
    const before = (await stage.look()).sale.itemCount
    await stage.page
      .getByRole('button', { name: new RegExp(`^${name}`) })
      .first()
      .click()
    await stage.until(`the line of ${name}`, ({ sale }) => sale.itemCount > before)
  }
  const { sale } = await stage.look()
  await cashier.sees(formatAmount(sale.totalMinor, sale.currency))
}

/** Rings up one product as often as it takes to come above an amount. */
export async function ringAbove(scene: Scene, amountMinor: number): Promise<void> {
  await ring(scene, 1)
  const unitMinor = (await scene.stage.look()).sale.totalMinor
  await scene.cashier.type(`${Math.ceil(amountMinor / unitMinor)}*`)
  await scene.cashier.scan(scene.barcodes[0] ?? '')
}

/** Another space of the screen, by the bar on top. */
export async function goTo({ stage, words }: Scene, name: 'nav.sale' | 'nav.history' | 'nav.day'): Promise<void> {
  await stage.page
    .getByRole('button', { name: words(name) })
    .first()
    .click()
}

export async function openPayment({ stage, cashier, words }: Scene): Promise<Slices> {
  await cashier.press('F9')
  await cashier.sees(words('payment.choose'))
  return stage.until('the payment screen', ({ sale }) => sale.state === 'paying')
}

/** Waits until the sale in hand is on disk, then leaves the approved screen. */
export async function finish({ stage, cashier, say, words }: Scene, saleId: string, what: string): Promise<void> {
  const done = await stage.until(`${what} on disk`, ({ lastSale }) => lastSale?.id === saleId, LONG_MS)
  await stage.until(
    `${what} on paper`,
    ({ lastSale }) => (lastSale?.printJobs ?? []).every(({ state }) => state === 'printed'),
    LONG_MS,
  )
  await cashier.sees(words('action.newSale'))
  await cashier.picture(what)
  say(`${what}: ticket ${done.lastSale?.number}`)
  await cashier.press('Enter')
  await stage.until('a new sale', ({ lastSale }) => lastSale === null)
}

export interface Hand {
  readonly card: string
  readonly how: 'insert' | 'tap' | 'swipe'
  readonly pin?: string
}

/** A customer's hand is quick. */
const HAND_MS = 150

/** The customer's card, once the pad asks for one. */
export function handOver({ stage }: Scene, hand: Hand): Promise<unknown> {
  return stage.pad.command({ do: 'customer', plan: [{ ...hand, afterMs: HAND_MS }] })
}

interface CardSale {
  readonly name: string
  readonly products?: number
  readonly aboveMinor?: number
  /** Done on the payment screen before the card is asked for. */
  readonly before?: () => Promise<void>
}

/** A sale paid by one card, from the scan to the next customer: so many products, or one above an amount. */
export async function cardSale(scene: Scene, what: CardSale, hand: Hand): Promise<void> {
  const { name, products = 3, aboveMinor, before } = what
  if (aboveMinor === undefined) await ring(scene, products)
  else await ringAbove(scene, aboveMinor)
  const { sale } = await openPayment(scene)
  await before?.()
  await scene.cashier.press('*')
  await scene.stage.until('the pad asks for the card', ({ payment }) => payment !== null)
  await scene.cashier.picture(`payment-${name}`)
  await handOver(scene, hand)
  await finish(scene, sale.id, name)
}

/** After an end without approval: back to the tenders, and the card key again. */
export async function payAgain({ stage, cashier, words }: Scene): Promise<void> {
  await cashier.sees(words('ended.choose'))
  await cashier.press('Enter')
  await stage.until('the choice of tenders', ({ payment }) => payment === null)
  await cashier.sees(words('payment.choose'))
  await cashier.press('*')
}
