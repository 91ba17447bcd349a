import { useEffect, useRef, useState } from 'react'
import type { SetupDraft } from '#contract/views/setup-view.ts'
import { call } from '../../state/call.ts'

/** What is typed goes to the disk when the hand rests for so long, and before every step. */
const REST_MS = 200

export interface DraftInHand {
  readonly draft: SetupDraft
  readonly change: (part: Partial<SetupDraft>) => void
  /** Resolves once everything typed is on disk. */
  readonly keep: () => Promise<boolean>
}

/** The answers as they are typed: on the screen at once, at the till as soon as the hand rests. */
export function useDraft(kept: SetupDraft): DraftInHand {
  const [draft, setDraft] = useState(kept)
  const newest = useRef(kept)
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null)
  const keep = async () => {
    if (timer.current !== null) clearTimeout(timer.current)
    timer.current = null
    return (await call('setup.keep', { draft: newest.current })).ok
  }
  const change = (part: Partial<SetupDraft>) => {
    newest.current = { ...newest.current, ...part }
    setDraft(newest.current)
    if (timer.current !== null) clearTimeout(timer.current)
    timer.current = setTimeout(() => void keep(), REST_MS)
  }
  useEffect(() => () => void (timer.current !== null && clearTimeout(timer.current)), [])
  return { draft, change, keep }
}
