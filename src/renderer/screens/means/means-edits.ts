import type { MeansDraft } from '#contract/means-api.ts'

/** What a new way to pay is like: on paper, in the drawer, counted, never with change. */
export function newMeans(id: string): MeansDraft {
  return { id, kind: 'own', name: '', excess: 'refused', opensDrawer: true, isCounted: true, families: null }
}

/** Another kind brings what is usual for it; what a person named it stays. */
export function ofKind(means: MeansDraft, kind: MeansDraft['kind']): MeansDraft {
  if (kind === 'shop-voucher')
    return { ...means, kind, opensDrawer: false, isCounted: false, excess: 'kept', families: null }
  const isPaper = kind !== 'transfer'
  const mayGiveChange = kind !== 'meal-voucher'
  return {
    ...means,
    kind,
    opensDrawer: isPaper,
    isCounted: isPaper,
    excess: means.excess === 'change' && !mayGiveChange ? 'kept' : means.excess,
  }
}

/** Of what pays for some goods only nothing is given back. */
export function forFamilies(means: MeansDraft, families: MeansDraft['families']): MeansDraft {
  const excess = families !== null && means.excess === 'change' ? 'kept' : means.excess
  return { ...means, families, excess }
}

/** Whether the number of a cheque or voucher is asked for. */
export function withReference({ reference: _, ...means }: MeansDraft, reference: MeansDraft['reference']): MeansDraft {
  return { ...means, ...(reference !== undefined && { reference }) }
}

export function withMeans(all: readonly MeansDraft[], means: MeansDraft): MeansDraft[] {
  return all.some(({ id }) => id === means.id)
    ? all.map((each) => (each.id === means.id ? means : each))
    : [...all, means]
}

/** Earlier or later on the list of keys. */
export function moved(all: readonly MeansDraft[], meansId: string, by: 1 | -1): readonly MeansDraft[] {
  const at = all.findIndex(({ id }) => id === meansId)
  const means = all[at]
  const to = at + by
  if (means === undefined || to < 0 || to >= all.length) return all
  return all.toSpliced(at, 1).toSpliced(to, 0, means)
}
