import type { SaleLineView } from '#contract/views/sale-view.ts'
import type { WantedLine } from './line-returns.ts'

/** The lines that come back with one card's share, and what of each where it is not the line's own amount. */
export type CardLines = readonly WantedLine[]

/**
 * Deals lines that come back out to the cards that paid them: each gets lines worth its share, to the cent. A line that more than one card
 * paid is parted between them, and the last part of it takes what is left. One list for each share, in their order.
 *
 * @param lines of the return, each below zero as on its ticket.
 * @param sharesMinor above zero; together what the lines come to. The last one may hold what goes back beside its card.
 * @returns null where a line is too small to be parted.
 */
export function partsByCard(
  lines: readonly Pick<SaleLineView, 'id' | 'quantityMilli' | 'totalMinor'>[],
  sharesMinor: readonly number[],
): readonly CardLines[] | null {
  const parts: WantedLine[][] = sharesMinor.map(() => [])
  const open = [...sharesMinor]
  let at = 0
  for (const { id, quantityMilli, totalMinor } of lines) {
    let leftMilli = quantityMilli
    let leftMinor = 0 - totalMinor
    while (at < open.length - 1 && leftMinor > (open[at] ?? 0)) {
      const amountMinor = open[at] ?? 0
      if (amountMinor > 0) {
        const milli = Math.min(leftMilli - 1, Math.max(1, Math.round((leftMilli * amountMinor) / leftMinor)))
        if (milli < 1) return null
        parts[at]?.push({ lineId: id, quantityMilli: milli, amountMinor })
        leftMilli -= milli
        leftMinor -= amountMinor
      }
      at += 1
    }
    parts[at]?.push({ lineId: id, quantityMilli: leftMilli })
    open[at] = (open[at] ?? 0) - leftMinor
  }
  return parts
}
