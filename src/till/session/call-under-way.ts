import { AsyncLocalStorage } from 'node:async_hooks'
import type { CallName } from '#contract/api.ts'
import type { UserView } from '#contract/views/user-view.ts'

/** A call of the contract while it is answered. */
export interface CallUnderWay {
  readonly name: CallName
  /** Who stood at the till when it came. */
  readonly user: UserView | null
  /** Who lends it what that person may not do alone. */
  readonly approver: UserView | null
}

/** What of a call outlives it, a timer or a worker that it started, is nobody's any more. */
const underWay = new AsyncLocalStorage<{ current: CallUnderWay | null }>()

/** Answers a call; what is done meanwhile, however deep, finds it by `callUnderWay`. */
export async function duringCall<Value>(call: CallUnderWay, work: () => Promise<Value>): Promise<Value> {
  const holder: { current: CallUnderWay | null } = { current: call }
  try {
    return await underWay.run(holder, work)
  } finally {
    holder.current = null
  }
}

/** The call that is being answered here; null for what the till does by itself. */
export function callUnderWay(): CallUnderWay | null {
  return underWay.getStore()?.current ?? null
}

/** Of a paper or a ticket that somebody lent: the name of whoever did. */
export function approvedBy(): { readonly approvedBy?: string } {
  const name = callUnderWay()?.approver?.name
  return name === undefined ? {} : { approvedBy: name }
}
