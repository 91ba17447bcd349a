import { type RefObject, startTransition, useEffect, useLayoutEffect, useState } from 'react'

/** How many rows the list showed last, one of which in part; until it was measured, those of a large screen. */
let rowsSeen = 14
/** The lowest a row is. */
const ROW_PX = 56
/** Longer than from letter to letter, shorter than from the last letter to the first key that scrolls. */
const PAUSE_MS = 200

/**
 * The rows that are seen come at once; those that must be scrolled to follow when nothing is typed any more, since the next letter
 * would only take them away again.
 */
export function useRowsInSteps<Row>(rows: readonly Row[], list: RefObject<HTMLElement | null>): readonly Row[] {
  const [whole, setWhole] = useState<readonly Row[] | null>(null)
  useEffect(() => {
    const pause = setTimeout(() => startTransition(() => setWhole(rows)), PAUSE_MS)
    return () => clearTimeout(pause)
  }, [rows])
  const atOnce = useRowsSeen(list, rows.length > 0)
  return whole === rows ? rows : rows.slice(0, atOnce)
}

/** Measured after the drawing, which never waits for it; the same from search to search while the window stays as it is. */
function useRowsSeen(list: RefObject<HTMLElement | null>, isDrawn: boolean): number {
  const [seen, setSeen] = useState(rowsSeen)
  useLayoutEffect(() => {
    const element = isDrawn ? list.current : null
    if (element === null) return
    const observer = new ResizeObserver(([entry]) => {
      if (entry === undefined) return
      rowsSeen = Math.ceil(entry.contentRect.height / ROW_PX) + 1
      setSeen(rowsSeen)
    })
    observer.observe(element)
    return () => observer.disconnect()
  }, [list, isDrawn])
  return seen
}
