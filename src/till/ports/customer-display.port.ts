import type { Result } from '#contract/result.ts'

/** One row of what the customer reads. `text` gives way to `figures`, which are never cut; alone it stands centred. */
export interface DisplayRow {
  readonly text: string
  readonly figures: string
}

export type DisplayRows = readonly [DisplayRow, DisplayRow]

/** Cells of one row, on every display of two rows that shops have. */
export const DISPLAY_COLUMNS = 20

/**
 * One display that faces the customer. It only listens: that its line takes the bytes is all that can be known of it.
 *
 * - One call at a time; each ends within its time-out.
 * - `onLost` calls back when the line ends without `close`.
 */
export interface CustomerDisplayPort {
  readonly endpoint: string
  /** Opens the line and makes the display ready. Errors: DISPLAY_NOT_FOUND, DISPLAY_PORT_BUSY. */
  connect(): Promise<Result<null>>
  /** Shows these rows in place of what stood there. Errors: DISPLAY_NOT_FOUND once the line is gone. */
  show(rows: DisplayRows): Promise<Result<null>>
  /** The rows as this display draws them: its letters, its width. */
  drawn(rows: DisplayRows): readonly [string, string]
  close(): Promise<void>
  /** Answers a function that takes the listener back. */
  onLost(listener: () => void): () => void
}
