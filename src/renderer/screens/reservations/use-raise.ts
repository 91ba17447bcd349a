import { useState } from 'react'
import type { Failure } from '#contract/result.ts'
import { ask } from '../../state/call.ts'

/** How asking the bank for more ended: it holds more, or why it does not. */
export type RaiseEnd = { readonly byMinor: number } | { readonly failure: Failure }

export interface Raise {
  readonly isWorking: boolean
  readonly end: RaiseEnd | null
  readonly raise: (addMinor: number) => void
}

/** Asks the bank to hold more of one reservation, once at a time. */
export function useRaise(paymentId: string | null): Raise {
  const [isWorking, setWorking] = useState(false)
  const [end, setEnd] = useState<RaiseEnd | null>(null)
  const raise = async (addMinor: number) => {
    if (isWorking || addMinor <= 0 || paymentId === null) return
    setWorking(true)
    setEnd(null)
    const answer = await ask('reservation.raise', { paymentId, addMinor })
    setWorking(false)
    if (!answer.ok) setEnd({ failure: answer.error })
    else setEnd(answer.value.failure === null ? { byMinor: addMinor } : { failure: answer.value.failure })
  }
  return { isWorking, end, raise: (addMinor) => void raise(addMinor) }
}
