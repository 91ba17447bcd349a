import { z } from 'zod'
import { LIMITS } from './limits.ts'
import { amountMinorSchema } from './money.ts'
import { foundTicketSchema } from './views/found-ticket-view.ts'
import { basisPointsSchema, quantityMilliSchema } from './views/sale-view.ts'

const nothing = z.object({})
const id = z.string().min(1).max(64)
const reason = z.string().max(LIMITS.saleReasonCharacters)
const discount = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('percent'), basisPoints: basisPointsSchema.min(1) }),
  z.object({ kind: z.literal('amount'), amountMinor: amountMinorSchema.min(1) }),
])

/** The calls that change the ticket in hand beyond its lines' quantity, price and percentage; part of the table of all calls. */
export const CART_API = {
  /** Off one line, instead of what was taken off it before; null takes nothing off it. The reason where the shop wants one. */
  'cart.discountLine': {
    request: z.object({ lineId: id, discount: discount.nullable(), reason: reason.optional() }),
    response: nothing,
  },
  /** The same off the whole ticket: shared over its goods to the cent. */
  'cart.discountTicket': {
    request: z.object({ discount: discount.nullable(), reason: reason.optional() }),
    response: nothing,
  },
  /** What the customer wants of a line; an empty one takes it away. What may be a card number is refused. */
  'cart.noteLine': {
    request: z.object({ lineId: id, note: z.string().max(LIMITS.lineNoteCharacters) }),
    response: nothing,
  },
  /** The line that was taken off the ticket last comes back as it was. */
  'cart.restoreLine': { request: nothing, response: nothing },
  /** One field for a ticket's number, a table, an order or a customer: tickets that wait, then paid ones. */
  'cart.findTickets': {
    request: z.object({ text: z.string().max(40) }),
    response: z.object({ tickets: z.array(foundTicketSchema) }),
  },
  /** A paper with a barcode for each command, on the till's printer. */
  'cart.printCommands': { request: nothing, response: nothing },
  /**
   * So many of a line's goods are brought back without their ticket, all of them where it is left out. Of a line that comes back
   * already it takes that back.
   */
  'cart.bringBack': {
    request: z.object({ lineId: id, quantityMilli: quantityMilliSchema.optional(), reason }),
    response: nothing,
  },
  /**
   * A way to pay of the shop's own: so much, or with null all that it may pay. Worth above that is refused, kept, or given back in
   * cash, as its rule says.
   */
  'tender.means': {
    request: z.object({
      meansId: id,
      amountMinor: amountMinorSchema.nullable(),
      reference: z.string().max(LIMITS.meansReferenceCharacters).optional(),
    }),
    response: nothing,
  },
  /** Takes back a part in cash or of a way of the shop's own, before the ticket is finished. */
  'tender.undo': { request: z.object({ tenderId: id }), response: nothing },
} as const
