import { z } from 'zod'
import { coversSchema, floorPlanSchema } from './views/floor-view.ts'
import { saleViewSchema } from './views/sale-view.ts'

const nothing = z.object({})
const id = z.string().min(1).max(64)

/** The calls about tables and their tickets; part of the table of all calls. */
export const FLOOR_API = {
  /** Takes the ticket of a table in hand; of a free one a new ticket, for as many guests as it seats unless it is said. */
  'floor.open': {
    request: z.object({ tableId: id, saleId: id.optional(), covers: coversSchema.optional() }),
    response: nothing,
  },
  'floor.setCovers': { request: z.object({ saleId: id, covers: coversSchema }), response: nothing },
  /** A ticket that is not paid, as it stands. */
  'floor.ticket': { request: z.object({ saleId: id }), response: saleViewSchema },
  /** Keeps rooms, tables and courses. A table with a ticket stays, under its name. Manager. */
  'floor.savePlan': { request: z.object({ plan: floorPlanSchema }), response: nothing },
} as const
