import { startTransition, useEffect, useState } from 'react'

/** As many rows as the list of a large screen shows without scrolling. */
const ROWS_AT_ONCE = 14

/**
 * The rows that are seen come at once; those that must be scrolled to follow when the browser has nothing more urgent to do, and not
 * at all when the next letter changed the answer before.
 */
export function useRowsInSteps<Row>(rows: readonly Row[]): readonly Row[] {
  const [whole, setWhole] = useState<readonly Row[] | null>(null)
  useEffect(() => startTransition(() => setWhole(rows)), [rows])
  return whole === rows ? rows : rows.slice(0, ROWS_AT_ONCE)
}
