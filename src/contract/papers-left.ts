import type { StatusView } from './views/till-view.ts'

/** A printer with papers that are not out for certain. */
export interface PapersLeft {
  readonly printer: string
  /** Queued, or under way. */
  readonly waiting: number
  /** Nobody knows whether they came out. */
  readonly unknown: number
}

/** What would be left behind now, by printer; the till's own first. */
export function papersLeft({ printer, otherPrinters }: Pick<StatusView, 'printer' | 'otherPrinters'>): PapersLeft[] {
  return [printer, ...otherPrinters]
    .map(({ alias, queuedJobs, unknownJobs }) => ({ printer: alias, waiting: queuedJobs, unknown: unknownJobs }))
    .filter(({ waiting, unknown }) => waiting + unknown > 0)
}
