import { foldForPaper } from '#contract/paper-text.ts'

/** Letters that Unicode does not decompose, and signs that old code pages lack. */
const SPELLED: Readonly<Record<string, string>> = {
  ł: 'l',
  Ł: 'L',
  ø: 'o',
  Ø: 'O',
  đ: 'd',
  Đ: 'D',
  ð: 'd',
  Ð: 'D',
  þ: 'th',
  Þ: 'Th',
  ß: 'ss',
  æ: 'ae',
  Æ: 'AE',
  œ: 'oe',
  Œ: 'OE',
  ı: 'i',
  '€': 'EUR',
  '£': 'GBP',
  '«': '"',
  '»': '"',
  '°': 'o',
  º: 'o',
  ª: 'a',
  '×': 'x',
  '·': '-',
}

/** Stands for a character that no page of the printer has and no letter comes near. Never `?`, which reads as doubt. */
export const NO_LETTER = '_'

export interface FilteredText {
  readonly text: string
  /** Characters that had to be spelled otherwise. */
  readonly substituted: number
}

/**
 * The last gate before the printer (sheet printers-escpos, sections 2 note 1 and 7): whatever a product name holds,
 * what leaves is text that the printer's code pages have and that no printer takes for a command.
 */
export function filterText(text: string, isEncodable: (character: string) => boolean): FilteredText {
  let substituted = 0
  let filtered = ''
  for (const character of foldForPaper(text)) {
    if (isEncodable(character)) {
      filtered += character
      continue
    }
    substituted += 1
    filtered += spell(character)
  }
  return { text: filtered, substituted }
}

function spell(character: string): string {
  const spelled = SPELLED[character] ?? character.normalize('NFKD').replace(/\p{M}/gu, '')
  return /^[ -~]+$/.test(spelled) ? spelled : NO_LETTER
}

/**
 * Brings a row that spelling made longer back to its cells by narrowing its widest gaps, so that the figure at the
 * right edge stays in its row. A row without gaps stays long and goes on in the next row.
 */
export function fitCells(text: string, width: number): string {
  let fitted = text.trimEnd()
  while (fitted.length > width) {
    const gaps = [...fitted.matchAll(/ {2,}/g)]
    const widest = gaps.reduce<RegExpExecArray | null>(
      (best, gap) => (best === null || gap[0].length > best[0].length ? gap : best),
      null,
    )
    if (widest === null) return fitted
    fitted = fitted.slice(0, widest.index) + fitted.slice(widest.index + 1)
  }
  return fitted
}
