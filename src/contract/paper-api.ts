import { z } from 'zod'
import { drawerOpeningSchema, papersViewSchema } from './views/paper-view.ts'
import { printJobKindSchema } from './views/sale-view.ts'
import { laidOutTicketSchema } from './views/ticket-view.ts'

/** Papers of a sale that are printed again. */
export const reprintKindSchema = printJobKindSchema.extract([
  'customer-ticket',
  'card-customer',
  'card-merchant',
  'facturette',
  'gift-receipt',
  'invoice',
])
export type ReprintKind = z.infer<typeof reprintKindSchema>

const nothing = z.object({})
const id = z.string().min(1).max(64)

/** The calls about papers and the drawer; part of the table of all calls. */
export const PAPER_API = {
  /** The ticket as it was or would be printed. */
  'ticket.preview': {
    request: z.object({ saleId: id, kind: printJobKindSchema }),
    response: z.object({ tickets: z.array(laidOutTicketSchema) }),
  },
  /**
   * A marked and counted duplicate of each paper of the kind; without one, of the customer's ticket. A facturette or a gift receipt that
   * never came out is printed as it is.
   */
  'ticket.reprint': {
    request: z.object({
      saleId: id,
      kind: reprintKindSchema.optional(),
      /** The printer; left out: the one of the till. */
      deviceId: id.optional(),
    }),
    response: nothing,
  },

  /** The same papers as a PDF file in the folder of exports, marked as a digital copy; answers with its path. */
  'ticket.savePdf': {
    request: z.object({ saleId: id, kind: reprintKindSchema }),
    response: z.object({ path: z.string() }),
  },
  /** All papers of a sale that waited for the customer to ask for them, as they are. */
  'papers.printWaiting': { request: z.object({ saleId: id, deviceId: id.optional() }), response: nothing },
  /** Papers that are not out for certain. */
  'papers.list': { request: nothing, response: papersViewSchema },
  /**
   * What a person sees of a paper of which nobody knows, that was sent and not confirmed, or that its printer holds up and is
   * waited for no more: it came out, or it did not and is printed again as a marked and
   * counted duplicate, where it was or on the printer that is named.
   */
  'papers.answer': {
    request: z.object({ jobId: id, cameOut: z.boolean(), deviceId: id.optional() }),
    response: nothing,
  },
  /** A paper of which nothing has left the till, one that waits or failed, goes to this printer. */
  'papers.printOn': { request: z.object({ jobId: id, deviceId: id }), response: nothing },
  /** A paper that waits or failed is not wanted any more. */
  'papers.cancel': { request: z.object({ jobId: id }), response: nothing },

  'drawer.open': { request: nothing, response: nothing },
  /** Openings of the business day, newest first. */
  'drawer.log': { request: nothing, response: z.object({ openings: z.array(drawerOpeningSchema) }) },
} as const
