import type { CallName } from '#contract/api.ts'
import type { Handlers } from '#contract/dispatch.ts'
import { type Result, succeed } from '#contract/result.ts'
import type { SettlementDesk } from '#payment/settlement/settlement-desk.ts'

export type SettlementCalls = Pick<Handlers, Extract<CallName, `settlement.${string}`>>

const done = (result: Result<null>): Result<Record<string, never>> => (result.ok ? succeed({}) : result)

/**
 * Statements are the manager's: they show what the shop's account receives.
 * @param manager the name of the manager at the till, or why there is none.
 */
export function settlementCalls(desk: SettlementDesk, manager: () => Result<string>): SettlementCalls {
  const asManager = async <Value>(work: (by: string) => Promise<Result<Value>>): Promise<Result<Value>> => {
    const by = manager()
    return by.ok ? work(by.value) : by
  }
  return {
    'settlement.view': () => asManager(async () => succeed(await desk.view())),
    'settlement.look': (file) => asManager(() => desk.look(file)),
    'settlement.read': (file) => asManager(async (by) => done(await desk.read(file, by))),
    'settlement.undo': ({ importId }) => asManager(async () => done(await desk.undo(importId))),
    'settlement.decide': (decision) => asManager(async (by) => done(await desk.decide(decision, by))),
    'settlement.reopen': ({ lineKey }) => asManager(async () => done(await desk.reopen(lineKey))),
  }
}
