/**
 * QR codes of the papers (ISO/IEC 18004): byte mode, error correction M, versions 1 to 4. Preview, printers that draw
 * none by themselves and the simulated printer ask here; a printer that can is told the content alone.
 */

/** What a QR takes at most here: version 4 at level M. */
export const QR_CHARACTERS_MAX = 62

/** What is wrong with a content, or null. Printable ASCII only: a scanner types what it reads. */
export function qrProblem(content: string): 'empty' | 'long' | 'characters' | null {
  if (content === '') return 'empty'
  if (!/^[ -~]+$/.test(content)) return 'characters'
  return content.length > QR_CHARACTERS_MAX ? 'long' : null
}

/** Code words of a version at level M: data and error correction of each block, and where its alignment pattern is. */
interface Version {
  readonly blocks: number
  readonly dataBytes: number
  readonly correctionBytes: number
  readonly alignment: number | null
}

const VERSIONS: readonly Version[] = [
  { blocks: 1, dataBytes: 16, correctionBytes: 10, alignment: null },
  { blocks: 1, dataBytes: 28, correctionBytes: 16, alignment: 18 },
  { blocks: 1, dataBytes: 44, correctionBytes: 26, alignment: 22 },
  { blocks: 2, dataBytes: 32, correctionBytes: 18, alignment: 26 },
]

/** Mode and length take twelve bits of the data. */
const HEAD_BYTES = 2
const BYTE_MODE = 0b0100
const PADDING = [0xec, 0x11] as const
/** Level M in the format's two bits. */
const LEVEL_M = 0b00

const MASKS: readonly ((row: number, column: number) => boolean)[] = [
  (row, column) => (row + column) % 2 === 0,
  (row) => row % 2 === 0,
  (_, column) => column % 3 === 0,
  (row, column) => (row + column) % 3 === 0,
  (row, column) => (Math.floor(row / 2) + Math.floor(column / 3)) % 2 === 0,
  (row, column) => ((row * column) % 2) + ((row * column) % 3) === 0,
  (row, column) => (((row * column) % 2) + ((row * column) % 3)) % 2 === 0,
  (row, column) => (((row + column) % 2) + ((row * column) % 3)) % 2 === 0,
]

/**
 * The modules of a content that has no problem, row by row, true where dark. The quiet zone of four modules around it
 * is not in them.
 */
export function qrModules(content: string): boolean[][] {
  const index = VERSIONS.findIndex(({ blocks, dataBytes }) => blocks * dataBytes - HEAD_BYTES >= content.length)
  const version = VERSIONS[index]
  if (version === undefined) throw new RangeError('this content is too long for a QR')
  const bits = interleaved(dataWords(content, version), version)
  const best = MASKS.map((_, mask) => draw(index + 1, version, bits, mask))
    .map((modules) => ({ modules, penalty: penaltyOf(modules) }))
    .reduce((least, each) => (each.penalty < least.penalty ? each : least))
  return best.modules
}

/** Mode, length and characters in eight bits each, then the padding that the standard names. */
function dataWords(content: string, { blocks, dataBytes }: Version): number[] {
  const bits: number[] = []
  const put = (value: number, count: number) => {
    for (let bit = count - 1; bit >= 0; bit -= 1) bits.push((value >> bit) & 1)
  }
  put(BYTE_MODE, 4)
  put(content.length, 8)
  for (const character of content) put(character.charCodeAt(0), 8)
  put(0, 4)
  const words: number[] = []
  for (let at = 0; at < bits.length; at += 8) words.push(Number.parseInt(bits.slice(at, at + 8).join(''), 2))
  for (let pad = 0; words.length < blocks * dataBytes; pad += 1) words.push(PADDING[pad % 2] ?? 0)
  return words
}

/** The words of all blocks in turn, data first, as bits. */
function interleaved(words: readonly number[], { blocks, dataBytes, correctionBytes }: Version): number[] {
  const divisor = generator(correctionBytes)
  const data = Array.from({ length: blocks }, (_, block) => words.slice(block * dataBytes, (block + 1) * dataBytes))
  const correction = data.map((block) => remainder(block, divisor))
  const inTurn = (parts: readonly number[][], length: number) =>
    Array.from({ length }, (_, at) => parts.map((part) => part[at] ?? 0)).flat()
  return [...inTurn(data, dataBytes), ...inTurn(correction, correctionBytes)].flatMap((word) =>
    Array.from({ length: 8 }, (_, bit) => (word >> (7 - bit)) & 1),
  )
}

/** In the field of 256 elements over x^8 + x^4 + x^3 + x^2 + 1. */
function multiply(a: number, b: number): number {
  let product = 0
  for (let bit = 7; bit >= 0; bit -= 1) {
    product = (product << 1) ^ ((product >> 7) * 0x11d)
    product ^= ((b >> bit) & 1) * a
  }
  return product
}

/** The product of (x - 2^i) for i below the degree, without its leading 1, highest power first. */
function generator(degree: number): number[] {
  let product = [1]
  let root = 1
  for (let factor = 0; factor < degree; factor += 1) {
    const shifted = [...product, 0]
    product = shifted.map((value, at) => value ^ multiply(product[at - 1] ?? 0, root))
    root = multiply(root, 2)
  }
  return product.slice(1)
}

function remainder(data: readonly number[], divisor: readonly number[]): number[] {
  let rest = divisor.map(() => 0)
  for (const word of data) {
    const factor = word ^ (rest[0] ?? 0)
    rest = divisor.map((value, at) => (rest[at + 1] ?? 0) ^ multiply(value, factor))
  }
  return rest
}

/** A grid of modules, and which of them hold no data. */
class Grid {
  readonly size: number
  readonly modules: boolean[][]
  readonly #fixed: boolean[][]

  constructor(size: number) {
    this.size = size
    const rows = () => Array.from({ length: size }, () => Array<boolean>(size).fill(false))
    this.modules = rows()
    this.#fixed = rows()
  }

  fix(row: number, column: number, isDark: boolean): void {
    const [modules, fixed] = [this.modules[row], this.#fixed[row]]
    if (modules === undefined || fixed === undefined || column < 0 || column >= this.size) return
    modules[column] = isDark
    fixed[column] = true
  }

  /** A square of rings around a centre; `light` names the rings that are light. */
  square(row: number, column: number, reach: number, light: readonly number[]): void {
    for (let down = -reach; down <= reach; down += 1)
      for (let across = -reach; across <= reach; across += 1) {
        const ring = Math.max(Math.abs(down), Math.abs(across))
        this.fix(row + down, column + across, !light.includes(ring))
      }
  }

  /** Two columns at a time from the right, up and down in turn, past the column of the timing pattern. */
  fill(bits: readonly number[], mask: (row: number, column: number) => boolean): void {
    let at = 0
    let isUpward = true
    for (let right = this.size - 1; right > 0; right -= 2) {
      if (right === TIMING) right -= 1
      for (let step = 0; step < this.size; step += 1) {
        const row = isUpward ? this.size - 1 - step : step
        for (const column of [right, right - 1]) {
          const modules = this.modules[row]
          if (modules === undefined || this.#fixed[row]?.[column]) continue
          modules[column] = (bits[at] === 1) !== mask(row, column)
          at += 1
        }
      }
      isUpward = !isUpward
    }
  }
}

/** Row and column of the timing patterns. */
const TIMING = 6

function draw(number: number, { alignment }: Version, bits: readonly number[], maskNumber: number): boolean[][] {
  const grid = new Grid(17 + 4 * number)
  const last = grid.size - 1
  for (let at = 0; at < grid.size; at += 1) {
    grid.fix(TIMING, at, at % 2 === 0)
    grid.fix(at, TIMING, at % 2 === 0)
  }
  for (const [row, column] of [
    [3, 3],
    [3, last - 3],
    [last - 3, 3],
  ] as const)
    grid.square(row, column, 4, [2, 4])
  if (alignment !== null) grid.square(alignment, alignment, 2, [1])
  drawFormat(grid, maskNumber)
  grid.fill(bits, MASKS[maskNumber] ?? (() => false))
  return grid.modules
}

/** Level and mask in fifteen bits, BCH (15, 5) over 10100110111, XOR 101010000010010; twice, beside the corners. */
function drawFormat(grid: Grid, maskNumber: number): void {
  const data = (LEVEL_M << 3) | maskNumber
  let rest = data
  for (let step = 0; step < 10; step += 1) rest = (rest << 1) ^ ((rest >> 9) * 0x537)
  const format = ((data << 10) | rest) ^ 0x5412
  for (let bit = 0; bit < 15; bit += 1) {
    const isDark = ((format >> bit) & 1) === 1
    if (bit < 6) grid.fix(bit, 8, isDark)
    else if (bit < 8) grid.fix(bit + 1, 8, isDark)
    else if (bit === 8) grid.fix(8, 7, isDark)
    else grid.fix(8, 14 - bit, isDark)
    if (bit < 8) grid.fix(8, grid.size - 1 - bit, isDark)
    else grid.fix(grid.size - 15 + bit, 8, isDark)
  }
  grid.fix(grid.size - 8, 8, true)
}

/** How hard the standard finds a mask to read: runs, blocks, what looks like a finder, and too much of one colour. */
function penaltyOf(modules: readonly (readonly boolean[])[]): number {
  const size = modules.length
  const columns = modules.map((_, column) => modules.map((row) => row[column] === true))
  let penalty = [...modules, ...columns].reduce((sum, line) => sum + linePenalty(line), 0)
  for (let row = 0; row + 1 < size; row += 1)
    for (let column = 0; column + 1 < size; column += 1) {
      const isDark = modules[row]?.[column]
      const others = [modules[row]?.[column + 1], modules[row + 1]?.[column], modules[row + 1]?.[column + 1]]
      if (others.every((other) => other === isDark)) penalty += 3
    }
  const dark = modules.flat().filter(Boolean).length
  return penalty + Math.floor(Math.abs((dark * 100) / size ** 2 - 50) / 5) * 10
}

function linePenalty(line: readonly boolean[]): number {
  const text = line.map((isDark) => (isDark ? '1' : '0')).join('')
  const runs = [...text.matchAll(/0{5,}|1{5,}/g)].reduce((sum, [run]) => sum + run.length - 2, 0)
  const finders = [...text.matchAll(/(?=10111010000|00001011101)/g)].length
  return runs + finders * 40
}
