/** Letters that Unicode does not take apart into a base and a mark, as people type them without. */
const LETTERS: Readonly<Record<string, string>> = { œ: 'oe', æ: 'ae', ł: 'l', ø: 'o', đ: 'd', ß: 'ss', ð: 'd', þ: 'th' }

/** The form in which names and queries meet: lower case, no accents, `œ` as `oe`, `ł` as `l`. */
export function searchForm(text: string): string {
  return text
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[œæłøđßðþ]/g, (letter) => LETTERS[letter] ?? letter)
}

/** An FTS5 expression of prefixes that must all occur, each quoted; null when the text holds no word. */
export function prefixExpression(text: string): string | null {
  const words = searchForm(text).match(/[\p{L}\p{N}]+/gu)
  return words === null ? null : words.map((word) => `"${word}"*`).join(' ')
}
