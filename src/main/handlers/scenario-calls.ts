import type { CallName } from '#contract/api.ts'
import type { Handlers } from '#contract/dispatch.ts'
import { succeed } from '#contract/result.ts'
import type { ScenarioDesk } from '../compose/scenario-desk.ts'

export type ScenarioCalls = Pick<Handlers, Extract<CallName, `scenario.${string}`>>

/** A customer pays by himself. */
export function scenarioCalls(desk: ScenarioDesk): ScenarioCalls {
  return {
    'scenario.list': async () => succeed({ scenarios: desk.list() }),
    'scenario.start': async ({ scenarioId }) => {
      const started = desk.start(scenarioId)
      return started.ok ? succeed({}) : started
    },
    'scenario.stop': async () => {
      desk.stop()
      return succeed({})
    },
  }
}
