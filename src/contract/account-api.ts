import { z } from 'zod'
import { amountMinorSchema, signedAmountMinorSchema } from './money.ts'
import { accountReasonSchema } from './views/account-view.ts'
import { accountCardPaymentSchema } from './views/credit-refund-view.ts'
import { operationEndViewSchema } from './views/operation-view.ts'

const nothing = z.object({})
const INVOICE_NUMBER_MAX = 32
const id = z.string().min(1).max(64)

/** The calls about what customers owe; part of the table of all calls. */
export const ACCOUNT_API = {
  /** Puts all that is left of the ticket, or a part of it, on the account of its customer. Beyond the credit limit a manager. */
  'account.tender': { request: z.object({ amountMinor: amountMinorSchema.min(1).optional() }), response: nothing },
  /**
   * A line on the ticket in hand that pays what its customer owes, of one invoice where it is named; the account moves once the ticket is
   * paid.
   */
  'account.addPayment': {
    request: z.object({
      customerId: id,
      amountMinor: amountMinorSchema.min(1),
      invoiceNumber: z.string().min(1).max(INVOICE_NUMBER_MAX).optional(),
    }),
    response: nothing,
  },
  /** Cards that a credit of this customer may go back to. */
  'account.cardPayments': {
    request: z.object({ customerId: id }),
    response: z.object({ payments: z.array(accountCardPaymentSchema) }),
  },
  /** Pays a customer's credit back to such a card: never more than the credit, nor than what is left of the payment. */
  'account.refundToCard': {
    request: z.object({ customerId: id, paymentId: id, amountMinor: amountMinorSchema.min(1) }),
    response: operationEndViewSchema,
  },
  /** Moves an account by hand: above zero the customer owes more. A credit or a correction, with its reason. Manager. */
  'account.correct': {
    request: z.object({
      customerId: id,
      amountMinor: signedAmountMinorSchema.refine((minor) => minor !== 0),
      reason: accountReasonSchema,
    }),
    response: nothing,
  },
} as const
