import { barcodeWidths } from '#contract/barcode.ts'
import type { LaidOutTicket, TicketRow } from '#contract/views/ticket-view.ts'
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
            {row.kind === 'barcode' ? <Barcode row={row} /> : rowText(row, ticket.columns) || ' '}
          </div>
        ))}
    </div>
  )
}
