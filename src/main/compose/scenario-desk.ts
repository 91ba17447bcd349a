import { LIMITS } from '#contract/limits.ts'
import { CatalogueFailure, type Failure, fail, type Result, succeed } from '#contract/result.ts'
import { tipChoices } from '#contract/tip.ts'
import type { ScenarioView } from '#contract/views/scenario-view.ts'
import type { ClockPort } from '#payment/ports/clock.port.ts'
import { lineChoices, ticketChoices, tipLines, totalTitle } from '#till/scenario/pad-lines.ts'
import {
  currentStep,
  type ScenarioEffect,
  type ScenarioEvent,
  type ScenarioState,
  type ScenarioTicket,
  type ScenarioTransition,
  scenarioTransition,
  startScenario,
} from '#till/scenario/scenario.machine.ts'
import { papersOf, type Scenario, type ScenarioKey, type ScenarioStep } from '#till/scenario/scenario-file.ts'
import type { Till } from '#till/till.ts'
import type { PadDriver } from './pad-inspection.ts'
import type { PadStand } from './pad-stand.ts'

export interface ScenarioDeskOptions {
  readonly scenarios: readonly Scenario[]
  readonly till: () => Till
  /** Takes a ticket from hold; what the screen shows of payments follows it. */
  readonly follow: () => void
  /** Whether a card payment is open. */
  readonly isPaying: () => boolean
  /** How the card payment of a ticket ended without paying; null while it has not. */
  readonly isUnpaid: (saleId: string) => boolean
  /** The pad that customers stand at; null when none is set up. */
  readonly pad: () => PadStand | null
  readonly isPadHeld: (stand: PadStand) => boolean
  /** Tells the sender of a ticket what became of it. */
  readonly sendBack: (ticket: ScenarioTicket) => Promise<Result<null>>
  readonly clock: ClockPort
  readonly onChange: () => void
  readonly run: (work: () => Promise<void>) => void
}

type TipStep = Extract<ScenarioStep, { kind: 'tip' }>

/** Calls of the till that the desk makes in the name of whoever is signed in. */
const CALLER = { carrier: 'till' } as const

/**
 * Runs one scenario at a time: what a customer does by himself on the pad, up to a paid ticket. The machine decides;
 * here its effects meet pad and till. The screen may be looked away from at any time: what was begun ends by itself.
 */
export class ScenarioDesk {
  readonly #options: ScenarioDeskOptions
  #state: ScenarioState | null = null
  #dueAt: string | null = null
  #padRows: readonly [string, string] = ['', '']
  /** The pad under way, for a stop. */
  #asking: PadDriver | null = null
  /** Events are taken one after the other, each with the effects it causes. */
  #queue: Promise<void> = Promise.resolve()

  constructor(options: ScenarioDeskOptions) {
    this.#options = options
  }

  list(): { id: string; name: string }[] {
    const { locale } = this.#options.till().slice('till')
    return this.#options.scenarios.map(({ id, name }) => ({ id, name: name[locale] }))
  }

  /** Errors: SESSION_LOCKED, SCENARIO_NOT_FOUND, SCENARIO_UNDERWAY, PAYMENT_ALREADY_OPEN. */
  start(scenarioId: string): Result<null> {
    const scenario = this.#options.scenarios.find(({ id }) => id === scenarioId)
    if (this.#options.till().slice('session').kind !== 'signed-in') return fail('SESSION_LOCKED')
    if (scenario === undefined) return fail('SCENARIO_NOT_FOUND')
    if (this.#state?.kind === 'running') return fail('SCENARIO_UNDERWAY')
    if (this.#options.isPaying()) return fail('PAYMENT_ALREADY_OPEN')
    this.#enter(startScenario(scenario))
    return succeed(null)
  }

  /**
   * A customer pressed a key of an idle pad. Nothing happens on a pad that nobody pays at, while nobody is signed in, or
   * while the cashier has a ticket in hand.
   */
  pressed(pad: PadDriver, key: ScenarioKey): void {
    const { scenarios, pad: current, till } = this.#options
    const scenario = scenarios.find(({ padKey }) => padKey === key)
    if (scenario === undefined || current()?.driver !== pad || till().slice('sale').lines.length > 0) return
    this.start(scenario.id)
  }

  /** Stops what a customer is asked, or puts the end of a run away. */
  stop(): Result<null> {
    if (this.#state?.kind === 'ended') this.#forget()
    else if (this.#state !== null) this.#apply({ kind: 'stopped' })
    return succeed(null)
  }

  /** Something changed at the till: a payment under way may have ended. */
  look(): void {
    const state = this.#state
    if (state?.kind !== 'running' || currentStep(state)?.kind !== 'pay' || state.ticket === null) return
    const { saleId } = state.ticket
    const till = this.#options.till()
    if (till.slice('lastSale')?.id === saleId) this.#apply({ kind: 'paid' })
    else if (this.#options.isUnpaid(saleId)) this.#apply({ kind: 'not-paid' })
  }

  view(): ScenarioView | null {
    const state = this.#state
    if (state === null) return null
    const { scenario, ticket } = state
    const index = state.kind === 'running' ? state.step : scenario.steps.length - 1
    const isRunning = state.kind === 'running'
    return {
      id: scenario.id,
      name: scenario.name[this.#options.till().slice('till').locale],
      step: scenario.steps[index]?.kind ?? 'pay',
      stepNumber: index + 1,
      stepCount: scenario.steps.length,
      ticketNumber: ticket?.number ?? null,
      reference: ticket?.reference ?? null,
      triesLeft: triesLeftOf(state),
      dueAt: isRunning ? this.#dueAt : null,
      padRows: [this.#padRows[0].slice(0, 16), this.#padRows[1].slice(0, 16)],
      outcome: isRunning ? null : state.outcome,
      failure: isRunning ? null : state.failure,
    }
  }

  /** Resolves when nothing is under way any more. */
  async close(): Promise<void> {
    this.#apply({ kind: 'stopped' })
    await this.#queue
    this.#state = null
  }

  #apply(event: ScenarioEvent): void {
    if (this.#state === null) return
    const moved = scenarioTransition(this.#state, event)
    if (moved !== null) this.#enter(moved)
  }

  #enter({ state, effects }: ScenarioTransition): void {
    this.#state = state
    this.#dueAt = null
    this.#options.onChange()
    for (const effect of effects) {
      // A stop must reach the pad at once: what the pad is asked stands before it in the queue.
      if (effect.kind === 'leave-pad') void this.#asking?.cancel()
      else this.#queue = this.#queue.then(() => this.#runOne(effect, state))
    }
    // What became of the payment is on the sale's own screens.
    if (state.kind === 'ended' && (state.outcome === 'done' || state.outcome === 'not-paid')) this.#forget()
    this.#options.run(() => this.#queue)
  }

  #forget(): void {
    this.#state = null
    this.#padRows = ['', '']
    this.#options.onChange()
  }

  async #runOne(effect: ScenarioEffect, state: ScenarioState): Promise<void> {
    // Of a run that ended meanwhile only the tidying up is left.
    if (effect.kind !== 'put-back' && this.#state !== state) return
    try {
      const event = await this.#eventOf(effect, state)
      if (event !== null) this.#apply(event)
    } catch (thrown) {
      const isForeseen = thrown instanceof CatalogueFailure
      // The queue goes on: a run that hung would keep every later one out.
      if (!isForeseen) this.#options.run(() => Promise.reject(thrown))
      this.#apply({ kind: 'went-wrong', failure: isForeseen ? thrown.failure : { code: 'INTERNAL_UNEXPECTED' } })
    }
  }

  async #eventOf(effect: ScenarioEffect, state: ScenarioState): Promise<ScenarioEvent | null> {
    const step = state.kind === 'running' ? currentStep(state) : undefined
    switch (effect.kind) {
      case 'read-tickets':
        return this.#readTickets()
      case 'ask-choice':
      case 'ask-number':
      case 'show-ticket':
      case 'ask-tip':
        return step === undefined || state.kind === 'ended' ? null : this.#askCustomer(step, state.tickets)
      case 'take-ticket':
        return this.#takeTicket(state)
      case 'pay':
        return this.#pay(effect.tipMinor)
      case 'await-papers':
        return this.#awaitPapers(state)
      case 'send-back': {
        if (state.ticket === null) return null
        const sent = await this.#options.sendBack(state.ticket)
        return sent.ok ? { kind: 'sent-back' } : { kind: 'went-wrong', failure: sent.error }
      }
      case 'put-back': {
        if (this.#options.till().currentSaleId() !== state.ticket?.saleId) return null
        // A ticket that cannot be put aside stays in hand: nothing of it is lost.
        await this.#options.till().calls['sale.hold']({}, CALLER)
        this.#options.follow()
        return null
      }
      case 'leave-pad':
        return null
    }
  }

  async #readTickets(): Promise<ScenarioEvent> {
    const held = await this.#options.till().calls['sale.held']({}, CALLER)
    if (!held.ok) return wrong(held.error)
    const waiting = held.value.sales.filter(({ tenders, totalMinor }) => tenders.length === 0 && totalMinor > 0)
    return {
      kind: 'tickets-read',
      tickets: waiting.map(({ id, number, reference }) => ({ saleId: id, number, reference })),
    }
  }

  async #askCustomer(step: ScenarioStep, tickets: readonly ScenarioTicket[]): Promise<ScenarioEvent> {
    const { clock, till } = this.#options
    const { locale, currency } = till().slice('till')
    const timeoutMs = 'seconds' in step ? step.seconds * 1_000 : 0
    this.#dueAt = new Date(Date.parse(clock.now()) + timeoutMs).toISOString()
    this.#options.onChange()
    switch (step.kind) {
      case 'choose-ticket': {
        const held = await till().calls['sale.held']({}, CALLER)
        const totals = new Map(held.ok ? held.value.sales.map(({ id, totalMinor }) => [id, totalMinor]) : [])
        const choices = ticketChoices(tickets, (saleId) => totals.get(saleId) ?? 0, currency)
        const chosen = await this.#atPad((pad) => pad.choose(step.title[locale], choices, timeoutMs))
        return chosen.ok ? { kind: 'chosen', index: chosen.value } : unanswered(chosen.error)
      }
      case 'ask-number': {
        const typed = await this.#atPad((pad) => pad.askNumber(step.subject, timeoutMs))
        return typed.ok ? { kind: 'number-typed', number: typed.value } : unanswered(typed.error)
      }
      case 'tip':
        return this.#askTip(step, timeoutMs)
      default: {
        const sale = till().slice('sale')
        const choices = lineChoices(sale.lines, currency)
        const agreed = await this.#atPad((pad) => pad.choose(totalTitle(sale, locale), choices, timeoutMs))
        return agreed.ok ? { kind: 'agreed' } : unanswered(agreed.error)
      }
    }
  }

  /** A shop that takes no tips, or a ticket too small for one, asks nobody. */
  async #askTip({ title, percents }: TipStep, timeoutMs: number): Promise<ScenarioEvent> {
    const { locale, currency, tips } = this.#options.till().slice('till')
    const { remainingMinor } = this.#options.till().slice('sale')
    const choices = tipChoices(
      remainingMinor,
      percents.map((percent) => percent * 100),
    )
    if (tips === null || choices.length === 0) return { kind: 'tip-chosen', tipMinor: 0 }
    const lines = tipLines(choices, currency, locale)
    const chosen = await this.#atPad((pad) => pad.choose(title[locale], lines, timeoutMs))
    if (!chosen.ok) return unanswered(chosen.error)
    return { kind: 'tip-chosen', tipMinor: choices[chosen.value]?.amountMinor ?? 0 }
  }

  async #takeTicket({ ticket, scenario }: ScenarioState): Promise<ScenarioEvent> {
    const { till, follow } = this.#options
    const taken = await till().calls['sale.recall']({ saleId: ticket?.saleId ?? '' }, CALLER)
    if (!taken.ok) return wrong(taken.error)
    await till().choosePapers(papersOf(scenario))
    follow()
    return { kind: 'ticket-taken' }
  }

  async #pay(tipMinor: number): Promise<ScenarioEvent | null> {
    const { calls } = this.#options.till()
    const begun = await calls['tender.begin']({}, CALLER)
    if (!begun.ok) return wrong(begun.error)
    const { remainingMinor } = this.#options.till().slice('sale')
    const charge = { amountMinor: remainingMinor, ...(tipMinor > 0 && { tipMinor }) }
    const asked = await calls['tender.card'](charge, CALLER)
    return asked.ok ? null : wrong(asked.error)
  }

  /** A printer without paper does not keep the customer: its papers come out later. */
  async #awaitPapers({ ticket }: ScenarioState): Promise<ScenarioEvent> {
    const { clock, till } = this.#options
    const untilMs = clock.monotonicMs() + LIMITS.scenarioPapersTimeoutMs
    const isOut = () => {
      const paid = till().slice('lastSale')
      return paid?.id !== ticket?.saleId || paid?.printJobs.every(({ state }) => state === 'printed')
    }
    while (!isOut() && clock.monotonicMs() < untilMs) {
      await new Promise<void>((resolve) => clock.after(LIMITS.scenarioPapersCheckMs, resolve))
    }
    return { kind: 'papers-out' }
  }

  /** Errors: PINPAD_NONE, PINPAD_BUSY, any PINPAD code. */
  async #atPad<Value>(ask: (pad: PadDriver) => Promise<Result<Value>>): Promise<Result<Value>> {
    const stand = this.#options.pad()
    if (stand === null) return fail('PINPAD_NONE')
    if (this.#options.isPadHeld(stand)) return fail('PINPAD_BUSY')
    return stand.work(async () => {
      const ready = await stand.port.connect()
      if (!ready.ok) return ready
      if (this.#state?.kind !== 'running') return fail('PAYMENT_CANCELLED')
      const offNotice = stand.driver.onNotice((notice) => {
        if (notice.kind !== 'display') return
        this.#padRows = notice.rows
        this.#options.onChange()
      })
      this.#asking = stand.driver
      try {
        return await ask(stand.driver)
      } finally {
        this.#asking = null
        offNotice()
      }
    })
  }
}

/** Once a number was typed that no ticket has. */
function triesLeftOf(state: ScenarioState): number | null {
  if (state.kind === 'ended') return null
  const step = currentStep(state)
  return step?.kind === 'ask-number' && state.triesLeft < step.tries ? state.triesLeft : null
}

const wrong = (failure: Failure): ScenarioEvent => ({ kind: 'went-wrong', failure })

function unanswered(failure: Failure): ScenarioEvent {
  if (failure.code === 'PINPAD_CUSTOMER_CANCELLED') return { kind: 'refused' }
  return failure.code === 'PINPAD_TIMEOUT' ? { kind: 'nobody-answered' } : wrong(failure)
}
