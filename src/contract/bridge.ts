import type { CallName, Request, Response } from './api.ts'
import type { Result } from './result.ts'
import type { SliceEvent } from './views/till-view.ts'

/**
 * What the screen finds as `window.till`, whichever carrier brought it: one function per call, and events.
 * `subscribe` answers a function that ends the subscription. Numbers of events grow by one; after a gap, or a
 * reload, ask `till.snapshot` and drop events up to its sequence.
 */
export type TillBridge = {
  readonly [Name in CallName]: (request: Request<Name>) => Promise<Result<Response<Name>>>
} & {
  readonly subscribe: (listener: (event: SliceEvent) => void) => () => void
}
