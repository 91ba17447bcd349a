import { z } from 'zod'
import { confirmationSchema } from './printer-settings-view.ts'
import { printJobStateSchema, printJobViewSchema } from './sale-view.ts'

/** A paper that is not out for certain: it waits, is being printed, failed, nobody knows, or it was sent and not confirmed. */
export const paperViewSchema = printJobViewSchema.extend({
  /** 0 an original; above, a duplicate with this number. */
  copyNumber: z.int(),
  /** What it is about: the number of a ticket or of a closing, the name of a terminal or a printer; empty for nothing. */
  reference: z.string(),
  /** Of a kitchen's paper: the table or the order; null without one. */
  table: z.string().nullable(),
})
export type PaperView = z.infer<typeof paperViewSchema>

/** Oldest first, those that were only sent at the end; as many as are listed, of so many. */
export const papersViewSchema = z.object({ papers: z.array(paperViewSchema), total: z.int() })

/** Why a drawer was opened. cash-out: cash that the customer took along with a card, or that came back. */
export const drawerReasonSchema = z.enum(['sale', 'cash-out', 'return', 'by-hand', 'cash-moved'])
export type DrawerReason = z.infer<typeof drawerReasonSchema>

/** One opening of the drawer. */
export const drawerOpeningSchema = z.object({
  id: z.string(),
  at: z.string(),
  /** Null where an earlier version of the program did not note it. */
  userName: z.string().nullable(),
  reason: drawerReasonSchema.nullable(),
  /** The ticket it was for; null by hand. */
  number: z.string().nullable(),
  state: printJobStateSchema,
  /** As of a paper; `none`: it was sent, and nobody knows whether the drawer opened. */
  confirmedBy: confirmationSchema.optional(),
})
export type DrawerOpening = z.infer<typeof drawerOpeningSchema>
