import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { type Canvas, createCanvas, GlobalFonts, type SKRSContext2D } from '@napi-rs/canvas'
import { CELL_DOTS, LINE_DOTS, type PrintedCharacter, type PrintedGraphic, type PrintedRow } from './paper-strip.ts'
import { encodePng } from './png.ts'

/** Measures of the drawn paper in picture pixels, before scaling: those of the screens' papers. */
const CELL_WIDTH = 9
const LINE_HEIGHT = 20
const FONT_SIZE = 15
const MARGIN = { top: 28, side: 24, bottom: 36 }
const DESK = 32
/** Drawn twice as large, so that it is sharp on any screen. */
const SCALE = 2
const COLOURS = { desk: '#e9edf0', paper: '#ffffff', ink: '#000000', shadow: 'rgba(15, 30, 45, 0.16)' }

const FACES = [
  { family: 'Ticket', file: 'noto-sans-mono-latin-400-normal.woff2' },
  { family: 'TicketExtended', file: 'noto-sans-mono-latin-ext-400-normal.woff2' },
  { family: 'TicketBold', file: 'noto-sans-mono-latin-700-normal.woff2' },
  { family: 'TicketBoldExtended', file: 'noto-sans-mono-latin-ext-700-normal.woff2' },
] as const

let fontsAreRegistered = false

/** The fonts come from the package: a bare machine has none. */
function registerFonts(): void {
  if (fontsAreRegistered) return
  const require = createRequire(import.meta.url)
  for (const { family, file } of FACES)
    GlobalFonts.register(readFileSync(require.resolve(`@fontsource/noto-sans-mono/files/${file}`)), family)
  fontsAreRegistered = true
}

/** Draws printed rows as soft paper lying on a desk. @returns a PNG file. */
export function drawTicket(rows: readonly PrintedRow[], columns: number): Uint8Array {
  registerFonts()
  const lines = rows.reduce((sum, { height }) => sum + height, 0)
  const paper = {
    width: columns * CELL_WIDTH + 2 * MARGIN.side,
    height: lines * LINE_HEIGHT + MARGIN.top + MARGIN.bottom,
  }
  const canvas = createCanvas((paper.width + 2 * DESK) * SCALE, (paper.height + 2 * DESK) * SCALE)
  const context = canvas.getContext('2d')
  context.scale(SCALE, SCALE)
  context.fillStyle = COLOURS.desk
  context.fillRect(0, 0, paper.width + 2 * DESK, paper.height + 2 * DESK)
  context.shadowColor = COLOURS.shadow
  context.shadowBlur = 12 * SCALE
  context.shadowOffsetY = 3 * SCALE
  context.fillStyle = COLOURS.paper
  context.beginPath()
  context.roundRect(DESK, DESK, paper.width, paper.height, 2)
  context.fill()
  context.shadowColor = 'transparent'
  context.fillStyle = COLOURS.ink
  let top = DESK + MARGIN.top
  for (const row of rows) {
    for (const printed of row.characters) drawCharacter(context, printed, top, row.height)
    if (row.graphic !== null) drawGraphic(context, row.graphic, top)
    top += row.height * LINE_HEIGHT
  }
  return encodePng(context.getImageData(0, 0, canvas.width, canvas.height).data, canvas.width, canvas.height)
}

/** A dot of the head in picture pixels: not square, since cells are drawn 9 by 20 for 12 by 30 dots. */
const DOT = { width: CELL_WIDTH / CELL_DOTS, height: LINE_HEIGHT / LINE_DOTS }

function drawGraphic(context: SKRSContext2D, graphic: PrintedGraphic, top: number): void {
  const left = DESK + MARGIN.side
  if (graphic.kind === 'bars') {
    let x = graphic.leftDots
    for (const [index, widthDots] of graphic.widthsDots.entries()) {
      if (index % 2 === 0)
        context.fillRect(left + x * DOT.width, top, widthDots * DOT.width, graphic.heightDots * DOT.height)
      x += widthDots
    }
    return
  }
  const image = graphic.kind === 'qr' ? qrImage(graphic) : imageOf(graphic)
  context.drawImage(image, left + graphic.leftDots * DOT.width, top, image.width * DOT.width, image.height * DOT.height)
}

/** One picture pixel for each dot; scaling it whole leaves no seams between dots. */
function imageOf({ acrossBytes, downDots, data }: Extract<PrintedGraphic, { kind: 'image' }>): Canvas {
  const image = createCanvas(acrossBytes * 8, downDots)
  const context = image.getContext('2d')
  context.fillStyle = COLOURS.ink
  for (let y = 0; y < downDots; y += 1)
    for (let x = 0; x < acrossBytes * 8; x += 1)
      if (((data[y * acrossBytes + (x >> 3)] ?? 0) & (0x80 >> (x & 7))) !== 0) context.fillRect(x, y, 1, 1)
  return image
}

function qrImage({ modules, moduleDots }: Extract<PrintedGraphic, { kind: 'qr' }>): Canvas {
  const image = createCanvas(modules.length * moduleDots, modules.length * moduleDots)
  const context = image.getContext('2d')
  context.fillStyle = COLOURS.ink
  for (const [y, row] of modules.entries())
    for (const [x, isDark] of row.entries())
      if (isDark) context.fillRect(x * moduleDots, y * moduleDots, moduleDots, moduleDots)
  return image
}

/** Each character in its own cell, stretched as the head stretches it. */
function drawCharacter(context: SKRSContext2D, printed: PrintedCharacter, top: number, rowHeight: number): void {
  if (printed.character === ' ') return
  const bold = printed.bold
  context.font = `${FONT_SIZE}px ${bold ? 'TicketBold, TicketBoldExtended' : 'Ticket, TicketExtended'}`
  context.textBaseline = 'alphabetic'
  context.save()
  context.translate(DESK + MARGIN.side + printed.column * CELL_WIDTH, top + rowHeight * LINE_HEIGHT)
  context.scale(printed.width, printed.height)
  // The line's box is 20 high for letters of 15: the base line stands 5 above its bottom.
  context.fillText(printed.character, 0, -5)
  context.restore()
}
