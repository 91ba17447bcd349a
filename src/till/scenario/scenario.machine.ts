import type { Failure } from '#contract/result.ts'
import type { ScenarioOutcome } from '#contract/views/scenario-view.ts'
import type { Scenario, ScenarioStep } from './scenario-file.ts'

/** A ticket on hold as a scenario needs it. */
export interface ScenarioTicket {
  readonly saleId: string
  readonly number: string
  readonly reference: string | null
}

/**
 * A run of a scenario.
 *
 *   started ──► step 1 finds a ticket ──► show, tip ──► pay ──► print ──► send back ──► ended: done
 *                 │ none, not found,        │ no,         │ not
 *                 │ nobody, stopped         │ nobody      │ paid
 *                 ▼                         ▼             ▼
 *               ended: nothing touched   ended:         ended: the ticket stays in the
 *                                        on hold        payment screen, for the cashier
 *                                        again
 *
 * Every state but the last one ends by `stopped`, `nobody-answered` or `went-wrong` where a person or a device may keep
 * it waiting. The red key at the tip is no tip, and no way out. After the payment nothing undoes it: papers and sender are waited for, and a failure there is told.
 */
export type ScenarioState =
  | {
      readonly kind: 'running'
      readonly scenario: Scenario
      readonly step: number
      /** How often the number may still be typed. */
      readonly triesLeft: number
      readonly tickets: readonly ScenarioTicket[]
      readonly ticket: ScenarioTicket | null
      /** What the card is to be charged besides. */
      readonly tipMinor: number
      readonly isPaid: boolean
    }
  | {
      readonly kind: 'ended'
      readonly scenario: Scenario
      readonly outcome: ScenarioOutcome
      readonly failure: Failure | null
      readonly ticket: ScenarioTicket | null
    }

export type ScenarioEvent =
  | { readonly kind: 'tickets-read'; readonly tickets: readonly ScenarioTicket[] }
  | { readonly kind: 'chosen'; readonly index: number }
  | { readonly kind: 'number-typed'; readonly number: string }
  | { readonly kind: 'ticket-taken' }
  | { readonly kind: 'agreed' }
  /** Zero for none. */
  | { readonly kind: 'tip-chosen'; readonly tipMinor: number }
  /** The red key. */
  | { readonly kind: 'refused' }
  | { readonly kind: 'nobody-answered' }
  | { readonly kind: 'paid' }
  | { readonly kind: 'not-paid' }
  | { readonly kind: 'papers-out' }
  | { readonly kind: 'sent-back' }
  | { readonly kind: 'went-wrong'; readonly failure: Failure }
  /** By the cashier. */
  | { readonly kind: 'stopped' }

export type ScenarioEffect =
  | { readonly kind: 'read-tickets' }
  | { readonly kind: 'ask-choice' }
  /** `again`: no ticket has the number typed before. */
  | { readonly kind: 'ask-number'; readonly again: boolean }
  /** From hold into the hand. */
  | { readonly kind: 'take-ticket' }
  | { readonly kind: 'show-ticket' }
  | { readonly kind: 'ask-tip' }
  | { readonly kind: 'pay'; readonly tipMinor: number }
  | { readonly kind: 'await-papers' }
  | { readonly kind: 'send-back' }
  /** Ends what the pad asks. */
  | { readonly kind: 'leave-pad' }
  /** From the hand onto hold again. */
  | { readonly kind: 'put-back' }

export interface ScenarioTransition {
  readonly state: ScenarioState
  readonly effects: readonly ScenarioEffect[]
}

type Running = Extract<ScenarioState, { kind: 'running' }>

/** A scenario at its first step; the tickets on hold are read first. */
export function startScenario(scenario: Scenario): ScenarioTransition {
  const [first] = scenario.steps
  const triesLeft = first?.kind === 'ask-number' ? first.tries : 0
  const begun = { step: 0, triesLeft, tickets: [], ticket: null, tipMinor: 0, isPaid: false }
  const state: Running = { kind: 'running', scenario, ...begun }
  return { state, effects: [{ kind: 'read-tickets' }] }
}

/** The step it stands at. */
export function currentStep({ scenario, step }: Running): ScenarioStep | undefined {
  return scenario.steps[step]
}

/** The scenario as a pure function. Null: the event does not concern this state any more. */
export function scenarioTransition(state: ScenarioState, event: ScenarioEvent): ScenarioTransition | null {
  if (state.kind === 'ended') return null
  switch (event.kind) {
    case 'stopped':
      // A payment is stopped at the payment, papers and sender by themselves.
      return state.isPaid || isPaying(state) ? null : ended(state, 'stopped')
    case 'went-wrong':
      return ended(state, 'failed', event.failure)
    case 'nobody-answered':
      return asksCustomer(state) ? ended(state, 'nobody-answered') : null
    case 'refused':
      if (currentStep(state)?.kind === 'tip') return next({ ...state, tipMinor: 0 })
      return asksCustomer(state) ? ended(state, 'refused') : null
    default:
      return stepEvent(state, event)
  }
}

function stepEvent(state: Running, event: ScenarioEvent): ScenarioTransition | null {
  const step = currentStep(state)
  switch (step?.kind) {
    case 'choose-ticket':
    case 'ask-number':
      return whileFinding(state, step, event)
    case 'show-ticket':
      return event.kind === 'agreed' ? next(state) : null
    case 'tip':
      return event.kind === 'tip-chosen' ? next({ ...state, tipMinor: event.tipMinor }) : null
    case 'pay':
      if (event.kind === 'paid') return next({ ...state, isPaid: true })
      return event.kind === 'not-paid' ? ended(state, 'not-paid') : null
    case 'print':
      return event.kind === 'papers-out' ? next(state) : null
    case 'send-back':
      return event.kind === 'sent-back' ? next(state) : null
    default:
      return null
  }
}

function whileFinding(
  state: Running,
  step: Extract<ScenarioStep, { kind: 'choose-ticket' | 'ask-number' }>,
  event: ScenarioEvent,
): ScenarioTransition | null {
  if (state.ticket !== null) return event.kind === 'ticket-taken' ? next(state) : null
  switch (event.kind) {
    case 'tickets-read': {
      if (event.tickets.length === 0) return ended(state, 'no-tickets')
      const ask: ScenarioEffect =
        step.kind === 'choose-ticket' ? { kind: 'ask-choice' } : { kind: 'ask-number', again: false }
      return { state: { ...state, tickets: event.tickets }, effects: [ask] }
    }
    case 'chosen':
      return step.kind === 'choose-ticket' ? taken(state, state.tickets[event.index]) : null
    case 'number-typed': {
      if (step.kind !== 'ask-number') return null
      const found = state.tickets.find(({ reference }) => reference !== null && isSame(reference, event.number))
      if (found !== undefined) return taken(state, found)
      const triesLeft = state.triesLeft - 1
      if (triesLeft <= 0) return ended({ ...state, triesLeft }, 'not-found')
      return { state: { ...state, triesLeft }, effects: [{ kind: 'ask-number', again: true }] }
    }
    default:
      return null
  }
}

/** `7` finds table 07. */
function isSame(reference: string, typed: string): boolean {
  const bare = (text: string) => text.replace(/^0+(?=.)/, '')
  return bare(reference) === bare(typed)
}

function taken(state: Running, ticket: ScenarioTicket | undefined): ScenarioTransition | null {
  return ticket === undefined ? null : { state: { ...state, ticket }, effects: [{ kind: 'take-ticket' }] }
}

const STEP_EFFECTS = {
  'show-ticket': 'show-ticket',
  tip: 'ask-tip',
  print: 'await-papers',
  'send-back': 'send-back',
} as const

function next(state: Running): ScenarioTransition {
  const step = state.step + 1
  const kind = state.scenario.steps[step]?.kind
  if (kind === undefined) return ended(state, 'done')
  // A valid scenario finds its ticket in the first step only.
  if (kind === 'choose-ticket' || kind === 'ask-number') return ended(state, 'failed', { code: 'INTERNAL_UNEXPECTED' })
  const effect: ScenarioEffect = kind === 'pay' ? { kind, tipMinor: state.tipMinor } : { kind: STEP_EFFECTS[kind] }
  return { state: { ...state, step }, effects: [effect] }
}

function isPaying(state: Running): boolean {
  return currentStep(state)?.kind === 'pay'
}

function asksCustomer(state: Running): boolean {
  const kind = currentStep(state)?.kind
  return (
    kind === 'show-ticket' ||
    kind === 'tip' ||
    ((kind === 'choose-ticket' || kind === 'ask-number') && state.ticket === null)
  )
}

/** A ticket that was taken and is not being paid goes back on hold. */
function ended(state: Running, outcome: ScenarioOutcome, failure: Failure | null = null): ScenarioTransition {
  const { scenario, ticket, isPaid } = state
  const effects: ScenarioEffect[] = []
  if (asksCustomer(state)) effects.push({ kind: 'leave-pad' })
  if (ticket !== null && !isPaid && !isPaying(state)) effects.push({ kind: 'put-back' })
  return { state: { kind: 'ended', scenario, outcome, failure, ticket }, effects }
}
