import { equalShares, sharesByLine } from '#contract/bill-shares.ts'
import { lineTotals, pricedLines } from '../cart/line-totals.ts'
import type { CartLine, OpenSale } from '../ports/open-sales.port.ts'
import { shareOut } from '../vat/share-out.ts'

/** A line with what it comes to. */
export interface CostingLine {
  readonly line: CartLine
  readonly totalMinor: number
}

/** What of a line each part of a bill gets, part by part; null where it gets nothing of it. */
export type Portions = readonly (readonly (number | null)[])[]

/** The lines of a ticket at what they cost, what the discount on the ticket takes off them taken off. */
export function costingLines({ lines, discount }: OpenSale): readonly CostingLine[] {
  const priced = pricedLines(lines, discount)
  // A deposit stands by itself from here on: made anew from a portion of its goods it would be another amount.
  return lines.map(({ deposit: _, depositOf, ...goods }, at) => {
    const line: CartLine = depositOf === undefined ? goods : { ...goods, isDeposit: true }
    return { line, totalMinor: priced[at]?.totalMinor ?? 0 }
  })
}

/**
 * Parts of these amounts, each with its fair share of every line. Sums are exact both ways: the portions of a line are the line,
 * those of a part are its amount. `amounts` add up to the total of the lines, none of which is below zero.
 */
export function portionsByAmount(lines: readonly CostingLine[], amounts: readonly number[]): Portions {
  let left = lines.map(({ totalMinor }) => totalMinor)
  return amounts.map((amount, at) => {
    const taken = at === amounts.length - 1 ? left : takenFrom(left, amount)
    left = left.map((minor, index) => minor - (taken[index] ?? 0))
    return taken.map((minor, index) => (minor === 0 && lines[index]?.totalMinor !== 0 ? null : minor))
  })
}

/** By largest remainder; the products leave the whole numbers that a double holds. */
function takenFrom(left: readonly number[], amount: number): readonly number[] {
  const sum = left.reduce((total, minor) => total + minor, 0)
  if (sum === 0) return left.map(() => 0)
  const exact = left.map((minor) => BigInt(minor) * BigInt(amount))
  const taken = exact.map((product) => Number(product / BigInt(sum)))
  const over = exact.map((product) => product % BigInt(sum))
  let missing = amount - taken.reduce((total, minor) => total + minor, 0)
  const byRemainder = left
    .map((_, index) => index)
    .toSorted((one, other) => Number((over[other] ?? 0n) - (over[one] ?? 0n)) || one - other)
  for (const index of byRemainder) {
    if (missing === 0) break
    taken[index] = (taken[index] ?? 0) + 1
    missing -= 1
  }
  return taken
}

/** Each line in equal portions for those who share it, as `sharesByLine` says. */
export function portionsByLine(
  lines: readonly CostingLine[],
  sharers: readonly (readonly number[])[],
  count: number,
): Portions {
  return sharesByLine(
    lines.map(({ totalMinor }) => totalMinor),
    sharers,
    count,
  )
}

/**
 * The line in portions of these amounts, with its quantity shared in the same way: to the thousandth, none without any. Null for a
 * part that gets nothing. The first portion stays the line that it was.
 */
export function portionLines(
  { line, totalMinor }: CostingLine,
  amounts: readonly (number | null)[],
  nextId: () => string,
): readonly (CartLine | null)[] {
  const takers = amounts.flatMap((amount, part) => (amount === null ? [] : [{ part, amount }]))
  const quantities = quantitiesOf(
    line.quantityMilli,
    totalMinor,
    takers.map(({ amount }) => amount),
  )
  const discounts = shareOut(line.discountAmountMinor ?? 0, quantities)
  const lines = amounts.map((): CartLine | null => null)
  takers.forEach(({ part, amount }, at) => {
    const isWhole = takers.length === 1
    const portion: CartLine = {
      ...line,
      id: at === 0 ? line.id : nextId(),
      quantityMilli: quantities[at] ?? line.quantityMilli,
      ...(isWhole ? {} : { portionOf: line.portionOf ?? line.id }),
      ...discountOf(line, discounts[at]),
    }
    lines[part] = atAmount(portion, amount)
  })
  return lines
}

/** Its share of what was taken off the line, to the cent: the whole of it off each portion would make goods free. */
export function discountOf(line: CartLine, amountMinor: number | undefined): Pick<CartLine, 'discountAmountMinor'> {
  return line.discountAmountMinor === undefined ? {} : { discountAmountMinor: amountMinor ?? line.discountAmountMinor }
}

/** The line at an amount: agreed where price and quantity do not give it. */
export function atAmount({ agreedMinor: _, ...line }: CartLine, amountMinor: number): CartLine {
  return lineTotals(line).totalMinor === amountMinor ? line : { ...line, agreedMinor: amountMinor }
}

/** In the proportion of the amounts, or equally where nothing is paid for it. */
function quantitiesOf(quantityMilli: number, totalMinor: number, amounts: readonly number[]): readonly number[] {
  if (amounts.length <= 1) return [quantityMilli]
  const isEven = totalMinor === 0 || amounts.every((amount) => Math.abs(amount - (amounts[0] ?? 0)) <= 1)
  const quantities = isEven ? [...equalShares(quantityMilli, amounts.length)] : [...takenFrom(amounts, quantityMilli)]
  const most = quantities.indexOf(Math.max(...quantities))
  // A portion of nothing could not be printed: a thousandth is moved to it.
  return quantities.reduce((moved, quantity, at) => {
    if (quantity > 0) return moved
    moved[at] = 1
    moved[most] = (moved[most] ?? 0) - 1
    return moved
  }, quantities)
}

/** Portions of one line that are on one ticket again are one line again. */
export function rejoined(lines: readonly CartLine[]): {
  readonly lines: readonly CartLine[]
  readonly gone: ReadonlyMap<string, string>
} {
  const gone = new Map<string, string>()
  const whole: CartLine[] = []
  for (const line of lines) {
    const at = whole.findIndex((other) => isSamePortion(other, line))
    const first = whole[at]
    if (first === undefined) {
      whole.push(line)
      continue
    }
    gone.set(line.id, first.id)
    const amountMinor = lineTotals(first).totalMinor + lineTotals(line).totalMinor
    const discountMinor = (first.discountAmountMinor ?? 0) + (line.discountAmountMinor ?? 0)
    const quantityMilli = first.quantityMilli + line.quantityMilli
    whole[at] = atAmount({ ...first, quantityMilli, ...discountOf(first, discountMinor) }, amountMinor)
  }
  return { lines: whole, gone }
}

function isSamePortion(one: CartLine, other: CartLine): boolean {
  return (
    one.portionOf !== undefined &&
    one.portionOf === other.portionOf &&
    one.unitPriceMinor === other.unitPriceMinor &&
    one.discountBasisPoints === other.discountBasisPoints &&
    (one.discountAmountMinor === undefined) === (other.discountAmountMinor === undefined) &&
    one.vatBasisPoints === other.vatBasisPoints &&
    one.course === other.course
  )
}
