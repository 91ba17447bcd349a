import type { FamilyView } from '#contract/views/till-view.ts'

/** The list with one of them a place earlier or later; at an end it stays. */
export function movedBy(all: readonly FamilyView[], id: string, by: 1 | -1): readonly FamilyView[] {
  const from = all.findIndex((family) => family.id === id)
  const family = all[from]
  const to = from + by
  if (family === undefined || to < 0 || to >= all.length) return all
  return all.toSpliced(from, 1).toSpliced(to, 0, family)
}
