import { z } from 'zod'
import { LIMITS } from '../limits.ts'
import { amountMinorSchema, currencySchema, signedAmountMinorSchema } from '../money.ts'

/** A day as banks write it, `2026-11-22`. */
const daySchema = z.string().regex(/^\d{4}-\d{2}-\d{2}$/)

/** A file as a person chose it: its name, and its text read as one byte a character. */
export const statementFileSchema = z.object({
  name: z.string().trim().min(1).max(120),
  content: z.string().max(LIMITS.statementCharsMax),
})
export type StatementFile = z.infer<typeof statementFileSchema>

/** What a statement holds, before anything of it is kept. */
export const statementReportSchema = z.object({
  from: daySchema,
  to: daySchema,
  remittances: z.object({ count: z.int(), amountMinor: signedAmountMinorSchema }),
  fees: z.object({ count: z.int(), amountMinor: signedAmountMinorSchema }),
  /** Lines that have nothing to do with cards, or are not in the shop's currency: the first of them, and how many in all. */
  others: z.array(
    z.object({
      line: z.int(),
      bookedOn: daySchema,
      /** Null in another currency than the shop's. */
      amountMinor: signedAmountMinorSchema.nullable(),
      label: z.string(),
    }),
  ),
  othersCount: z.int(),
  /** Card lines that another file brought already. */
  knownCount: z.int(),
  /** The very same file was read before. */
  isKnownFile: z.boolean(),
})
export type StatementReport = z.infer<typeof statementReportSchema>

/** A line of the bank about cards. */
export const bankLineViewSchema = z.object({
  key: z.string(),
  bookedOn: daySchema,
  amountMinor: signedAmountMinorSchema,
  /** Fee the bank tells beside the line; null when it tells none. */
  feeMinor: amountMinorSchema.nullable(),
  label: z.string(),
  reference: z.string(),
  fileName: z.string(),
  /** Of the file, from 1. */
  line: z.int(),
})
export type BankLineView = z.infer<typeof bankLineViewSchema>

export const settledBatchViewSchema = z.object({
  acquirerId: z.string(),
  /** The bank's name, as the till knows it. */
  bank: z.string(),
  number: z.string(),
  closedAt: z.string(),
  /** What the till counted, refunds taken off. */
  tillMinor: signedAmountMinorSchema,
  /** What the bank's host counted at the close; null when it keeps no totals. */
  hostMinor: signedAmountMinorSchema.nullable(),
})

export const settlementStatusSchema = z.enum([
  'matched',
  'amount-differs',
  'only-ours',
  'only-theirs',
  'fee-only',
  'ambiguous',
])

/**
 * Why it stands so. fee-deducted: the fee told beside the line makes up the difference. bank-counted-otherwise: the
 * host's total at the close differed already. due: the money may still come. no-statement: no file covers that day.
 */
export const settlementCauseSchema = z.enum([
  'fee-deducted',
  'bank-counted-otherwise',
  'unexplained',
  'due',
  'missing',
  'no-statement',
  'second-line',
  'no-batch',
])

export const settlementRowSchema = z.object({
  key: z.string(),
  status: settlementStatusSchema,
  cause: settlementCauseSchema.nullable(),
  /** Whether a person has something to do about it. */
  isOpen: z.boolean(),
  on: daySchema,
  batch: settledBatchViewSchema.nullable(),
  line: bankLineViewSchema.nullable(),
  /** The bank's line less the till's batch. */
  differenceMinor: signedAmountMinorSchema.nullable(),
  /** Lines of the bank that this batch may be, for a person to choose from. */
  candidates: z.array(bankLineViewSchema),
  /** Who decided it; null where the figures did. */
  decidedBy: z.string().nullable(),
})
export type SettlementRow = z.infer<typeof settlementRowSchema>

export const statementImportViewSchema = z.object({
  id: z.string(),
  fileName: z.string(),
  readAt: z.string(),
  readBy: z.string(),
  from: daySchema,
  to: daySchema,
  cardLines: z.int(),
  otherLines: z.int(),
})
export type StatementImportView = z.infer<typeof statementImportViewSchema>

export const settlementViewSchema = z.object({
  currency: currencySchema,
  /** Newest first. */
  imports: z.array(statementImportViewSchema),
  /** Newest first. */
  rows: z.array(settlementRowSchema),
  totals: z.object({
    matched: z.object({ count: z.int(), amountMinor: signedAmountMinorSchema }),
    open: z.object({ count: z.int(), amountMinor: signedAmountMinorSchema }),
    feesMinor: amountMinorSchema,
    paidMinor: signedAmountMinorSchema,
  }),
})
export type SettlementView = z.infer<typeof settlementViewSchema>
