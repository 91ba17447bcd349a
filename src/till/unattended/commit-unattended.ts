import type { PrintJobKind, SaleLineView, TenderView } from '#contract/views/sale-view.ts'
import { documentContext, emit, keepHead, type TillContext } from '../core/till-context.ts'
import { ensureOpenDay } from '../day/business-day.ts'
import { withSale } from '../day/sales-figures.ts'
import { cardTickets } from '../papers/card-papers.ts'
import { originals } from '../papers/document-head.ts'
import { customerTicket } from '../papers/sale-papers.ts'
import type { ApprovedCardPart } from '../ports/approved-card-part.ts'
import type { PaidSale, TillCommit } from '../ports/commit-paid-sale.port.ts'
import { durationMs, sealTicket } from '../tender/tender-records.ts'
import { timesOver } from '../vat/half-up.ts'
import { vatLetter, vatRows } from '../vat/vat.ts'

/** Fuel that ran without a cashier: what the meter of the pump counted. */
export interface MeteredSale {
  /** As people call the pump; it stands where the cashier does. */
  readonly pumpName: string
  readonly fuelName: string
  readonly volumeMl: number
  /** Thousandths of the currency unit for a litre. */
  readonly priceMilli: number
  /** What the meter counted: never computed again. */
  readonly amountMinor: number
  readonly vatBasisPoints: number
}

/** Thousandths of a unit in a minor one. */
const MILLI_IN_MINOR = 10

/**
 * A sale of its own beside the ticket in hand: its number is the next one, its fiscal record and figures are those of any
 * sale, and no paper comes out before somebody asks for it. `store` puts it on disk together with the payment's step; when it
 * throws nothing changed. A meter that counted more than was reserved sells the rest at a discount, for all to see.
 */
export async function commitUnattended(
  context: TillContext,
  part: ApprovedCardPart,
  metered: MeteredSale,
  store: (commit: TillCommit) => Promise<void>,
): Promise<void> {
  const { memory, options } = context
  await ensureOpenDay(context, metered.pumpName)
  const number = await options.openSales.nextNumber()
  const tender = tenderOf(part, options.nextId())
  const sale = paidSale(context, { part, metered, tender, number })
  const fiscalRecord = sealTicket(context, sale)
  const paper = documentContext(context)
  const ticket = { kind: 'customer-ticket' as const, document: customerTicket(paper, sale, fiscalRecord) }
  const onRequest = [ticket, ...cardTickets(paper, part, number)]
  await store({ saleId: sale.id, tender, paidSale: { ...sale, onRequest }, fiscalRecord, printJobs: [] })
  keepHead(context, fiscalRecord)
  memory.perpetualTotalMinor += sale.totalMinor
  memory.lastTicketNumber = number
  memory.figures = withSale(memory.figures, sale)
  // An empty ticket shows the number it will take: that one is gone.
  if (!memory.saleStored) memory.sale = { ...memory.sale, number: await options.openSales.nextNumber() }
  emit(context, 'sale', 'day')
}

interface Facts {
  readonly part: ApprovedCardPart
  readonly metered: MeteredSale
  readonly tender: TenderView
  readonly number: string
}

function paidSale({ memory, options }: TillContext, { part, metered, tender, number }: Facts): PaidSale {
  const lines = [meteredLine(metered, part.amountMinor, memory.shop.vatBasisPoints)]
  const vat = vatRows(lines, memory.shop.vatBasisPoints)
  return {
    id: part.saleId,
    number,
    at: part.approvedAt,
    cashierId: '',
    cashierName: metered.pumpName,
    currency: memory.shop.currency,
    lines,
    vat,
    itemCount: 1,
    totalMinor: part.amountMinor,
    vatMinor: vat.reduce((sum, row) => sum + row.vatMinor, 0),
    tenders: [tender],
    changeMinor: 0,
    training: options.training,
    cardDurationMs: durationMs(part),
  }
}

function meteredLine(metered: MeteredSale, paidMinor: number, shopRates: readonly number[]): SaleLineView {
  const { fuelName, volumeMl, priceMilli, amountMinor, vatBasisPoints } = metered
  return {
    id: 'metered',
    productId: '',
    barcode: null,
    name: fuelName,
    unit: 'litre',
    quantityMilli: volumeMl,
    unitPriceMinor: timesOver(priceMilli, 1, MILLI_IN_MINOR),
    unitPriceMilli: priceMilli,
    discountBasisPoints: 0,
    discountMinor: amountMinor - paidMinor,
    vatBasisPoints,
    vatLetter: vatLetter(vatBasisPoints, shopRates),
    totalMinor: paidMinor,
  }
}

function tenderOf(part: ApprovedCardPart, id: string): TenderView {
  const { amountMinor, approvedAt, paymentId, paymentNumber, scheme, maskedPan, approvalCode, entryMode } = part
  return {
    id,
    kind: 'card',
    amountMinor,
    givenMinor: null,
    outcome: 'approved',
    at: approvedAt,
    paymentId,
    paymentNumber,
    scheme,
    cardTail: maskedPan.slice(-4),
    approvalCode,
    entryMode,
  }
}

/**
 * The papers of a sale that wait to be asked for; those of `kinds` that came out already are left to the duplicates.
 * @returns how many were queued now.
 */
export async function printOnRequest(
  { options }: TillContext,
  saleId: string,
  kinds: readonly PrintJobKind[],
  deviceId: string | null = null,
): Promise<number> {
  const sale = await options.paidSales.paidSale(saleId)
  const printed = (await options.printSpool.jobsOfSale(saleId)).map(({ kind }) => kind)
  const wanted = (sale?.onRequest ?? []).filter(({ kind }) => kinds.includes(kind) && !printed.includes(kind))
  const job = { saleId, at: options.clock.now(), nextId: options.nextId }
  const where = deviceId === null ? {} : { deviceId }
  for (const each of originals(wanted, job)) await options.printSpool.add({ ...each, ...where })
  if (wanted.length > 0) options.onPrintJobs()
  return wanted.length
}
