import { barcodeWidths } from '#contract/barcode.ts'
import { qrModules } from '#contract/qr-code.ts'
import { type LaidOutTicket, type PaperPicture, rowCells, type TicketRow } from '#contract/views/ticket-view.ts'
import { PdfFile, pdfText } from './pdf-file.ts'
import { CELL, TicketFace } from './ticket-face.ts'

/** roll: pages as wide and as long as their paper. a4: sheets, as many as it takes. */
export type PdfPage = 'roll' | 'a4'

/** Dots of the print head, as the printers of the till have them: 203.2 to an inch; a line is 30 of them. */
const POINTS_PER_DOT = { roll: 72 / 203.2, a4: 0.6 } as const
const LINE_DOTS = 30
const GLYPH_TOP_DOTS = (LINE_DOTS - CELL.height) / 2
const BARCODE = { height: 60, module: 2, air: 15 } as const
const QR_MODULE_DOTS = 4
const ROLL_MARGIN_DOTS = 40
const A4 = { width: 595, height: 842, margin: 57 } as const

/** One row as it is drawn: what it takes of the paper, and its operators with its top at `y` from below. */
interface Block {
  readonly downDots: number
  readonly draw: (topDots: number) => string
}

/**
 * Papers as a PDF file: the rows of their layout, cell by cell, dot by dot, as a printer of the till would draw them; their text is found and
 * copied as text. The same papers give the same file.
 */
export function ticketPdf(
  tickets: readonly LaidOutTicket[],
  { title, page, at }: { readonly title: string; readonly page: PdfPage; readonly at: string },
): string {
  const file = new PdfFile()
  const face = new TicketFace()
  const pictures: number[] = []
  const addPicture = (picture: PaperPicture): string => {
    pictures.push(file.addStream(pictureEntries(picture), `${picture.hex}>`))
    return `/P${pictures.length}`
  }
  const pages = tickets.flatMap((ticket) => {
    const blocks = ticket.rows.map((row) => blockOf(row, ticket.columns, { face, addPicture }))
    const across = ticket.columns * CELL.width
    return page === 'roll' ? [rollPage(blocks, across)] : sheets(blocks, across)
  })
  const contents = pages.map((one) => ({ ...one, content: file.addStream('', one.operators) }))
  const fonts = `/F1 ${face.addTo(file, false)} 0 R /F2 ${face.addTo(file, true)} 0 R`
  const images = pictures.map((number, index) => `/P${index + 1} ${number} 0 R`).join(' ')
  const resources = file.add(`<< /Font << ${fonts} >> /XObject << ${images} >> >>`)
  const tree = file.reserve()
  const kids = contents.map(({ content, width, height }) =>
    file.add(
      `<< /Type /Page /Parent ${tree} 0 R /MediaBox [0 0 ${points(width)} ${points(height)}]` +
        ` /Resources ${resources} 0 R /Contents ${content} 0 R >>`,
    ),
  )
  file.set(tree, `<< /Type /Pages /Count ${kids.length} /Kids [${kids.map((kid) => `${kid} 0 R`).join(' ')}] >>`)
  const root = file.add(`<< /Type /Catalog /Pages ${tree} 0 R >>`)
  const made = `D:${at.replace(/\D/g, '').slice(0, 14)}Z`
  const info = file.add(`<< /Title ${pdfText(title)} /Producer (Comptoir) /CreationDate (${made}) >>`)
  return file.text(root, info)
}

interface Page {
  readonly width: number
  readonly height: number
  readonly operators: string
}

/** One page with all of it. */
function rollPage(blocks: readonly Block[], acrossDots: number): Page {
  const scale = POINTS_PER_DOT.roll
  const downDots = heightOf(blocks) + 2 * ROLL_MARGIN_DOTS
  const operators = drawn(blocks, { scale, left: ROLL_MARGIN_DOTS, top: downDots - ROLL_MARGIN_DOTS })
  return { width: (acrossDots + 2 * ROLL_MARGIN_DOTS) * scale, height: downDots * scale, operators }
}

/** As many sheets as it takes; no row is cut. */
function sheets(blocks: readonly Block[], acrossDots: number): Page[] {
  const scale = POINTS_PER_DOT.a4
  const { width, height, margin } = A4
  const left = (width / scale - acrossDots) / 2
  const roomDots = (height - 2 * margin) / scale
  const pages: Block[][] = [[]]
  for (const block of blocks) {
    const current = pages.at(-1) ?? []
    if (current.length > 0 && heightOf(current) + block.downDots > roomDots) pages.push([block])
    else current.push(block)
  }
  const top = (height - margin) / scale
  return pages.map((page) => ({ width, height, operators: drawn(page, { scale, left, top }) }))
}

const heightOf = (blocks: readonly Block[]): number => blocks.reduce((sum, { downDots }) => sum + downDots, 0)

/** From here on a unit is a dot, and the left edge of the paper is at nothing. */
function drawn(
  blocks: readonly Block[],
  at: { readonly scale: number; readonly left: number; readonly top: number },
): string {
  let topDots = at.top
  const operators = blocks.map((block) => {
    const text = block.draw(topDots)
    topDots -= block.downDots
    return text
  })
  const scale = points(at.scale)
  return [`${scale} 0 0 ${scale} ${points(at.left * at.scale)} 0 cm`, ...operators].filter(Boolean).join('\n')
}

interface Drawing {
  readonly face: TicketFace
  readonly addPicture: (picture: PaperPicture) => string
}

function blockOf(row: TicketRow, columns: number, { face, addPicture }: Drawing): Block {
  const acrossDots = columns * CELL.width
  switch (row.kind) {
    case 'cut':
      return { downDots: 0, draw: () => '' }
    case 'barcode':
      return barcodeBlock(barcodeWidths(row.symbology, row.content), acrossDots)
    case 'qr':
      return qrBlock(qrModules(row.content), acrossDots)
    case 'image': {
      const name = addPicture(row.picture)
      const [width, height] = [row.picture.acrossBytes * 8, row.picture.downDots]
      const left = (acrossDots - width) / 2
      const draw = (top: number) => `q ${width} 0 0 ${height} ${points(left)} ${points(top - height)} cm ${name} Do Q`
      return { downDots: height, draw }
    }
    default:
      return textBlock(row, columns, face)
  }
}

function textBlock(row: Extract<TicketRow, { kind: 'text' | 'rule' }>, columns: number, face: TicketFace): Block {
  const [scale, font] = row.kind === 'text' ? [row.double ? 2 : 1, row.bold ? 'F2' : 'F1'] : [1, 'F1']
  const text = rowCells(row, columns).trimEnd()
  const downDots = LINE_DOTS * scale
  if (text === '') return { downDots, draw: () => '' }
  const codes = face.codesOf(text)
  const baseline = (GLYPH_TOP_DOTS + CELL.height) * scale
  const draw = (top: number) => `BT /${font} ${CELL.height * scale} Tf 0 ${points(top - baseline)} Td <${codes}> Tj ET`
  return { downDots, draw }
}

function barcodeBlock(widths: readonly number[], acrossDots: number): Block {
  const { height, module, air } = BARCODE
  const whole = widths.reduce((sum, width) => sum + width, 0) * module
  const draw = (top: number) => {
    let left = (acrossDots - whole) / 2
    const bars = widths.map((width, index) => {
      const bar = index % 2 === 0 ? `${points(left)} ${points(top - air - height)} ${width * module} ${height} re` : ''
      left += width * module
      return bar
    })
    return `${bars.filter(Boolean).join(' ')} f`
  }
  return { downDots: height + 2 * air, draw }
}

function qrBlock(modules: readonly (readonly boolean[])[], acrossDots: number): Block {
  const side = modules.length * QR_MODULE_DOTS
  const left = (acrossDots - side) / 2
  const { air } = BARCODE
  const draw = (top: number) => {
    const squares = modules.flatMap((row, y) =>
      row.flatMap((isDark, x) => {
        const bottom = top - air - (y + 1) * QR_MODULE_DOTS
        return isDark
          ? [`${points(left + x * QR_MODULE_DOTS)} ${points(bottom)} ${QR_MODULE_DOTS} ${QR_MODULE_DOTS} re`]
          : []
      }),
    )
    return `${squares.join(' ')} f`
  }
  return { downDots: side + 2 * air, draw }
}

const pictureEntries = ({ acrossBytes, downDots }: PaperPicture): string =>
  `/Type /XObject /Subtype /Image /Width ${acrossBytes * 8} /Height ${downDots}` +
  ' /ImageMask true /BitsPerComponent 1 /Decode [1 0] /Filter /ASCIIHexDecode'

/** A figure as PDF has it: no exponent, no more than it needs. */
function points(value: number): string {
  return String(Number(value.toFixed(4)))
}
