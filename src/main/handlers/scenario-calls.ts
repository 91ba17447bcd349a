import type { CallName } from '#contract/api.ts'
import type { Handlers } from '#contract/dispatch.ts'
import { fail, succeed } from '#contract/result.ts'
import type { SessionView } from '#contract/views/till-view.ts'
import type { ScenarioDesk } from '../compose/scenario-desk.ts'

export type ScenarioCalls = Pick<Handlers, Extract<CallName, `scenario.${string}`>>

/** Whoever is signed in may let a customer pay by himself, and stop it. */
export function scenarioCalls(desk: ScenarioDesk, session: () => SessionView): ScenarioCalls {
  const signedIn = () => session().kind === 'signed-in'
  return {
    'scenario.list': async () => (signedIn() ? succeed({ scenarios: desk.list() }) : fail('SESSION_LOCKED')),
    'scenario.start': async ({ scenarioId }) => {
      const started = desk.start(scenarioId)
      return started.ok ? succeed({}) : started
    },
    'scenario.stop': async () => {
      if (!signedIn()) return fail('SESSION_LOCKED')
      desk.stop()
      return succeed({})
    },
  }
}
