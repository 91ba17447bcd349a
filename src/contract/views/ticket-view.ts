import { z } from 'zod'

/** The code pages a printer may have, in the order they are tried; none alone holds French and Polish. */
export const CODE_PAGES = ['cp858', 'windows1252', 'cp852', 'windows1250', 'cp437'] as const
export type CodePage = (typeof CODE_PAGES)[number]

/** How a ticket is found again: by its number, as bars of this till's own, or as a square with its signature. */
export const TICKET_CODES = ['code128', 'ean13', 'qr'] as const
export const ticketCodeSchema = z.enum(TICKET_CODES)
export type TicketCode = z.infer<typeof ticketCodeSchema>

/** A picture fits the narrowest paper, and takes less than two centimetres of it. */
export const PICTURE_BYTES_ACROSS_MAX = 48
export const PICTURE_DOTS_DOWN_MAX = 144

/** Dots of the head: whole bytes across, the left dot in the highest bit, row by row from the top. */
export const paperPictureSchema = z
  .strictObject({
    acrossBytes: z.int().min(1).max(PICTURE_BYTES_ACROSS_MAX),
    downDots: z.int().min(1).max(PICTURE_DOTS_DOWN_MAX),
    hex: z
      .string()
      .max(2 * PICTURE_BYTES_ACROSS_MAX * PICTURE_DOTS_DOWN_MAX)
      .regex(/^[0-9a-f]*$/),
  })
  .refine(({ acrossBytes, downDots, hex }) => hex.length === 2 * acrossBytes * downDots)
export type PaperPicture = z.infer<typeof paperPictureSchema>

/** The dots of a picture, eight a byte. */
export function pictureBytes({ hex }: PaperPicture): Uint8Array {
  return Uint8Array.from(hex.match(/../g) ?? [], (byte) => Number.parseInt(byte, 16))
}

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
    /** The code page this row is to show, on a test slip; else each character is printed on the first that has it. */
    codePage: z.enum(CODE_PAGES).optional(),
  }),
  z.object({ kind: z.literal('barcode'), symbology: z.enum(['code128', 'ean13', 'ean8']), content: z.string() }),
  z.object({ kind: z.literal('qr'), content: z.string() }),
  z.object({ kind: z.literal('image'), picture: paperPictureSchema }),
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
 * draw this, so an odd space falls on the same side. A rule is hyphens; a cut, a code
 * and a picture have no cells.
 */
export function rowCells(row: TicketRow, columns: number): string {
  if (row.kind === 'rule') return '-'.repeat(columns)
  if (row.kind !== 'text') return ''
  const free = Math.max(0, rowWidth(row, columns) - row.text.length)
  const before = row.align === 'right' ? free : row.align === 'centre' ? Math.floor(free / 2) : 0
  return ' '.repeat(before) + row.text
}
