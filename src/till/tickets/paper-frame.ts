import type { LaidOutTicket } from '#contract/views/ticket-view.ts'
import { PaperRows } from './paper-rows.ts'
import type { DrawerKick, TicketDocument } from './ticket-document.ts'
import { fill, TICKET_WORDS, type TicketWords } from './ticket-words.ts'

/** Everything that is laid out; a drawer kick has no paper. */
export type PaperDocument = Exclude<TicketDocument, DrawerKick>

/**
 * The frame of every paper: the marks at top and bottom that no paper may miss (training, duplicate), then the cut.
 * A training paper carries its mark twice, so that tearing off one end leaves the other.
 */
export function framePaper(
  document: PaperDocument,
  columns: LaidOutTicket['columns'],
  body: (rows: PaperRows, words: TicketWords) => void,
): LaidOutTicket {
  const words = TICKET_WORDS[document.locale]
  const rows = new PaperRows(columns)
  const markTraining = () => {
    rows.centre(words.training, { bold: true })
    rows.centre(words.trainingNote)
  }
  if (document.training) {
    markTraining()
    rows.blank()
  }
  if (document.isDigitalCopy) {
    rows.centre(words.digitalCopy, { bold: true })
    rows.blank()
  }
  if (document.copyNumber > 0) {
    rows.centre(duplicateMark(document, words), { bold: true })
    rows.blank()
  }
  body(rows, words)
  if (document.training) {
    rows.blank()
    markTraining()
  }
  rows.cut()
  return { columns, rows: rows.rows }
}

/** `DUPLICATA 2`: the number says which reprint this is. */
export function duplicateMark(document: PaperDocument, words: TicketWords): string {
  return fill(words.duplicate, { count: document.copyNumber })
}
