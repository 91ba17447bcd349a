import type { CallName } from '#contract/api.ts'
import type { Handlers } from '#contract/dispatch.ts'
import { type Result, succeed } from '#contract/result.ts'
import type { SettlementDesk } from '#payment/settlement/settlement-desk.ts'

export type SettlementCalls = Pick<Handlers, Extract<CallName, `settlement.${string}`>>

const done = (result: Result<null>): Result<Record<string, never>> => (result.ok ? succeed({}) : result)

/**
 * What the shop's account receives. Each word about it is signed with a name.
 * @param person the name of the person at the till, or why there is none.
 */
export function settlementCalls(desk: SettlementDesk, person: () => Result<string>): SettlementCalls {
  const signed = async <Value>(work: (by: string) => Promise<Result<Value>>): Promise<Result<Value>> => {
    const by = person()
    return by.ok ? work(by.value) : by
  }
  return {
    'settlement.view': () => signed(async () => succeed(await desk.view())),
    'settlement.look': (file) => signed(() => desk.look(file)),
    'settlement.read': (file) => signed(async (by) => done(await desk.read(file, by))),
    'settlement.undo': ({ importId }) => signed(async () => done(await desk.undo(importId))),
    'settlement.decide': (decision) => signed(async (by) => done(await desk.decide(decision, by))),
    'settlement.reopen': ({ lineKey }) => signed(async () => done(await desk.reopen(lineKey))),
  }
}
