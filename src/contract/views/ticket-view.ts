import { z } from 'zod'

/**
 * A ticket laid out in cells, the common source of preview and paper. Text rows hold at most `columns` characters
 * (half of it when double). Nothing here is a control byte.
 */
export const ticketRowSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('text'),
    text: z.string(),
    bold: z.boolean(),
    double: z.boolean(),
    align: z.enum(['left', 'centre', 'right']),
  }),
  z.object({ kind: z.literal('rule') }),
  z.object({ kind: z.literal('cut') }),
])
export type TicketRow = z.infer<typeof ticketRowSchema>

export const laidOutTicketSchema = z.object({
  columns: z.union([z.literal(32), z.literal(42), z.literal(48)]),
  rows: z.array(ticketRowSchema),
})
export type LaidOutTicket = z.infer<typeof laidOutTicketSchema>
