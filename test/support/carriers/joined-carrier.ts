import type { Envelope } from '#contract/dispatch.ts'
import type { SliceEvent } from '#contract/views/till-view.ts'

/** A carrier with a till behind it and a screen in front, as the conformance suite drives it. */
export interface JoinedCarrier {
  /** Calls as the screen does. `name` may be anything, to see what the far side makes of it. */
  call(name: string, request: unknown): Promise<Envelope>
  /** Subscribes as the screen does. */
  subscribe(listener: (event: SliceEvent) => void): Promise<() => Promise<void>>
  /** Makes the till tell of `waitingSales`, and resolves when the event had every chance to arrive. */
  emit(waitingSales: number): Promise<void>
  /** The page is loaded again; subscriptions of before are gone. */
  reload(): Promise<void>
  close(): Promise<void>
}
