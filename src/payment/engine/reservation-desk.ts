import { LIMITS } from '#contract/limits.ts'
import { type Currency, formatAmount } from '#contract/money.ts'
import { fail, type Result, succeed } from '#contract/result.ts'
import type { ReservationView } from '#contract/views/reservation-view.ts'
import type { ClockPort } from '../ports/clock.port.ts'
import type { PaymentJournalPort, StoredPayment } from '../ports/payment-journal.port.ts'
import type { OperationEnd } from './operations-desk.ts'
import type { PaymentStart } from './payment-engine-options.ts'
import type { PaymentEvent } from './payment-event.ts'
import { failureOf } from './payment-projection.ts'
import type { AskedOperation, Cashier, Hold, PaymentIntent, PaymentState } from './payment-state.ts'
import { isExpired, isForgotten, reservationView } from './reservation-view.ts'
import type { TerminalReservations } from './terminal-reservations.ts'

export interface ReservationDeskOptions {
  readonly journal: PaymentJournalPort
  readonly clock: ClockPort
  readonly newId: () => string
  /** Starts a payment with the card in the pad. */
  readonly start: (request: PaymentStart) => Promise<Result<{ paymentId: string; paymentNumber: string }>>
  /** The payment that is under way, and orders to terminals of which nobody knows what became. */
  readonly underWay: () => readonly PaymentIntent[]
  /** Amounts that standalone terminals hold. */
  readonly atTerminals: () => TerminalReservations
  /** Puts a new payment on disk. */
  readonly begin: (intent: PaymentIntent) => Promise<unknown>
  /** Resolves when a payment that was not begun yet has ended, or is unknown. */
  readonly ended: (paymentId: string) => Promise<OperationEnd>
  /** Puts an event through the machine of a payment; resolves when it is on disk. */
  readonly apply: (stored: StoredPayment, event: PaymentEvent) => Promise<PaymentState | null>
  /** Runs `work` while no other payment is open and none can start. */
  readonly whileIdle: <Value>(work: () => Promise<Result<Value>>) => Promise<Result<Value>>
  /** Sends open reversals: nothing is asked of the bank before them. @returns true when none is left. */
  readonly drain: () => Promise<boolean>
  /** A reservation moved, or has just expired. */
  readonly onChange: () => void
}

export interface ReservationStart {
  readonly amountMinor: number
  readonly currency: Currency
  /** What a person calls it: a room, a pump. */
  readonly label: string
  readonly cashier?: Cashier
  /** A name to find it by; one of its own where it is left out. */
  readonly saleId?: string
  /** The standalone terminal that is to hold it; the bank, by the pad, where it is left out. */
  readonly terminalId?: string
}

/** A ticket that is to be paid out of a reservation. */
export interface CompletionStart {
  readonly reservationId: string
  readonly saleId: string
  readonly attempt: number
  readonly amountMinor: number
  readonly cashier?: Cashier
}

/** An amount that is held, as the day's end names it. */
interface HeldAmount {
  readonly number: string
  readonly label: string
  readonly hold: Hold
}

type ReservedState = Extract<PaymentState, { kind: 'reserved' }>

const DAY_MS = 86_400_000

const OF_RESERVATIONS: readonly AskedOperation[] = ['pre-authorisation', 'increment', 'completion', 'release']

/**
 * Amounts that the bank holds and charges nothing of: made with the card, raised and paid from without it, let go of.
 *
 * Guarantees: one ticket at most is paid out of a reservation, and never more than the bank holds, which the journal
 * decides in the transaction that stores the ticket's payment. That transaction holds the word to the bank about the final
 * amount and the armed reversal of the rest, too; the reversal leaves once the bank has taken the final amount. A raise
 * whose answer is lost is taken back, and the reservation keeps its amount; a release is told until the bank has agreed. What
 * a standalone terminal holds is ended by orders to it: `TerminalReservations` has what is promised of those.
 */
export class ReservationDesk {
  readonly #options: ReservationDeskOptions
  #cancelTimer: () => void = () => {}

  constructor(options: ReservationDeskOptions) {
    this.#options = options
  }

  /** Every one that is open, and those that ended in the last days; newest first. */
  async list(): Promise<ReservationView[]> {
    const { clock, journal, underWay } = this.#options
    const now = clock.now()
    const sinceAt = new Date(Date.parse(now) - LIMITS.reservationListedDays * DAY_MS).toISOString()
    const asked = underWay()
    const views: ReservationView[] = []
    for (const stored of await journal.reservations(sinceAt)) {
      const { id, state } = stored.payment
      if (isForgotten(state, now)) continue
      const asks = asked.find(({ original }) => original?.paymentId === id)?.operation
      const isByHand = state.kind === 'held-by-terminal' && this.#options.atTerminals().isByHand(state)
      const view = reservationView(stored, { now, asks, isTakenBack: await this.#isTakenBack(state), isByHand })
      if (view !== null) views.push(view)
    }
    this.#awaitExpiry(views, now)
    return views
  }

  /** What is held and no ticket has taken, for the day's end; newest first. */
  async held(): Promise<HeldAmount[]> {
    const { clock, journal } = this.#options
    const now = clock.now()
    return (await journal.openReservations()).flatMap(({ payment: { number, state } }) => {
      const isHeld = state.kind === 'reserved' || (state.kind === 'held-by-terminal' && !isForgotten(state, now))
      return isHeld ? [{ number, label: state.intent.label ?? '', hold: state.hold }] : []
    })
  }

  /** The ticket that was paid out of it was given back on its terminal, and with it all that was held. */
  async #isTakenBack(state: PaymentState): Promise<boolean> {
    if (state.kind !== 'completed-by-terminal') return false
    const paid = await this.#options.journal.payment(state.completion.paymentId)
    return paid?.state.kind === 'taken-back-by-terminal'
  }

  /**
   * Asks for the card and has the bank hold the amount; as the engine's `start`, whose errors it has, and those of
   * `TerminalReservations`.
   */
  begin({ terminalId, saleId = this.#options.newId(), ...wanted }: ReservationStart) {
    if (terminalId !== undefined) {
      return this.#options.atTerminals().reserve({ ...wanted, saleId, terminalId })
    }
    // Nobody can promise what only the bank can hold.
    return this.#options.start({ ...wanted, saleId, attempt: 1, operation: 'pre-authorisation', bankOnly: true })
  }

  /**
   * Asks the bank to hold more; answers once it did, or did not in time. Errors: SALE_AMOUNT_ZERO, RESERVATION_NOT_FOUND,
   * RESERVATION_NOT_OPEN, RESERVATION_EXPIRED, PAYMENT_ALREADY_OPEN, PAYMENT_REVERSAL_PENDING, STORE_*; TERMINAL_CANNOT, for no
   * terminal raises what it holds.
   */
  async raise(paymentId: string, addMinor: number, cashier?: Cashier): Promise<Result<OperationEnd>> {
    if (addMinor <= 0) return fail('SALE_AMOUNT_ZERO')
    const stored = await this.#options.journal.payment(paymentId)
    if (stored?.state.kind === 'held-by-terminal') return fail('TERMINAL_CANNOT')
    return this.#ask(paymentId, async (reservation) => {
      if (!(await this.#options.drain())) return fail('PAYMENT_REVERSAL_PENDING')
      const id = this.#options.newId()
      const saleId = this.#options.newId()
      const asked = { operation: 'increment', amountMinor: addMinor, bankOnly: true } as const
      return succeed(await this.#intent(reservation, { id, saleId, idempotencyKey: id, ...asked }, cashier))
    })
  }

  /**
   * Pays a ticket out of a reservation: approved at once, without card and without a bank on line, or not at all. What a terminal
   * holds it is ordered to charge; answers once that order is on disk. Errors: as `raise`, and RESERVATION_TOO_SMALL, and those of
   * `TerminalReservations`.
   */
  async complete(wanted: CompletionStart): Promise<Result<{ paymentId: string; paymentNumber: string }>> {
    const { reservationId, saleId, attempt, amountMinor, cashier } = wanted
    if (amountMinor <= 0) return fail('SALE_AMOUNT_ZERO')
    const stored = await this.#options.journal.payment(reservationId)
    if (stored?.state.kind === 'held-by-terminal') {
      const asked = { saleId, attempt, amountMinor, ...(cashier && { cashier }) }
      return this.#options.atTerminals().complete(stored.state, asked)
    }
    const ended = await this.#ask(reservationId, async (reservation) => {
      const { currency } = reservation.intent
      const { reservedMinor } = reservation.hold
      if (amountMinor > reservedMinor) {
        return fail('RESERVATION_TOO_SMALL', { amount: formatAmount(reservedMinor, currency) })
      }
      const idempotencyKey = `${saleId}/${attempt}`
      const asked = { operation: 'completion', id: this.#options.newId(), saleId, idempotencyKey, amountMinor } as const
      return succeed(await this.#intent(reservation, asked, cashier))
    })
    if (!ended.ok) return ended
    const { paymentId, state } = ended.value
    if (state.kind === 'approved') return succeed({ paymentId, paymentNumber: state.intent.number })
    return { ok: false, error: failureOf(state) ?? { code: 'RESERVATION_NOT_OPEN' } }
  }

  /**
   * Has the bank let go of it; answers when that is on disk, and the bank is told until it has agreed. A terminal is ordered to, and
   * its word comes later. Errors: RESERVATION_NOT_FOUND, RESERVATION_NOT_OPEN, PAYMENT_ALREADY_OPEN, STORE_*, and those of
   * `TerminalReservations`.
   */
  async release(paymentId: string, by: string, cashier?: Cashier): Promise<Result<null>> {
    const { apply, atTerminals, journal, whileIdle } = this.#options
    const found = await journal.payment(paymentId)
    if (found?.state.kind === 'held-by-terminal') {
      const ordered = await atTerminals().release(found.state, cashier)
      return ordered.ok ? succeed(null) : ordered
    }
    return whileIdle(async () => {
      const stored = await journal.payment(paymentId)
      const found = reservationOf(stored)
      if (!found.ok || stored === null) return found.ok ? fail('RESERVATION_NOT_FOUND') : found
      const released = await apply(stored, { kind: 'released', by })
      return released === null ? fail('RESERVATION_NOT_OPEN') : succeed(null)
    })
  }

  /**
   * Notes that a person has had the terminal let go of it, on the terminal itself: nobody is asked. Errors: RESERVATION_NOT_OPEN, also
   * while nobody knows what became of an order about it; PAYMENT_ALREADY_OPEN, STORE_*.
   */
  async releasedByHand(paymentId: string, by: string): Promise<Result<null>> {
    const { apply, journal, whileIdle } = this.#options
    return whileIdle(async () => {
      const stored = await journal.payment(paymentId)
      if (stored?.state.kind !== 'held-by-terminal') return fail('RESERVATION_NOT_OPEN')
      const released = await apply(stored, { kind: 'freed-by-hand', by })
      return released === null ? fail('RESERVATION_NOT_OPEN') : succeed(null)
    })
  }

  /** A payment moved: one of a reservation changes what is seen of it. */
  moved({ intent: { operation } }: PaymentState): void {
    if (operation !== undefined && OF_RESERVATIONS.includes(operation)) this.#options.onChange()
  }

  close(): void {
    this.#cancelTimer()
  }

  /** Begins what refers to a reservation that is open, and waits for its end. */
  async #ask(
    reservationId: string,
    prepare: (reservation: ReservedState) => Promise<Result<PaymentIntent>>,
  ): Promise<Result<OperationEnd>> {
    const { begin, clock, ended, journal, whileIdle } = this.#options
    let end: Promise<OperationEnd> | null = null
    const begun = await whileIdle(async () => {
      const reservation = reservationOf(await journal.payment(reservationId))
      if (!reservation.ok) return reservation
      if (isExpired(reservation.value.hold, clock.now())) return fail('RESERVATION_EXPIRED')
      const intent = await prepare(reservation.value)
      if (!intent.ok) return intent
      end = ended(intent.value.id)
      await begin(intent.value)
      return succeed(null)
    })
    if (!begun.ok || end === null) return begun.ok ? fail('PAYMENT_NOT_OPEN') : begun
    return succeed(await end)
  }

  async #intent(
    { intent }: ReservedState,
    asked: Pick<PaymentIntent, 'id' | 'saleId' | 'idempotencyKey' | 'amountMinor' | 'operation' | 'bankOnly'>,
    cashier: Cashier | undefined,
  ): Promise<PaymentIntent> {
    const { clock, journal } = this.#options
    return {
      ...asked,
      number: await journal.nextPaymentNumber(),
      currency: intent.currency,
      startedAt: clock.now(),
      original: { paymentId: intent.id, saleId: intent.saleId },
      ...(intent.label === undefined ? {} : { label: intent.label }),
      ...(cashier && { cashier }),
    }
  }

  /** Tells when the next one expires: nothing else would. */
  #awaitExpiry(views: readonly ReservationView[], now: string): void {
    this.#cancelTimer()
    const due = views.flatMap(({ state, expiresAt }) => (state === 'reserved' ? [Date.parse(expiresAt)] : []))
    if (due.length === 0) return
    const waitMs = Math.min(Math.max(1, Math.min(...due) - Date.parse(now)), DAY_MS)
    this.#cancelTimer = this.#options.clock.after(waitMs, () => this.#options.onChange())
  }
}

function reservationOf(stored: StoredPayment | null): Result<ReservedState> {
  if (stored?.state.intent.operation !== 'pre-authorisation') return fail('RESERVATION_NOT_FOUND')
  return stored.state.kind === 'reserved' ? succeed(stored.state) : fail('RESERVATION_NOT_OPEN')
}
