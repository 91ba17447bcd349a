import type { LaidOutTicket, TicketRow } from '#contract/views/ticket-view.ts'
import { classNames } from './class-names.ts'
import styles from './ticket-paper.module.css'

function rowText(row: TicketRow, columns: number): string {
  if (row.kind !== 'text') return row.kind === 'rule' ? '-'.repeat(columns) : ''
  const width = row.double ? Math.floor(columns / 2) : columns
  const free = Math.max(0, width - [...row.text].length)
  const before = row.align === 'right' ? free : row.align === 'centre' ? Math.floor(free / 2) : 0
  return ' '.repeat(before) + row.text
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
            {rowText(row, ticket.columns) || ' '}
          </div>
        ))}
    </div>
  )
}
