import { barcodeWidths } from '#contract/barcode.ts'
import { qrModules } from '#contract/qr-code.ts'
import { type LaidOutTicket, type PaperPicture, pictureBytes, type TicketRow } from '#contract/views/ticket-view.ts'
import { classNames } from './class-names.ts'
import styles from './ticket-paper.module.css'

type BarcodeRow = Extract<TicketRow, { kind: 'barcode' }>

function rowText(row: TicketRow, columns: number): string {
  if (row.kind !== 'text') return row.kind === 'rule' ? '-'.repeat(columns) : ''
  const width = row.double ? Math.floor(columns / 2) : columns
  const free = Math.max(0, width - [...row.text].length)
  const before = row.align === 'right' ? free : row.align === 'centre' ? Math.floor(free / 2) : 0
  return ' '.repeat(before) + row.text
}

/** What a printer makes of a barcode: modules of two dots in cells of twelve. */
const MODULE_CELLS = 2 / 12

/** The bars themselves, as wide as on paper: a scanner reads them off the screen too. */
function Barcode({ row }: { readonly row: BarcodeRow }) {
  const widths = barcodeWidths(row.symbology, row.content)
  const ends = widths.map((_, index) => widths.slice(0, index + 1).reduce((sum, width) => sum + width, 0))
  const modules = ends.at(-1) ?? 0
  return (
    <svg
      className={styles.barcode}
      width={`${modules * MODULE_CELLS}ch`}
      viewBox={`0 0 ${modules} 1`}
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      {widths.map((width, index) => {
        const end = ends[index] ?? 0
        return index % 2 === 0 && <rect key={end} x={end - width} y={0} width={width} height={1} />
      })}
    </svg>
  )
}

/** A cell of the printer's head is twelve dots wide. */
const CELL_DOTS = 12
/** What a printer makes of a QR: modules of four dots. */
const QR_MODULE_DOTS = 4

/** Runs of dark dots, row by row: a picture has too many for one figure each. */
function inkPath(across: number, down: number, isDark: (row: number, column: number) => boolean): string {
  let path = ''
  for (let row = 0; row < down; row += 1)
    for (let from = 0; from < across; from += 1) {
      let to = from
      while (to < across && isDark(row, to)) to += 1
      if (to > from) path += `M${from} ${row}h${to - from}v1H${from}z`
      from = to
    }
  return path
}

/** Dots of the head as one path: as wide in cells as on paper, and not stretched. */
function Dots({
  across,
  down,
  dotsPerCell,
  isDark,
}: {
  readonly across: number
  readonly down: number
  readonly dotsPerCell: number
  readonly isDark: (row: number, column: number) => boolean
}) {
  return (
    <svg
      className={styles.dots}
      width={`${across / dotsPerCell}ch`}
      viewBox={`0 0 ${across} ${down}`}
      shapeRendering="crispEdges"
      aria-hidden="true"
    >
      <path d={inkPath(across, down, isDark)} />
    </svg>
  )
}

function Qr({ content }: { readonly content: string }) {
  const modules = qrModules(content)
  return (
    <Dots
      across={modules.length}
      down={modules.length}
      dotsPerCell={CELL_DOTS / QR_MODULE_DOTS}
      isDark={(row, column) => modules[row]?.[column] === true}
    />
  )
}

export function Picture({ picture }: { readonly picture: PaperPicture }) {
  const bytes = pictureBytes(picture)
  const isDark = (row: number, column: number) =>
    ((bytes[row * picture.acrossBytes + (column >> 3)] ?? 0) & (0x80 >> (column & 7))) !== 0
  return <Dots across={picture.acrossBytes * 8} down={picture.downDots} dotsPerCell={CELL_DOTS} isDark={isDark} />
}

function RowContent({ row, columns }: { readonly row: TicketRow; readonly columns: number }) {
  if (row.kind === 'barcode') return <Barcode row={row} />
  if (row.kind === 'qr') return <Qr content={row.content} />
  if (row.kind === 'image') return <Picture picture={row.picture} />
  return rowText(row, columns) || ' '
}

/** The cells of a ticket on white paper in every theme: the same model the printer gets. */
export function TicketPaper({ ticket, label }: { readonly ticket: LaidOutTicket; readonly label: string }) {
  return (
    <div className={styles.paper} role="img" aria-label={label}>
      {ticket.rows
        .filter((row) => row.kind !== 'cut')
        .map((row, index) => (
          <div
            // A printed row has no identity but its place.
            // biome-ignore lint/suspicious/noArrayIndexKey: the place is the identity
            key={index}
            className={classNames(
              styles.row,
              row.kind === 'text' && row.bold && styles.bold,
              row.kind === 'text' && row.double && styles.double,
            )}
          >
            <RowContent row={row} columns={ticket.columns} />
          </div>
        ))}
    </div>
  )
}
