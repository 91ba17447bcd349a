import { z } from 'zod'
import { amountMinorSchema, currencySchema, signedAmountMinorSchema } from '../money.ts'
import { saleCustomerSchema } from './customer-view.ts'
import { saleLoyaltySchema } from './loyalty-view.ts'
import { confirmationSchema } from './printer-settings-view.ts'
import { lineWeighingSchema } from './scale-view.ts'
import { tenderVoucherSchema } from './voucher-view.ts'

/** The schemes whose totals are agreed with the acquirer one by one. */
export const SCHEMES = ['cb', 'visa', 'mastercard', 'amex', 'diners', 'other'] as const
export const schemeSchema = z.enum(SCHEMES)
export type Scheme = z.infer<typeof schemeSchema>

export const entryModeSchema = z.enum(['chip', 'contactless', 'stripe', 'manual', 'none'])
export type EntryMode = z.infer<typeof entryModeSchema>

/** Quantities are thousandths: 1 piece is 1000, 0,412 kg is 412. */
export const quantityMilliSchema = z.int().min(1).max(9_999_000)
/** Rates and discounts are hundredths of a percent: 5,5 % is 550. */
export const basisPointsSchema = z.int().min(0).max(10_000)

/** activation: a new gift card is sold with an amount on it. load: one that is known gets more. */
export const giftCardOperationSchema = z.enum(['activation', 'load'])
export type GiftCardOperation = z.infer<typeof giftCardOperationSchema>

export const saleLineViewSchema = z.object({
  id: z.string(),
  productId: z.string(),
  barcode: z.string().nullable(),
  name: z.string(),
  /** litre: what a pump metered. */
  unit: z.enum(['piece', 'kg', 'litre']),
  quantityMilli: quantityMilliSchema,
  unitPriceMinor: amountMinorSchema,
  /** Of what was metered: the price in thousandths of the currency unit, of which `unitPriceMinor` is the nearest whole one. */
  unitPriceMilli: z.int().min(0).optional(),
  discountBasisPoints: basisPointsSchema,
  /** A discount that was agreed as an amount; there is no percentage beside it. */
  discountAmountMinor: amountMinorSchema.optional(),
  /** What the line's own discount takes off it; zero or more. */
  discountMinor: amountMinorSchema,
  /** What the discount on the whole ticket takes off it besides; left out where that is nothing. */
  ticketDiscountMinor: amountMinorSchema.optional(),
  vatBasisPoints: basisPointsSchema,
  /** The letter that ties the line to its rate on paper. */
  vatLetter: z.string(),
  /** Its share of the tax of its rate: those of all lines make the ticket's. Left out by earlier versions. */
  vatMinor: signedAmountMinorSchema.optional(),
  /** What the customer pays for it: after every discount, with VAT. Below zero for goods that come back. */
  totalMinor: signedAmountMinorSchema,
  /** The price list that the price is of, as it was when the goods were added; left out for the product's own price. */
  priceListName: z.string().optional(),
  /** A deposit: the line of the goods that it goes with. */
  depositOf: z.string().optional(),
  /** What one piece takes from the stock, where that is not one piece: the weight behind the price of a label. */
  stockPerPieceMilli: z.int().min(0).optional(),
  /** How the weight was found; left out for pieces, and for the weight in the code of a label. */
  weighed: lineWeighingSchema.optional(),
  /** Of a table's ticket: the course it comes with, and who ordered it when. */
  course: z.string().optional(),
  orderedBy: z.string().optional(),
  orderedAt: z.string().optional(),
  /** No goods and no VAT: an amount that is put on a gift card once it is paid for, a new one or a known one. */
  giftCard: giftCardOperationSchema.optional(),
  /** No goods and no VAT: it pays what the customer owes, an invoice where one is named. */
  accountPayment: z
    .object({
      customerId: z.string(),
      invoiceNumber: z.string().nullable(),
      /** Of that invoice, once this line is paid. */
      invoiceLeftMinor: amountMinorSchema.optional(),
    })
    .optional(),
  /** What the customer wants of it. */
  note: z.string().optional(),
  /** Goods that are brought back without their ticket. */
  returned: z.object({ reason: z.string() }).optional(),
})
export type SaleLineView = z.infer<typeof saleLineViewSchema>

export const vatRowSchema = z.object({
  letter: z.string(),
  basisPoints: basisPointsSchema,
  netMinor: signedAmountMinorSchema,
  vatMinor: signedAmountMinorSchema,
  grossMinor: signedAmountMinorSchema,
})
export type VatRow = z.infer<typeof vatRowSchema>

export const tenderOutcomeSchema = z.enum([
  'received',
  'in-progress',
  'approved',
  'declined',
  'cancelled',
  'unknown',
  'reversed',
])
export type TenderOutcome = z.infer<typeof tenderOutcomeSchema>

/** account: put on a customer's account. other: a way to pay of the shop's own, named by `means`. */
export const tenderKindSchema = z.enum(['cash', 'card', 'account', 'other'])
export type TenderKind = z.infer<typeof tenderKindSchema>

export const tenderViewSchema = z.object({
  id: z.string(),
  kind: tenderKindSchema,
  /** What this tender brings of the total; below zero where money goes back. */
  amountMinor: signedAmountMinorSchema,
  /** Of cash: how much more it brings than it pays of the total, where amounts in cash are rounded; below zero for less. */
  roundingMinor: signedAmountMinorSchema.optional(),
  /** Of the kind `other`: which of the shop's own ways to pay. */
  means: z
    .object({
      id: z.string(),
      name: z.string(),
      /** The number of the cheque or voucher. */ reference: z.string().optional(),
    })
    .optional(),
  /** Of a voucher of the shop: which one it pays by, or the new one that it goes back on. */
  voucher: tenderVoucherSchema.optional(),
  /** Charged to the card besides: a tip, and cash that the customer takes along. Left out where there is none. */
  tipMinor: signedAmountMinorSchema.optional(),
  cashbackMinor: signedAmountMinorSchema.optional(),
  /** What the customer handed over, where it can differ (cash). */
  givenMinor: amountMinorSchema.nullable(),
  outcome: tenderOutcomeSchema,
  at: z.string(),
  paymentId: z.string().nullable(),
  paymentNumber: z.string().nullable(),
  scheme: schemeSchema.nullable(),
  /** Last four figures, never more, on screens. */
  cardTail: z
    .string()
    .regex(/^\d{4}$/)
    .nullable(),
  approvalCode: z.string().nullable(),
  entryMode: entryModeSchema,
  /** Paid from a gift card. */
  isGiftCard: z.literal(true).optional(),
  /** Paid by a card that pays goods of these families only. */
  families: z.array(z.string()).optional(),
  /** Paid on this standalone terminal. */
  terminal: z.object({ id: z.string(), alias: z.string() }).optional(),
})
export type TenderView = z.infer<typeof tenderViewSchema>

export const printJobStateSchema = z.enum(['queued', 'sending', 'printed', 'not-printed', 'unknown'])
export const printJobKindSchema = z.enum([
  'customer-ticket',
  'card-customer',
  'card-merchant',
  'duplicate',
  'x-report',
  'z-report',
  /** What a standalone terminal prints on the till's printer beside payments: its day end, its last ticket once more. */
  'terminal-slip',
  'drawer',
  'kitchen-ticket',
  /** Invoices and credit notes. */
  'invoice',
  /** What guests owe, before they pay; what they paid, for their expenses. */
  'note',
  'facturette',
  /** What somebody is given with the goods: no prices. */
  'gift-receipt',
  /** Cash that was put in or taken out without a sale; two people sign it. */
  'cash-slip',
  'test',
])
export type PrintJobKind = z.infer<typeof printJobKindSchema>
export type PrintJobState = z.infer<typeof printJobStateSchema>

/** What a person said of a paper: it is here; it is not, and was printed again; it is not wanted any more. */
export const paperDecisionSchema = z.enum(['came-out', 'printed-again', 'cancelled'])
export type PaperDecision = z.infer<typeof paperDecisionSchema>

export const printJobViewSchema = z.object({
  id: z.string(),
  kind: printJobKindSchema,
  saleId: z.string().nullable(),
  state: printJobStateSchema,
  at: z.string(),
  /** The printer it is for; left out: the one of the till. */
  deviceId: z.string().optional(),
  /** The printer that it was sent to, as it was called then; left out until it was, and where nobody noted it. */
  printedOn: z.object({ id: z.string(), alias: z.string(), isStandIn: z.boolean() }).optional(),
  decision: paperDecisionSchema.optional(),
  /** Who said so. */
  decidedBy: z.string().optional(),
  /** How its printer confirmed it; `none`: it was sent and that is all. Left out where nobody noted it. */
  confirmedBy: confirmationSchema.optional(),
})
export type PrintJobView = z.infer<typeof printJobViewSchema>

/** A discount on a whole ticket, shared over its lines. */
export const ticketDiscountSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('percent'), basisPoints: basisPointsSchema, reason: z.string().optional() }),
  z.object({
    kind: z.literal('amount'),
    amountMinor: amountMinorSchema,
    reason: z.string().optional(),
    /** The customer's loyalty points that pay for it. */
    points: z.int().min(1).optional(),
  }),
])
export type TicketDiscount = z.infer<typeof ticketDiscountSchema>

/** The ticket in the cashier's hands. */
export const saleViewSchema = z.object({
  id: z.string(),
  /** Printed as `2-004318`: till number, then the ticket. */
  number: z.string(),
  state: z.enum(['open', 'paying', 'held']),
  currency: currencySchema,
  lines: z.array(saleLineViewSchema),
  /** Pieces, weighed lines counted as one. */
  itemCount: z.int(),
  totalMinor: signedAmountMinorSchema,
  vatMinor: signedAmountMinorSchema,
  vat: z.array(vatRowSchema),
  tenders: z.array(tenderViewSchema),
  remainingMinor: signedAmountMinorSchema,
  /** What the ticket waits under, a table or an order; null without one. */
  reference: z.string().nullable(),
  /** On the whole ticket, and what it takes off; null for none. Left out by earlier versions. */
  discount: z.object({ agreed: ticketDiscountSchema, amountMinor: amountMinorSchema }).nullable().optional(),
  /** Prices of the lines are without VAT. */
  pricesExcludeVat: z.literal(true).optional(),
  /** Whose ticket it is; left out for nobody's. */
  customer: saleCustomerSchema.optional(),
  /** Points of a customer with a loyalty card, in a shop that gives some. */
  loyalty: saleLoyaltySchema.optional(),
  /** The line the last action touched, for the selection to follow. */
  touchedLineId: z.string().nullable(),
  /** The table it is of, and the part of its bill where that is split. */
  table: z
    .object({
      id: z.string(),
      name: z.string(),
      covers: z.int(),
      part: z.string().optional(),
      /** The courses that the kitchen may make, and the one it was told to make last. */
      sent: z.array(z.string()).optional(),
      called: z.string().optional(),
    })
    .optional(),
  /** What the guests have in hand of it: its number, how often it came out again, and whether the ticket is still what it says. */
  note: z.object({ number: z.string(), copies: z.int(), isCurrent: z.boolean() }).optional(),
  /** What kitchens and bars were sent of it; told of tickets on hold. */
  kitchenPapers: z.array(printJobViewSchema).optional(),
})
export type SaleView = z.infer<typeof saleViewSchema>

/** void: the bank forgets the charge, its batch is still open. refund: it pays back. */
export const returnWaySchema = z.enum(['void', 'refund'])
export type ReturnWay = z.infer<typeof returnWaySchema>

/** A sale that is on disk: the approved screen and the history draw from it. */
export const completedSaleViewSchema = z.object({
  id: z.string(),
  number: z.string(),
  at: z.string(),
  cashierName: z.string(),
  currency: currencySchema,
  itemCount: z.int(),
  totalMinor: signedAmountMinorSchema,
  vatMinor: signedAmountMinorSchema,
  tenders: z.array(tenderViewSchema),
  changeMinor: amountMinorSchema,
  /** Which notes and coins make the change. */
  changePieces: z.array(z.object({ valueMinor: amountMinorSchema, count: z.int() })),
  /** How long the last card part took, from tender to approval; null without a card. */
  cardDurationMs: z.int().nullable(),
  customerId: z.string().optional(),
  /** Of a return: the ticket it takes back. */
  returnOf: z.object({ saleId: z.string(), number: z.string(), way: returnWaySchema }).nullable(),
  printJobs: z.array(printJobViewSchema),
  /** Papers that come out once the customer asks for them; left out where none does. */
  waiting: z.array(printJobKindSchema).optional(),
})
export type CompletedSaleView = z.infer<typeof completedSaleViewSchema>
