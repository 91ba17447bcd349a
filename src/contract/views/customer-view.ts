import { z } from 'zod'
import { amountMinorSchema, currencySchema, signedAmountMinorSchema } from '../money.ts'
import { accountMovementSchema } from './account-view.ts'
import { invoiceRowSchema, openInvoiceSchema } from './invoice-view.ts'

/** Longest texts of a customer's file, for fields and paper. */
export const CUSTOMER_TEXT_MAX = {
  name: 60,
  company: 60,
  companyNumber: 24,
  vatNumber: 24,
  street: 80,
  city: 60,
  phone: 24,
  email: 80,
  loyaltyNumber: 20,
  note: 200,
} as const
export type CustomerText = keyof typeof CUSTOMER_TEXT_MAX

const text = (name: CustomerText) => z.string().max(CUSTOMER_TEXT_MAX[name])

/** A customer's file as a person fills it in; empty where nothing is known. */
export const customerDraftSchema = z.object({
  name: text('name'),
  company: text('company'),
  /** SIREN, SIRET or NIP. */
  companyNumber: text('companyNumber'),
  vatNumber: text('vatNumber'),
  street: text('street'),
  /** Postal code and town. */
  city: text('city'),
  phone: text('phone'),
  email: text('email'),
  loyaltyNumber: text('loyaltyNumber'),
  /** The price lists of the catalogue that are for some customers name their group by this. */
  groupId: z.string().min(1).max(64).nullable(),
  note: text('note'),
  /** What the customer may owe. */
  creditLimitMinor: amountMinorSchema,
  /** The customer agreed that the shop keeps this. */
  hasConsented: z.boolean(),
})
export type CustomerDraft = z.infer<typeof customerDraftSchema>

/** A line of the list. */
export const customerRowSchema = z.object({
  id: z.string(),
  /** `C-000012`. */
  number: z.string(),
  /** The company, else the person. */
  title: z.string(),
  /** The person, where there is a company too; the town; the telephone: what tells two of the same title apart. */
  detail: z.string(),
  loyaltyNumber: z.string().nullable(),
  isArchived: z.boolean(),
  /** Above zero the customer owes, below zero has a credit. */
  balanceMinor: signedAmountMinorSchema,
})
export type CustomerRow = z.infer<typeof customerRowSchema>

export const customerFileSchema = customerDraftSchema.omit({ hasConsented: true }).extend({
  id: z.string(),
  number: z.string(),
  title: z.string(),
  currency: currencySchema,
  createdAt: z.string(),
  consentedAt: z.string().nullable(),
  archivedAt: z.string().nullable(),
  /** From then on nothing is known of the person but what the law has the shop keep. */
  erasedAt: z.string().nullable(),
  balanceMinor: signedAmountMinorSchema,
  /** Loyalty points; left out where the shop gives none, or the customer has no card. */
  points: z.int().min(0).optional(),
  /** The newest tickets, and how many there are. */
  sales: z.array(
    z.object({ saleId: z.string(), number: z.string(), at: z.string(), totalMinor: signedAmountMinorSchema }),
  ),
  saleCount: z.int(),
  /** The newest invoices and credit notes. */
  invoices: z.array(invoiceRowSchema),
  /** Those that are not paid in full, oldest first. */
  openInvoices: z.array(openInvoiceSchema),
  /** The newest movements of the account. */
  movements: z.array(accountMovementSchema),
})
export type CustomerFile = z.infer<typeof customerFileSchema>

/** Whose ticket it is. */
export const saleCustomerSchema = z.object({
  id: z.string(),
  number: z.string(),
  title: z.string(),
  loyaltyNumber: z.string().nullable(),
  /** Of a Polish company: it must stand on the ticket that an invoice is made of (ustawa o VAT art. 106b ust. 5). */
  nip: z.string().optional(),
  /** Loyalty points before this ticket; left out where the shop gives none. */
  points: z.int().min(0).optional(),
})
export type SaleCustomer = z.infer<typeof saleCustomerSchema>
