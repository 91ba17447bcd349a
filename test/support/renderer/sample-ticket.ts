import type { LaidOutTicket } from '#contract/views/ticket-view.ts'
import { SAMPLE_SALE } from './sample-shop.ts'

/** The customer's copy of the completed sale. */
export const SAMPLE_TICKET: LaidOutTicket = {
  columns: 42,
  rows: [
    { kind: 'text', text: 'FORMATION - SANS VALEUR', bold: true, double: false, align: 'centre' },
    { kind: 'text', text: 'ÉPICERIE LENOIR', bold: true, double: true, align: 'centre' },
    { kind: 'text', text: '12 rue des Œillets, 59000 Lille', bold: false, double: false, align: 'centre' },
    { kind: 'rule' },
    { kind: 'text', text: 'Ticket 2-004317      22/11/2026  14:29', bold: false, double: false, align: 'left' },
    ...SAMPLE_SALE.lines.map(({ name, totalMinor }) => {
      const amount = (totalMinor / 100).toFixed(2).replace('.', ',')
      return {
        kind: 'text' as const,
        text: name.slice(0, 33).padEnd(42 - amount.length) + amount,
        bold: false,
        double: false,
        align: 'left' as const,
      }
    }),
    { kind: 'rule' },
    { kind: 'text', text: 'TOTAL 37,76 EUR', bold: true, double: true, align: 'right' },
    { kind: 'text', text: 'MERCI DE VOTRE VISITE', bold: false, double: false, align: 'centre' },
    { kind: 'barcode', symbology: 'code128', content: '2-004317' },
    { kind: 'cut' },
  ],
}
