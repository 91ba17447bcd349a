import { formatAmount } from '#contract/money.ts'
import { cardSale, handOver, LONG_MS, openPayment, type Scene } from './scene.ts'

const NEW_CARD = { card: 'gift-new', how: 'swipe', pin: '1234' } as const

/** A customer buys a gift card in cash, has it activated, and pays a ticket with it. */
export async function giftCardSold(scene: Scene): Promise<void> {
  const amount = await onTheTicket(scene)
  await paidInCash(scene, amount)
  await activated(scene, amount)
  await cardSale(scene, { name: 'gift-card' }, NEW_CARD)
  scene.say('gift card: sold for cash, activated, and it paid a ticket from what is on it')
}

/** @returns the amount as the screen says it. */
async function onTheTicket({ stage, cashier, words }: Scene): Promise<string> {
  await cashier.press('Shift+F6')
  await cashier.sees(words('cards.title'))
  await cashier.picture('cards')
  await cashier.press('S')
  await cashier.sees(words('cards.sellHint'))
  await cashier.type('50')
  const amount = formatAmount(5_000, 'EUR')
  await cashier.sees(words('cards.toTicket').replace('{{amount}}', amount))
  await cashier.picture('gift-card-amount')
  await cashier.press('Enter')
  const { sale } = await stage.until('the gift card on the ticket', ({ sale: { lines } }) => lines.length === 1)
  if (sale.totalMinor !== 5_000) throw new Error(`the gift card costs ${sale.totalMinor}`)
  await cashier.sees(words('sale.articles_one').replace('{{count}}', '1'))
  await cashier.picture('gift-card-on-ticket')
  return amount
}

async function paidInCash(scene: Scene, amount: string): Promise<void> {
  const { stage, cashier, words } = scene
  const { sale } = await openPayment(scene)
  await cashier.press('/')
  await stage.until('the paid gift card', ({ lastSale }) => lastSale?.id === sale.id, LONG_MS)
  await stage.until(
    'its ticket on paper',
    ({ lastSale }) => (lastSale?.printJobs ?? []).every(({ state }) => state === 'printed'),
    LONG_MS,
  )
  await cashier.sees(words('cards.put.activation').replace('{{amount}}', amount))
  await cashier.picture('gift-card-paid')
}

async function activated(scene: Scene, amount: string): Promise<void> {
  const { stage, cashier, words } = scene
  await cashier.press('Enter')
  await stage.until('the pad asks for the gift card', ({ payment }) => payment?.prompt === 'present-card', LONG_MS)
  await cashier.sees(words('cards.paidBefore'))
  await cashier.picture('gift-card-asked-for')
  await handOver(scene, NEW_CARD)
  await cashier.sees(words('cards.told.activation').replace('{{amount}}', amount))
  await stage.until('nothing owed', ({ giftCards }) => giftCards.length === 0, LONG_MS)
  await cashier.picture('gift-card-activated')
  await cashier.press('Enter')
  await stage.until('the gift card put away', ({ payment }) => payment === null)
  await cashier.sees(words('action.newSale'))
  await cashier.picture('after-the-gift-card')
  await cashier.press('Enter')
  await stage.until('a new sale', ({ lastSale }) => lastSale === null)
}
