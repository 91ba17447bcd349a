import { z } from 'zod'
import { signedAmountMinorSchema } from './money.ts'

/** Rows that are shown, and tickets that one report may read. */
export const REPORT_ROWS_MAX = 200
export const REPORT_TICKETS_MAX = 50_000

/** What sales are summed by. */
export const REPORT_KINDS = ['day', 'hour', 'family', 'article', 'cashier', 'vat'] as const
export const reportKindSchema = z.enum(REPORT_KINDS)
export type ReportKind = z.infer<typeof reportKindSchema>

/** Local calendar days of the shop, both of them with all their tickets. */
export const reportQuestionSchema = z.object({ by: reportKindSchema, fromDay: z.iso.date(), toDay: z.iso.date() })
export type ReportQuestion = z.infer<typeof reportQuestionSchema>

export const reportRowSchema = z.object({
  /** A day, an hour, the id of a family, an article or a person, a rate in basis points; empty for what is of none. */
  key: z.string(),
  /** As it was called on its last ticket; empty where the key says all. */
  name: z.string(),
  /** Tickets; of families and articles lines. */
  count: z.int(),
  /** What was sold less what came back, of articles. */
  quantityMilli: z.int().nullable(),
  amountMinor: signedAmountMinorSchema,
})
export type ReportRow = z.infer<typeof reportRowSchema>

/** The calls about what was sold; part of the table of all calls. */
export const REPORT_API = {
  /** Sums of all tickets of a time, taxes included, without gift cards and payments of accounts: they add up to its turnover. */
  'report.sales': {
    request: reportQuestionSchema,
    response: z.object({
      rows: z.array(reportRowSchema).max(REPORT_ROWS_MAX),
      /** Rows that are not among them; the file has all. */
      more: z.int(),
      tickets: z.int(),
      totalMinor: signedAmountMinorSchema,
    }),
  },
  'report.exportSales': { request: reportQuestionSchema, response: z.object({ path: z.string(), rows: z.int() }) },
} as const
