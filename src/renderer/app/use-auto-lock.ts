import { useEffect } from 'react'
import { ask } from '../state/call.ts'
import { useSlice } from '../state/till-store.ts'

const MINUTE_MS = 60_000
const HANDS = ['keydown', 'pointerdown'] as const

/**
 * Locks the till when no hand was on it for as long as the shop says: a scan is one. Never while a ticket is being paid, a customer
 * is served on the pad, or the day is being closed.
 */
export function useAutoLock(): void {
  const { lockAfterMinutes = 0 } = useSlice('till')
  const { state } = useSlice('sale')
  const payment = useSlice('payment')
  const scenario = useSlice('scenario')
  const { stage } = useSlice('day')
  const isClosing = stage !== 'open' && stage !== 'closed'
  const isBusy = state === 'paying' || (payment !== null && payment.outcome === null) || scenario !== null || isClosing
  useEffect(() => {
    if (lockAfterMinutes === 0 || isBusy) return undefined
    const lock = () => void ask('session.lock', {})
    let timer = setTimeout(lock, lockAfterMinutes * MINUTE_MS)
    const again = () => {
      clearTimeout(timer)
      timer = setTimeout(lock, lockAfterMinutes * MINUTE_MS)
    }
    for (const hand of HANDS) window.addEventListener(hand, again, { capture: true })
    return () => {
      clearTimeout(timer)
      for (const hand of HANDS) window.removeEventListener(hand, again, { capture: true })
    }
  }, [lockAfterMinutes, isBusy])
}
