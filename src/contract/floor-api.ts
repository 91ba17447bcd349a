import { z } from 'zod'
import { LIMITS } from './limits.ts'
import { coversSchema, floorPlanSchema, splitWaySchema } from './views/floor-view.ts'
import { quantityMilliSchema, saleViewSchema } from './views/sale-view.ts'

const nothing = z.object({})
const id = z.string().min(1).max(64)

/** What came out in kitchens and bars, of so many printers there; without any, somebody has to say it. */
const toldSchema = z.object({ papers: z.int(), kitchens: z.int() })

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
  /** The guests of a table go to another one; to one that has guests only if the tickets are to become one. */
  'floor.move': { request: z.object({ fromId: id, toId: id, merge: z.boolean() }), response: nothing },
  /** Chosen lines, or so many of one, go to the ticket of another table, which gets one if it has none. */
  'floor.moveLines': {
    request: z.object({
      saleId: id,
      toId: id,
      lines: z
        .array(z.object({ lineId: id, quantityMilli: quantityMilliSchema.optional() }))
        .min(1)
        .max(LIMITS.saleLines),
    }),
    response: nothing,
  },
  /** Which course lines come with; null: at once. */
  'floor.setCourse': {
    request: z.object({ saleId: id, lineIds: z.array(id).min(1).max(LIMITS.saleLines), courseId: id.nullable() }),
    response: nothing,
  },
  /** The kitchen may make these courses; all that are ordered without a word of which. */
  'floor.send': {
    request: z.object({ saleId: id, courseIds: z.array(id).max(LIMITS.courses).optional() }),
    response: toldSchema,
  },
  /** The kitchen is told that the next course is wanted now. */
  'floor.nextCourse': { request: z.object({ saleId: id }), response: toldSchema.extend({ course: z.string() }) },
  /** The bill in parts, each a ticket of its own. */
  'floor.split': {
    request: z.object({ saleId: id, way: splitWaySchema }),
    response: z.object({ saleIds: z.array(id) }),
  },
  /** The parts that nothing was paid of become one ticket again. */
  'floor.undoSplit': { request: z.object({ tableId: id }), response: nothing },
  /** Prints what the guests owe, before they pay: a counted duplicate of it, as long as the ticket stays as it is. */
  'floor.note': { request: z.object({ saleId: id }), response: z.object({ number: z.string() }) },
  /** Prints what guests paid, for their expenses; again, a counted duplicate. */
  'floor.facturette': { request: z.object({ saleId: id }), response: nothing },
  /** Keeps rooms, tables and courses. A table with a ticket stays, under its name. Manager. */
  'floor.savePlan': { request: z.object({ plan: floorPlanSchema }), response: nothing },
} as const
