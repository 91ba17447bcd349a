import type { CallName } from '#contract/api.ts'
import type { Handlers } from '#contract/dispatch.ts'
import type { BankDesk } from '../bank/bank-desk.ts'

export type BankCalls = Pick<Handlers, Extract<CallName, `bank.${string}`>>

/** With whom the till settles, and whether it sells for real. */
export function bankCalls(desk: BankDesk): BankCalls {
  return {
    'bank.view': () => desk.view(),
    'bank.try': ({ mode, form }) => desk.try(mode, form),
    'bank.stopTry': () => desk.stopTry(),
    'bank.save': ({ mode, form }) => desk.save(mode, form),
    'bank.setMode': ({ mode }) => desk.setMode(mode),
  }
}
