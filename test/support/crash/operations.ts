import { atRest, type CrashBench, type CrashTill, until } from './crash-bench.ts'

/** One thing that people do with a card, as the crash suite does it. */
export interface CrashOperation {
  readonly name: string
  /** How many records the engine writes of it; it is killed before and after each. */
  readonly records: number
  /** How many kills are drawn of it where not all are tried. */
  readonly kills?: number
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

const RESERVED_MINOR = 5_000

/** The bank is asked to hold an amount. */
async function reserve(till: CrashTill): Promise<void> {
  await till.signIn()
  if ((await till.look()).payment !== null) await till.ask('payment.dismiss', {})
  await till.bringCard(CHIP)
  await till.ask('reservation.begin', { amountMinor: RESERVED_MINOR, label: 'Chambre 12' })
}

/** An amount that the bank holds. @returns its payment. */
async function reserved(_: CrashBench, till: CrashTill): Promise<string> {
  const known = (await till.look()).reservations.map(({ paymentId }) => paymentId)
  await reserve(till)
  const held = await until('the reservation', async () => {
    const { reservations } = await till.look()
    return reservations.find(({ paymentId, state }) => state === 'reserved' && !known.includes(paymentId)) ?? false
  })
  await atRest(till)
  return held.paymentId
}

/** A sale by card that waits for the cashier. @returns the sale. */
async function asked(till: CrashTill, prompt: 'choose-part' | 'call-bank'): Promise<string> {
  const saleId = await till.payByCard(CHIP)
  await until(prompt, async () => (await till.look()).payment?.prompt === prompt)
  return saleId
}

const GIFT_MINOR = 1_500
/** Of a stack of gift cards those that a try may have put something on: the bank activates each of them once. */
let newGiftCards = 2

/** A gift card that was paid for in cash and is on no card yet. @returns its order. */
async function soldGiftCard(till: CrashTill, operation: 'activation' | 'load'): Promise<string> {
  await till.signIn()
  const before = await till.look()
  if (before.payment !== null) await till.ask('payment.dismiss', {})
  if (before.lastSale !== null) await till.ask('sale.next', {})
  const known = before.giftCards.map(({ orderId }) => orderId)
  await till.ask('sale.addGiftCard', { operation, amountMinor: GIFT_MINOR })
  await till.ask('tender.cash', { givenMinor: GIFT_MINOR })
  const order = await until('the order', async () => {
    return (await till.look()).giftCards.find(({ orderId }) => !known.includes(orderId)) ?? false
  })
  return order.orderId
}

/** The paid amount is put on a gift card. */
async function putOn(till: CrashTill, orderId: string, card: string): Promise<void> {
  await till.bringCard({ card, how: 'swipe', pin: '1234' })
  await till.ask('giftCard.deliver', { orderId })
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
    name: 'a pre-authorisation',
    // The intent, the pad asked, the card, its track, the request with its armed reversal, the bank's answer, the hold.
    records: 7,
    kills: 1,
    prepare: async () => '',
    begin: (_, till) => reserve(till),
  },
  {
    name: 'a raise of a reservation',
    // The intent, the request with its armed reversal, the bank's answer with the raised reservation.
    records: 3,
    kills: 1,
    prepare: reserved,
    begin: async (_, till, paymentId) => {
      await till.ask('reservation.raise', { paymentId, addMinor: 2_000 })
    },
  },
  {
    name: 'a ticket out of a reservation',
    // The intent; the ticket with its advice and the armed rest; the attempt, the bank's yes that queues the rest; the
    // attempt at that, the bank's word.
    records: 6,
    prepare: reserved,
    begin: async (_, till, paymentId) => {
      await till.ring()
      await till.ask('tender.reserved', { paymentId })
    },
  },
  {
    name: 'a release of a reservation',
    // The queued reversal, the attempt, the bank's word.
    records: 3,
    kills: 1,
    prepare: reserved,
    begin: async (_, till, paymentId) => {
      await till.ask('reservation.release', { paymentId })
    },
  },
  {
    name: 'a part that is kept',
    // The choice, the chip's word with the approval.
    records: 2,
    kills: 1,
    prepare: async (bench, till) => {
      await bench.host.command({ do: 'approve-part', amountMinor: 40 })
      return asked(till, 'choose-part')
    },
    begin: async (_, till) => {
      await till.ask('payment.part', { keep: true })
    },
  },
  {
    name: 'an approval by telephone',
    // The approval with its code, the attempt, the bank's word.
    records: 3,
    kills: 1,
    prepare: async (bench, till) => {
      await bench.host.command({ do: 'decline', code: '01', times: 1 })
      return asked(till, 'call-bank')
    },
    begin: async (_, till) => {
      await till.ask('payment.referral', { approvalCode: 'V7K41' })
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
  {
    name: 'a gift card that is activated',
    // The intent, the pad asked, the card, its track, the request with its armed reversal, the bank's answer with the slip.
    records: 6,
    kills: 1,
    prepare: (_, till) => soldGiftCard(till, 'activation'),
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
    prepare: (_, till) => soldGiftCard(till, 'load'),
    begin: (_, till, orderId) => putOn(till, orderId, 'gift-stripe'),
  },
]
