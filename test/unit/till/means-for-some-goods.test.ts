/**
 * Goal: ways to pay that are for some goods only pay no goods twice, and are refused nothing that there are goods for. Method: drawn
 * tickets and parts, against a search of all ways to lay each cent on goods.
 */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { TenderMeans } from '#till/ports/settings.port.ts'
import { stillEligibleMinor } from '#till/tender/own-means.ts'

const FAMILIES = ['bakery', 'drinks', 'deli'] as const
const families = fc.uniqueArray(fc.constantFrom(...FAMILIES), { minLength: 1 })

function meansFor(id: number, some: readonly string[]): TenderMeans {
  return { id: `m${id}`, kind: 'meal-voucher', excess: 'kept', opensDrawer: true, isCounted: true, families: some }
}

/** Whether every cent of these parts finds a cent of goods that it is for: augmenting paths, cent by cent. */
function fits(parts: readonly (readonly string[])[], goods: readonly string[]): boolean {
  const taken = new Map<number, number>()
  const place = (part: number, seen: Set<number>): boolean =>
    goods.some((family, at) => {
      if (seen.has(at) || !parts[part]?.includes(family)) return false
      seen.add(at)
      const before = taken.get(at)
      if (before !== undefined && !place(before, seen)) return false
      taken.set(at, part)
      return true
    })
  return parts.every((_, part) => place(part, new Set()))
}

test('each pays what there are goods for, to the cent, whatever the others paid', () => {
  const goods = fc.tuple(fc.nat(4), fc.nat(4), fc.nat(4))
  const wanted = fc.array(fc.record({ families, cents: fc.nat(4) }), { minLength: 1, maxLength: 4 })
  fc.assert(
    fc.property(goods, wanted, (worth, ways) => {
      const lines = FAMILIES.map((familyId, at) => ({ id: familyId, familyId, totalMinor: worth[at] ?? 0 }))
      const cents = FAMILIES.flatMap((family, at) => Array<string>(worth[at] ?? 0).fill(family))
      const paid: { means: TenderMeans; amountMinor: number }[] = []
      const parts: (readonly string[])[] = []
      for (const [at, way] of ways.entries()) {
        const means = meansFor(at, way.families)
        const mostMinor = stillEligibleMinor(means, paid, lines)
        const all = Array<readonly string[]>(mostMinor).fill(way.families)
        expect(fits([...parts, ...all], cents)).toBe(true)
        expect(fits([...parts, ...all, way.families], cents)).toBe(false)
        const amountMinor = Math.min(mostMinor, way.cents)
        paid.push({ means, amountMinor })
        parts.push(...all.slice(0, amountMinor))
      }
    }),
  )
})
