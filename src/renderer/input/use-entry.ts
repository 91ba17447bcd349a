import { useRef, useState } from 'react'
import { EMPTY_ENTRY, type Entry, erased, typed } from './entry.ts'

export interface TypedEntry {
  readonly digits: string
  /** What is typed by now: a fast hand may press the key that uses it before the screen has drawn its last figure. */
  readonly latest: () => string
  readonly type: (digit: string) => void
  readonly erase: () => void
  readonly clear: () => void
}

/** Figures typed into a dialog. */
export function useEntry(): TypedEntry {
  const [entry, draw] = useState<Entry>(EMPTY_ENTRY)
  const latest = useRef(entry)
  const set = (next: Entry) => {
    latest.current = next
    draw(next)
  }
  return {
    digits: entry.digits,
    latest: () => latest.current.digits,
    type: (digit) => set(typed(latest.current, digit)),
    erase: () => set(erased(latest.current)),
    clear: () => set(EMPTY_ENTRY),
  }
}
