import type { Handlers } from '#contract/dispatch.ts'
import { fail, type Result, succeed } from '#contract/result.ts'
import type { GiftCardReturnView } from '#contract/views/gift-card-view.ts'
import type { OperationEnd } from '#payment/engine/operations-desk.ts'
import type { PaymentEngine } from '#payment/engine/payment-engine.ts'
import type { PaymentJournalPort } from '#payment/ports/payment-journal.port.ts'
import type { PaidSale } from '#till/ports/commit-paid-sale.port.ts'
import type { GiftOrder, GiftOrdersPort } from '#till/ports/gift-orders.port.ts'
import type { PaidSalesPort } from '#till/ports/paid-sales.port.ts'
import type { Till } from '#till/till.ts'
import { endView } from '../compose/card-returns.ts'

interface Parts {
  readonly till: Pick<Till, 'seller' | 'mayReturn' | 'giveBackGiftCard'>
  readonly engine: Pick<PaymentEngine, 'start' | 'isUnresolved' | 'operations' | 'terminals'>
  readonly journal: Pick<PaymentJournalPort, 'payment' | 'paymentsOfSale'>
  readonly orders: GiftOrdersPort
  readonly paidSales: Pick<PaidSalesPort, 'paidSale'>
  /** The pad is being tried out. */
  readonly isPadAtWork: () => boolean
}

type Names = 'giftCard.deliver' | 'giftCard.giveBack'

/** What is to go back. `isNotVoid`: a person has seen on the terminal that did not void it that it is not void. */
type Wanted = GiftOrder & { readonly isNotVoid: boolean }

/**
 * What a customer has paid for to be put on a gift card: it is put on one, or goes back the way it was paid. The disk
 * decides which of the two it was; while the bank owes its word on a try, neither is begun.
 */
export function giftCardCalls(parts: Parts): Pick<Handlers, Names> {
  const { till, engine, journal, orders, paidSales, isPadAtWork } = parts
  /** An order that may still go either way. */
  const open = async (orderId: string): Promise<Result<GiftOrder>> => {
    const order = await orders.order(orderId)
    if (order?.state !== 'owed') return fail('GIFT_CARD_NOT_OWED')
    return engine.isUnresolved(orderId) ? fail('PAYMENT_OUTCOME_UNKNOWN') : succeed(order)
  }
  return {
    'giftCard.deliver': async ({ orderId }) => {
      const user = till.seller()
      if (!user.ok) return user
      const order = await open(orderId)
      if (!order.ok) return order
      if (isPadAtWork()) return fail('PINPAD_BUSY')
      const attempt = (await journal.paymentsOfSale(orderId)).length + 1
      const { amountMinor, currency, operation } = order.value
      const { id, name } = user.value
      const asked = { saleId: orderId, attempt, amountMinor, currency, operation, bankOnly: true } as const
      const begun = await engine.start({ ...asked, cashier: { id, name } })
      return begun.ok ? succeed({ paymentId: begun.value.paymentId }) : begun
    },
    'giftCard.giveBack': async ({ orderId, isNotVoid = false }) => {
      const found = await open(orderId)
      if (!found.ok) return found
      const order = found.value
      const { saleId, amountMinor } = order
      const user = await till.mayReturn({ saleId, way: 'refund', amountMinor, giftOrderId: orderId })
      if (!user.ok) return user
      const sale = await paidSales.paidSale(saleId)
      const ended = sale === null ? null : await onCard(parts, { ...order, isNotVoid }, sale, user.value.name)
      if (ended === null) {
        const given = await till.giveBackGiftCard(orderId)
        return given.ok ? succeed({ way: given.value.way, outcome: 'done', failure: null }) : given
      }
      return ended.ok ? succeed(cardReturn(ended.value)) : ended
    },
  }
}

/**
 * Back on a card that paid for it, where one did for all of it and the bank takes it back; null: without a card, in cash where it was
 * paid so. Cash is handed out for nothing that the bank has refused to pay, or has not heard of yet.
 */
async function onCard(
  parts: Parts,
  order: Wanted,
  { tenders, totalMinor }: PaidSale,
  by: string,
): Promise<Result<OperationEnd> | null> {
  const { operations } = parts.engine
  const { id, amountMinor } = order
  const paid = tenders.filter(({ outcome }) => outcome === 'received' || outcome === 'approved')
  const cashMinor = paid.reduce((sum, tender) => sum + (tender.kind === 'cash' ? tender.amountMinor : 0), 0)
  if (cashMinor >= amountMinor) return null
  let isOwedByBank = false
  for (const { kind, paymentId, amountMinor: paidMinor, terminal } of paid) {
    if (kind !== 'card' || paymentId === null || paidMinor < amountMinor) continue
    if (terminal !== undefined) {
      const ended = await onTerminal(parts, order, paymentId, amountMinor === totalMinor)
      if (ended !== null) return ended
      continue
    }
    const path = await operations.returnPath(paymentId, amountMinor)
    if (!path.ok) return path
    const { way, reason } = path.value
    if (way === 'refund') return operations.refund(paymentId, amountMinor, { giftOrderId: id })
    // The bank forgets a charge as a whole: only where all of the ticket was for this gift card.
    if (way === 'void' && amountMinor === totalMinor) return operations.void(paymentId, by)
    isOwedByBank ||= reason === 'in-doubt' || reason === 'bank-not-told'
  }
  return isOwedByBank ? fail('PAYMENT_NOT_RETURNABLE') : null
}

/**
 * Back on the terminal that took it; null where that gives nothing back, or only all of a ticket that was for other things too. What is
 * void there already went back to the card: no cash besides. What may be is refunded by the word of a person who has looked.
 */
async function onTerminal(
  { engine, journal }: Parts,
  { id: giftOrderId, amountMinor, isNotVoid }: Wanted,
  paymentId: string,
  isWholeTicket: boolean,
): Promise<Result<OperationEnd> | null> {
  const { returns } = engine.terminals
  const look = async () => {
    const stored = await journal.payment(paymentId)
    return stored?.state.kind === 'paid-by-terminal' ? { ...stored, state: stored.state } : null
  }
  const paid = await look()
  if (paid === null) return null
  const { way, reason } = await returns.path(paid, amountMinor)
  if (reason === 'void-already') return fail('TERMINAL_ALREADY_VOIDED')
  const mayBeVoid = paid.state.mayBeVoid === true
  if (mayBeVoid && !isNotVoid) return fail('TERMINAL_VOID_UNCLEAR')
  if (way === 'refund') return returns.takeBack(paymentId, 'refund', { amountMinor, giftOrderId })
  // What it did not void before it does not void now.
  if (way !== 'void' || !isWholeTicket || mayBeVoid) return null
  const ended = await returns.takeBack(paymentId, 'void')
  return (await look())?.state.mayBeVoid ? fail('TERMINAL_VOID_UNCLEAR') : ended
}

/** A void is made once it is on disk, whatever the bank still owes on it. */
function cardReturn({ state }: OperationEnd): GiftCardReturnView {
  if (state.kind === 'outcome-unknown' && state.cause === 'PAYMENT_VOIDED') {
    return { way: 'card', outcome: 'done', failure: null }
  }
  const { outcome, failure } = endView(state)
  return { way: 'card', outcome, failure }
}
