import { z } from 'zod'
import { scaleReadingSchema } from './views/scale-view.ts'

/** Tares that are kept for articles: the heaviest, and how many. */
export const TARE_MAX_MILLI = 15_000
export const KEPT_TARES_MAX = 1_000

/** The calls about the scale at the till; part of the table of all calls. */
export const SCALE_API = {
  /** What lies on the till's scale now. Asked again and again while a person looks at it. */
  'scale.weigh': { request: z.object({}), response: scaleReadingSchema },
  /** What the packing of an article weighs, from now on: it is taken off unless another tare is. Zero forgets it. */
  'scale.keepTare': {
    request: z.object({ productId: z.string().min(1).max(64), tareMilli: z.int().min(0).max(TARE_MAX_MILLI) }),
    response: z.object({}),
  },
} as const
