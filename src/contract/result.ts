import type { ErrorCode } from './errors/catalogue.ts'

/** What went wrong, as it crosses rooms and carriers. `details` holds no card data and no text of a person. */
export interface Failure<Code extends ErrorCode = ErrorCode> {
  readonly code: Code
  readonly details?: Readonly<Record<string, string | number>>
  /** Names the log entry of an unexpected failure. */
  readonly correlationId?: string
}

/** An expected outcome, good or bad, as a value. */
export type Result<Value, Code extends ErrorCode = ErrorCode> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly error: Failure<Code> }

export function succeed<Value>(value: Value): { readonly ok: true; readonly value: Value } {
  return { ok: true, value }
}

export function fail<Code extends ErrorCode>(
  code: Code,
  details?: Readonly<Record<string, string | number>>,
): { readonly ok: false; readonly error: Failure<Code> } {
  return { ok: false, error: details === undefined ? { code } : { code, details } }
}

/**
 * A failure that crosses layers which cannot do anything about it (a full disk under a commit).
 * Thrown by the store, turned back into a value by `dispatch`; nothing else throws it.
 */
export class CatalogueFailure extends Error {
  readonly failure: Failure
  constructor(failure: Failure, options?: { cause?: unknown }) {
    super(failure.code, options)
    this.name = 'CatalogueFailure'
    this.failure = failure
  }
}

/** Closes a union: reaching it is a bug that the compiler shows first. */
export function assertNever(value: never): never {
  throw new Error(`unreachable case: ${JSON.stringify(value)}`)
}
