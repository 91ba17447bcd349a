export interface Pieces {
  readonly valueMinor: number
  readonly count: number
}

/**
 * Which notes and coins make `amountMinor`, largest first. What is smaller than the smallest piece is left out.
 * `piecesMinor`: values in minor units, largest first.
 */
export function changePieces(amountMinor: number, piecesMinor: readonly number[]): Pieces[] {
  const pieces: Pieces[] = []
  let left = amountMinor
  for (const valueMinor of piecesMinor) {
    const count = Math.floor(left / valueMinor)
    if (count === 0) continue
    pieces.push({ valueMinor, count })
    left -= count * valueMinor
  }
  return pieces
}

/** What counted pieces are worth, in minor units. */
export function worthOf(pieces: readonly Pieces[]): number {
  return pieces.reduce((sum, { valueMinor, count }) => sum + valueMinor * count, 0)
}
