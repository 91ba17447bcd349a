import { z } from 'zod'
import { signedAmountMinorSchema } from '../money.ts'

/** What a customer's account is moved by. */
export const accountMovementKindSchema = z.enum([
  /** A ticket, or a part of one, was put on the account. */
  'sale',
  /** The customer paid what was owed. */
  'payment',
  /** Something was credited: goods that came back, a gesture. */
  'credit',
  /** A credit was paid out, or a payment went back. */
  'refund',
  'correction',
])
export type AccountMovementKind = z.infer<typeof accountMovementKindSchema>

export const accountMovementSchema = z.object({
  id: z.string(),
  kind: accountMovementKindSchema,
  /** Above zero the customer owes more. */
  amountMinor: signedAmountMinorSchema,
  at: z.string(),
  byName: z.string(),
  saleId: z.string().nullable(),
  saleNumber: z.string().nullable(),
  invoiceNumber: z.string().nullable(),
  reason: z.string().nullable(),
  /** What the customer owed after it. */
  balanceMinor: signedAmountMinorSchema,
})
export type AccountMovementView = z.infer<typeof accountMovementSchema>

/** Why a manager moves an account by hand. */
export const ACCOUNT_REASON_MAX = 80
export const accountReasonSchema = z.string().trim().min(3).max(ACCOUNT_REASON_MAX)
