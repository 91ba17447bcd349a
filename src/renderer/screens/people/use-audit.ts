import { useCallback, useEffect, useState } from 'react'
import type { AuditEntry, AuditFilter } from '#contract/views/people-view.ts'
import { ask } from '../../state/call.ts'

/** One page of what fits, and where its neighbours begin: each page is asked for from the record before it. */
export function useAudit(filter: AuditFilter) {
  const [entries, setEntries] = useState<readonly AuditEntry[] | null>(null)
  const [hasMore, setHasMore] = useState(false)
  /** Of each page that was seen, the record that it comes after; the first comes after none. */
  const [starts, setStarts] = useState<readonly (number | null)[]>([null])
  const [page, setPage] = useState(0)
  const show = useCallback(
    async (beforeSequence: number | null) => {
      const asked = beforeSequence === null ? filter : { ...filter, beforeSequence }
      const found = await ask('people.audit', asked)
      if (!found.ok) return
      setEntries(found.value.entries)
      setHasMore(found.value.hasMore)
    },
    [filter],
  )
  useEffect(() => {
    setStarts([null])
    setPage(0)
    void show(null)
  }, [show])
  const goTo = (to: number) => {
    const known = starts.slice(0, page + 1)
    const next = [...known, entries?.at(-1)?.sequence ?? null]
    setStarts(next)
    setPage(to)
    void show(next[to] ?? null)
  }
  return { entries, hasMore, page, goTo }
}
