const SUGGESTIONS = 4
const SMALLEST_NOTE_MINOR = 500

/**
 * What a customer is likely to hand over: the exact amount, then the amount rounded up to each note.
 *
 * @param pieces notes and coins of the currency in minor units, largest first.
 * @returns at most four amounts in minor units, smallest first, without repeats.
 */
export function suggestedCash(remainingMinor: number, pieces: readonly number[]): number[] {
  if (remainingMinor <= 0) return []
  const notes = pieces.filter((piece) => piece >= SMALLEST_NOTE_MINOR).toReversed()
  const amounts = [remainingMinor, ...notes.map((note) => Math.ceil(remainingMinor / note) * note)]
  return [...new Set(amounts)].sort((a, b) => a - b).slice(0, SUGGESTIONS)
}
