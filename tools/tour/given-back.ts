import { type Currency, formatAmount } from '#contract/money.ts'
import { cardSale, goTo, LONG_MS, type Scene } from './scene.ts'

const HAND = { card: 'mastercard-chip', how: 'insert', pin: '1234' } as const

/**
 * Two sales go back on their cards: one whole, while the batch is open, with the tip and the cash that its card was charged
 * besides; of the other one a part.
 */
export async function givenBack(scene: Scene): Promise<void> {
  await cardSale(scene, { name: 'sold-and-voided', before: () => tipAndCash(scene) }, HAND)
  await tipAndCashKept(scene, { tips: 1, cashMinor: CASH_MINOR })
  await giveBack(scene, 'void', CASH_MINOR)
  await tipAndCashKept(scene, { tips: 2, cashMinor: 0 })
  await cardSale(scene, { name: 'sold-and-refunded', products: 4 }, HAND)
  await giveBack(scene, 'refund')
}

const CASH_MINOR = 2_000

/** Ten percent by the arrow, and a note of twenty to take along. */
async function tipAndCash({ stage, cashier, words }: Scene): Promise<void> {
  const { currency } = (await stage.look()).sale
  await cashier.press('P')
  await cashier.sees(words('tip.none'))
  await cashier.press('ArrowDown', 'ArrowDown')
  await cashier.picture('tip')
  await cashier.press('Enter', 'R')
  await cashier.sees(words('cashback.none'))
  await cashier.press('3')
  await cashier.sees(withAmount(words('cashback.confirm'), CASH_MINOR, currency))
  await cashier.picture('cash-to-take-along')
  await cashier.press('Enter')
}

function withAmount(text: string, amountMinor: number, currency: Currency): string {
  return text.replace('{{amount}}', formatAmount(amountMinor, currency))
}

/** The drawer is short by the cash, and the tip is no turnover. */
async function tipAndCashKept(
  { stage, say }: Scene,
  { tips, cashMinor }: { readonly tips: number; readonly cashMinor: number },
): Promise<void> {
  const { day } = await stage.until('the tip counted', (slices) => slices.day.tips.count === tips)
  const { cashbackMinor, floatMinor, cashSalesMinor, expectedMinor } = day.drawer
  if (cashbackMinor !== cashMinor || expectedMinor !== floatMinor + cashSalesMinor - cashMinor) {
    throw new Error(`the drawer should be short by ${cashMinor}, and by ${cashbackMinor} it is`)
  }
  if (cashMinor === 0) say('tip and cash: went back with the sale')
  else say('tip and cash: charged with the sale, the drawer short by the cash')
}

/** By the newest ticket of the history: V opens and V does it; a typed amount makes it a part. */
async function giveBack(scene: Scene, way: 'void' | 'refund', cashMinor = 0): Promise<void> {
  const { stage, cashier, say, words } = scene
  const { day } = await stage.look()
  const before = day.ticketCount
  await goTo(scene, 'nav.history')
  await cashier.sees(words('history.duplicate'))
  await cashier.press('V')
  await cashier.sees(words('giveBack.reason.batch-open'))
  if (cashMinor > 0) {
    await cashier.sees(withAmount(words('giveBack.takeCash'), cashMinor, day.currency))
  }
  if (way === 'refund') {
    await cashier.type('1')
    await cashier.sees(words('giveBack.reason.part-of-amount'))
  }
  await cashier.picture(`${way}-asked`)
  await cashier.press('V')
  await cashier.sees(words(`giveBack.doneText.${way}`))
  await cashier.picture(`${way}-done`)
  await cashier.press('Enter')
  await stage.until(
    'the return, agreed with the bank and on paper',
    ({ day: { ticketCount }, status }) =>
      ticketCount === before + 1 && status.openReversals === 0 && status.printer.queuedJobs === 0,
    LONG_MS,
  )
  say(`${way}: the till chose it and said why; a return ticket came out`)
  await goTo(scene, 'nav.sale')
}
