import { useCallback, useEffect, useState } from 'react'
import type { PersonView } from '#contract/views/people-view.ts'
import { useMay } from '../../state/allowed.ts'
import { ask } from '../../state/call.ts'

/** The people of the shop as they are on disk; null until they are there, and for whoever may not see them. */
export function usePeople(): { readonly people: readonly PersonView[] | null; readonly askAgain: () => Promise<void> } {
  const may = useMay('manage-people')
  const [people, setPeople] = useState<readonly PersonView[] | null>(null)
  const askAgain = useCallback(async () => {
    if (!may) return
    const found = await ask('people.list', {})
    if (found.ok) setPeople(found.value.people)
  }, [may])
  useEffect(() => void askAgain(), [askAgain])
  return { people, askAgain }
}
