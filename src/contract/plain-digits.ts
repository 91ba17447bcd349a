/** What has a width of none, joins letters or turns their order round, and marks on letters: a figure hides behind none of them. */
const UNSEEN = /[\p{Cf}\p{M}\p{Default_Ignorable_Code_Point}]+/gu
const OTHER_FIGURES = /[^\P{N}0-9]/u
const OTHER_DIGIT = /[^\P{Nd}0-9]/gu
const DIGIT = /^\p{Nd}$/u
/** Nothing of these is unseen or another figure: names in Western letters, of which a file has a hundred thousand, are as they look. */
const PLAIN = /^[\u0020-\u007e\u00c0-\u017f]*$/

/**
 * A text with its figures as 0 to 9, whatever script or form they are written in: full width, Arabic, mathematical, in circles. For looking
 * at, never for keeping.
 */
export function plainDigits(text: string): string {
  if (PLAIN.test(text)) return text
  const seen = text.replace(UNSEEN, '')
  if (!OTHER_FIGURES.test(seen)) return seen
  return seen.normalize('NFKC').replace(UNSEEN, '').replace(OTHER_DIGIT, asciiDigit)
}

/** Ten digits of a script follow one another from its zero on (Unicode Standard 4.6). */
function asciiDigit(digit: string): string {
  const point = digit.codePointAt(0) ?? 0
  let value = 0
  while (value < 9 && DIGIT.test(String.fromCodePoint(point - value - 1))) value += 1
  return String(value)
}
