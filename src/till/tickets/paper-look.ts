import type { PaperPicture, TicketCode } from '#contract/views/ticket-view.ts'

/** What papers show that is not of their sale: set once for the till, and the same for a paper printed again. */
export interface PaperLook {
  readonly ticketCode: TicketCode
  readonly logo: PaperPicture | null
}

export const PLAIN_LOOK: PaperLook = { ticketCode: 'code128', logo: null }
