import { useRef, useState } from 'react'

export interface Latest<Value> {
  readonly value: Value
  /** What it is by now: a fast hand may press the next key before the screen has drawn the last one. */
  readonly latest: () => Value
  readonly set: (value: Value) => void
}

/** A choice made by keys. */
export function useLatest<Value>(initial: Value | (() => Value)): Latest<Value> {
  const [value, draw] = useState(initial)
  const latest = useRef(value)
  return {
    value,
    latest: () => latest.current,
    set: (next) => {
      latest.current = next
      draw(() => next)
    },
  }
}
