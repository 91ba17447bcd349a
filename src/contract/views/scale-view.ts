import { z } from 'zod'
import { failureSchema } from '../errors/catalogue.ts'

/** Above every counter scale: 99,999 kg and more have no place in its answer. */
const WEIGHT_MAX_MILLI = 999_999

/**
 * What the till's scale says now, in thousandths of a kilogram; none: the till has no scale. `isNet`: less a tare that was set at the
 * scale itself.
 */
export const scaleReadingSchema = z.discriminatedUnion('state', [
  z.object({ state: z.literal('none') }),
  z.object({ state: z.literal('away'), failure: failureSchema }),
  z.object({
    state: z.literal('stable'),
    weightMilli: z.int().min(0).max(WEIGHT_MAX_MILLI),
    isNet: z.boolean(),
  }),
  z.object({ state: z.enum(['moving', 'overload', 'under-zero']) }),
])
export type ScaleReading = z.infer<typeof scaleReadingSchema>

/** How the weight of a line came to be; what was typed is marked as such on paper. A label of a scale has its weight in the code. */
export const lineWeighingSchema = z.object({
  by: z.enum(['scale', 'typed']),
  /** Of the packing: it was taken off the weight. Left out where nothing was. */
  tareMilli: z.int().min(1).max(WEIGHT_MAX_MILLI).optional(),
})
export type LineWeighing = z.infer<typeof lineWeighingSchema>
