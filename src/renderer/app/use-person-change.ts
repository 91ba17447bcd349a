import { useLayoutEffect } from 'react'
import { EMPTY_ENTRY } from '../input/entry.ts'
import { goTo, useScreenStore } from '../state/screen-store.ts'
import { useSlice } from '../state/till-store.ts'

let lastUserId: string | null = null

/** Whoever opens the till again finds it as it was left; another person begins at the sale. */
export function usePersonChange(): void {
  const session = useSlice('session')
  const userId = session.kind === 'signed-in' ? session.user.id : null
  useLayoutEffect(() => {
    if (userId === null || userId === lastUserId) return
    if (lastUserId !== null) beginAfresh()
    lastUserId = userId
  }, [userId])
}

function beginAfresh(): void {
  goTo('sale')
  useScreenStore.setState({ entry: EMPTY_ENTRY, extras: null, selectedLineId: null, story: null, paperId: null })
}
