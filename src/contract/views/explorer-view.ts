import { z } from 'zod'
import { failureSchema } from '../errors/catalogue.ts'
import { amountMinorSchema, currencySchema, signedAmountMinorSchema } from '../money.ts'
import { paymentOperationSchema } from './operation-view.ts'
import { storyRowSchema } from './payment-view.ts'
import { entryModeSchema, schemeSchema, tenderKindSchema } from './sale-view.ts'

export { PAYMENT_OPERATIONS, type PaymentOperation, paymentOperationSchema } from './operation-view.ts'

/** open: under way. unknown: the bank owes its word. The rest is final. */
export const SEARCHED_OUTCOMES = ['approved', 'declined', 'cancelled', 'failed', 'unknown', 'reversed', 'open'] as const
export const searchedOutcomeSchema = z.enum(SEARCHED_OUTCOMES)
export type SearchedOutcome = z.infer<typeof searchedOutcomeSchema>

/** A calendar day of the shop, `2026-11-22`. */
const day = z.iso.date()
const key = z.string().min(1).max(40)

/** Conditions that all hold together; one left out asks for nothing. Never a card number: last four at most. */
export const explorerFilterSchema = z.strictObject({
  /** Typed as it stands on a ticket: four digits, an amount, a number of a payment or a ticket, a code of the bank. */
  text: z.string().max(40).optional(),
  fromDay: day.optional(),
  /** Included. */
  toDay: day.optional(),
  amountFromMinor: amountMinorSchema.optional(),
  amountToMinor: amountMinorSchema.optional(),
  cardTail: z
    .string()
    .regex(/^\d{4}$/)
    .optional(),
  stan: z
    .string()
    .regex(/^\d{1,6}$/)
    .optional(),
  retrievalReference: z
    .string()
    .regex(/^[0-9A-Za-z]{1,12}$/)
    .optional(),
  approvalCode: z
    .string()
    .regex(/^[0-9A-Za-z]{1,6}$/)
    .optional(),
  terminalId: key.optional(),
  acquirerId: key.optional(),
  cashierId: key.optional(),
  scheme: schemeSchema.optional(),
  entryMode: entryModeSchema.optional(),
  outcome: searchedOutcomeSchema.optional(),
  operation: paymentOperationSchema.optional(),
})
export type ExplorerFilter = z.infer<typeof explorerFilterSchema>

/** Where a page begins; taken from one of its neighbours' rows. */
export const explorerPlaceSchema = z.object({ startedMs: z.int().min(0), sequence: z.int().min(0) })
export type ExplorerPlace = z.infer<typeof explorerPlaceSchema>

export const explorerRowSchema = z.object({
  paymentId: z.string(),
  paymentNumber: z.string(),
  startedAt: z.string(),
  place: explorerPlaceSchema,
  /** Below zero when the customer gets money. */
  amountMinor: signedAmountMinorSchema,
  currency: currencySchema,
  outcome: searchedOutcomeSchema,
  operation: paymentOperationSchema,
  scheme: schemeSchema.nullable(),
  cardTail: z
    .string()
    .regex(/^\d{4}$/)
    .nullable(),
  entryMode: entryModeSchema,
  cashierName: z.string().nullable(),
})
export type ExplorerRow = z.infer<typeof explorerRowSchema>

export const explorerPageSchema = z.object({
  rows: z.array(explorerRowSchema),
  hasNewer: z.boolean(),
  hasOlder: z.boolean(),
  tookMs: z.number().min(0),
})
export type ExplorerPage = z.infer<typeof explorerPageSchema>

/** Of all payments that fit, not only of those on the page. */
export const explorerTotalsSchema = z.object({
  count: z.int(),
  byOutcome: z.array(z.object({ outcome: searchedOutcomeSchema, count: z.int() })),
  /** What customers paid less what they got back, of approved payments, by currency. */
  approved: z.array(z.object({ currency: currencySchema, count: z.int(), amountMinor: signedAmountMinorSchema })),
})
export type ExplorerTotals = z.infer<typeof explorerTotalsSchema>

export const explorerChoicesSchema = z.object({
  terminalIds: z.array(z.string()),
  acquirerIds: z.array(z.string()),
  cashiers: z.array(z.object({ id: z.string(), name: z.string() })),
})
export type ExplorerChoices = z.infer<typeof explorerChoicesSchema>

/** One message as the journal has it: what may not be written down shows its length only. */
export const wireMessageSchema = z.object({
  at: z.string(),
  /** not-sent: written and ready, and no byte of it left. unanswered: written and ready, and nothing came back. */
  direction: z.enum(['sent', 'received', 'not-sent', 'unanswered']),
  /** The record it stands in: `request-prepared`, `host-answered`. */
  kind: z.string(),
  messageType: z.string(),
  fields: z.array(z.object({ number: z.int(), value: z.string() })),
})
export type WireMessage = z.infer<typeof wireMessageSchema>

/** What may be done about a payment now. */
export const PAYMENT_ACTIONS = [
  /** It is under way, or its outcome is unknown, on the ticket in hand: go there. */
  'go-to-sale',
  'ask-bank',
  /** A reversal that the bank refused for good is ended by its word by telephone. Manager. */
  'close-by-hand',
  /** Asks the standalone terminal what became of its order. */
  'ask-terminal',
  /** Sends what waits for the bank. */
  'send-now',
  'reprint',
  'print-decline',
] as const
export const paymentActionSchema = z.enum(PAYMENT_ACTIONS)
export type PaymentAction = z.infer<typeof paymentActionSchema>

/** All that is kept of one payment, for a person: facts, events, messages, and the one next thing to do. */
export const paymentFileSchema = z.object({
  row: explorerRowSchema,
  saleId: z.string(),
  saleNumber: z.string().nullable(),
  /** How the sale was paid in the end; empty while it is not. */
  salePaidBy: z.array(tenderKindSchema),
  /** A sale that tried out a pad. */
  isTest: z.boolean(),
  finishedAt: z.string().nullable(),
  /** From the request's leaving to the bank's answer. */
  bankMs: z.int().nullable(),
  failure: failureSchema.nullable(),
  responseCode: z.string().nullable(),
  approvalCode: z.string().nullable(),
  retrievalReference: z.string().nullable(),
  stan: z.string().nullable(),
  terminalId: z.string().nullable(),
  /** The standalone terminal that took it, as cashiers call it. */
  terminalAlias: z.string().nullable(),
  merchantId: z.string().nullable(),
  acquirerId: z.string().nullable(),
  batchNumber: z.string().nullable(),
  applicationId: z.string().nullable(),
  applicationLabel: z.string().nullable(),
  verificationHex: z.string().nullable(),
  transactionStatusHex: z.string().nullable(),
  /** How the holder proved to be one. */
  verifiedBy: z.enum(['none', 'pin-online', 'pin-offline', 'signature', 'device']),
  offline: z.enum(['card', 'stand-in', 'voice']).nullable(),
  /** What is still to be taken back at the bank. */
  reversal: z.object({ isParked: z.boolean(), attempts: z.int(), nextAt: z.string().nullable() }).nullable(),
  events: z.array(storyRowSchema),
  messages: z.array(wireMessageSchema),
  /** The one that is safe and of use now; null when nothing is left to do. */
  next: paymentActionSchema.nullable(),
  /** Everything else that is open now. */
  actions: z.array(paymentActionSchema),
})
export type PaymentFile = z.infer<typeof paymentFileSchema>

/** The last export: running, or how it ended. */
export const explorerExportSchema = z.object({
  state: z.enum(['running', 'done', 'cancelled', 'failed']),
  done: z.int(),
  total: z.int(),
  /** Where the file lies, once it is whole. */
  path: z.string().nullable(),
  failure: failureSchema.nullable(),
})
export type ExplorerExport = z.infer<typeof explorerExportSchema>
