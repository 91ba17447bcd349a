import type { SaleView } from '#contract/views/sale-view.ts'

/**
 * What a ticket must say, worked out beside the till: the sum of its lines, and the tax of each rate as a whole. Half a unit
 * rounds away from zero. @returns what does not agree; nothing when all does.
 */
export function wrongFigures({ lines, vat, totalMinor, vatMinor }: SaleView): string[] {
  const wrong: string[] = []
  const say = (what: string, is: number, mustBe: number) => is !== mustBe && wrong.push(`${what}: ${is}, not ${mustBe}`)
  const grossOf = new Map<number, number>()
  for (const line of lines) {
    if (line.giftCard !== undefined) continue
    grossOf.set(line.vatBasisPoints, (grossOf.get(line.vatBasisPoints) ?? 0) + line.totalMinor)
  }
  say('rates', vat.length, grossOf.size)
  for (const row of vat) {
    const grossMinor = grossOf.get(row.basisPoints) ?? Number.NaN
    const tax = halfAway(BigInt(grossMinor) * BigInt(row.basisPoints), BigInt(10_000 + row.basisPoints))
    say(`gross at ${row.basisPoints}`, row.grossMinor, grossMinor)
    say(`tax at ${row.basisPoints}`, row.vatMinor, tax)
    say(`net at ${row.basisPoints}`, row.netMinor, grossMinor - tax)
  }
  say(
    'total',
    totalMinor,
    lines.reduce((sum, line) => sum + line.totalMinor, 0),
  )
  say(
    'tax',
    vatMinor,
    vat.reduce((sum, row) => sum + row.vatMinor, 0),
  )
  return wrong
}

function halfAway(dividend: bigint, divisor: bigint): number {
  const size = dividend < 0n ? -dividend : dividend
  const rounded = (size + divisor / 2n) / divisor
  return Number(dividend < 0n ? -rounded : rounded)
}
