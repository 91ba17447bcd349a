import { succeed } from '#contract/result.ts'
import { emit, person, recordEvent, type TillContext } from '../core/till-context.ts'
import { ensureOpenDay } from '../day/business-day.ts'
import type { Preferences } from '../ports/settings.port.ts'
import { signIn } from '../session/sign-in.ts'
import { setTicketRules } from '../session/ticket-rules.ts'
import type { CallsNamed } from './call-names.ts'

/** Technical events carry the code that French auditors know them by (NF525 JET: 80 log-in, 40 log-off). */
const JET_LOG_IN = 80
const JET_LOG_OFF = 40

export function sessionCalls(context: TillContext): CallsNamed<'session'> {
  const { memory, options, queue } = context
  return {
    'session.signIn': ({ userId, pin }) =>
      queue.run(async () => {
        const at = options.clock.now()
        const user = await signIn(options.users, { userId, code: pin, now: at })
        if (!user.ok) return user
        await recordEvent(context, { event: 'signed-in', code: JET_LOG_IN, userId })
        await ensureOpenDay(context, user.value.name)
        memory.signedIn = { user: user.value, at }
        emit(context, 'session', 'day')
        return succeed({})
      }),
    'session.lock': () =>
      queue.run(async () => {
        const user = person(context)
        if (!user.ok) return user
        await recordEvent(context, { event: 'locked', code: JET_LOG_OFF, userId: user.value.id })
        memory.signedIn = null
        emit(context, 'session')
        return succeed({})
      }),
  }
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
