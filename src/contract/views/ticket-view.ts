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

/** The cells a text row takes across: half of the ticket's columns when double. */
export function rowWidth(row: { readonly double: boolean }, columns: number): number {
  return row.double ? Math.floor(columns / 2) : columns
}

/**
 * A row as its cells, from the left edge, trailing spaces included where the text has them. Paper and preview both
 * draw this, so an odd space falls on the same side. A rule is hyphens; a cut has no cells.
 */
export function rowCells(row: TicketRow, columns: number): string {
  if (row.kind === 'cut') return ''
  if (row.kind === 'rule') return '-'.repeat(columns)
  const free = Math.max(0, rowWidth(row, columns) - row.text.length)
  const before = row.align === 'right' ? free : row.align === 'centre' ? Math.floor(free / 2) : 0
  return ' '.repeat(before) + row.text
}
