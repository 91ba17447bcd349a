import { API, type CallName, type Request, type Response } from '#contract/api.ts'
import type { Proof } from '#contract/people-api.ts'
import { isAllowed, isApprovable, type PermissionId } from '#contract/permissions.ts'
import { fail, type Result, succeed } from '#contract/result.ts'
import type { UserView } from '#contract/views/user-view.ts'
import { emit, person, recordEvent, type TillContext } from '../core/till-context.ts'
import type { Preferences } from '../ports/settings.port.ts'
import { approvalFor } from '../session/approval.ts'
import { proven } from '../session/prove.ts'
import { JET_LOG_OFF, takeOver } from '../session/take-over.ts'
import { setTicketRules } from '../session/ticket-rules.ts'
import type { CallsNamed } from './call-names.ts'

/** Answers the calls about who stands at the till: coming in, leaving, changing, approving. */
export function sessionCalls(context: TillContext): CallsNamed<'session'> {
  const { memory, options, queue } = context
  const comeIn = (proof: Proof) =>
    queue.run(async () => {
      const at = options.clock.now()
      const user = await proven(context, proof)
      if (!user.ok) return user
      const isHere = 'badge' in proof && memory.signedIn?.user.id === user.value.id
      if (!isHere) await takeOver(context, user.value, at)
      return succeed({})
    })
  return {
    'session.signIn': (proof) => comeIn(proof),
    'session.badge': ({ code }) => comeIn({ badge: code }),
    'session.lock': () =>
      queue.run(async () => {
        const user = person(context)
        if (!user.ok) return user
        await recordEvent(context, { event: 'locked', code: JET_LOG_OFF, userId: user.value.id })
        memory.signedIn = null
        memory.approval = null
        emit(context, 'session')
        return succeed({})
      }),
    'session.approvers': async ({ permission }) =>
      succeed({ users: memory.users.filter((user) => mayApprove(context, user, permission)) }),
    'session.approve': (request) => queue.run(() => approve(context, request)),
  }
}

function mayApprove({ memory }: TillContext, user: UserView, permission: PermissionId): boolean {
  const isAnother = user.id !== memory.signedIn?.user.id
  return isAnother && isApprovable(permission) && isAllowed(memory.roleChanges, user, permission)
}

/** Whoever may lends it for one call; the chain says so whether the call comes or not. */
async function approve(
  context: TillContext,
  { call, payload, permission, proof }: Request<'session.approve'>,
): Promise<Result<Response<'session.approve'>>> {
  const { memory, options } = context
  const user = person(context)
  if (!user.ok) return user
  const row = Object.hasOwn(API, call) ? API[call as CallName] : null
  const request = row?.request.safeParse(payload)
  if (!request?.success) return fail('IPC_BAD_REQUEST', { field: row === null ? 'call' : 'payload' })
  const approver = await proven(context, proof)
  if (!approver.ok) return approver
  if (!mayApprove(context, approver.value, permission)) return fail('SESSION_MAY_NOT_APPROVE')
  const userId = user.value.id
  await recordEvent(context, { event: 'approved', call, permission, userId, approvedBy: approver.value.id })
  const asked = { name: call, request: request.data, userId, saleId: memory.sale.id, at: options.clock.now() }
  memory.approval = approvalFor(asked, approver.value)
  return succeed({ approvedBy: approver.value.name })
}

/** How screen and papers look. */
export function settingsCalls(context: TillContext): CallsNamed<'settings'> {
  const { memory, options, queue } = context
  const prefer = (change: Partial<Preferences>) =>
    queue.run(async () => {
      const preferences = { ...memory.preferences, ...change }
      await options.settings.savePreferences(preferences)
      memory.preferences = preferences
      emit(context, 'till')
      return succeed({})
    })
  return {
    'settings.setLocale': ({ locale }) => prefer({ locale }),
    'settings.setTheme': ({ theme }) => prefer({ theme }),
    'settings.setHand': ({ hand }) => prefer({ hand }),
    'settings.setLockAfter': ({ minutes }) => prefer({ lockAfterMinutes: minutes }),
    'settings.setTicketOnSwitch': ({ ticketOnSwitch }) => prefer({ ticketOnSwitch }),
    'settings.setTicketCode': ({ ticketCode }) => prefer({ ticketCode }),
    'settings.setTicketRules': (rules) => queue.run(() => setTicketRules(context, rules)),
    'settings.setLogo': ({ logo }) =>
      queue.run(async () => {
        await options.settings.saveLogo(logo)
        memory.logo = logo
        emit(context, 'till')
        return succeed({})
      }),
  }
}
