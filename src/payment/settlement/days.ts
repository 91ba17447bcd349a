const DAY_MS = 86_400_000

/** Calendar days from one to the other: `2026-11-22` to `2026-11-24` is 2. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY_MS)
}
