import type { LaidOutTicket, TicketRow } from '#contract/views/ticket-view.ts'

const text = (words: string, more: Partial<Extract<TicketRow, { kind: 'text' }>> = {}): TicketRow => {
  return { kind: 'text', text: words, bold: false, double: false, align: 'left', ...more }
}

/** A paper with one row of each kind. */
export const GALLERY_PAPER: LaidOutTicket = {
  columns: 42,
  rows: [
    text('COMPTOIR', { bold: true, double: true, align: 'centre' }),
    text('12 rue du Port, Nantes', { align: 'centre' }),
    { kind: 'rule' },
    text('Baguette                             1,30 A'),
    text('Honey                                6,90 A'),
    { kind: 'rule' },
    text('TOTAL            8,20', { bold: true, double: true }),
    { kind: 'barcode', symbology: 'code128', content: '2-004318' },
    { kind: 'qr', content: '2-004318' },
  ],
}
