import type { SaleView } from '#contract/views/sale-view.ts'
import { atRest, type CrashTill, until } from './crash-bench.ts'
import { CHIP, type CrashOperation, cardOf, ready } from './crash-operation.ts'

/** Another for each order: a card that pays the same again would be asked about. */
let giftMinor = 1_500
const SWIPED = { how: 'swipe', pin: '1234' } as const
/** Of a stack of gift cards those that a try may have put something on: the bank activates each of them once. */
let newGiftCards = 2

/** A gift card that is paid for and is on no card yet. @returns its order. */
async function soldGiftCard(
  till: CrashTill,
  operation: 'activation' | 'load',
  pay: (sale: SaleView) => Promise<unknown>,
): Promise<string> {
  await ready(till)
  const known = (await till.look()).giftCards.map(({ orderId }) => orderId)
  giftMinor += 1
  await till.ask('sale.addGiftCard', { operation, amountMinor: giftMinor })
  await pay((await till.look()).sale)
  const order = await until('the order', async () => {
    return (await till.look()).giftCards.find(({ orderId }) => !known.includes(orderId)) ?? false
  })
  return order.orderId
}

const inCash =
  (till: CrashTill) =>
  ({ totalMinor: givenMinor }: SaleView) =>
    till.ask('tender.cash', { givenMinor })

const byCard =
  (till: CrashTill) =>
  async ({ id, totalMinor: amountMinor }: SaleView) => {
    await till.bringCard(CHIP)
    await till.ask('tender.card', { amountMinor })
    await cardOf(till, id)
  }

/** The paid amount is put on a gift card. */
async function putOn(till: CrashTill, orderId: string, card: string): Promise<void> {
  await till.bringCard({ card, ...SWIPED })
  await till.ask('giftCard.deliver', { orderId })
}

/** What is put on gift cards, paid with them, and given back. The figures of a day must not be cut between them. */
export const GIFT_CARD_OPERATIONS: readonly CrashOperation[] = [
  {
    name: 'a gift card that is activated',
    // The intent, the pad asked, the card, its track, the request with its armed reversal, the bank's answer with the slip.
    records: 6,
    kills: 1,
    prepare: (_, till) => soldGiftCard(till, 'activation', inCash(till)),
    begin: async (_, till, orderId) => {
      newGiftCards += 1
      await putOn(till, orderId, `gift-new-${newGiftCards}`)
    },
  },
  {
    name: 'a gift card that is loaded',
    // As the activation.
    records: 6,
    kills: 1,
    prepare: (_, till) => soldGiftCard(till, 'load', inCash(till)),
    begin: (_, till, orderId) => putOn(till, orderId, 'gift-stripe'),
  },
  {
    name: 'a gift card that pays',
    // As the activation: the approval is the bank's answer.
    records: 6,
    kills: 1,
    prepare: async (_, till) => {
      await atRest(till)
      return ''
    },
    begin: async (_, till) => {
      await till.payByCard({ card: 'gift-stripe', ...SWIPED })
    },
  },
  {
    name: 'a gift card given back to the card that paid for it',
    // The return with its queued reversal, the attempt, the bank's word.
    records: 3,
    kills: 1,
    prepare: (_, till) => soldGiftCard(till, 'activation', byCard(till)),
    begin: async (_, till, orderId) => {
      await till.ask('giftCard.giveBack', { orderId })
    },
  },
]
