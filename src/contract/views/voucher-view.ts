import { z } from 'zod'
import { amountMinorSchema } from '../money.ts'

/** A voucher as people see it: never the code by which its holder redeems it. */
export const voucherViewSchema = z.object({
  /** That of the ticket that issued it. */
  number: z.string(),
  amountMinor: amountMinorSchema,
  /** What it is still worth. */
  leftMinor: amountMinorSchema,
  issuedAt: z.string(),
  /** Its last day at the shop: `2027-11-22`. */
  expiresOn: z.string(),
  isExpired: z.boolean(),
  byName: z.string(),
})
export type VoucherView = z.infer<typeof voucherViewSchema>

/** Of a part that pays by a voucher, or goes back on a new one. */
export const tenderVoucherSchema = z.object({
  number: z.string(),
  /** What it is worth after this. */
  leftMinor: amountMinorSchema,
  /** Of a new one: what is printed as its barcode, and its last day. */
  issued: z.object({ code: z.string(), expiresOn: z.string() }).optional(),
})
