import { z } from 'zod'
import { scaleReadingSchema } from './views/scale-view.ts'

/** The calls about the scale at the till; part of the table of all calls. */
export const SCALE_API = {
  /** What lies on the till's scale now. Asked again and again while a person looks at it. */
  'scale.weigh': { request: z.object({}), response: scaleReadingSchema },
} as const
