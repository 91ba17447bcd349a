import { create } from 'zustand'
import type { FamilyView } from '#contract/views/till-view.ts'
import { call, inOrder } from '../../../state/call.ts'
import { useTillStore } from '../../../state/till-store.ts'
import { movedBy } from './family-order.ts'

const COLOURS = 8
const UNDO_MAX = 30

interface FamilyEdits {
  readonly chosenId: string | null
  /** What the families were before each change, the newest last. */
  readonly before: readonly (readonly FamilyView[])[]
}

export const useFamilyEdits = create<FamilyEdits>(() => ({ chosenId: null, before: [] }))

export const chooseFamily = (chosenId: string | null) => useFamilyEdits.setState({ chosenId })

/** As the till has them by now. */
const families = (): readonly FamilyView[] => useTillStore.getState().slices?.till.families ?? []

/** Each change is kept at once; the till refuses what cannot be, and says why. */
function changeFamilies(by: (families: readonly FamilyView[]) => readonly FamilyView[]): void {
  inOrder(async () => {
    const before = families()
    const after = by(before)
    if (JSON.stringify(after) === JSON.stringify(before)) return
    const saved = await call('articles.saveFamilies', { families: [...after] })
    if (!saved.ok) return
    const { before: older } = useFamilyEdits.getState()
    useFamilyEdits.setState({ before: [...older, before].slice(-UNDO_MAX) })
  })
}

export function undoFamilies(): void {
  inOrder(async () => {
    const { before } = useFamilyEdits.getState()
    const last = before.at(-1)
    if (last === undefined) return
    useFamilyEdits.setState({ before: before.slice(0, -1) })
    await call('articles.saveFamilies', { families: [...last] })
  })
}

export function changeFamily(id: string, part: Partial<FamilyView>): void {
  changeFamilies((all) => all.map((family) => (family.id === id ? withoutNothing({ ...family, ...part }) : family)))
}

/** A field that is set to nothing is left out. */
function withoutNothing(family: FamilyView): FamilyView {
  const { vatBasisPoints, name, ...others } = family
  return { ...others, ...(name !== undefined && { name }), ...(vatBasisPoints !== undefined && { vatBasisPoints }) }
}

export function moveFamily(id: string, by: 1 | -1): void {
  changeFamilies((all) => movedBy(all, id, by))
}

export function addFamily(name: string): void {
  const id = crypto.randomUUID()
  changeFamilies((all) => [...all, { id, nameKey: '', name: freeName(all, name), colour: (all.length % COLOURS) + 1 }])
  chooseFamily(id)
}

/** `Nouvelle famille`, then `Nouvelle famille 2`. */
function freeName(all: readonly FamilyView[], name: string): string {
  const names = new Set(all.map((family) => family.name))
  for (let number = 1; ; number += 1) {
    const tried = number === 1 ? name : `${name} ${number}`
    if (!names.has(tried)) return tried
  }
}

/** A shop has one family at least. */
export function removeFamily(id: string): void {
  changeFamilies((all) => (all.length === 1 ? all : all.filter((family) => family.id !== id)))
}
