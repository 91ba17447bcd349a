import { roundedCash } from '#contract/cash-rounding.ts'
import { fail, type Result, succeed } from '#contract/result.ts'
import type { TenderView } from '#contract/views/sale-view.ts'
import { documentContext, emit, keepHead, seller, type TillContext } from '../core/till-context.ts'
import { ensureOpenDay } from '../day/business-day.ts'
import { drawerKick, originals } from '../papers/document-head.ts'
import { customerTicket } from '../papers/sale-papers.ts'
import type { PaidSale } from '../ports/commit-paid-sale.port.ts'
import { sealTicket } from '../tender/tender-commit.ts'
import { keepReturn } from './commit-return.ts'
import { returnedGiftCard } from './returned-lines.ts'

/** After news of an order: what is owed is read again. */
export async function refreshOwed(context: TillContext, orderId: string): Promise<void> {
  const { memory, options } = context
  if (!memory.owedGiftCards.some(({ id }) => id === orderId)) return
  memory.owedGiftCards = await options.giftOrders.owed()
  emit(context, 'giftCards', 'day')
}

/**
 * Cash for an amount that is on no gift card: a return ticket of its own, with the next number and its own fiscal record.
 * The store refuses it once the amount is on a card, or while the bank owes its word on that.
 */
export async function giveBackInCash(context: TillContext, orderId: string): Promise<Result<null>> {
  const { memory, options } = context
  const user = seller(context)
  if (!user.ok) return user
  const order = await options.giftOrders.order(orderId)
  const original = order === null ? null : await options.paidSales.paidSale(order.saleId)
  const figures = original === null ? null : returnedGiftCard(original, orderId)
  if (order?.state !== 'owed' || original === null || figures === null) return fail('GIFT_CARD_NOT_OWED')
  await ensureOpenDay(context, user.value.name)
  const at = options.clock.now()
  const dueMinor = roundedCash(figures.totalMinor, memory.shop.cashRounding)
  const tender = cashBack(options.nextId(), at, dueMinor, dueMinor - figures.totalMinor)
  const sale: PaidSale = {
    id: options.nextId(),
    number: await options.openSales.nextNumber(),
    at,
    cashierId: user.value.id,
    cashierName: user.value.name,
    currency: original.currency,
    ...figures,
    tenders: [tender],
    changeMinor: 0,
    training: options.training,
    cardDurationMs: null,
    returnOf: { saleId: original.id, number: original.number, way: 'refund' },
  }
  const fiscalRecord = sealTicket(context, sale)
  const document = customerTicket(documentContext(context), sale, fiscalRecord)
  const papers = [drawerKick('return', user.value.name, sale.number), { kind: 'customer-ticket' as const, document }]
  const printJobs = originals(papers, { saleId: sale.id, at, nextId: options.nextId })
  const commit = { saleId: sale.id, tender, paidSale: sale, fiscalRecord, printJobs }
  await options.commitPaidSale.commitPaidSale(commit, null)
  keepHead(context, fiscalRecord)
  keepReturn(context, sale)
  if (!memory.saleStored) memory.sale = { ...memory.sale, number: await options.openSales.nextNumber() }
  await refreshOwed(context, orderId)
  emit(context, 'sale', 'day')
  options.onPrintJobs()
  return succeed(null)
}

function cashBack(id: string, at: string, amountMinor: number, roundingMinor: number): TenderView {
  return {
    id,
    kind: 'cash',
    amountMinor,
    ...(roundingMinor !== 0 && { roundingMinor }),
    givenMinor: null,
    outcome: 'received',
    at,
    paymentId: null,
    paymentNumber: null,
    scheme: null,
    cardTail: null,
    approvalCode: null,
    entryMode: 'none',
  }
}
