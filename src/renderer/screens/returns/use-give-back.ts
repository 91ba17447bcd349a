import { useEffect, useState } from 'react'
import { parseAmount } from '#contract/money.ts'
import type { OperationEndView, ReturnPathView } from '#contract/views/operation-view.ts'
import { useEntry } from '../../input/use-entry.ts'
import { ask, call } from '../../state/call.ts'

/** Where giving money back stands: the way is asked for, the cashier looks, the bank answers, it is over. */
export type GiveBackStage = 'looking' | 'choosing' | 'working' | 'ended'

export interface GiveBack {
  readonly stage: GiveBackStage
  readonly path: ReturnPathView | null
  readonly end: OperationEndView | null
  /** Typed, or all that is left. */
  readonly amountMinor: number
  readonly isTyped: boolean
  readonly typeDigit: (key: string) => void
  readonly erase: () => void
  readonly confirm: () => void
}

/** What a terminal that did not void it does instead. */
const INSTEAD_OF_VOID: readonly ReturnPathView['reason'][] = ['void-refused', 'void-unclear']

/** Gives money of one payment back: each amount asks the till anew for the way, and the till does what it said. */
export function useGiveBack(paymentId: string): GiveBack {
  const entry = useEntry()
  const [path, setPath] = useState<ReturnPathView | null>(null)
  /** What the path was asked for: one for another amount may be another way. */
  const [answered, setAnswered] = useState<{ readonly wantedMinor: number | undefined } | null>(null)
  const [end, setEnd] = useState<OperationEndView | null>(null)
  const [working, setWorking] = useState(false)
  const typedMinor = path !== null && entry.digits !== '' ? parseAmount(entry.digits, path.currency) : null
  const wanted = typedMinor !== null && typedMinor > 0 ? { amountMinor: typedMinor } : {}
  const wantedMinor = wanted.amountMinor
  useEffect(() => {
    let left = false
    const request = wantedMinor === undefined ? { paymentId } : { paymentId, amountMinor: wantedMinor }
    void call('card.returnPath', request).then((answer) => {
      if (left || !answer.ok) return
      setPath(answer.value)
      setAnswered({ wantedMinor })
    })
    return () => {
      left = true
    }
  }, [paymentId, wantedMinor])
  const amountMinor = wantedMinor ?? path?.leftMinor ?? 0
  const confirm = async (way: 'void' | 'refund') => {
    setWorking(true)
    const answer =
      way === 'void' ? await ask('card.void', { paymentId }) : await ask('card.refund', { paymentId, amountMinor })
    const refused = { paymentId, outcome: 'refused', returnSaleId: null } as const
    const ended = answer.ok ? answer.value : { ...refused, failure: plain(answer.error) }
    // A terminal that does not void it may pay back instead: that is another way, and asked for anew.
    const instead = ended.outcome === 'refused' && way === 'void' ? await ask('card.returnPath', { paymentId }) : null
    setWorking(false)
    if (instead?.ok && INSTEAD_OF_VOID.includes(instead.value.reason)) setPath(instead.value)
    else setEnd(ended)
  }
  return {
    stage: end ? 'ended' : working ? 'working' : path === null ? 'looking' : 'choosing',
    path,
    end,
    amountMinor,
    isTyped: wantedMinor !== undefined,
    typeDigit: entry.type,
    erase: entry.erase,
    confirm: () => {
      // A hand faster than the till's answer presses once more.
      if (entry.latest() !== entry.digits || answered?.wantedMinor !== wantedMinor) return
      if (!working && end === null && path !== null && path.way !== 'none') void confirm(path.way)
    },
  }
}

function plain({ code, details }: { code: string; details?: Readonly<Record<string, string | number>> | undefined }) {
  const failure = { code } as NonNullable<OperationEndView['failure']>
  return details === undefined ? failure : { ...failure, details: { ...details } }
}
