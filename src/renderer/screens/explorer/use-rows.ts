import { type RefObject, useLayoutEffect, useRef, useState } from 'react'
import { LIMITS } from '#contract/limits.ts'

/** The box of the list, and how many rows a page has. */
export function useRows() {
  const box = useRef<HTMLUListElement>(null)
  return { box, limit: useRowsThatFit(box, LIMITS.searchRows) }
}

/** Half a row never shows: as many whole rows as the box has room for, measured whenever it changes. */
function useRowsThatFit(box: RefObject<HTMLElement | null>, rowsMax: number): number | null {
  const [rows, setRows] = useState<number | null>(null)
  useLayoutEffect(() => {
    const element = box.current
    if (element === null) return
    const measure = () => {
      const rowPx = Number.parseFloat(getComputedStyle(element).getPropertyValue('--k-row'))
      setRows(Math.min(rowsMax, Math.max(1, Math.floor(element.clientHeight / rowPx))))
    }
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    return () => observer.disconnect()
  }, [box, rowsMax])
  return rows
}
