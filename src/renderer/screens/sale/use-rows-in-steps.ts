import { startTransition, useEffect, useState } from 'react'

/** As many rows as the list of a large screen shows without scrolling. */
const ROWS_AT_ONCE = 14
/** Longer than from letter to letter, shorter than from the last letter to the first key that scrolls. */
const PAUSE_MS = 200

/**
 * The rows that are seen come at once; those that must be scrolled to follow when nothing is typed any more, since the next letter
 * would only take them away again.
 */
export function useRowsInSteps<Row>(rows: readonly Row[]): readonly Row[] {
  const [whole, setWhole] = useState<readonly Row[] | null>(null)
  useEffect(() => {
    const pause = setTimeout(() => startTransition(() => setWhole(rows)), PAUSE_MS)
    return () => clearTimeout(pause)
  }, [rows])
  return whole === rows ? rows : rows.slice(0, ROWS_AT_ONCE)
}
