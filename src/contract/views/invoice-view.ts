import { z } from 'zod'
import { amountMinorSchema, signedAmountMinorSchema } from '../money.ts'

/** credit-note: takes an invoice back, in part or whole. */
export const invoiceKindSchema = z.enum(['invoice', 'credit-note'])
export type InvoiceKind = z.infer<typeof invoiceKindSchema>

export const invoiceRowSchema = z.object({
  number: z.string(),
  kind: invoiceKindSchema,
  saleId: z.string(),
  saleNumber: z.string(),
  at: z.string(),
  totalMinor: signedAmountMinorSchema,
})
export type InvoiceRow = z.infer<typeof invoiceRowSchema>

/** An invoice of which something on the customer's account is not paid yet. */
export const openInvoiceSchema = z.object({
  number: z.string(),
  saleId: z.string(),
  at: z.string(),
  totalMinor: amountMinorSchema,
  /** Local day, `2026-11-30`. */
  dueOn: z.string(),
  isOverdue: z.boolean(),
  leftMinor: amountMinorSchema.min(1),
})
export type OpenInvoice = z.infer<typeof openInvoiceSchema>

export const invoiceOfSaleSchema = z.object({
  /** Null while there is none. */
  invoice: invoiceRowSchema.nullable(),
  /** Whose ticket it is; null where it can be chosen. */
  customerId: z.string().nullable(),
})
export type InvoiceOfSale = z.infer<typeof invoiceOfSaleSchema>
