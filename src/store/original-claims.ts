import { type Currency, formatAmount } from '#contract/money.ts'
import { CatalogueFailure } from '#contract/result.ts'
import type { JournalStep } from '#payment/ports/payment-journal.port.ts'
import { allRows, oneRow, type ReadableDb } from './database.ts'
import { mustAllBeOwed } from './gift-orders.repository.ts'
import { TICKET_MINOR } from './ticket-part.ts'

/** What never gave anything back, or was taken back itself: it claims nothing of its original. */
const CLAIMS_NOTHING = "('declined', 'cancelled', 'failed', 'reversed')"

/** What has charged somebody, by the bank or by a standalone terminal. */
const CHARGED = ['approved', 'paid-by-terminal']

/** By the bank's word it stands, although its reversal is over. */
export const CLOSED_AS_CHARGED = "state ->> '$.closedByHand.word' IS 'charged'"

/** Gone back by refunds, or on its way: one that is asked for counts until the bank has refused it. */
export function refundedMinor(db: ReadableDb, paymentId: string): number {
  const sql = `SELECT coalesce(sum(amount_minor), 0) AS minor FROM payment
    WHERE original_id = ? AND operation = 'refund' AND (kind NOT IN ${CLAIMS_NOTHING} OR ${CLOSED_AS_CHARGED})`
  return oneRow<{ minor: number }>(db, sql, paymentId)?.minor ?? 0
}

type Intent = JournalStep['state']['intent']

interface Unbooked {
  readonly id: string
  readonly isOpen: number
  /** Of the ticket; of an open one with what of its goods goes back beside the card. */
  readonly backMinor: number
}

/**
 * Refunds of goods of a finished ticket that have no return ticket: those of which nobody knows yet what became of them, those that
 * stand by the bank's word alone, and what went back before a backup was gone back to.
 */
function unbookedReturns(db: ReadableDb, saleId: string): Unbooked[] {
  const sql = `SELECT back.id, back.final = 0 AS isOpen, ${TICKET_MINOR('back')} + iif(back.final = 0,
      (SELECT coalesce(sum(value ->> '$.amountMinor'), 0) FROM json_each(back.state, '$.intent.goods.beside')), 0) AS backMinor
    FROM payment AS paid JOIN payment AS back ON back.original_id = paid.id
    WHERE paid.sale_id = ? AND back.operation = 'refund' AND (back.final = 0 OR back.${CLOSED_AS_CHARGED})
      AND back.state ->> '$.intent.giftOrderId' IS NULL AND back.state ->> '$.intent.creditCustomerId' IS NULL`
  const restored =
    'SELECT restore_id AS id, 0 AS isOpen, amount_minor AS backMinor FROM restored_return WHERE sale_id = ?'
  return [...allRows<Unbooked>(db, sql, saleId), ...allRows<Unbooked>(db, restored, saleId)]
}

/** What went back of a ticket, or is on its way, without a return ticket. */
export function returnsWithoutTicket(db: ReadableDb, saleId: string) {
  const all = unbookedReturns(db, saleId)
  const standing = all.filter(({ isOpen }) => isOpen === 0)
  return {
    isUnderWay: standing.length < all.length,
    standsMinor: sumOf(standing),
  }
}

/** What is left of a finished ticket after its return tickets; null where it is not here. */
function leftOfTicket(db: ReadableDb, saleId: string): number | null {
  const sql = `SELECT total_minor + (SELECT coalesce(sum(total_minor), 0) FROM paid_sale
      WHERE json_extract(body, '$.returnOf.saleId') = @saleId) AS leftMinor FROM paid_sale WHERE id = @saleId`
  return oneRow<{ leftMinor: number }>(db, sql, { saleId })?.leftMinor ?? null
}

const sumOf = (returns: readonly Unbooked[]) => returns.reduce((sum, { backMinor }) => sum + backMinor, 0)

/**
 * A ticket gives back no more than it came to, whatever paid it and in however many ways: its return tickets count, and what
 * is under way or stands without one. Goods come back in one step at a time: until the bank has said what became of one, none other begins. Throws
 * CatalogueFailure SALE_RETURN_NOT_LEFT, SALE_RETURN_UNDER_WAY.
 */
function checkLeft(db: ReadableDb, saleId: string, { id, goods }: Pick<Intent, 'id' | 'goods'>, minor: number) {
  const leftMinor = leftOfTicket(db, saleId)
  if (leftMinor === null) return
  const others = unbookedReturns(db, saleId).filter((other) => other.id !== id)
  if (goods !== undefined && others.some(({ isOpen }) => isOpen === 1))
    throw new CatalogueFailure({ code: 'SALE_RETURN_UNDER_WAY' })
  const besideMinor = (goods?.beside ?? []).reduce((sum, { amountMinor }) => sum + amountMinor, 0)
  if (sumOf(others) + minor + besideMinor > leftMinor) throw new CatalogueFailure({ code: 'SALE_RETURN_NOT_LEFT' })
}

/**
 * The same of a return ticket that was just stored, inside its transaction: one in cash, on a voucher or on an account asks no card, and two
 * that were begun at once each saw a ticket that nothing had gone back of. Throws CatalogueFailure SALE_RETURN_NOT_LEFT.
 */
export function checkReturned(db: ReadableDb, saleId: string): void {
  const leftMinor = leftOfTicket(db, saleId)
  if (leftMinor !== null && sumOf(unbookedReturns(db, saleId)) > leftMinor)
    throw new CatalogueFailure({ code: 'SALE_RETURN_NOT_LEFT' })
}

/**
 * Holds a step against the original it takes from, inside the transaction that stores it: two refunds at once, or a
 * refund beside a void, never give back more than was charged. Throws CatalogueFailure.
 */
export function checkClaim(db: ReadableDb, step: JournalStep): void {
  const { intent } = step.state
  if (step.kind === 'started' && intent.operation === 'refund' && intent.original !== undefined) {
    const { paymentId } = intent.original
    const original = originalOf(db, paymentId)
    if (!CHARGED.includes(original?.kind ?? '') || original === null) {
      throw new CatalogueFailure({ code: 'PAYMENT_NOT_RETURNABLE' })
    }
    if (intent.amountMinor > original.amountMinor - refundedMinor(db, paymentId)) {
      throw new CatalogueFailure({ code: 'PAYMENT_REFUND_TOO_HIGH' })
    }
    // What goes back by its order, or as a credit, is that one's own matter.
    const isOfGoods = intent.giftOrderId === undefined && intent.creditCustomerId === undefined
    if (isOfGoods && checkGoods(db, intent.original.saleId, backMinor(intent)) === 'whole') {
      // Asked before anybody pays it back: a standalone terminal takes no refund back.
      mustAllBeOwed(db, intent.original.saleId)
    }
    if (isOfGoods) checkLeft(db, intent.original.saleId, intent, backMinor(intent))
  }
  if (step.kind === 'voided' || step.kind === 'given-back') {
    const isWhole = originalOf(db, step.paymentId)?.kind === 'approved' && refundedMinor(db, step.paymentId) === 0
    const isInTime = step.kind === 'given-back' || isBatchOpen(db, step.paymentId)
    if (!isWhole || !isInTime) throw new CatalogueFailure({ code: 'PAYMENT_NOT_RETURNABLE' })
    if (step.kind === 'voided') {
      checkGoods(db, intent.saleId, backMinor(intent))
      checkLeft(db, intent.saleId, { id: '' }, backMinor(intent))
    }
  }
  if (step.kind === 'closed-by-hand') {
    const parked = oneRow(db, "SELECT 1 FROM reversal WHERE payment_id = ? AND state = 'parked'", step.paymentId)
    if (parked === null) throw new CatalogueFailure({ code: 'PAYMENT_REVERSAL_NOT_PARKED' })
  }
  checkReservation(db, step)
}

/** Of the ticket: tip and handed out cash go back beside it. */
function backMinor({ amountMinor, tipMinor = 0, cashbackMinor = 0 }: Intent): number {
  return amountMinor - tipMinor - cashbackMinor
}

/** Refunds of goods of a ticket by any of its cards, and its cards that were voided. */
const GOODS_BACK = `SELECT coalesce(sum(minor), 0) AS minor FROM (
  SELECT ${TICKET_MINOR('back')} AS minor FROM payment AS paid JOIN payment AS back ON back.original_id = paid.id
    WHERE paid.sale_id = @saleId AND back.operation = 'refund' AND back.state ->> '$.intent.giftOrderId' IS NULL
      AND back.state ->> '$.intent.creditCustomerId' IS NULL
      AND (back.kind NOT IN ${CLAIMS_NOTHING} OR back.${CLOSED_AS_CHARGED})
  UNION ALL SELECT ${TICKET_MINOR('paid')} FROM payment AS paid
    WHERE paid.sale_id = @saleId AND 'PAYMENT_VOIDED' IN (paid.state ->> '$.cause', paid.state ->> '$.failure.code'))`

/**
 * A ticket with gift cards gives back its goods, in however many steps and whatever paid for them, and no more: what was
 * for a gift card goes back by its order, or with the whole ticket, where the orders say whether they may go back with it.
 * Throws CatalogueFailure GIFT_CARD_NOT_RETURNABLE.
 */
function checkGoods(db: ReadableDb, saleId: string, amountMinor: number): 'whole' | 'goods' {
  const sql = `SELECT total_minor AS totalMinor, (SELECT coalesce(sum(value ->> '$.totalMinor'), 0)
      FROM json_each(body, '$.lines') WHERE value ->> '$.giftCard' IS NOT NULL) AS giftMinor FROM paid_sale WHERE id = ?`
  const ticket = oneRow<{ totalMinor: number; giftMinor: number }>(db, sql, saleId)
  if (ticket === null || ticket.giftMinor === 0) return 'goods'
  if (amountMinor === ticket.totalMinor) return 'whole'
  const goneMinor = oneRow<{ minor: number }>(db, GOODS_BACK, { saleId })?.minor ?? 0
  if (goneMinor + amountMinor > ticket.totalMinor - ticket.giftMinor) {
    throw new CatalogueFailure({ code: 'GIFT_CARD_NOT_RETURNABLE' })
  }
  return 'goods'
}

/** What a reservation must be for each of its steps. */
const WANTED_KINDS: Readonly<Record<string, readonly string[]>> = {
  raised: ['reserved'],
  completed: ['reserved', 'held-by-terminal'],
  reopened: ['completed'],
  released: ['reserved', 'completed'],
  'freed-by-terminal': ['held-by-terminal'],
  'freed-by-hand': ['held-by-terminal'],
}

/** What takes from a reservation or adds to it. */
const REFERRING: readonly (string | undefined)[] = ['increment', 'completion', 'release']

/** One ticket only is paid out of a reservation, and never more than the bank holds. Throws CatalogueFailure. */
function checkReservation(db: ReadableDb, { kind, paymentId, state }: JournalStep): void {
  const { intent } = state
  const isBegun = kind === 'started' && REFERRING.includes(intent.operation)
  const wanted = isBegun ? [intent.terminal ? 'held-by-terminal' : 'reserved'] : WANTED_KINDS[kind]
  if (wanted === undefined) return
  const heldId = isBegun ? (intent.original?.paymentId ?? '') : paymentId
  const held = heldBy(db, heldId)
  const isAsked = (isBegun || kind === 'freed-by-hand') && isOrdered(db, heldId)
  if (held === null || !wanted.includes(held.kind) || isAsked) {
    throw new CatalogueFailure({ code: 'RESERVATION_NOT_OPEN' })
  }
  const isFinalAmount = isBegun && intent.operation === 'completion'
  const takenMinor = 'completion' in state ? state.completion.amountMinor : isFinalAmount ? intent.amountMinor : 0
  if (takenMinor > held.reservedMinor) {
    const details = { amount: formatAmount(held.reservedMinor, held.currency) }
    throw new CatalogueFailure({ code: 'RESERVATION_TOO_SMALL', details })
  }
}

function heldBy(db: ReadableDb, paymentId: string) {
  const sql = `SELECT kind, currency, coalesce(state ->> '$.hold.reservedMinor', 0) AS reservedMinor FROM payment
    WHERE id = ? AND operation = 'pre-authorisation'`
  return oneRow<{ kind: string; currency: Currency; reservedMinor: number }>(db, sql, paymentId)
}

/** An order to its terminal is under way, or nobody knows what became of it: a second one could take the same amount again. */
function isOrdered(db: ReadableDb, paymentId: string): boolean {
  const sql = "SELECT 1 FROM payment WHERE original_id = ? AND kind IN ('ordered', 'order-unknown')"
  return oneRow(db, sql, paymentId) !== null
}

function originalOf(db: ReadableDb, paymentId: string): { kind: string; amountMinor: number } | null {
  const sql = 'SELECT kind, amount_minor AS amountMinor FROM payment WHERE id = ?'
  return oneRow<{ kind: string; amountMinor: number }>(db, sql, paymentId)
}

/** A sale that the bank is told of afterwards counts in the batch in which it was first told; before that in none. */
function isBatchOpen(db: ReadableDb, paymentId: string): boolean {
  const sql = `SELECT 1 FROM payment LEFT JOIN offline_sale ON offline_sale.payment_id = payment.id
    WHERE payment.id = ? AND (
      (offline_sale.payment_id IS NOT NULL AND offline_sale.batch_number IS NULL)
      OR EXISTS (SELECT 1 FROM batch WHERE batch.state = 'open' AND batch.acquirer_id = payment.acquirer_id
                 AND batch.number = coalesce(offline_sale.batch_number, payment.batch_number)))`
  return oneRow(db, sql, paymentId) !== null
}
