import { z } from 'zod'
import { localeSchema } from './locale.ts'
import { paperPictureSchema, ticketCodeSchema } from './views/ticket-view.ts'
import { handSchema, themeSchema, ticketOnSwitchSchema } from './views/till-view.ts'

const nothing = z.object({})

/** The rows of the contract that say how the till looks, on screen and on paper. */
export const SETTINGS_CALLS = {
  'settings.setLocale': { request: z.object({ locale: localeSchema }), response: nothing },
  'settings.setTheme': { request: z.object({ theme: themeSchema }), response: nothing },
  /** After how many minutes without a hand on the till it locks itself; 0 for never. */
  'settings.setLockAfter': { request: z.object({ minutes: z.int().min(0).max(60) }), response: nothing },
  /** What becomes of the ticket in hand when another person takes the till over. */
  'settings.setTicketOnSwitch': { request: z.object({ ticketOnSwitch: ticketOnSwitchSchema }), response: nothing },
  'settings.setHand': { request: z.object({ hand: handSchema }), response: nothing },
  /** What the customer's tickets end with, and what stands at their head. Manager or technician. */
  'settings.setTicketCode': { request: z.object({ ticketCode: ticketCodeSchema }), response: nothing },
  'settings.setLogo': { request: z.object({ logo: paperPictureSchema.nullable() }), response: nothing },
} as const
