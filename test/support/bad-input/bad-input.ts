import type { ErrorCode } from '#contract/errors/catalogue.ts'
import type { Failure } from '#contract/result.ts'
import type { Scene } from './bench.ts'

/** One row of the table: something wrong that a shop meets, and what the till must make of it. */
export interface BadInput {
  readonly what: string
  readonly code: ErrorCode
  /** Does it to a till on a copy of the data, and leaves the till as a person would who read the sentence. */
  readonly provoke: (scene: Scene) => Promise<Outcome>
}

export interface Outcome {
  readonly failure: Failure
  /** Digests of the data files around a refused opening: they must be the same. */
  readonly files?: { readonly before: FileDigests; readonly after: FileDigests }
}
export type FileDigests = Readonly<Record<string, string>>
