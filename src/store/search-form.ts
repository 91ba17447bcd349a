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

/** A text with such letters as people type them, its marks and capitals as they are: those an index of words takes off itself. */
export function plainLetters(text: string): string {
  return text.replace(/[œŒæÆłŁøØđĐßẞðÐþÞ]/g, (letter) => LETTERS[letter.toLowerCase()] ?? letter)
}

/** The words of a text in the form in which they meet. */
export function searchWords(text: string): string[] {
  return searchForm(text).match(/[\p{L}\p{N}]+/gu) ?? []
}
