import { useEffect, useState } from 'react'
import type { Failure } from '#contract/result.ts'
import type { ExplorerPage, ExplorerTotals, PaymentFile } from '#contract/views/explorer-view.ts'
import { ask } from '../../state/call.ts'
import { NEWEST, today, useExplorerStore } from '../../state/explorer-store.ts'
import { useSlice } from '../../state/till-store.ts'

/** What takes longer is said in words. */
const SLOW_MS = 200
/** An attempt takes a moment: the payment is asked for again this long after it was due. */
const AFTER_ATTEMPT_MS = 1_500

export interface Asked<Value> {
  /** The last answer; null before the first. */
  readonly value: Value | null
  readonly failure: Failure | null
  /** The question has no answer yet, and that has taken long enough to be said. */
  readonly slow: boolean
}

/** Asks whenever `question` changes; an answer that was overtaken is dropped, the one before stays meanwhile. */
export function useAsked<Value>(
  question: string,
  put: () => Promise<{ ok: true; value: Value } | { ok: false; error: Failure }>,
): Asked<Value> {
  const [asked, setAsked] = useState<Asked<Value>>({ value: null, failure: null, slow: false })
  // biome-ignore lint/correctness/useExhaustiveDependencies: the question says what is asked
  useEffect(() => {
    let left = false
    const timer = setTimeout(() => setAsked((before) => ({ ...before, slow: true })), SLOW_MS)
    void put().then((answer) => {
      clearTimeout(timer)
      if (left) return
      setAsked((before) =>
        answer.ok
          ? { value: answer.value, failure: null, slow: false }
          : { value: before.value, failure: answer.error, slow: false },
      )
    })
    return () => {
      left = true
      clearTimeout(timer)
    }
  }, [question])
  return asked
}

/** Changes whenever a payment may have changed: the list is asked again. */
function useMoves(): string {
  const payment = useSlice('payment')
  const lastSale = useSlice('lastSale')
  const { unresolvedPayments, openReversals, offline } = useSlice('status')
  const { id, outcome, reversalAttempts, nextReversalAt, prompt } = payment ?? {}
  const ofPayment = [id, outcome, reversalAttempts, nextReversalAt, prompt, lastSale?.id]
  return JSON.stringify([...ofPayment, unresolvedPayments, openReversals, offline])
}

/** The page of payments that fit, as many as there is room for; null until the room is known. */
export function usePage(limit: number | null): Asked<ExplorerPage> {
  const filter = useExplorerStore((state) => state.filter)
  const start = useExplorerStore((state) => state.start)
  const moves = useMoves()
  const asked = useAsked(JSON.stringify([filter, start, limit, moves]), async () => {
    if (limit === null) return new Promise<never>(() => {})
    const { from, towards } = start
    return ask('explorer.page', { filter: filter ?? today(), towards, limit, ...(from === null ? {} : { from }) })
  })
  const { value } = asked
  const reachedNewest = start.from !== null && start.towards === 'newer' && value !== null && !value.hasNewer
  // A page that reaches the newest is filled up from there, so that it is a whole one.
  useEffect(() => {
    if (reachedNewest) useExplorerStore.setState({ start: NEWEST })
  }, [reachedNewest])
  return asked
}

export function useTotals(): Asked<ExplorerTotals> {
  const filter = useExplorerStore((state) => state.filter)
  const moves = useMoves()
  return useAsked(JSON.stringify([filter, moves]), async () => {
    const answer = await ask('explorer.totals', { filter: filter ?? today() })
    if (!answer.ok) return answer
    // Overtaken by a question of a later drawing, which will be answered.
    return answer.value.totals === null
      ? new Promise<never>(() => {})
      : { ok: true as const, value: answer.value.totals }
  })
}

/** All that is kept of one payment; asked again when it may have changed, or when something was done about it. */
export function usePaymentFile(paymentId: string | null): Asked<PaymentFile> & { readonly askAgain: () => void } {
  const moves = useMoves()
  const { printer } = useSlice('status')
  const [round, setRound] = useState(0)
  const question = JSON.stringify([paymentId, moves, printer.queuedJobs, printer.lastPrintedAt, round])
  const asked = useAsked(question, async () =>
    paymentId === null ? new Promise<never>(() => {}) : ask('explorer.payment', { paymentId }),
  )
  const nextAt = asked.value?.reversal?.nextAt ?? null
  useEffect(() => {
    if (nextAt === null) return
    const waitMs = Math.max(0, Date.parse(nextAt) - Date.now()) + AFTER_ATTEMPT_MS
    const timer = setTimeout(() => setRound((count) => count + 1), waitMs)
    return () => clearTimeout(timer)
  }, [nextAt])
  const isOther = asked.value !== null && asked.value.row.paymentId !== paymentId
  return { ...asked, value: isOther ? null : asked.value, askAgain: () => setRound((count) => count + 1) }
}
