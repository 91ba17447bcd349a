import { z } from 'zod'
import type { Locale } from '#contract/locale.ts'
import { PROMPT_SUBJECTS } from '#contract/views/prompt-view.ts'

/** Rows of a pad have sixteen columns. */
const PAD_TITLE_MAX = 16

/** Keys of a pad, but the one for no tip. */
const TIP_CHOICES_MAX = 8

const everyLanguage = (max: number) => {
  const text = z.string().trim().min(1).max(max)
  return z.strictObject({ fr: text, en: text, pl: text, de: text } satisfies Record<Locale, typeof text>)
}
/** How long a customer may take. */
const seconds = z.int().min(5).max(120)

/** Papers that a scenario may ask for; the slip that a cardholder signs comes out in any case. */
const SCENARIO_PAPERS = ['customer-ticket', 'card-customer', 'card-merchant'] as const
export type ScenarioPaper = (typeof SCENARIO_PAPERS)[number]

const stepSchema = z.discriminatedUnion('kind', [
  /** The tickets on hold, in a list on the pad. */
  z.strictObject({ kind: z.literal('choose-ticket'), title: everyLanguage(PAD_TITLE_MAX), seconds }),
  /** A number typed on the pad: the reference of a ticket on hold. */
  z.strictObject({
    kind: z.literal('ask-number'),
    subject: z.enum(PROMPT_SUBJECTS),
    seconds,
    tries: z.int().min(1).max(5),
  }),
  /** Total and lines on the pad, for the customer to agree with. */
  z.strictObject({ kind: z.literal('show-ticket'), seconds }),
  /** A tip on the card: shares of what is to be paid, in a list on the pad, and none. */
  z.strictObject({
    kind: z.literal('tip'),
    title: everyLanguage(PAD_TITLE_MAX),
    percents: z.array(z.int().min(1).max(50)).min(1).max(TIP_CHOICES_MAX),
    seconds,
  }),
  z.strictObject({ kind: z.literal('pay') }),
  /** Only these papers come out. */
  z.strictObject({ kind: z.literal('print'), papers: z.array(z.enum(SCENARIO_PAPERS)) }),
  /** What became of the ticket goes back to whoever sent it. */
  z.strictObject({ kind: z.literal('send-back') }),
])
export type ScenarioStep = Readonly<z.infer<typeof stepSchema>>

const SCENARIO_KEYS = ['F1', 'F2', 'F3', 'F4'] as const
export type ScenarioKey = (typeof SCENARIO_KEYS)[number]

const scenarioSchema = z
  .strictObject({
    id: z.string().regex(/^[a-z][a-z0-9-]{0,30}$/),
    name: everyLanguage(40),
    /** The key of an idle pad with which a customer begins it. */
    padKey: z.enum(SCENARIO_KEYS).optional(),
    steps: z.array(stepSchema).min(2).max(8),
  })
  .superRefine(({ steps }, context) => {
    const at = (kind: ScenarioStep['kind']) => steps.flatMap((step, index) => (step.kind === kind ? [index] : []))
    const tell = (index: number, message: string) =>
      context.addIssue({ code: 'custom', path: ['steps', index, 'kind'], message })
    const finders = [...at('choose-ticket'), ...at('ask-number')]
    const [pay] = at('pay')
    if (finders.length !== 1 || finders[0] !== 0) tell(0, 'the first step, and no other, finds the ticket')
    if (pay === undefined || at('pay').length !== 1) tell(steps.length - 1, 'exactly one step is "pay"')
    for (const kind of ['show-ticket', 'tip'] as const) {
      for (const index of at(kind)) if (pay !== undefined && index > pay) tell(index, 'comes before "pay"')
    }
    if (at('tip').length > 1) tell(at('tip')[1] ?? 0, 'is there once at most')
    for (const kind of ['print', 'send-back'] as const) {
      for (const index of at(kind)) if (pay !== undefined && index < pay) tell(index, 'comes after "pay"')
      if (at(kind).length > 1) tell(at(kind)[1] ?? 0, 'is there once at most')
    }
  })
export type Scenario = Readonly<z.infer<typeof scenarioSchema>>

export type ParsedScenario =
  | { readonly ok: true; readonly scenario: Scenario }
  /** The first thing that does not hold, with its step and field: `step 2 (ask-number), tries: …`. */
  | { readonly ok: false; readonly problem: string }

/** Reads a scenario. Never throws: a person wrote it, and is told where to look. */
export function parseScenario(json: unknown): ParsedScenario {
  const parsed = scenarioSchema.safeParse(json)
  if (parsed.success) return { ok: true, scenario: parsed.data }
  const [issue] = parsed.error.issues
  return { ok: false, problem: `${placeOf(json, issue?.path ?? [])}: ${issue?.message ?? 'not a scenario'}` }
}

function placeOf(json: unknown, path: readonly PropertyKey[]): string {
  const [first, index, ...rest] = path
  if (first !== 'steps' || typeof index !== 'number') return path.map(String).join('.') || 'scenario'
  const steps = (json as { steps?: readonly unknown[] } | null)?.steps
  const kind = (steps?.[index] as { kind?: unknown } | undefined)?.kind
  const step = `step ${index + 1}${typeof kind === 'string' ? ` (${kind.slice(0, 20)})` : ''}`
  return rest.length === 0 ? step : `${step}, ${rest.map(String).join('.')}`
}

/** The papers that come out; null for all. */
export function papersOf({ steps }: Scenario): readonly ScenarioPaper[] | null {
  const print = steps.find((step) => step.kind === 'print')
  return print?.kind === 'print' ? print.papers : null
}
