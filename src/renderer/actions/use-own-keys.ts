import { useMemo } from 'react'
import { useTillStore } from '../state/till-store.ts'
import { keyHint, type OwnKeys } from './action-keys.ts'
import type { ActionId } from './action-table.ts'
import { boundKeys } from './bound-keys.ts'
import type { Place } from './places.ts'

const NONE: OwnKeys = {}

/** The keys of this workstation that are others than usual. */
export function useOwnKeys(): OwnKeys {
  return useTillStore((state) => state.slices?.till.workstation.keys ?? NONE)
}

/** Draws the key of an action on a control that does the same. */
export function useKeyHint(): (id: ActionId) => string | undefined {
  const own = useOwnKeys()
  return (id) => keyHint(id, own)
}

/** What the keys of a place do at this workstation. */
export function useBoundKeys(place: Place): Readonly<Record<string, () => void>> {
  const own = useOwnKeys()
  return useMemo(() => boundKeys(place, own), [place, own])
}
