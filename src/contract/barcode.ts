/**
 * Barcodes of the papers: what each may hold, and the bars it has. Paper, preview and simulated printer ask here, so
 * that a content one of them refuses reaches none.
 */
export type Symbology = 'code128' | 'ean13' | 'ean8'

/** Characters of Code 128 that fit across the narrowest paper with bars of two dots. */
const CODE128_CHARACTERS_MAX = 12

/** What is wrong with a content, or null. Code 128 takes its set B: printable ASCII. */
export function barcodeProblem(
  symbology: Symbology,
  content: string,
): 'empty' | 'long' | 'characters' | 'check' | null {
  if (content === '') return 'empty'
  if (symbology === 'code128') {
    if (!/^[ -~]+$/.test(content)) return 'characters'
    return content.length > CODE128_CHARACTERS_MAX ? 'long' : null
  }
  if (!/^\d+$/.test(content)) return 'characters'
  if (content.length !== (symbology === 'ean13' ? 13 : 8)) return 'long'
  return eanCheckDigit(content.slice(0, -1)) === Number(content.at(-1)) ? null : 'check'
}

/** The check digit of GS1 (General Specifications 7.9): from the right, weights 3 and 1 in turn. */
export function eanCheckDigit(digits: string): number {
  const sum = [...digits]
    .reverse()
    .reduce((total, digit, place) => total + Number(digit) * (place % 2 === 0 ? 3 : 1), 0)
  return (10 - (sum % 10)) % 10
}

/**
 * The bars of a content that has no problem, as module widths in turn: bar, gap, bar … Quiet zones are not in it.
 * ISO/IEC 15417 for Code 128, ISO/IEC 15420 for EAN.
 */
export function barcodeWidths(symbology: Symbology, content: string): number[] {
  return symbology === 'code128' ? code128Widths(content) : eanWidths(content)
}

/** Symbols 0 to 102 in order, six widths each; start B and stop are set apart. */
const CODE128_SYMBOLS =
  '212222222122222221121223121322131222122213122312132212221213221312231212112232122132122231113222123122123221' +
  '223211221132221231213212223112312131311222321122321221312212322112322211212123212321232121111323131123131321' +
  '112313132113132311211313231113231311112133112331132131113123113321133121313121211331231131213113213311213131' +
  '311123311321331121312113312311332111314111221411431111111224111422121124121421141122141221112214112412122114' +
  '122411142112142211241211221114413111241112134111111242121142121241114212124112124211411212421112421211212141' +
  '214121412121111143111341131141114113114311411113411311113141114131311141411131'
const START_B = 104
const START_B_WIDTHS = '211214'
const STOP_WIDTHS = '2331112'
const SYMBOL_ELEMENTS = 6
const CODE128_MODULUS = 103

function code128Widths(content: string): number[] {
  const values = [...content].map((character) => character.charCodeAt(0) - 0x20)
  const check = values.reduce((sum, value, index) => sum + value * (index + 1), START_B) % CODE128_MODULUS
  const symbol = (value: number) =>
    CODE128_SYMBOLS.slice(value * SYMBOL_ELEMENTS, value * SYMBOL_ELEMENTS + SYMBOL_ELEMENTS)
  return [...[START_B_WIDTHS, ...values.map(symbol), symbol(check), STOP_WIDTHS].join('')].map(Number)
}

/** Widths of set A (gap first): set B is the same from its end, set C the same with bars and gaps changed. */
const EAN_DIGITS = ['3211', '2221', '2122', '1411', '1132', '1231', '1114', '1312', '1213', '3112']
/** Which of the left six digits of EAN-13 take set B, by the first digit. */
const EAN13_PARITIES = [
  'AAAAAA',
  'AABABB',
  'AABBAB',
  'AABBBA',
  'ABAABB',
  'ABBAAB',
  'ABBBAA',
  'ABABAB',
  'ABABBA',
  'ABBABA',
]
const EAN_GUARD = '111'
const EAN_CENTRE = '11111'

function eanWidths(content: string): number[] {
  const digits = content.length === 13 ? content.slice(1) : content
  const parity = content.length === 13 ? (EAN13_PARITIES[Number(content[0])] ?? '') : 'AAAA'
  const widths = (digit: string) => EAN_DIGITS[Number(digit)] ?? ''
  const left = [...digits.slice(0, parity.length)].map((digit, index) =>
    parity[index] === 'A' ? widths(digit) : [...widths(digit)].reverse().join(''),
  )
  const right = [...digits.slice(parity.length)].map(widths)
  return [...[EAN_GUARD, ...left, EAN_CENTRE, ...right, EAN_GUARD].join('')].map(Number)
}
