import { atRest, type CrashBench, type CrashTill, until } from './crash-bench.ts'
import { CHIP, type CrashOperation, paidSale, ready } from './crash-operation.ts'
import { GIFT_CARD_OPERATIONS } from './gift-card-operations.ts'
import { SALE_OPERATIONS } from './sale-operations.ts'

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

/** A request that the bank never heard of, whose reversal it does not understand either. @returns its payment. */
async function doubted(bench: CrashBench, till: CrashTill): Promise<string> {
  await bench.host.command({ do: 'fault', way: 'in', on: '0200', kind: 'refuse' })
  await bench.host.command({ do: 'refuse-reversal', code: '12' })
  await till.payByCard(CHIP)
  const paymentId = await until('the refused reversal', async () => {
    const { payment } = await till.look()
    if (payment?.outcome !== 'unknown') return false
    const { reversal } = await till.ask('explorer.payment', { paymentId: payment.id })
    return reversal?.isParked === true && payment.id
  })
  await signInManager(till)
  return paymentId
}

async function signInManager(till: CrashTill): Promise<void> {
  const { session } = await till.look()
  if (session.kind === 'signed-in') await till.ask('session.lock', {})
  await till.ask('session.signIn', { userId: 'claire', pin: '3333' })
}

/** All goods of the last ticket, for their money. */
async function bringGoodsBack(till: CrashTill): Promise<void> {
  const { sales } = await till.ask('history.list', {})
  const saleId = sales[0]?.id ?? ''
  const { lines } = await till.ask('return.look', { saleId, lines: [] })
  const all = lines.map(({ lineId, leftMilli }) => ({ lineId, quantityMilli: leftMilli }))
  const { targets } = await till.ask('return.look', { saleId, lines: all })
  const shares = targets.filter(({ amountMinor }) => amountMinor > 0)
  const shown = shares.map(({ key, amountMinor }) => ({ key, amountMinor }))
  await till.ask('return.give', { saleId, lines: all, shares: shown })
}

const BY_HAND = { word: 'not-charged', why: 'La banque ne connaît pas ce paiement' } as const

/** Every operation that has records of its own; the sale, its reversal, its signature and its advice have suites. */
export const OPERATIONS: readonly CrashOperation[] = [
  ...SALE_OPERATIONS,
  {
    name: 'a void',
    // The return with its queued reversal, the attempt, the bank's word.
    records: 3,
    kills: 1,
    prepare: paidSale,
    begin: async (_, till, paymentId) => {
      await till.ask('card.void', { paymentId })
    },
  },
  {
    name: 'goods that come back to their card',
    // As a void: the return with its lines and the queued reversal, the attempt, the bank's word.
    records: 3,
    kills: 1,
    prepare: paidSale,
    begin: (_, till) => bringGoodsBack(till),
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
    name: 'a question about what is on a card',
    // The intent, the pad asked, the card, its track, the request, the bank's answer.
    records: 6,
    kills: 1,
    prepare: async (_, till) => {
      await ready(till)
      return ''
    },
    begin: async (_, till) => {
      await till.bringCard(CHIP)
      await till.ask('card.look', { question: 'balance' })
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
    name: 'a doubt that a manager ends by hand',
    // What the bank said by telephone; the end, in the manager's words.
    records: 2,
    kills: 1,
    prepare: doubted,
    begin: async (_, till, paymentId) => {
      await till.ask('payment.noteBankWord', { paymentId, word: 'not-charged' })
      await till.ask('payment.closeByHand', { paymentId, ...BY_HAND })
    },
    settle: async (till, paymentId) => {
      await signInManager(till)
      // Closed already, where the kill came after it.
      await till.process.dispatch('payment.closeByHand', { paymentId, ...BY_HAND }, { carrier: 'test' })
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
  ...GIFT_CARD_OPERATIONS,
]
