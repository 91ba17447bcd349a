import type { PrintJobKind, TenderView } from '#contract/views/sale-view.ts'
import { pays, type SaleFigures, saleFigures } from '../cart/sale-figures.ts'
import { documentContext, seal, type TillContext } from '../core/till-context.ts'
import { paidTable } from '../floor/bill-papers.ts'
import { paidPoints } from '../loyalty/points.ts'
import { cardTickets } from '../papers/card-papers.ts'
import { drawerKick, originals } from '../papers/document-head.ts'
import { kitchenPapers } from '../papers/kitchen-papers.ts'
import { isGuaranteed, waiting, waitingKinds } from '../papers/on-request.ts'
import { customerTicket } from '../papers/sale-papers.ts'
import type { ApprovedCardPart } from '../ports/approved-card-part.ts'
import type { FiscalRecord, PaidSale, TillCommit } from '../ports/commit-paid-sale.port.ts'
import type { OpenSale } from '../ports/open-sales.port.ts'
import { notTurnoverMinor } from '../ports/paid-sales.port.ts'
import type { CustomerTicket } from '../tickets/ticket-document.ts'
import { extrasOf } from './card-extras.ts'
import { shopMeans } from './own-means.ts'

/** A tender whose money is there, to be put on disk. */
export interface PaidTender {
  /** The ticket that it pays: the one in hand, or one that is put aside. */
  readonly sale: OpenSale
  readonly tender: TenderView
  readonly changeMinor: number
  readonly cardPart: ApprovedCardPart | null
}

/**
 * The records that go to disk with a tender: the tender and its card tickets; with the one that leaves nothing to pay also the
 * sale, its fiscal record and the customer's ticket. Cash, taken or handed out, opens the drawer before anything prints. Pure but for new
 * identifiers; memory changes only once the commit is on disk.
 */
export function tenderRecords(
  context: TillContext,
  { sale: unpaid, tender, changeMinor, cardPart }: PaidTender,
): TillCommit {
  const { memory, options } = context
  const sale = withTender(unpaid, tender)
  const figures = saleFigures(sale, memory.shop.vatBasisPoints)
  const paper = documentContext(context)
  const isWanted = ({ kind }: { readonly kind: PrintJobKind }) => sale.papers?.includes(kind) ?? true
  const papers = [
    ...kickFor(context, sale, tender),
    ...(cardPart === null ? [] : cardTickets(paper, cardPart, sale.number).filter(isWanted)),
  ]
  const job = { saleId: sale.id, at: tender.at, nextId: options.nextId }
  const kinds = waitingKinds(context, sale)
  if (figures.remainingMinor !== 0) {
    const printJobs = waiting(originals(papers, job), kinds)
    return { saleId: sale.id, tender, paidSale: null, fiscalRecord: null, printJobs }
  }
  const cardDurationMs = cardPart === null ? memory.cardDurationMs : durationMs(cardPart)
  const paidSale = paidSaleOf(context, sale, figures, { at: tender.at, changeMinor, cardDurationMs })
  const fiscalRecord = sealTicket(context, paidSale)
  const ticket: CustomerTicket = {
    ...customerTicket(paper, paidSale, fiscalRecord, sale.customer),
    ...(isGuaranteed(memory.shop, sale) && { hasLegalGuarantee: true }),
  }
  const documents = [...papers, ...[{ kind: 'customer-ticket' as const, document: ticket }].filter(isWanted)]
  const kitchen = kitchenPapers(context, sale, tender.at).printJobs
  const printJobs = [...waiting(originals(documents, job), kinds), ...kitchen]
  return { saleId: sale.id, tender, paidSale, fiscalRecord, printJobs }
}

/** Cash, taken or handed out, opens the drawer, and what is kept in it. */
function kickFor(
  { memory }: TillContext,
  { number, cashierName }: OpenSale,
  { kind, amountMinor, cashbackMinor = 0, means }: TenderView,
) {
  const isKept =
    means !== undefined && shopMeans(memory.shop).some(({ id, opensDrawer }) => id === means.id && opensDrawer)
  const isCash = isKept || (kind === 'cash' && amountMinor !== 0)
  if (!isCash && cashbackMinor === 0) return []
  const reason = isCash ? (amountMinor < 0 ? 'return' : 'sale') : 'cash-out'
  return [drawerKick(reason, memory.signedIn?.user.name ?? cashierName, number)]
}

/** The sale with `tender` in the place of the one with its id, else after the others. */
export function withTender(sale: OpenSale, tender: TenderView): OpenSale {
  const known = sale.tenders.some(({ id }) => id === tender.id)
  const tenders = known
    ? sale.tenders.map((other) => (other.id === tender.id ? tender : other))
    : [...sale.tenders, tender]
  return { ...sale, tenders }
}

/** How long the customer was at the card: from the start to the yes. */
export function durationMs({ startedAt, approvedAt }: ApprovedCardPart): number {
  return Math.max(0, Date.parse(approvedAt) - Date.parse(startedAt))
}

/** The sale in hand as it would be kept if it were paid now. */
export function paidSaleOf(
  { options, memory }: TillContext,
  sale: OpenSale,
  figures: SaleFigures,
  paid: Pick<PaidSale, 'at' | 'changeMinor' | 'cardDurationMs'>,
): PaidSale {
  return {
    id: sale.id,
    number: sale.number,
    cashierId: sale.cashierId ?? '',
    cashierName: sale.cashierName,
    currency: sale.currency,
    lines: figures.lines,
    vat: figures.vat,
    itemCount: figures.itemCount,
    totalMinor: figures.totalMinor,
    vatMinor: figures.vatMinor,
    tenders: sale.tenders,
    training: options.training,
    ...(sale.discount && { discount: sale.discount }),
    ...(sale.pricesExcludeVat && { pricesExcludeVat: true as const }),
    ...(sale.reference === undefined ? {} : { reference: sale.reference }),
    ...(sale.sender === undefined ? {} : { sender: sale.sender }),
    ...(sale.customer && { customerId: sale.customer.id }),
    ...paidPoints(memory, sale),
    ...paidTable(sale),
    ...paid,
  }
}

/** What is signed of a ticket: lines, tax, tenders and the grand total after it, never a row's internal name. */
export function sealTicket(context: TillContext, sale: PaidSale): FiscalRecord {
  const { memory } = context
  const { returnOf } = sale
  return seal(context, 'ticket', sale.at, {
    ...(returnOf === undefined
      ? { operation: 'sale' }
      : { operation: 'return', way: returnOf.way, originalNumber: returnOf.number }),
    number: sale.number,
    cashierId: sale.cashierId,
    cashierName: sale.cashierName,
    currency: sale.currency,
    training: sale.training,
    ...(sale.discount === undefined ? {} : { discount: { ...sale.discount } }),
    ...(sale.pricesExcludeVat && { pricesExcludeVat: true }),
    lines: sale.lines.map((line) => ({
      name: line.name,
      barcode: line.barcode,
      quantityMilli: line.quantityMilli,
      unitPriceMinor: line.unitPriceMinor,
      ...(line.unitPriceMilli === undefined ? {} : { unitPriceMilli: line.unitPriceMilli }),
      discountMinor: line.discountMinor,
      ...(line.ticketDiscountMinor === undefined ? {} : { ticketDiscountMinor: line.ticketDiscountMinor }),
      ...(line.returned === undefined ? {} : { returned: { ...line.returned } }),
      vatBasisPoints: line.vatBasisPoints,
      ...(line.giftCard === undefined ? {} : { giftCard: line.giftCard }),
      totalMinor: line.totalMinor,
    })),
    vat: sale.vat.map(({ basisPoints, netMinor, vatMinor, grossMinor }) => ({
      basisPoints,
      netMinor,
      vatMinor,
      grossMinor,
    })),
    totalMinor: sale.totalMinor,
    tenders: sale.tenders.filter(pays).map(({ kind, amountMinor, roundingMinor, means, voucher, ...extras }) => ({
      kind,
      amountMinor,
      ...(roundingMinor !== undefined && { roundingMinor }),
      ...(means !== undefined && { means: { ...means } }),
      ...(voucher !== undefined && { voucher: { number: voucher.number, leftMinor: voucher.leftMinor } }),
      ...extrasOf(extras),
    })),
    perpetualTotalMinor: memory.perpetualTotalMinor + sale.totalMinor - notTurnoverMinor(sale),
  })
}
