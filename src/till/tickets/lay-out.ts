import type { LaidOutTicket } from '#contract/views/ticket-view.ts'
import { addFacturette, addNote } from './bill-paper.ts'
import { addCardTicket } from './card-ticket.ts'
import { addCashSlip } from './cash-slip.ts'
import { addCommandCard } from './command-card.ts'
import { addCustomerTicket } from './customer-ticket.ts'
import { addDayReport } from './day-report.ts'
import { addGiftReceipt } from './gift-receipt.ts'
import { addInvoice } from './invoice-paper.ts'
import { addKeyCard } from './key-card.ts'
import { addKitchenTicket } from './kitchen-ticket.ts'
import { framePaper } from './paper-frame.ts'
import { type PaperLook, PLAIN_LOOK } from './paper-look.ts'
import { addTerminalSlip } from './terminal-lines.ts'
import { addTestSlip } from './test-slip.ts'
import type { TicketDocument } from './ticket-document.ts'

/**
 * Lays a document out in cells: the one source of preview and paper. Pure; the same document gives the same rows.
 * No text row is longer than `columns` (half of it when double), and no amount is ever broken over two rows.
 * A drawer kick has no rows.
 */
export function layOut(
  document: TicketDocument,
  columns: LaidOutTicket['columns'],
  look: PaperLook = PLAIN_LOOK,
): LaidOutTicket {
  switch (document.kind) {
    case 'customer-ticket':
      return framePaper(document, columns, (rows, words) => addCustomerTicket(rows, document, { words, look }))
    case 'invoice':
      return framePaper(document, columns, (rows, words) => addInvoice(rows, document, words))
    case 'card-ticket':
      return framePaper(document, columns, (rows, words) => addCardTicket(rows, document, words))
    case 'x-report':
    case 'z-report':
      return framePaper(document, columns, (rows, words) => addDayReport(rows, document, words))
    case 'kitchen-ticket':
      return framePaper(document, columns, (rows, words) => addKitchenTicket(rows, document, words))
    case 'note':
      return framePaper(document, columns, (rows, words) => addNote(rows, document, { words }))
    case 'facturette':
      return framePaper(document, columns, (rows, words) => addFacturette(rows, document, { words, look }))
    case 'gift-receipt':
      return framePaper(document, columns, (rows, words) => addGiftReceipt(rows, document, { words, look }))
    case 'cash-slip':
      return framePaper(document, columns, (rows, words) => addCashSlip(rows, document, words))
    case 'test-slip':
      return framePaper(document, columns, (rows, words) => addTestSlip(rows, document, words))
    case 'command-card':
      return framePaper(document, columns, (rows, words) => addCommandCard(rows, words))
    case 'key-card':
      return framePaper(document, columns, (rows, words) => addKeyCard(rows, document, words))
    case 'terminal-slip':
      return framePaper(document, columns, (rows) => addTerminalSlip(rows, document))
    case 'drawer':
      return { columns, rows: [] }
  }
}
