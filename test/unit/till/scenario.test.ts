/**
 * Goal: a scenario that a person wrote is understood or refused with the place to look at, and whatever a customer, a pad
 * or a cashier does, its run ends with the ticket paid or where it was. Method: the pure machine, by hand and at random.
 */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { lineOf } from '#test/support/renderer/sample-shop.ts'
import { lineChoices, ticketChoices, totalTitle } from '#till/scenario/pad-lines.ts'
import {
  type ScenarioEvent,
  type ScenarioState,
  type ScenarioTicket,
  scenarioTransition,
  startScenario,
} from '#till/scenario/scenario.machine.ts'
import { papersOf, parseScenario, type Scenario } from '#till/scenario/scenario-file.ts'
import chooseTicket from '../../../resources/scenarios/choose-ticket.json' with { type: 'json' }
import tableNumber from '../../../resources/scenarios/table-number.json' with { type: 'json' }

function scenarioOf(json: unknown): Scenario {
  const parsed = parseScenario(json)
  if (!parsed.ok) throw new Error(parsed.problem)
  return parsed.scenario
}
const CHOOSE = scenarioOf(chooseTicket)
const TABLE = scenarioOf(tableNumber)
const TIP = {
  kind: 'tip',
  title: { fr: 'POURBOIRE ?', en: 'TIP?', pl: 'NAPIWEK?', de: 'TRINKGELD?' },
  percents: [5, 10],
  seconds: 30,
}
const withTip = (at: number, step: object = TIP) => {
  const steps: readonly object[] = chooseTicket.steps
  return { ...chooseTicket, steps: steps.toSpliced(at, 0, step) }
}
const TIPPED = scenarioOf(withTip(2))
const TICKETS: readonly ScenarioTicket[] = [
  { saleId: 'a', number: '2-000001', reference: null },
  { saleId: 'b', number: '2-000002', reference: '07' },
]

/** Runs events one after the other; answers the kinds of all effects and the last state. */
function run(scenario: Scenario, ...events: readonly ScenarioEvent[]) {
  let { state, effects } = startScenario(scenario)
  const done = effects.map(({ kind }) => kind)
  for (const event of events) {
    const moved = scenarioTransition(state, event)
    if (moved === null) continue
    state = moved.state
    effects = moved.effects
    done.push(...effects.map(({ kind }) => kind))
  }
  return { state, effects, done }
}

const READ: ScenarioEvent = { kind: 'tickets-read', tickets: TICKETS }
const typed = (number: string): ScenarioEvent => ({ kind: 'number-typed', number })
const events = (...kinds: ('ticket-taken' | 'agreed' | 'paid' | 'papers-out' | 'sent-back')[]): ScenarioEvent[] =>
  kinds.map((kind) => ({ kind }))
const PAID = events('ticket-taken', 'agreed', 'paid', 'papers-out', 'sent-back')

describe('a run', () => {
  it('finds a ticket in a list, shows it, is paid, prints and tells the sender', () => {
    const { state, done } = run(CHOOSE, READ, { kind: 'chosen', index: 1 }, ...PAID)
    expect(done).toEqual([
      'read-tickets',
      'ask-choice',
      'take-ticket',
      'show-ticket',
      'pay',
      'await-papers',
      'send-back',
    ])
    expect(state).toMatchObject({ kind: 'ended', outcome: 'done', ticket: TICKETS[1] })
  })

  it('asks for a tip before the card, and the red key there is none', () => {
    const shown = [READ, { kind: 'chosen', index: 0 } as const, ...events('ticket-taken', 'agreed')]
    const tipped = run(TIPPED, ...shown, { kind: 'tip-chosen', tipMinor: 130 })
    expect(tipped.done.slice(-2)).toEqual(['ask-tip', 'pay'])
    expect(tipped.effects).toEqual([{ kind: 'pay', tipMinor: 130 }])
    expect(run(TIPPED, ...shown, { kind: 'refused' }).effects).toEqual([{ kind: 'pay', tipMinor: 0 }])
    const away = run(TIPPED, ...shown, { kind: 'nobody-answered' })
    expect([away.state, away.done.slice(-2)]).toMatchObject([{ outcome: 'nobody-answered' }, ['leave-pad', 'put-back']])
  })

  it('finds a ticket by its table, with or without a leading zero, and gives up after three tries', () => {
    expect(run(TABLE, READ, typed('7')).state).toMatchObject({ ticket: TICKETS[1] })
    const lost = run(TABLE, READ, typed('8'), typed('9'), typed('0'))
    expect(lost.done).toEqual(['read-tickets', 'ask-number', 'ask-number', 'ask-number', 'leave-pad'])
    expect(lost.state).toMatchObject({ kind: 'ended', outcome: 'not-found' })
  })

  it('ends at once when nothing waits', () => {
    expect(run(CHOOSE, { kind: 'tickets-read', tickets: [] }).state).toMatchObject({ outcome: 'no-tickets' })
  })

  it.each<[ScenarioEvent, string]>([
    [{ kind: 'refused' }, 'refused'],
    [{ kind: 'nobody-answered' }, 'nobody-answered'],
    [{ kind: 'stopped' }, 'stopped'],
    [{ kind: 'went-wrong', failure: { code: 'PINPAD_LINK_LOST' } }, 'failed'],
  ])('puts the ticket back on hold when it ends by %j', (event, outcome) => {
    const before = run(CHOOSE, READ, event)
    expect(before.state).toMatchObject({ kind: 'ended', outcome })
    expect(before.done).not.toContain('put-back')
    const shown = run(CHOOSE, READ, { kind: 'chosen', index: 0 }, { kind: 'ticket-taken' }, event)
    expect(shown.state).toMatchObject({ kind: 'ended', outcome })
    expect(shown.done.slice(-2)).toEqual(['leave-pad', 'put-back'])
  })

  it('leaves a payment to the cashier: it is neither stopped nor put back here', () => {
    const paying = [READ, { kind: 'chosen', index: 0 } as const, ...events('ticket-taken', 'agreed')]
    expect(run(CHOOSE, ...paying, { kind: 'stopped' }).state.kind).toBe('running')
    const unpaid = run(CHOOSE, ...paying, { kind: 'not-paid' })
    expect(unpaid.state).toMatchObject({ outcome: 'not-paid' })
    expect(unpaid.effects).toEqual([])
  })

  it('ends for any events, and never puts back what is paid', () => {
    const anyEvent: fc.Arbitrary<ScenarioEvent> = fc.oneof(
      fc.constantFrom<ScenarioEvent>(READ, ...PAID, { kind: 'not-paid' }, { kind: 'refused' }, { kind: 'stopped' }),
      fc.constantFrom<ScenarioEvent>({ kind: 'nobody-answered' }, { kind: 'tickets-read', tickets: [] }),
      fc.constant<ScenarioEvent>({ kind: 'tip-chosen', tipMinor: 100 }),
      fc.integer({ min: -1, max: 3 }).map((index): ScenarioEvent => ({ kind: 'chosen', index })),
      fc.constantFrom('7', '07', '8', '').map(typed),
    )
    fc.assert(
      fc.property(
        fc.constantFrom(CHOOSE, TABLE, TIPPED),
        fc.array(anyEvent, { maxLength: 12 }),
        (scenario, happened) => {
          let { state }: { state: ScenarioState } = startScenario(scenario)
          for (const event of happened) {
            const isPaid = state.kind === 'running' && state.isPaid
            const moved = scenarioTransition(state, event)
            if (moved === null) continue
            if (isPaid) expect(moved.effects.map(({ kind }) => kind)).not.toContain('put-back')
            state = moved.state
          }
          const end = scenarioTransition(state, { kind: 'went-wrong', failure: { code: 'PINPAD_LINK_LOST' } })
          expect(state.kind === 'ended' ? end : end?.state.kind).toBe(state.kind === 'ended' ? null : 'ended')
          expect(state.kind === 'ended' ? scenarioTransition(state, READ) : null).toBeNull()
        },
      ),
    )
  })
})

describe('a scenario file', () => {
  const changed = (index: number, change: object) => ({
    ...chooseTicket,
    steps: chooseTicket.steps.map((step, at) => (at === index ? { ...step, ...change } : step)),
  })
  it.each<[string, unknown, RegExp]>([
    ['no object', 'x', /^scenario: /],
    ['no name in Polish', { ...chooseTicket, name: { ...chooseTicket.name, pl: undefined } }, /^name\.pl: /],
    ['a field too many', { ...chooseTicket, colour: 'red' }, /colour/],
    ['a step nobody knows', changed(1, { kind: 'dance' }), /^step 2 \(dance\), kind: /],
    ['no patience', changed(1, { seconds: 1 }), /^step 2 \(show-ticket\), seconds: /],
    [
      'a title too wide for a pad',
      changed(0, { title: { fr: 'QUEL TICKET ALORS ?' } }),
      /^step 1 \(choose-ticket\), title\./,
    ],
    ['a tip after the payment', withTip(3), /^step 4 \(tip\), kind: comes before "pay"/],
    [
      'two tips',
      { ...withTip(2), steps: withTip(2).steps.toSpliced(2, 0, TIP) },
      /^step 4 \(tip\), kind: is there once/,
    ],
    ['a tip of more than half', withTip(2, { ...TIP, percents: [51] }), /^step 3 \(tip\), percents\.0: /],
    ['a paper nobody prints', changed(3, { papers: ['poem'] }), /^step 4 \(print\), papers\.0: /],
    [
      'no payment',
      { ...chooseTicket, steps: chooseTicket.steps.filter(({ kind }) => kind !== 'pay') },
      /exactly one step is "pay"/,
    ],
    [
      'no search first',
      { ...chooseTicket, steps: chooseTicket.steps.slice(1) },
      /^step 1 \(show-ticket\), kind: the first step/,
    ],
    [
      'lines after the payment',
      { ...chooseTicket, steps: [...chooseTicket.steps, chooseTicket.steps[1]] },
      /^step 6 \(show-ticket\), kind: comes before/,
    ],
  ])('with %s names step and field', (_, json, problem) => {
    const parsed = parseScenario(json)
    expect(parsed.ok ? '' : parsed.problem).toMatch(problem)
  })

  it('says which papers come out; one that says nothing lets all come', () => {
    expect(papersOf(CHOOSE)).toEqual(['customer-ticket', 'card-customer', 'card-merchant'])
    expect(papersOf(scenarioOf({ ...chooseTicket, steps: chooseTicket.steps.slice(0, 3) }))).toBeNull()
  })
})

describe('what the customer reads', () => {
  it('is fourteen columns a line, words before figures', () => {
    expect(ticketChoices(TICKETS, (id) => (id === 'a' ? 1_250 : 123_456), 'EUR')).toEqual([
      '2-000001 12,50',
      '07    1\u202f234,56',
    ])
    const lines = Array.from({ length: 12 }, (_, index) => lineOf(['Baguette tradition', 2_000, 130, 550], index))
    const rows = lineChoices(lines, 'EUR')
    expect(rows).toHaveLength(9)
    expect(rows.every((row) => row.length === 14)).toBe(true)
    expect(rows[0]).toMatch(/^2 Baguett +\d/)
    expect(rows[8]).toMatch(/^\+ 4 /)
    expect(totalTitle({ totalMinor: 1_250, currency: 'EUR' }, 'fr')).toBe('TOTAL 12,50 EUR')
  })
})
