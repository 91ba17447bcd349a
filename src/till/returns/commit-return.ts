import { CatalogueFailure } from '#contract/result.ts'
import type { TenderView } from '#contract/views/sale-view.ts'
import { documentContext, emit, keepHead, type TillContext } from '../core/till-context.ts'
import { ensureOpenDay } from '../day/business-day.ts'
import { withSale } from '../day/sales-figures.ts'
import { returnedPoints } from '../loyalty/points.ts'
import { cardTickets } from '../papers/card-papers.ts'
import { drawerKick, originals } from '../papers/document-head.ts'
import { customerTicket } from '../papers/sale-papers.ts'
import type { ReturnedCardPart, ReturnedGoods } from '../ports/approved-card-part.ts'
import type { PaidSale, TillCommit } from '../ports/commit-paid-sale.port.ts'
import { giftCardMinor, notTurnoverMinor } from '../ports/paid-sales.port.ts'
import { approvedBy } from '../session/call-under-way.ts'
import { extraMinor, takenBack } from '../tender/card-extras.ts'
import { terminalOf } from '../tender/card-parts.ts'
import { sealTicket } from '../tender/tender-records.ts'
import { paidOutCreditName, partOfTicketName } from '../tickets/ticket-words.ts'
import { opensDrawer, tendersBack } from './back-tenders.ts'
import { figuresOfLines } from './line-returns.ts'
import { mayGoBack } from './may-return.ts'
import { paidOutCredit, type ReturnedFigures, returnedFigures, returnedGiftCard } from './returned-lines.ts'

/**
 * Money that goes back on a card is a ticket of its own: its lines, its tax and its tender stand below zero, it has the
 * next number and its own fiscal record, and it names the ticket it takes back. `store` puts it on disk together with
 * the payment's step; when it throws nothing changed.
 *
 * Throws CatalogueFailure SALE_NOT_FOUND when the sale is not on disk or paid less than goes back.
 */
export async function commitReturn(
  context: TillContext,
  part: ReturnedCardPart,
  store: (commit: TillCommit) => Promise<void>,
): Promise<void> {
  const { memory, options } = context
  const original = await options.paidSales.paidSale(part.originalSaleId)
  if (original === null || original.totalMinor < ticketMinorOf(part)) {
    throw new CatalogueFailure({ code: 'SALE_NOT_FOUND' })
  }
  if (part.creditCustomerId === undefined && !mayGoBack(original, ticketMinorOf(part), part.giftOrderId)) {
    throw new CatalogueFailure({ code: 'GIFT_CARD_NOT_RETURNABLE' })
  }
  await ensureOpenDay(context, memory.signedIn?.user.name ?? original.cashierName)
  const number = await options.openSales.nextNumber()
  const sale = await returnSale(context, original, part, number)
  const fiscalRecord = sealTicket(context, sale)
  const paper = documentContext(context)
  const ticket = { kind: 'customer-ticket' as const, document: customerTicket(paper, sale, fiscalRecord) }
  const job = { saleId: sale.id, at: sale.at, nextId: options.nextId }
  const printJobs = originals(
    [...kickOf(context, part, sale), ...cardTickets(paper, part, number, part.way), ticket],
    job,
  )
  const [tender] = sale.tenders
  if (tender === undefined) throw new Error('a return without its tender')
  await store({ saleId: sale.id, tender, paidSale: sale, fiscalRecord, printJobs })
  keepHead(context, fiscalRecord)
  keepReturn(context, sale)
  // An empty ticket shows the number it will take: that one is gone.
  if (!memory.saleStored) memory.sale = { ...memory.sale, number: await options.openSales.nextNumber() }
  if (giftCardMinor(sale) !== 0) memory.owedGiftCards = await options.giftOrders.owed()
  emit(context, 'sale', 'day', 'giftCards')
  options.onPrintJobs()
}

/** Cash that was handed out with the payment is taken into the drawer again; what goes back beside the card comes out of it. */
function kickOf(context: TillContext, part: ReturnedCardPart, { cashierName, number, tenders }: PaidSale) {
  if ((part.cashbackMinor ?? 0) > 0) return [drawerKick('cash-out', cashierName, number)]
  return opensDrawer(context, tenders) ? [drawerKick('return', cashierName, number)] : []
}

/** A return is on disk: the figures follow. */
export function keepReturn({ memory }: TillContext, sale: PaidSale): void {
  memory.perpetualTotalMinor += sale.totalMinor - notTurnoverMinor(sale)
  memory.lastTicketNumber = sale.number
  memory.figures = withSale(memory.figures, sale)
}

/** What goes back of the ticket; tip and cash go back beside it. */
function ticketMinorOf(part: ReturnedCardPart): number {
  return part.amountMinor - extraMinor(part)
}

async function returnSale(context: TillContext, original: PaidSale, part: ReturnedCardPart, number: string) {
  const { memory, options } = context
  const customerId = part.creditCustomerId ?? original.customerId
  const figures = await figuresOf(context, original, part)
  const user = memory.signedIn?.user
  const before = await options.saleSearch.returnsOf(original.id)
  const sale: PaidSale = {
    id: part.saleId,
    number,
    at: part.approvedAt,
    cashierId: user?.id ?? original.cashierId,
    cashierName: user?.name ?? original.cashierName,
    currency: original.currency,
    ...figures,
    tenders: [
      tenderOf(part, options.nextId()),
      ...tendersBack(context, part.goods?.beside ?? [], { at: part.approvedAt, number, before }),
    ],
    changeMinor: 0,
    training: options.training,
    cardDurationMs: null,
    ...(customerId !== undefined && { customerId }),
    ...(part.creditCustomerId === undefined && (await returnedPoints(context, original, figures))),
    returnOf: { saleId: original.id, number: original.number, way: part.way },
    ...approvedBy(),
  }
  return sale
}

async function figuresOf(context: TillContext, original: PaidSale, part: ReturnedCardPart): Promise<ReturnedFigures> {
  const { preferences, shop } = context.memory
  const { giftOrderId, creditCustomerId, goods } = part
  if (goods !== undefined) return figuresOfGoods(context, original, part, goods)
  if (creditCustomerId !== undefined) {
    return paidOutCredit(creditCustomerId, ticketMinorOf(part), paidOutCreditName(preferences.locale))
  }
  const name = partOfTicketName(original.number, preferences.locale)
  const gift = giftOrderId === undefined ? null : returnedGiftCard(original, giftOrderId)
  return gift ?? returnedFigures(original, ticketMinorOf(part), name, shop.vatBasisPoints)
}

/**
 * The lines that were asked for when the card was: no other return of the ticket came in between, so they come to what they came to then.
 * Throws where they do not, and the money is taken back.
 */
async function figuresOfGoods(
  { memory, options }: TillContext,
  original: PaidSale,
  part: ReturnedCardPart,
  { lines, beside }: ReturnedGoods,
): Promise<ReturnedFigures> {
  const returns = await options.saleSearch.returnsOf(original.id)
  const figures = figuresOfLines(original, returns, lines, memory.shop.vatBasisPoints)
  if (!figures.ok) throw new CatalogueFailure(figures.error)
  const backMinor = beside.reduce((sum, { amountMinor }) => sum + amountMinor, ticketMinorOf(part))
  if (figures.value.totalMinor !== 0 - backMinor) throw new CatalogueFailure({ code: 'SALE_RETURN_CHANGED' })
  return figures.value
}

function tenderOf(part: ReturnedCardPart, id: string): TenderView {
  return {
    id,
    kind: 'card',
    amountMinor: 0 - ticketMinorOf(part),
    ...takenBack(part),
    givenMinor: null,
    outcome: 'approved',
    at: part.approvedAt,
    paymentId: part.paymentId,
    paymentNumber: part.paymentNumber,
    scheme: part.scheme,
    cardTail: part.maskedPan.slice(-4) || null,
    approvalCode: part.approvalCode,
    entryMode: 'none',
    ...(part.isGiftCard && { isGiftCard: true as const }),
    ...terminalOf(part),
  }
}
