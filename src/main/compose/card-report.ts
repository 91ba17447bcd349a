import { type DayParts, reportCards } from './close-day.ts'

/**
 * Keeps the day's screen in step with the card side. Each report reads all that is open, and many payments may move at
 * once, as at a start after a long outage: reports asked for while one is being read become one.
 * @returns what asks for a report; resolves when one that was begun since then is shown.
 */
export function createCardReport(
  parts: Pick<DayParts, 'till' | 'engine' | 'journal' | 'acquirers'>,
): () => Promise<void> {
  let last: Promise<void> = Promise.resolve()
  let next: Promise<void> | null = null
  return () => {
    next ??= last.then(() => {
      next = null
      const reporting = reportCards(parts)
      last = reporting.catch(() => {})
      return reporting
    })
    return next
  }
}
