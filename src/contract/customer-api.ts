import { z } from 'zod'
import { customerDraftSchema, customerFileSchema, customerRowSchema } from './views/customer-view.ts'

const nothing = z.object({})
const id = z.string().min(1).max(64)

/** The calls about customers; part of the table of all calls. */
export const CUSTOMER_API = {
  /** By name, company, town, telephone, number or loyalty number; the newest ones without any text. */
  'customer.search': {
    request: z.object({ text: z.string().max(80), withArchived: z.boolean().optional() }),
    response: z.object({ customers: z.array(customerRowSchema), truncated: z.boolean() }),
  },
  'customer.file': { request: z.object({ customerId: id }), response: customerFileSchema },
  /** A new file, or a known one with other contents. Another credit limit than before needs a manager. */
  'customer.save': {
    request: z.object({ customerId: id.optional(), draft: customerDraftSchema }),
    response: z.object({ customerId: id }),
  },
  /** A loyalty number that no customer has had, as bars of this shop. */
  'customer.newLoyaltyNumber': { request: nothing, response: z.object({ loyaltyNumber: z.string() }) },
  /** An archived customer is found only on request, and comes on no ticket. */
  'customer.archive': { request: z.object({ customerId: id, isArchived: z.boolean() }), response: nothing },
  /** Writes all that the shop keeps of one person as a file, for that person. */
  'customer.data': { request: z.object({ customerId: id }), response: z.object({ path: z.string() }) },
  /** Forgets the person for good; tickets and invoices stay as the law wants them. Manager. */
  'customer.erase': { request: z.object({ customerId: id }), response: nothing },
  /** Whose the ticket in hand is; null for nobody's. */
  'customer.choose': { request: z.object({ customerId: id.nullable() }), response: nothing },
} as const
