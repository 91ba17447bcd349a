import { z } from 'zod'
import { failureSchema } from '../errors/catalogue.ts'
import { amountMinorSchema, currencySchema, signedAmountMinorSchema } from '../money.ts'
import { schemeSchema } from './sale-view.ts'
import { terminalDayEndSchema } from './terminal-view.ts'

export const countAndAmountSchema = z.object({ count: z.int(), amountMinor: signedAmountMinorSchema })

export const batchRowSchema = z.object({
  scheme: schemeSchema,
  till: countAndAmountSchema,
  host: countAndAmountSchema.nullable(),
  differenceMinor: signedAmountMinorSchema.nullable(),
  state: z.enum(['pending', 'agreed', 'differs']),
})
export type BatchRow = z.infer<typeof batchRowSchema>

/** One batch of one bank, scheme by scheme. */
export const batchViewSchema = z.object({
  acquirerId: z.string().optional(),
  /** The bank's name, where the till has several. */
  bank: z.string().optional(),
  number: z.string(),
  rows: z.array(batchRowSchema),
  result: z.enum(['balanced', 'balanced-after-upload', 'discrepancy']).nullable(),
})
export type BatchView = z.infer<typeof batchViewSchema>

/** What was paid on a standalone terminal: in no batch of the till, and agreed by the terminal's own day end. */
export const terminalDaySchema = z.object({
  id: z.string(),
  alias: z.string(),
  count: z.int(),
  amountMinor: signedAmountMinorSchema,
  /** The last one since the till's day was opened. */
  dayEnd: terminalDayEndSchema.nullable(),
})
export type TerminalDay = z.infer<typeof terminalDaySchema>

/** An open matter before the close: always a cause, an amount and a payment to look at. */
export const dayExceptionSchema = z.object({
  kind: z.enum([
    'reversal-open',
    'totals-differ',
    'cash-differs',
    'print-unknown',
    'sale-held',
    'offline-waiting',
    'offline-refused',
    'offline-parked',
    'late-answer',
    'closed-charged',
    'closed-not-charged',
    'reservation-open',
    'gift-card-owed',
    /** Nobody knows what became of an order to a standalone terminal. */
    'terminal-unknown',
    /** A standalone terminal did not end its day: it is asked again from here. `terminalId` says which. */
    'terminal-day-end',
  ]),
  amountMinor: signedAmountMinorSchema,
  reference: z.string(),
  /** Of a reservation: when it expires. */
  dueAt: z.string().optional(),
  terminalId: z.string().optional(),
})

export const dayStageSchema = z.enum([
  'open',
  'draining',
  'forwarding',
  'agreeing',
  'uploading',
  'closing',
  'closed',
  'failed',
])

/** Cash without a sale: what moves at once, what is said of it, and how often a day. */
export const CASH_MOVE_MAX_MINOR = 99_999_999
export const CASH_NOTE_MAX = 60
export const CASH_MOVES_MAX = 100

/** Why cash goes in or out without a sale. */
export const CASH_REASONS = ['change', 'bank', 'expense', 'other'] as const
export const cashReasonSchema = z.enum(CASH_REASONS)
export type CashReason = z.infer<typeof cashReasonSchema>

/** Cash that was put into the drawer or taken out of it, without a sale. */
export const cashMoveSchema = z.object({
  at: z.string(),
  direction: z.enum(['in', 'out']),
  amountMinor: z.int().min(1).max(CASH_MOVE_MAX_MINOR),
  reason: cashReasonSchema,
  /** What was bought, for whom; must say something where the reason is none of the usual ones. */
  note: z.string().max(CASH_NOTE_MAX),
  byName: z.string(),
})
export type CashMove = z.infer<typeof cashMoveSchema>

export const dayViewSchema = z.object({
  /** Local calendar day the till was opened on, `2026-11-22`. */
  businessDate: z.string(),
  openedAt: z.string(),
  stage: dayStageSchema,
  /** Items sent and to be sent, while offline sales are forwarded or a batch is uploaded. */
  progress: z.object({ done: z.int(), total: z.int() }).nullable(),
  currency: currencySchema,
  ticketCount: z.int(),
  turnoverMinor: signedAmountMinorSchema,
  /** On cards, and no turnover. */
  tips: countAndAmountSchema,
  /** Sold and loaded ones are no turnover; what was paid from gift cards is. */
  giftCards: z.object({ sold: countAndAmountSchema, loaded: countAndAmountSchema, redeemed: countAndAmountSchema }),
  /** Put on the accounts of customers, and paid of them, which is no turnover; left out where neither was. */
  accounts: z.object({ onAccount: countAndAmountSchema, paid: countAndAmountSchema }).optional(),
  drawer: z.object({
    floatMinor: amountMinorSchema,
    cashSalesMinor: signedAmountMinorSchema,
    /** Cash that left the drawer with card payments; below zero where more came back. */
    cashbackMinor: signedAmountMinorSchema,
    /** Put in and taken out without a sale, oldest first; left out where nothing was. */
    moves: z.array(cashMoveSchema).optional(),
    expectedMinor: signedAmountMinorSchema,
    /** Pieces counted, by value; empty until someone counts. */
    counts: z.array(z.object({ valueMinor: amountMinorSchema, count: z.int().min(0).max(9_999) })),
    countedMinor: amountMinorSchema.nullable(),
    differenceMinor: signedAmountMinorSchema.nullable(),
    countedBy: z.string().nullable(),
    countedAt: z.string().nullable(),
  }),
  /** Cheques, vouchers and the like that lie in the drawer and are counted beside the cash; left out where there are none. */
  countedMeans: z
    .array(z.object({ id: z.string(), name: z.string(), count: z.int(), amountMinor: signedAmountMinorSchema }))
    .optional(),
  batch: batchViewSchema,
  /** Those of the other banks, where there are some. */
  otherBatches: z.array(batchViewSchema).optional(),
  /** Left out where nothing was paid on any and none ended its day. */
  terminals: z.array(terminalDaySchema).optional(),
  exceptions: z.array(dayExceptionSchema),
  failure: failureSchema.nullable(),
  /** The Z just printed. */
  closedNumber: z.string().nullable(),
})
export type DayView = z.infer<typeof dayViewSchema>
