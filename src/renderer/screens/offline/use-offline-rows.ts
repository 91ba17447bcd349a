import { useEffect, useState } from 'react'
import type { OfflineRow } from '#contract/views/offline-view.ts'
import { ask } from '../../state/call.ts'
import { useSlice } from '../../state/till-store.ts'

/** An attempt takes a moment: the list is asked again this long after the time it was due. */
const AFTER_ATTEMPT_MS = 1_500

export interface OfflineRows {
  /** Null until the till has answered. */
  readonly rows: readonly OfflineRow[] | null
  readonly askAgain: () => void
}

/** The list, asked again whenever the figures change, an attempt was due, or something was done. */
export function useOfflineRows(): OfflineRows {
  const { offline } = useSlice('status')
  const figures = JSON.stringify(offline)
  const [rows, setRows] = useState<readonly OfflineRow[] | null>(null)
  const [round, setRound] = useState(0)
  // biome-ignore lint/correctness/useExhaustiveDependencies: other figures or another round mean another list
  useEffect(() => {
    let left = false
    void ask('offline.list', {}).then((list) => {
      if (!left && list.ok) setRows(list.value.rows)
    })
    return () => {
      left = true
    }
  }, [figures, round])
  useEffect(() => {
    const due = (rows ?? []).flatMap(({ nextAttemptAt }) => (nextAttemptAt === null ? [] : [Date.parse(nextAttemptAt)]))
    if (due.length === 0) return
    const wait = Math.max(0, Math.min(...due) - Date.now()) + AFTER_ATTEMPT_MS
    const timer = setTimeout(() => setRound((count) => count + 1), wait)
    return () => clearTimeout(timer)
  }, [rows])
  return { rows, askAgain: () => setRound((count) => count + 1) }
}
