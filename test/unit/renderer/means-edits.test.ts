import { describe, expect, it } from 'vitest'
import { forFamilies, moved, newMeans, ofKind, withMeans } from '#renderer/screens/means/means-edits.ts'

/** Goal: what is usual for a kind of payment comes with it, and no change is promised that the till would refuse. */
const own = newMeans('a')

describe('a way to pay', () => {
  it('of another kind brings what is usual for it, and keeps its name', () => {
    expect(ofKind({ ...own, name: 'Virement SEPA' }, 'transfer')).toMatchObject({
      kind: 'transfer',
      name: 'Virement SEPA',
      opensDrawer: false,
      isCounted: false,
    })
    expect(ofKind({ ...own, excess: 'change' }, 'meal-voucher').excess).toBe('kept')
    expect(ofKind({ ...own, excess: 'change' }, 'voucher').excess).toBe('change')
  })

  it('for some goods only gives no change', () => {
    expect(forFamilies({ ...own, excess: 'change' }, ['bakery'])).toMatchObject({
      excess: 'kept',
      families: ['bakery'],
    })
    expect(forFamilies({ ...own, excess: 'change' }, null).excess).toBe('change')
  })

  it('is added, changed in its place, and moved', () => {
    const two = withMeans([own], newMeans('b'))
    const ids = (all: readonly { id: string }[]) => all.map(({ id }) => id).join('')
    expect(ids(two)).toBe('ab')
    expect(withMeans(two, { ...own, name: 'Bon' })[0]?.name).toBe('Bon')
    expect(ids(moved(two, 'a', 1))).toBe('ba')
    expect(ids(moved(two, 'a', -1))).toBe('ab')
    expect(ids(moved(two, 'b', 1))).toBe('ab')
  })
})
