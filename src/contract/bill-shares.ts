/** How a bill is divided to the cent: the screen shows what the till will do. Minor units. */

/** An amount in equal parts: those that come first get the cents that are left over. */
export function equalShares(amountMinor: number, count: number): readonly number[] {
  const share = Math.floor(amountMinor / count)
  return Array.from({ length: count }, (_, at) => share + (at < amountMinor - share * count ? 1 : 0))
}

/**
 * Each line in equal shares for those who take it: part by part, line by line, null where a part gets nothing. `sharers` names the
 * parts of each line; a line of nobody is given to no part. Cents that are left over go where fewest went before, so that who shares
 * alike pays alike to the cent.
 */
export function sharesByLine(
  lineTotals: readonly number[],
  sharers: readonly (readonly number[])[],
  count: number,
): readonly (readonly (number | null)[])[] {
  const shares = Array.from({ length: count }, () => lineTotals.map((): number | null => null))
  const extra = Array.from({ length: count }, () => 0)
  lineTotals.forEach((totalMinor, lineAt) => {
    const parts = sharers[lineAt] ?? []
    const amounts = equalShares(totalMinor, Math.max(1, parts.length))
    const fewestFirst = parts.toSorted((one, other) => (extra[one] ?? 0) - (extra[other] ?? 0) || one - other)
    fewestFirst.forEach((part, at) => {
      const amount = amounts[at] ?? 0
      const row = shares[part]
      if (row === undefined) return
      row[lineAt] = amount
      extra[part] = (extra[part] ?? 0) + (amount - (amounts.at(-1) ?? 0))
    })
  })
  return shares
}
