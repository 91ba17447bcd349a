import { z } from 'zod'
import { LIMITS } from './limits.ts'
import { productViewSchema, quickKeyPageSchema } from './views/till-view.ts'

const nothing = z.object({})
const id = z.string().min(1).max(64)
/** The cell of a page of quick keys, from 0. */
const cell = z.object({
  row: z
    .int()
    .min(0)
    .max(LIMITS.quickKeyRows - 1),
  column: z
    .int()
    .min(0)
    .max(LIMITS.quickKeyColumns - 1),
})

/** The calls about goods and their keys; part of the table of all calls. */
export const CATALOGUE_API = {
  /** By name (accents and errors of typing forgiven), by barcode or by part of one. */
  'catalogue.search': {
    request: z.object({ text: z.string().max(80) }),
    response: z.object({ products: z.array(productViewSchema), truncated: z.boolean() }),
  },
  'catalogue.quickKeys': { request: z.object({ familyId: id }), response: quickKeyPageSchema },
  /** Pins a product to a cell; what was in it gives way. */
  'catalogue.pin': { request: cell.extend({ familyId: id, productId: id }), response: nothing },
  /** The cell stays free. */
  'catalogue.unpin': { request: cell.extend({ familyId: id }), response: nothing },
  /** The keys of two cells change places; either may be free. */
  'catalogue.swapKeys': { request: z.object({ familyId: id, from: cell, to: cell }), response: nothing },
} as const
