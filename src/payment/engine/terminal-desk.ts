import { holdsCardNumber } from '#contract/card-number.ts'
import { LIMITS } from '#contract/limits.ts'
import { type Currency, formatAmount } from '#contract/money.ts'
import { CatalogueFailure, fail, type Result, succeed } from '#contract/result.ts'
import type { TerminalDayEndView, TerminalView } from '#contract/views/terminal-view.ts'
import type { ClockPort } from '../ports/clock.port.ts'
import type { PaymentJournalPort, StoredPayment } from '../ports/payment-journal.port.ts'
import type { StandaloneTerminalPort, TerminalNotice, TerminalOutcome } from '../ports/standalone-terminal.port.ts'
import type { StoredDayEnd, TerminalBookPort } from '../ports/terminal-book.port.ts'
import type { StandaloneTerminal, TerminalDirectory } from '../ports/terminal-directory.port.ts'
import { APPROVAL_CODE } from './cashier-desk.ts'
import type { LivePayment } from './live-payment.ts'
import type { LivePayments } from './live-payments.ts'
import type { OperationEnd } from './operations-desk.ts'
import type { PaymentStart } from './payment-engine-options.ts'
import type { PaymentEvent, TerminalReading } from './payment-event.ts'
import type { Cashier, OrderIntent, PaymentIntent, PaymentState } from './payment-state.ts'
import { TerminalDays } from './terminal-days.ts'
import { inTime } from './terminal-deadline.ts'
import { TerminalDoubts } from './terminal-doubts.ts'
import { isWord, orderProgress, terminalOrder } from './terminal-order.ts'
import { TerminalReservations } from './terminal-reservations.ts'
import { TerminalReturns } from './terminal-returns.ts'

export interface TerminalDeskOptions {
  readonly terminals?: TerminalDirectory
  readonly terminalBook?: TerminalBookPort
  readonly journal: PaymentJournalPort
  readonly clock: ClockPort
  readonly newId: () => string
  readonly live: LivePayments
  /** Starts a payment of a ticket. */
  readonly start: (request: PaymentStart) => Promise<Result<{ paymentId: string; paymentNumber: string }>>
  /** Puts a new payment on disk. */
  readonly begin: (intent: PaymentIntent) => Promise<unknown>
  /** Resolves when a payment that was not begun yet has ended, or is unknown. */
  readonly ended: (paymentId: string) => Promise<OperationEnd>
  readonly whileIdle: <Value>(work: () => Promise<Result<Value>>) => Promise<Result<Value>>
  /** Puts an event through the machine of a payment; resolves when it is on disk. */
  readonly apply: (stored: StoredPayment, event: PaymentEvent) => Promise<PaymentState | null>
  readonly applyAny: (paymentId: string, event: PaymentEvent) => Promise<void>
  readonly onChange: () => void
  readonly onTerminals?: () => void
  /** What can be done with what a terminal holds may have changed. */
  readonly onReservations?: () => void
  readonly onUnexpected: (thrown: unknown) => void
}

/** A ticket, or a part of it, that a terminal is to take. */
export interface TerminalPaymentStart {
  readonly terminalId: string
  readonly saleId: string
  readonly attempt: number
  readonly amountMinor: number
  readonly currency: Currency
  readonly cashier?: Cashier
}

/** The terminal's last ticket, as a person at the till says it. */
export interface TicketReading {
  readonly by: string
  readonly outcome: 'paid' | 'not-paid'
  /** As the approval code; empty where there is none. */
  readonly typed: string
  /** Where the card paid a part only. */
  readonly amountMinor?: number | null
}

type Tell = (event: PaymentEvent) => Promise<void>
type Terminals = Required<Pick<TerminalDeskOptions, 'terminals' | 'terminalBook'>>

const NO_TERMINALS: Terminals = {
  terminals: { list: () => [], find: () => null, onChange: () => () => {} },
  terminalBook: {
    lastReceiptNumber: async () => null,
    dayEnds: async () => [],
    beginDayEnd: async () => {},
    endDay: async () => {},
  },
}

/**
 * Payments that standalone terminals take: the till sends an amount, the terminal does all the rest.
 *
 * Guarantees: an order is on disk before it is given, and is given once; a terminal whose last order nobody knows the outcome of
 * takes no other, nor is its ticket paid in another way; what a terminal approves is on disk before it hears so, where
 * its protocol waits for that; its word after the time is kept, and raised where it contradicts what the till told.
 */
export class TerminalDesk {
  readonly #options: TerminalDeskOptions & Terminals
  readonly #doubts: TerminalDoubts
  /** Money that goes back on a terminal. */
  readonly returns: TerminalReturns
  /** Amounts that terminals hold. */
  readonly reservations: TerminalReservations
  /** Day ends, and tickets once more. */
  readonly days: TerminalDays
  readonly #heard = new Map<StandaloneTerminalPort, () => void>()
  /** Terminals that did not answer when they were last looked at. */
  readonly #away = new Set<string>()
  readonly #offChange: () => void

  constructor(given: TerminalDeskOptions) {
    const onChange = () => {
      given.onTerminals?.()
      given.onChange()
    }
    const options = { ...NO_TERMINALS, ...given, onChange }
    this.#options = options
    const shared = { ...options, directory: options.terminals, book: options.terminalBook }
    this.#doubts = new TerminalDoubts(shared)
    this.days = new TerminalDays(shared)
    const mayOrder = this.#mayOrder.bind(this)
    this.returns = new TerminalReturns({ ...shared, days: this.days, mayOrder })
    this.reservations = new TerminalReservations({ ...shared, mayOrder })
    this.#offChange = options.terminals.onChange(() => {
      this.#look()
      options.onChange()
      options.onReservations?.()
    })
    this.#look()
  }

  /** Asks about what was found open, once the till has its tickets back. */
  async start(): Promise<void> {
    await this.days.recover()
    this.#doubts.start()
  }

  close(): void {
    this.#offChange()
    this.#doubts.close()
    for (const off of this.#heard.values()) off()
    this.#heard.clear()
  }

  /**
   * Gives the terminal a payment; answers once the order is on disk. Errors: TERMINAL_NOT_SET_UP, TERMINAL_CANNOT,
   * TERMINAL_BLOCKED, and as the engine's `start`.
   */
  async pay({ terminalId, ...wanted }: TerminalPaymentStart): ReturnType<TerminalDeskOptions['start']> {
    const terminal = this.#mayOrder(terminalId, 'pay')
    if (!terminal.ok) return terminal
    const { id, alias } = terminal.value
    return this.#options.start({ ...wanted, bankOnly: true, terminal: { id, alias, order: 'pay' } })
  }

  /** An order with what its terminal is known by before it: read when no other order is under way. */
  async named(order: Omit<OrderIntent, 'lastReceiptNumber'>): Promise<OrderIntent> {
    return { ...order, lastReceiptNumber: await this.#options.terminalBook.lastReceiptNumber(order.id) }
  }

  /** The order of a payment that is on disk: given to its terminal, whose word comes back as an event. */
  async order(live: LivePayment, tell: Tell): Promise<void> {
    const { state } = live
    if (state?.kind !== 'ordered' || state.intent.terminal === undefined) return
    const { id, order: operation } = state.intent.terminal
    const terminal = this.#options.terminals.find(id)
    if (terminal === null) return tell(answer({ kind: 'not-started', failure: fail('TERMINAL_NOT_SET_UP').error }))
    const { port } = terminal
    this.#hear(port)
    const startedAt = this.#options.clock.now()
    const deadlineAt = later(startedAt, LIMITS.terminalAnswerTimeoutMs)
    live.order = { ...orderProgress(live), startedAt, deadlineAt, canAbort: port.can.has('abort') }
    this.#options.onChange()
    const order = terminalOrder(state, {
      keep: async (result) =>
        (await kept(tell({ kind: 'terminal-kept', result }))) && orderedStateOf(live)?.told === result,
      keepTicket: async (ticket) =>
        (await kept(tell({ kind: 'terminal-ticket-kept', ticket }))) &&
        orderedStateOf(live)?.tickets.includes(ticket) === true,
    })
    await tell(answer(await this.#inTime(live.id, port[operation](order))))
  }

  /** Nobody knows what became of the order. */
  async ask(live: LivePayment): Promise<void> {
    this.#doubts.open(live)
  }

  /** A payment moved. */
  moved(live: LivePayment): void {
    if (live.state?.intent.terminal === undefined) return
    this.#doubts.moved(live)
    this.#options.onChange()
  }

  /**
   * Asks the terminal to end the order under way, which ends by the terminal's word. Errors: PAYMENT_NOT_OPEN,
   * TERMINAL_NOT_SET_UP, TERMINAL_CANNOT, TERMINAL_NO_ANSWER.
   */
  async abort(): Promise<Result<null>> {
    const { live, terminals, applyAny } = this.#options
    const open = live.open()
    if (open?.state?.kind !== 'ordered') return fail('PAYMENT_NOT_OPEN')
    const terminal = terminals.find(open.state.intent.terminal?.id ?? '')
    if (terminal === null) return fail('TERMINAL_NOT_SET_UP')
    if (!terminal.port.can.has('abort')) return fail('TERMINAL_CANNOT')
    if (!open.state.cancelRequested) await applyAny(open.id, { kind: 'cancel-requested' })
    return terminal.port.abort()
  }

  /**
   * Asks the terminal at once what became of an order. Errors: TERMINAL_NOT_IN_DOUBT, and why the terminal did not say:
   * TERMINAL_*.
   */
  async askAgain(paymentId: string): Promise<Result<null>> {
    const live = this.#options.live.get(paymentId)
    return live === undefined ? fail('TERMINAL_NOT_IN_DOUBT') : this.#doubts.askAgain(live)
  }

  /**
   * What a person read on the terminal's last ticket ends the doubt, with the person's name. Errors: TERMINAL_NOT_IN_DOUBT,
   * PAYMENT_PROMPT_CARD_NUMBER, PAYMENT_VOICE_CODE for what cannot be an approval code, TERMINAL_READ_AMOUNT for an amount that it
   * cannot show; STORE_*.
   */
  async read(
    paymentId: string,
    { by, outcome, typed, amountMinor: readMinor = null }: TicketReading,
  ): Promise<Result<null>> {
    if (holdsCardNumber(typed)) return fail('PAYMENT_PROMPT_CARD_NUMBER')
    const code = typed.normalize('NFC').replace(/\s/g, '').toUpperCase()
    if (code !== '' && !APPROVAL_CODE.test(code)) return fail('PAYMENT_VOICE_CODE')
    const stored = await this.#options.journal.payment(paymentId)
    if (stored?.state.kind !== 'order-unknown') return fail('TERMINAL_NOT_IN_DOUBT')
    const isPaid = outcome === 'paid'
    const amountMinor = isPaid ? readMinor : null
    if (amountMinor !== null && !mayShow(stored.state.intent, amountMinor)) {
      const { amountMinor: askedMinor, currency } = stored.state.intent
      return fail('TERMINAL_READ_AMOUNT', { amount: formatAmount(askedMinor, currency) })
    }
    const approvalCode = isPaid && code !== '' ? code : null
    const about = ABOUT[stored.state.intent.terminal?.order ?? 'pay']
    const reading = { by, outcome, approvalCode, amountMinor, ...(about && { about }) }
    const after = await this.#options.apply(stored, { kind: 'terminal-read', ...reading })
    return after === null ? fail('TERMINAL_NOT_IN_DOUBT') : succeed(null)
  }

  /** What cashiers choose among; the default one first. */
  views(): TerminalView[] {
    const dayEnds = this.days.newest()
    return this.#options.terminals.list().map((terminal, index) => {
      const { id, alias, port } = terminal
      const { state, blockedBy } = this.#standing(terminal)
      const dayEnd = dayEnds.find(({ terminalId }) => terminalId === id)
      return {
        id,
        alias,
        can: [...port.can],
        state,
        isDefault: index === 0,
        blockedBy,
        dayEnd: dayEnd ? dayEndView(dayEnd) : null,
      }
    })
  }

  /** Orders of which nobody knows what became. */
  inDoubt(): readonly PaymentState[] {
    return this.#options.live.ordered().flatMap(({ state }) => (state?.kind === 'order-unknown' ? [state] : []))
  }

  /** The number of the payment that a terminal was ordered and of which nobody knows what became; null when there is none. */
  inDoubtAt(terminalId: string): string | null {
    const held = this.#options.live.atTerminal(terminalId)
    return held?.state?.kind === 'order-unknown' ? held.number : null
  }

  #standing({ id, isReachable }: StandaloneTerminal): Pick<TerminalView, 'state' | 'blockedBy'> {
    const held = this.#options.live.atTerminal(id)
    if (held?.state?.kind === 'order-unknown') {
      return { state: 'blocked', blockedBy: { paymentId: held.id, paymentNumber: held.number } }
    }
    if (held !== undefined || this.days.isAtWork(id)) return { state: 'busy', blockedBy: null }
    return { state: isReachable ? 'ready' : 'offline', blockedBy: null }
  }

  #mayOrder(terminalId: string, operation: OrderIntent['order']): Result<StandaloneTerminal> {
    const terminal = this.#options.terminals.find(terminalId)
    if (terminal === null) return fail('TERMINAL_NOT_SET_UP')
    if (!terminal.port.can.has(operation)) return fail('TERMINAL_CANNOT')
    if (this.days.isAtWork(terminalId)) return fail('TERMINAL_BUSY')
    const held = this.#options.live.atTerminal(terminalId)
    if (held === undefined) return succeed(terminal)
    if (held.state?.kind === 'ordered') return fail('PAYMENT_ALREADY_OPEN')
    return fail('TERMINAL_BLOCKED', { terminal: terminal.alias, number: held.number })
  }

  /** The directory changed: every terminal is listened to, and one that is back is asked what it owes. */
  #look(): void {
    const listed = this.#options.terminals.list()
    const ports = new Set(listed.map(({ port }) => port))
    for (const [port, off] of this.#heard) {
      if (ports.has(port)) continue
      off()
      this.#heard.delete(port)
    }
    for (const { id, port, isReachable } of listed) {
      this.#hear(port)
      if (isReachable && this.#away.delete(id)) this.#doubts.terminalIsBack(id)
      if (!isReachable) this.#away.add(id)
    }
  }

  #hear(port: StandaloneTerminalPort): void {
    if (this.#heard.has(port)) return
    this.#heard.set(
      port,
      port.onNotice((notice) => void this.#noticed(notice).catch(this.#options.onUnexpected)),
    )
  }

  async #noticed(notice: TerminalNotice): Promise<void> {
    const { clock, live, onChange } = this.#options
    const { orderId } = notice
    if (notice.kind === 'late') return this.#heardLate(orderId, notice.outcome)
    const found = live.get(orderId)
    if (found?.state?.kind !== 'ordered') return
    const progress = orderProgress(found)
    const latestAt = later(progress.startedAt, LIMITS.terminalOrderMaxMs)
    const nextAt = later(clock.now(), LIMITS.terminalAnswerTimeoutMs)
    const { step, text } = notice
    found.order = { ...progress, step, text, deadlineAt: nextAt < latestAt ? nextAt : latestAt }
    onChange()
  }

  /** What became of an order that nobody waits for any more. */
  async #heardLate(orderId: string, outcome: TerminalOutcome): Promise<void> {
    if (isWord(outcome)) await this.#options.applyAny(orderId, { kind: 'terminal-answered', outcome })
  }

  #inTime(orderId: string, asked: Promise<TerminalOutcome>): Promise<TerminalOutcome> {
    const { clock, onUnexpected } = this.#options
    return inTime(asked, {
      clock,
      limitMs: LIMITS.terminalOrderWaitMs,
      overdue: { kind: 'unknown', failure: fail('TERMINAL_NO_ANSWER').error },
      onLate: (outcome) => void this.#heardLate(orderId, outcome).catch(onUnexpected),
    })
  }
}

/** Orders that charge nothing and give nothing back. */
const ABOUT: Readonly<Partial<Record<OrderIntent['order'], TerminalReading['about']>>> = {
  reserve: 'hold',
  release: 'release',
}

const answer = (outcome: TerminalOutcome): PaymentEvent => ({ kind: 'terminal-answered', outcome })

/** A card may pay less than it was asked; what goes back, goes back whole. */
function mayShow({ amountMinor: askedMinor, terminal }: PaymentIntent, amountMinor: number): boolean {
  const mayBeLess = terminal?.order === 'pay' && amountMinor > 0
  return amountMinor === askedMinor || (mayBeLess && amountMinor < askedMinor)
}

const later = (at: string, ms: number): string => new Date(Date.parse(at) + ms).toISOString()

/** Null once the order is over, or nobody waits for its end any more: what its terminal tells then is told too late to be kept. */
function orderedStateOf({ state }: LivePayment): Extract<PaymentState, { kind: 'ordered' }> | null {
  return state?.kind === 'ordered' ? state : null
}

/** Whether the disk took it; anything but its refusal goes on. */
async function kept(written: Promise<void>): Promise<boolean> {
  try {
    await written
    return true
  } catch (thrown) {
    if (thrown instanceof CatalogueFailure) return false
    throw thrown
  }
}

/** As the contract has it. */
export function dayEndView({ state, at, failure }: StoredDayEnd): TerminalDayEndView {
  if (failure === null) return { state, at, failure }
  const { code, details } = failure
  return { state, at, failure: details === undefined ? { code } : { code, details: { ...details } } }
}
