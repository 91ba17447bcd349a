import { z } from 'zod'
import { customerScreenChoiceSchema, customerScreensSchema } from './views/customer-screen-view.ts'

const nothing = z.object({})

/** The calls about the customer's window; part of the table of all calls. */
export const CUSTOMER_SCREEN_API = {
  'customerScreen.look': { request: nothing, response: customerScreensSchema },
  'customerScreen.choose': { request: z.object({ choice: customerScreenChoiceSchema }), response: nothing },
  /** Shows a picture there for `LIMITS.customerScreenTestMs`; answers at once. */
  'customerScreen.test': { request: nothing, response: nothing },
} as const
