import { useEffect, useState } from 'react'
import { useSlice } from '../../state/till-store.ts'

const WIDE = '(min-width: 1700px)'
const NARROW = '(max-width: 1100px)'

export interface QuickGrid {
  readonly columns: number
  readonly rows: number
}

function read(): QuickGrid {
  if (window.matchMedia(WIDE).matches) return { columns: 7, rows: 6 }
  if (window.matchMedia(NARROW).matches) return { columns: 4, rows: 3 }
  return { columns: 5, rows: 5 }
}

/** How many quick keys this width shows, the same widths as in the style sheets; large ones have a row less at the middle width, for they would not be large. */
export function useQuickGrid(): QuickGrid {
  const [grid, setGrid] = useState(read)
  useEffect(() => {
    const queries = [window.matchMedia(WIDE), window.matchMedia(NARROW)]
    const onChange = () => setGrid(read())
    for (const query of queries) query.addEventListener('change', onChange)
    return () => {
      for (const query of queries) query.removeEventListener('change', onChange)
    }
  }, [])
  const { density } = useSlice('till').workstation
  return density === 'large' && grid.rows === 5 ? { ...grid, rows: 4 } : grid
}
