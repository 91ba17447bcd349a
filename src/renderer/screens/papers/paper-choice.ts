/**
 * The paper that a person has in hand, in a list that goes on without him: printers take papers out of it and put others in.
 * What he says is never said of another one that took its place.
 *
 *   list comes: the one he came for, else the first
 *   it is in the list -----------------> in hand
 *   it left the list by his own deed --> the next of those that he saw, else the one before it
 *   it left the list by itself --------> none in hand, until he moves or taps
 */
export interface PaperChoice {
  /** Null: none yet. One that is not in the list any more is in nobody's hand. */
  readonly id: string | null
  /** The list as it was when the paper was last in it; null before the first list. */
  readonly seen: readonly string[] | null
  /** Something was done with it: it is expected to leave the list. */
  readonly isDone: boolean
}

export const beginWith = (id: string | null): PaperChoice => ({ id, seen: null, isDone: false })

export const take = (id: string, listed: readonly string[]): PaperChoice => ({ id, seen: listed, isDone: false })

/** After each reading of the list; the same choice where nothing is to change. */
export function follow(choice: PaperChoice, listed: readonly string[]): PaperChoice {
  const { id, seen, isDone } = choice
  if (seen === null) return { ...choice, id: id ?? listed[0] ?? null, seen: listed }
  if (id !== null && listed.includes(id)) return isSame(seen, listed) ? choice : { ...choice, seen: listed }
  if (!isDone) return choice
  const next = neighbour(choice, listed, 1) ?? neighbour(choice, listed, -1)
  return next === null ? { ...choice, isDone: false } : take(next, listed)
}

/** By the arrow keys: from a paper that is gone to the one beside it, and to the first where none was in hand. */
export function moved(choice: PaperChoice, listed: readonly string[], by: 1 | -1): PaperChoice {
  const next =
    neighbour(choice, listed, by) ?? (choice.id !== null && listed.includes(choice.id) ? choice.id : listed[0])
  return next === undefined ? choice : take(next, listed)
}

/** The nearest paper on that side which is still there. */
function neighbour({ id, seen }: PaperChoice, listed: readonly string[], by: 1 | -1): string | null {
  const order = id !== null && listed.includes(id) ? listed : (seen ?? [])
  const at = id === null ? -1 : order.indexOf(id)
  if (at < 0) return null
  const side = by > 0 ? order.slice(at + 1) : order.slice(0, at).toReversed()
  return side.find((other) => listed.includes(other)) ?? null
}

const isSame = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((id, at) => id === other[at])
