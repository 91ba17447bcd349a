import type { PaperRows } from './paper-rows.ts'
import type { KeyCard } from './ticket-document.ts'
import type { TicketWords } from './ticket-words.ts'

/** Columns that a key takes at the edge: `PgUp PgDn` and a space. */
const SIGN_COLUMNS = 10
/** Signs of keys that the code pages of printers do not have. */
const PLAIN_SIGNS: Readonly<Record<string, string>> = { '↵': 'Enter', '←': '<', '→': '>', '↑': '^', '↓': 'v' }

const plain = (sign: string, shift: string) =>
  sign.replace(/[⇧↵←→↑↓]/g, (mark) => (mark === '⇧' ? shift : (PLAIN_SIGNS[mark] ?? mark)))

/** What each key does, to be put beside the keyboard. */
export function addKeyCard(rows: PaperRows, { groups }: KeyCard, words: TicketWords): void {
  rows.centre(words.keyCardTitle, { bold: true })
  for (const { name, lines } of groups) {
    rows.rule()
    rows.left(name, { bold: true })
    for (const line of lines) rows.entry(plain(line.sign, words.shiftKey), line.words, SIGN_COLUMNS)
  }
}
