import { z } from 'zod'
import { invoiceOfSaleSchema } from './views/invoice-view.ts'

const nothing = z.object({})
const id = z.string().min(1).max(64)

/** The calls about invoices; part of the table of all calls. */
export const INVOICE_API = {
  /** Whether a ticket has its invoice, and who it would be for. */
  'invoice.ofSale': { request: z.object({ saleId: id }), response: invoiceOfSaleSchema },
  /** The one invoice of a paid ticket, printed; of a return, the credit note. To the ticket's customer, else to the one that is named. */
  'invoice.issue': {
    request: z.object({ saleId: id, customerId: id.optional() }),
    response: z.object({ number: z.string() }),
  },
  /** A marked and counted duplicate. */
  'invoice.reprint': { request: z.object({ saleId: id, deviceId: id.optional() }), response: nothing },
} as const
