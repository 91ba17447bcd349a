/**
 * Codes as a scanner reads them: from dark and light alone, by the standards (ISO/IEC 15420 for EAN-13, ISO/IEC 18004
 * for QR). It imports nothing and shares no table with what draws them: digits are looked up by their modules, words
 * are checked by their syndromes. What is not whole is not read.
 */

/** Dots of paper, true where dark; every row as long as the first. */
export type Dots = readonly (readonly boolean[])[]

/** Left hand digits of number set A, as ISO/IEC 15420 prints them; B and C follow from it. */
const SET_A = '0001101 0011001 0010011 0111101 0100011 0110001 0101111 0111011 0110111 0001011'.split(' ')
const SET_C = SET_A.map((code) => [...code].map((module) => (module === '0' ? '1' : '0')).join(''))
const SET_B = SET_C.map((code) => [...code].reverse().join(''))
const FIRST_DIGITS = 'AAAAAA AABABB AABBAB AABBBA ABAABB ABBAAB ABBBAA ABABAB ABABBA ABBABA'.split(' ')
const EAN13_MODULES = 95

/** The thirteen digits of one line of dots across an EAN-13, or null. */
export function readEan13(line: readonly boolean[]): string | null {
  const [from, to] = [line.indexOf(true), line.lastIndexOf(true)]
  const module = (to - from + 1) / EAN13_MODULES
  if (from < 0 || !Number.isInteger(module)) return null
  const code = Array.from({ length: EAN13_MODULES }, (_, at) => (line[from + at * module] ? '1' : '0')).join('')
  if (code.slice(0, 3) !== '101' || code.slice(45, 50) !== '01010' || code.slice(92) !== '101') return null
  const digitsAt = (start: number) =>
    Array.from({ length: 6 }, (_, at) => code.slice(start + 7 * at, start + 7 * at + 7))
  const left = digitsAt(3).map((digit) => [SET_A.indexOf(digit), SET_B.indexOf(digit)] as const)
  const right = digitsAt(50).map((digit) => SET_C.indexOf(digit))
  const first = FIRST_DIGITS.indexOf(left.map(([inA]) => (inA < 0 ? 'B' : 'A')).join(''))
  const digits = [first, ...left.map(([inA, inB]) => Math.max(inA, inB)), ...right]
  if (digits.includes(-1)) return null
  const sum = digits.reduce((total, digit, place) => total + digit * (place % 2 === 0 ? 1 : 3), 0)
  return sum % 10 === 0 ? digits.join('') : null
}

/** Blocks, data words and correction words of each, for versions 1 to 4 at level M (ISO/IEC 18004, table 9). */
const BLOCKS_M: Readonly<Record<number, readonly [number, number, number]>> = {
  1: [1, 16, 10],
  2: [1, 28, 16],
  3: [1, 44, 26],
  4: [2, 32, 18],
}

/** What a QR of level M in byte mode says, or null. `dots` may have any margin and any whole number of dots a module. */
export function readQr(dots: Dots): string | null {
  const modules = modulesOf(dots)
  const size = modules?.length ?? 0
  const blocks = BLOCKS_M[(size - 17) / 4]
  const mask = modules === null ? null : maskOf(modules)
  if (modules === null || blocks === undefined || mask === null) return null
  const words = wordsOf(modules, mask)
  const [count, data, correction] = blocks
  const parts = Array.from({ length: count }, (_, block) => [
    ...Array.from({ length: data }, (_, at) => words[at * count + block] ?? 0),
    ...Array.from({ length: correction }, (_, at) => words[(data + at) * count + block] ?? 0),
  ])
  if (!parts.every((part) => isWhole(part, correction))) return null
  return textOf(parts.flatMap((part) => part.slice(0, data)))
}

/** One value for each module: the middle of its dots. The upper finder, seven modules wide, says how large one is. */
function modulesOf(dots: Dots): boolean[][] | null {
  const top = dots.findIndex((row) => row.includes(true))
  const bottom = dots.findLastIndex((row) => row.includes(true))
  const first = dots[top]
  if (first === undefined) return null
  const left = Math.min(...dots.map((row) => row.indexOf(true)).filter((at) => at >= 0))
  const edge = first.indexOf(false, left)
  const scale = (edge - left) / 7
  const size = (bottom - top + 1) / scale
  if (!Number.isInteger(scale) || !Number.isInteger(size) || size < 21) return null
  const middle = Math.floor(scale / 2)
  return Array.from({ length: size }, (_, row) =>
    Array.from(
      { length: size },
      (_, column) => dots[top + row * scale + middle]?.[left + column * scale + middle] === true,
    ),
  )
}

/** The format beside the upper left finder, read off its fifteen modules: the mask, at level M and unharmed only. */
function maskOf(modules: Dots): number | null {
  const places = [0, 1, 2, 3, 4, 5, 7, 8].map((column) => [8, column] as const)
  const down = [7, 5, 4, 3, 2, 1, 0].map((row) => [row, 8] as const)
  const bits = [...places, ...down].map(([row, column]) => (modules[row]?.[column] ? 1 : 0))
  const format = bits.reduce<number>((value, bit) => value * 2 + bit, 0) ^ 0b101010000010010
  const mask = (format >> 10) & 0b111
  // Of all 32 formats the one with this data: its ten last bits divide by the generator.
  let rest = format
  for (let bit = 14; bit >= 10; bit -= 1) if ((rest >> bit) & 1) rest ^= 0b10100110111 << (bit - 10)
  return rest === 0 && format >> 13 === 0b00 ? mask : null
}

/** By the names of the standard: i the row, j the column. */
function isMasked(mask: number, i: number, j: number): boolean {
  const product = i * j
  const values = [i + j, i, j, i + j, Math.floor(i / 2) + Math.floor(j / 3), (product % 2) + (product % 3)]
  const moduli = [2, 2, 3, 3, 2, Number.POSITIVE_INFINITY]
  if (mask < 6) return (values[mask] ?? 0) % (moduli[mask] ?? 1) === 0
  return ((mask === 6 ? product : i + j) + (product % 3)) % 2 === 0
}

function holdsData(size: number, i: number, j: number): boolean {
  const last = size - 8
  if (i === 6 || j === 6) return false
  if ((i <= 8 && j <= 8) || (i <= 8 && j >= last) || (i >= last && j <= 8)) return false
  const centre = size - 7
  return size === 21 || Math.abs(i - centre) > 2 || Math.abs(j - centre) > 2
}

/** The bits along the path of the standard, eight a word. */
function wordsOf(modules: Dots, mask: number): number[] {
  const size = modules.length
  const bits: number[] = []
  const pairs = Array.from({ length: size }, (_, at) => size - 1 - at).filter((j) =>
    j > 6 ? j % 2 === 0 : j % 2 === 1,
  )
  for (const [turn, right] of pairs.entries())
    for (let step = 0; step < size; step += 1) {
      const i = turn % 2 === 0 ? size - 1 - step : step
      for (const j of [right, right - 1])
        if (holdsData(size, i, j)) bits.push(modules[i]?.[j] !== isMasked(mask, i, j) ? 1 : 0)
    }
  return Array.from({ length: Math.floor(bits.length / 8) }, (_, word) =>
    Number.parseInt(bits.slice(word * 8, word * 8 + 8).join(''), 2),
  )
}

/** Powers of two in the field of 256 over 100011101. */
const POWERS = Array.from({ length: 255 }).reduce<number[]>(
  (powers) => {
    const next = (powers.at(-1) ?? 0) * 2
    return [...powers, next > 255 ? next ^ 0b100011101 : next]
  },
  [1],
)

/** A block is whole when it is zero at every root of its generator. */
function isWhole(words: readonly number[], correction: number): boolean {
  return Array.from({ length: correction }, (_, root) =>
    words.reduce((sum, word, at) => {
      if (word === 0) return sum
      const power = POWERS.indexOf(word) + root * (words.length - 1 - at)
      return sum ^ (POWERS[power % 255] ?? 0)
    }, 0),
  ).every((syndrome) => syndrome === 0)
}

/** Byte mode: four bits that say so, eight of length, then the characters. */
function textOf(words: readonly number[]): string | null {
  const bits = words.map((word) => word.toString(2).padStart(8, '0')).join('')
  if (bits.slice(0, 4) !== '0100') return null
  const length = Number.parseInt(bits.slice(4, 12), 2)
  const characters = Array.from({ length }, (_, at) => Number.parseInt(bits.slice(12 + at * 8, 20 + at * 8), 2))
  return String.fromCharCode(...characters)
}
