import type { CallName, Request } from '#contract/api.ts'
import { type Need, needOf } from '#contract/call-permissions.ts'
import type { Caller, Handlers } from '#contract/dispatch.ts'
import { isAllowed, isApprovable, type PermissionId, type RoleChanges } from '#contract/permissions.ts'
import { fail, type Result, succeed } from '#contract/result.ts'
import type { UserView } from '#contract/views/user-view.ts'
import { type GivenApproval, isFor } from './approval.ts'
import { callUnderWay, duringCall } from './call-under-way.ts'

/** Who stands at the till, and what the shop's roles may. */
export interface WhoMay {
  readonly signedIn: { readonly user: UserView } | null
  readonly roleChanges: RoleChanges
  readonly setup?: { readonly stage: string } | null
  /** The ticket in hand. */
  readonly sale?: { readonly id: string }
  /** Given for one call that has not come yet. */
  approval?: GivenApproval | null
}

/** What whoever sets a new till up may do before there is anybody who could sign in. */
const OF_FIRST_RUN: readonly Need[] = ['set-up-devices', 'set-up-bank', 'maintain-till', 'switch-training']

/** The person at the till, if this person may, alone or by who lends it. Every check of a permission is this one. */
export function permitted(
  { signedIn, roleChanges }: Pick<WhoMay, 'signedIn' | 'roleChanges'>,
  permission: PermissionId,
): Result<UserView, 'SESSION_LOCKED' | 'SESSION_NOT_ALLOWED' | 'SESSION_NEEDS_APPROVAL'> {
  if (signedIn === null) return fail('SESSION_LOCKED')
  if (isAllowed(roleChanges, signedIn.user, permission)) return succeed(signedIn.user)
  if (!isApprovable(permission)) return fail('SESSION_NOT_ALLOWED')
  const approver = callUnderWay()?.approver ?? null
  if (approver !== null && isAllowed(roleChanges, approver, permission)) return succeed(signedIn.user)
  return fail('SESSION_NEEDS_APPROVAL', { permission })
}

type AnyHandler = (request: never, caller: Caller) => Promise<Result<unknown>>

/**
 * The same calls, each refused to whoever may not: what the table of calls does not name, to everybody. An approval that was given
 * for just this call goes with it, once.
 */
export function guardCalls<Calls extends Partial<Handlers>>(
  calls: Calls,
  whoMay: () => WhoMay,
  now: () => string,
): Calls {
  const guarded = Object.entries(calls).map(([key, handler]) => {
    const name = key as CallName
    const answer = handler as AnyHandler
    return [
      name,
      async (request: never, caller: Caller) => {
        // A call that another room joins with more is one call.
        if (callUnderWay()?.name === name) return answer(request, caller)
        const who = whoMay()
        const approver = takeApproval(who, { name, request, at: now() })
        const call = { name, user: who.signedIn?.user ?? null, approver }
        return duringCall(call, async () => {
          const may = mayCall(who, name, request)
          return may.ok ? answer(request, caller) : may
        })
      },
    ]
  })
  return Object.fromEntries(guarded) as Calls
}

function takeApproval(
  who: WhoMay,
  asked: { readonly name: CallName; readonly request: unknown; readonly at: string },
): UserView | null {
  const { approval = null, signedIn, sale } = who
  if (approval === null || signedIn === null || sale === undefined) return null
  if (!isFor(approval, { ...asked, userId: signedIn.user.id, saleId: sale.id })) return null
  who.approval = null
  return approval.approver
}

function mayCall<Name extends CallName>(who: WhoMay, name: Name, request: Request<Name>): Result<unknown> {
  const need = needOf(name, request)
  if (need === 'anybody') return succeed(null)
  if (who.setup?.stage === 'draft' && need !== null && OF_FIRST_RUN.includes(need)) return succeed(null)
  if (who.signedIn === null) return fail('SESSION_LOCKED')
  if (need === null) return fail('SESSION_NOT_ALLOWED')
  return need === 'signed-in' ? succeed(null) : permitted(who, need)
}
