import { useEffect } from 'react'
import { ask } from '../state/call.ts'
import { useSlice } from '../state/till-store.ts'
import { isAtWork, watchIdle } from './idle-lock.ts'

const MINUTE_MS = 60_000
const HANDS = ['keydown', 'pointerdown'] as const

/** Locks the till when no hand was on it for as long as the shop says: a scan is one. Never while somebody is served. */
export function useAutoLock(): void {
  const { lockAfterMinutes = 0 } = useSlice('till')
  const isBusy = isAtWork({
    sale: useSlice('sale'),
    payment: useSlice('payment'),
    scenario: useSlice('scenario'),
    day: useSlice('day'),
  })
  useEffect(() => {
    if (lockAfterMinutes === 0 || isBusy) return undefined
    const watch = watchIdle({
      afterMs: lockAfterMinutes * MINUTE_MS,
      later: (task, pauseMs) => {
        const timer = setTimeout(task, pauseMs)
        return () => clearTimeout(timer)
      },
      onIdle: () => void ask('session.lock', {}),
    })
    for (const hand of HANDS) window.addEventListener(hand, watch.touched, { capture: true })
    return () => {
      watch.end()
      for (const hand of HANDS) window.removeEventListener(hand, watch.touched, { capture: true })
    }
  }, [lockAfterMinutes, isBusy])
}
