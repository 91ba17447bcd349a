/** One figure that the product promises, measured. A file of `test/bench/cases` exports one as `benchCase`. */
export interface BenchCase {
  /** `iso8583.encode` */
  readonly name: string
  /** A time, a size, or messages a second: the more the better then. */
  readonly unit: 'ms' | 'KB' | 'per second'
  /** What is promised of the median of a rate and of the 95th percentile of a time or a size, where anything is. */
  readonly aim?: number
  /** How often it is measured when not seven times. */
  readonly runs?: number
  /** The samples of one run. */
  readonly measure: () => Promise<readonly number[]>
  /** Other programs for the same work, measured in turn with ours. `folder` is where they are, or may be put. */
  readonly peers?: (folder: string) => Promise<readonly Peer[]>
  /** Puts away what measuring needed. */
  readonly close?: () => Promise<void>
}

export interface Peer {
  readonly name: string
  readonly measure: () => Promise<readonly number[]>
}

export interface Figures {
  readonly min: number
  readonly median: number
  /** The value that 95 in 100 samples are as good as: of a time or a size the 95th percentile, of a rate the 5th. */
  readonly p95: number
}

/** Of all samples of all runs together. */
export function figuresOf(samples: readonly number[], unit: BenchCase['unit']): Figures {
  const sorted = [...samples].sort((one, other) => one - other)
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN
  return { min: sorted[0] ?? Number.NaN, median: at(0.5), p95: at(unit === 'per second' ? 0.05 : 0.95) }
}
