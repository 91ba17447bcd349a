import { CatalogueFailure } from '#contract/result.ts'
import type { JournalStep } from '#payment/ports/payment-journal.port.ts'
import type { PaidSale } from '#till/ports/commit-paid-sale.port.ts'
import type { GiftOrder, GiftOrdersPort } from '#till/ports/gift-orders.port.ts'
import { giftCardFigures } from '#till/ports/paid-sales.port.ts'
import { allRows, change, oneRow, type ReadableDb, reading, type WritableDb } from './database.ts'
import { TICKET_MINOR } from './ticket-part.ts'

const ORDERS = `SELECT id, sale_id AS saleId, ticket_number AS ticketNumber, operation, amount_minor AS amountMinor,
                       currency, ordered_at AS orderedAt, state FROM gift_card_order`

export function createGiftOrders(db: ReadableDb): GiftOrdersPort {
  return {
    owed: async () => {
      const sql = `${ORDERS} WHERE state = 'owed' ORDER BY ordered_at, id`
      return reading(db, () => allRows<GiftOrder>(db, sql))
    },
    order: async (id) => reading(db, () => oneRow<GiftOrder>(db, `${ORDERS} WHERE id = ?`, id)),
  }
}

/** The orders of a paid ticket, or those that a return gives back; and what the day has of gift cards. */
export function keepGiftCards(db: WritableDb, sale: PaidSale, dayId: string): void {
  for (const { id, giftCard, totalMinor } of sale.lines) {
    if (giftCard === undefined) continue
    if (sale.returnOf !== undefined) {
      moveOwed(db, id, 'returned')
      continue
    }
    change(
      db,
      "INSERT INTO gift_card_order VALUES (?, ?, ?, ?, ?, ?, ?, 'owed')",
      id,
      sale.id,
      sale.number,
      giftCard,
      totalMinor,
      sale.currency,
      sale.at,
    )
  }
  for (const [kind, { count, amountMinor }] of Object.entries(giftCardFigures(sale))) {
    const sql = 'INSERT INTO paid_gift_card VALUES (?, ?, ?, ?, ?)'
    if (count !== 0) change(db, sql, sale.id, dayId, kind, count, amountMinor)
  }
}

/**
 * A step of a payment that puts an ordered amount on a card, or pays it back. Throws CatalogueFailure GIFT_CARD_NOT_OWED.
 */
export function stepOfGiftOrder(db: WritableDb, { kind, paymentId, state }: JournalStep): void {
  const { operation, saleId, giftOrderId, amountMinor } = state.intent
  const isLoad = operation === 'activation' || operation === 'load'
  const orderId = isLoad ? saleId : giftOrderId
  if (orderId === undefined) return
  if (kind === 'started') {
    const sql = 'SELECT state, amount_minor AS amountMinor FROM gift_card_order WHERE id = ?'
    const order = oneRow<{ state: string; amountMinor: number }>(db, sql, orderId)
    const fits = order?.state === 'owed' && order.amountMinor === amountMinor
    if (!fits || isUnderWay(db, orderId, paymentId)) throw new CatalogueFailure({ code: 'GIFT_CARD_NOT_OWED' })
  }
  // A manager's word from the bank that the amount stands is as good as its own answer.
  const isClosedAsMade =
    kind === 'closed-by-hand' && state.kind === 'reversed' && state.closedByHand?.word === 'charged'
  const isLoaded = state.kind === 'loaded' && !kind.startsWith('late-')
  if (isLoaded || isClosedAsMade) moveOwed(db, orderId, isLoad ? 'delivered' : 'returned', paymentId)
}

/** One way out of what is owed, and once only. */
function moveOwed(db: WritableDb, orderId: string, state: 'delivered' | 'returned', paymentId = ''): void {
  if (isUnderWay(db, orderId, paymentId)) throw new CatalogueFailure({ code: 'GIFT_CARD_NOT_OWED' })
  const sql = "UPDATE gift_card_order SET state = ? WHERE id = ? AND state = 'owed'"
  if (change(db, sql, state, orderId) !== 1) throw new CatalogueFailure({ code: 'GIFT_CARD_NOT_OWED' })
}

/**
 * A ticket that goes back whole takes its gift cards with it: each must be on no card yet, and on its way nowhere else. Throws
 * CatalogueFailure GIFT_CARD_NOT_OWED.
 */
export function mustAllBeOwed(db: ReadableDb, saleId: string): void {
  const orders = allRows<{ id: string; state: string }>(
    db,
    'SELECT id, state FROM gift_card_order WHERE sale_id = ?',
    saleId,
  )
  if (orders.some(({ id, state }) => state !== 'owed' || isUnderWay(db, id, ''))) {
    throw new CatalogueFailure({ code: 'GIFT_CARD_NOT_OWED' })
  }
}

/** The whole ticket of the order goes back, by a refund that is asked for. */
const WITH_ITS_TICKET = `(payment.operation = 'refund' AND payment.state ->> '$.intent.giftOrderId' IS NULL AND EXISTS (
  SELECT 1 FROM gift_card_order JOIN paid_sale ON paid_sale.id = gift_card_order.sale_id
    WHERE gift_card_order.id = @orderId AND gift_card_order.sale_id = payment.state ->> '$.intent.original.saleId'
      AND paid_sale.total_minor = ${TICKET_MINOR('payment')}))`

/** Another try to load it or to pay it back is open, or nobody knows what became of one. */
function isUnderWay(db: ReadableDb, orderId: string, paymentId: string): boolean {
  const sql = `SELECT 1 FROM payment
    WHERE final = 0 AND id <> @paymentId
      AND (@orderId IN (sale_id, state ->> '$.intent.giftOrderId') OR ${WITH_ITS_TICKET})`
  return oneRow(db, sql, { orderId, paymentId }) !== null
}
