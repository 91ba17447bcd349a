/**
 * What a text becomes before it is measured in cells or sent to a printer: one character is one cell, and none of
 * them can be taken for a command. The preview and the paper use the same function, so they cannot differ.
 *
 * The symbols that the PC437 family keeps below 0x20 (`§ ¶ • ← ►` …) must not survive: the ticket encoder writes
 * them as the control bytes that stand there (sheet printers-escpos, section 2, note 1).
 */
const FOLDED: Readonly<Record<string, string>> = {
  '‘': "'",
  '’': "'",
  '‚': "'",
  '‛': "'",
  '′': "'",
  '“': '"',
  '”': '"',
  '„': '"',
  '‟': '"',
  '″': '"',
  '‹': '<',
  '›': '>',
  '‐': '-',
  '‑': '-',
  '‒': '-',
  '–': '-',
  '—': '-',
  '―': '-',
  '−': '-',
  '•': '-',
  '…': '...',
  '⁄': '/',
  '≤': '<=',
  '≥': '>=',
  '←': '<-',
  '→': '->',
  '↔': '<->',
  '↑': '^',
  '↓': 'v',
  '↕': '|',
  '↨': '|',
  '►': '>',
  '◄': '<',
  '▲': '^',
  '▼': 'v',
  '▬': '-',
  '‼': '!!',
  '§': 'par.',
  ﬀ: 'ff',
  ﬁ: 'fi',
  ﬂ: 'fl',
}

/** Symbols of PC437 below 0x20 (and 0x7F) that have no reading in letters. */
const DROPPED = /[☺☻♥♦♣♠◘○◙♂♀♪♫☼¶∟⌂]/g
/** Line ends and tabs are word gaps; other controls, marks without a letter and everything beyond one cell go. */
const GAPS = /[\t\n\v\f\r\u0085\p{Z}]/gu
const UNPRINTABLE = /[\p{C}\p{M}]|[\u{10000}-\u{10ffff}]/gu
/** Most texts: nothing in them folds. */
const PLAIN = /^[ -~]*$/
const FOLDABLE = new RegExp(`[${Object.keys(FOLDED).join('')}]`, 'g')

/**
 * Folds typographic characters, spaces and controls. Idempotent; never throws.
 * @returns NFC text without control characters, in which every character takes exactly one cell.
 */
export function foldForPaper(text: string): string {
  if (PLAIN.test(text)) return text
  return text
    .normalize('NFC')
    .replace(GAPS, ' ')
    .replace(UNPRINTABLE, '')
    .replace(DROPPED, '')
    .replace(FOLDABLE, (character) => FOLDED[character] ?? '')
    .normalize('NFC')
}
