import type { CallName, Request } from '#contract/api.ts'
import { type Need, needOf } from '#contract/call-permissions.ts'
import type { Caller, Handlers } from '#contract/dispatch.ts'
import type { PermissionId } from '#contract/permissions.ts'
import { isAllowed, type RoleChanges } from '#contract/permissions.ts'
import { fail, type Result, succeed } from '#contract/result.ts'
import type { UserView } from '#contract/views/till-view.ts'

/** Who stands at the till, and what the shop's roles may. */
export interface WhoMay {
  readonly signedIn: { readonly user: UserView } | null
  readonly roleChanges: RoleChanges
  readonly setup?: { readonly stage: string } | null
}

/** What whoever sets a new till up may do before there is anybody who could sign in. */
const OF_FIRST_RUN: readonly Need[] = ['set-up-devices', 'maintain-till']

/** The person at the till, if this person may. Every check of a permission is this one. */
export function permitted(
  { signedIn, roleChanges }: Omit<WhoMay, 'setup'>,
  permission: PermissionId,
): Result<UserView, 'SESSION_LOCKED' | 'SESSION_NOT_ALLOWED'> {
  if (signedIn === null) return fail('SESSION_LOCKED')
  return isAllowed(roleChanges, signedIn.user, permission) ? succeed(signedIn.user) : fail('SESSION_NOT_ALLOWED')
}

type AnyHandler = (request: never, caller: Caller) => Promise<Result<unknown>>

/** The same calls, each refused to whoever may not: what the table of calls does not name, to everybody. */
export function guardCalls<Calls extends Partial<Handlers>>(calls: Calls, whoMay: () => WhoMay): Calls {
  const guarded = Object.entries(calls).map(([name, handler]) => [
    name,
    async (request: never, caller: Caller) => {
      const may = mayCall(whoMay(), name as CallName, request)
      return may.ok ? (handler as AnyHandler)(request, caller) : may
    },
  ])
  return Object.fromEntries(guarded) as Calls
}

function mayCall<Name extends CallName>(who: WhoMay, name: Name, request: Request<Name>): Result<unknown> {
  const need = needOf(name, request)
  if (need === 'anybody') return succeed(null)
  if (who.setup?.stage === 'draft' && need !== null && OF_FIRST_RUN.includes(need)) return succeed(null)
  if (who.signedIn === null) return fail('SESSION_LOCKED')
  if (need === null) return fail('SESSION_NOT_ALLOWED')
  return need === 'signed-in' ? succeed(null) : permitted(who, need)
}
