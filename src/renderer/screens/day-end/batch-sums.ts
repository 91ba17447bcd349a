import type { BatchRow, BatchView, DayView } from '#contract/views/day-view.ts'

export interface BatchSum {
  readonly count: number
  readonly amountMinor: number
}

/** The sum of one side over all schemes; null while the bank's side is not known. */
export function batchSum(rows: readonly BatchRow[], side: 'till' | 'host'): BatchSum | null {
  let count = 0
  let amountMinor = 0
  for (const row of rows) {
    const part = row[side]
    if (part === null) return null
    count += part.count
    amountMinor += part.amountMinor
  }
  return rows.length === 0 && side === 'host' ? null : { count, amountMinor }
}

export function batchesOf({ batch, otherBatches = [] }: Pick<DayView, 'batch' | 'otherBatches'>): readonly BatchView[] {
  return [batch, ...otherBatches]
}
