import type { Result } from '#contract/result.ts'
import type { ScaleReading } from '#contract/views/scale-view.ts'

/** What lies on a scale, in grams, or why it does not say. */
export type ScaleWeight = Exclude<ScaleReading, { readonly state: 'none' | 'away' }>

/**
 * One scale on its line.
 *
 * - One call at a time; each ends within its time-out.
 * - A weight is what lay on the scale after it was asked for: an answer to an earlier question is never given.
 * - `onLost` calls back when the line ends without `close`.
 */
export interface ScalePort {
  readonly endpoint: string
  /** Opens the line. Errors: SCALE_NOT_FOUND, SCALE_PORT_BUSY. */
  connect(): Promise<Result<null>>
  /** Errors: SCALE_NOT_FOUND once the line is gone, SCALE_NO_ANSWER, SCALE_OTHER_PROTOCOL, SCALE_OTHER_UNIT. */
  weigh(): Promise<Result<ScaleWeight>>
  close(): Promise<void>
  /** Answers a function that takes the listener back. */
  onLost(listener: () => void): () => void
}

/** The scale of the till, whichever it is now. */
export interface CounterScalePort {
  weigh(): Promise<ScaleReading>
}
