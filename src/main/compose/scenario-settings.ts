import { readFileSync } from 'node:fs'
import { isAbsolute } from 'node:path'
import { z } from 'zod'
import { parseScenario, type Scenario } from '#till/scenario/scenario-file.ts'
import chooseTicket from '../../../resources/scenarios/choose-ticket.json' with { type: 'json' }
import tableNumber from '../../../resources/scenarios/table-number.json' with { type: 'json' }

/** The scenarios of `resources/scenarios`, which travel inside the program. Checked once at start. */
const SHIPPED: ReadonlyMap<string, Scenario> = new Map(
  [chooseTicket, tableNumber].map((json) => {
    const parsed = parseScenario(json)
    if (!parsed.ok) throw new Error(parsed.problem)
    return [parsed.scenario.id, parsed.scenario] as const
  }),
)

export const SHIPPED_SCENARIOS: readonly Scenario[] = [...SHIPPED.values()]

/** `scenarios` of `settings.json`: a shipped one by its name, or a file by its whole path. */
export const scenarioSettingsSchema = z
  .array(
    z.string().transform((name, context): Scenario => {
      const read = isAbsolute(name) ? readFile(name) : (SHIPPED.get(name) ?? 'no such scenario')
      if (typeof read !== 'string') return read
      // What does not hold is named like an entry of the settings: `scenarios.0.step 2 (pay), kind: …`.
      context.addIssue({ code: 'custom', path: [read], message: 'not a scenario' })
      return z.NEVER
    }),
  )
  .max(8)
  .refine((scenarios) => new Set(scenarios.map(({ id }) => id)).size === scenarios.length, 'the same id twice')
  .superRefine((scenarios, context) => {
    const keys = scenarios.map(({ padKey }) => padKey)
    const index = keys.findIndex((key, at) => key !== undefined && keys.indexOf(key) < at)
    if (index >= 0) context.addIssue({ code: 'custom', path: [index, 'padKey'], message: 'the same key twice' })
  })

/** The scenario of a file, or what is wrong with it. */
function readFile(path: string): Scenario | string {
  let json: unknown
  try {
    json = JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    return 'no JSON file'
  }
  const parsed = parseScenario(json)
  return parsed.ok ? parsed.scenario : parsed.problem
}
