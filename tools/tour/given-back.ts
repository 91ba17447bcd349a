import { cardSale, goTo, LONG_MS, type Scene } from './scene.ts'

const HAND = { card: 'mastercard-chip', how: 'insert', pin: '1234' } as const

/** Two sales go back on their cards: one whole, while the batch is open; of the other one a part. */
export async function givenBack(scene: Scene): Promise<void> {
  await cardSale(scene, { name: 'sold-and-voided' }, HAND)
  await giveBack(scene, 'void')
  await cardSale(scene, { name: 'sold-and-refunded', products: 4 }, HAND)
  await giveBack(scene, 'refund')
}

/** By the newest ticket of the history: V opens and V does it; a typed amount makes it a part. */
async function giveBack(scene: Scene, way: 'void' | 'refund'): Promise<void> {
  const { stage, cashier, say, words } = scene
  const before = (await stage.look()).day.ticketCount
  await goTo(scene, 'nav.history')
  await cashier.sees(words('history.duplicate'))
  await cashier.press('V')
  await cashier.sees(words('giveBack.reason.batch-open'))
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
    ({ day, status }) =>
      day.ticketCount === before + 1 && status.openReversals === 0 && status.printer.queuedJobs === 0,
    LONG_MS,
  )
  say(`${way}: the till chose it and said why; a return ticket came out`)
  await goTo(scene, 'nav.sale')
}
