import { type Currency, formatAmount } from '#contract/money.ts'
import { fail, type Result } from '#contract/result.ts'
import type { ClockPort } from '../ports/clock.port.ts'
import { canHold, type StandaloneTerminal, type TerminalDirectory } from '../ports/terminal-directory.port.ts'
import type { PaymentStart } from './payment-engine-options.ts'
import type { Cashier, OrderIntent, PaymentState } from './payment-state.ts'
import { isExpired } from './reservation-view.ts'

export interface TerminalReservationsOptions {
  readonly directory: TerminalDirectory
  readonly clock: ClockPort
  readonly newId: () => string
  /** Puts an order on disk and gives it to its terminal; answers once it is on disk. */
  readonly start: (request: PaymentStart) => Promise<Started>
  /** The terminal, if it can do this now. */
  readonly mayOrder: (terminalId: string, operation: OrderIntent['order']) => Result<StandaloneTerminal>
}

export interface TerminalReservationStart {
  readonly terminalId: string
  readonly saleId: string
  readonly amountMinor: number
  readonly currency: Currency
  readonly label: string
  readonly cashier?: Cashier
}

/** A ticket that is to be paid out of what a terminal holds. */
export interface TerminalCompletionStart {
  readonly saleId: string
  readonly attempt: number
  readonly amountMinor: number
  readonly cashier?: Cashier
}

type Started = Result<{ readonly paymentId: string; readonly paymentNumber: string }>
export type HeldState = Extract<PaymentState, { kind: 'held-by-terminal' }>

/**
 * Amounts that standalone terminals hold: each is reserved, completed or released by an order of its own, with its own outcome and
 * its own doubt.
 *
 * Guarantees: what is held is completed or released by the very terminal that holds it, once, and never for more than it holds,
 * which the journal decides in the transaction that stores the order; an order that did nothing leaves the reservation as it was;
 * one of which nobody knows what became blocks its terminal, and its reservation with it, until that is known.
 */
export class TerminalReservations {
  readonly #options: TerminalReservationsOptions

  constructor(options: TerminalReservationsOptions) {
    this.#options = options
  }

  /**
   * Has the terminal ask for the card and hold the amount; answers once the order is on disk. A terminal that could not end what it
   * began is not asked to begin it. Errors: TERMINAL_NOT_SET_UP, TERMINAL_CANNOT, TERMINAL_BLOCKED, and as the engine's `start`.
   */
  async reserve({ terminalId, ...wanted }: TerminalReservationStart): Promise<Started> {
    const terminal = this.#options.mayOrder(terminalId, 'reserve')
    if (!terminal.ok) return terminal
    const { id, alias, port } = terminal.value
    if (!canHold(port)) return fail('TERMINAL_CANNOT')
    return this.#options.start({
      ...wanted,
      attempt: 1,
      operation: 'pre-authorisation',
      bankOnly: true,
      terminal: { id, alias, order: 'reserve' },
    })
  }

  /**
   * Has the terminal charge a ticket out of what it holds, and free the rest. Errors: as `reserve`, and SALE_AMOUNT_ZERO,
   * RESERVATION_EXPIRED, RESERVATION_TOO_SMALL, RESERVATION_NOT_OPEN, RESERVATION_NAMELESS.
   */
  async complete(held: HeldState, wanted: TerminalCompletionStart): Promise<Started> {
    const { hold, intent } = held
    const { reservedMinor } = hold
    if (isExpired(hold, this.#options.clock.now())) return fail('RESERVATION_EXPIRED')
    if (wanted.amountMinor > reservedMinor) {
      return fail('RESERVATION_TOO_SMALL', { amount: formatAmount(reservedMinor, intent.currency) })
    }
    return this.#order(held, 'complete', { ...wanted, operation: 'completion' }, { reservedMinor })
  }

  /** Has the terminal let go of all of it, expired or not. Errors: as `complete`. */
  async release(held: HeldState, cashier?: Cashier): Promise<Started> {
    const saleId = this.#options.newId()
    const amountMinor = held.hold.reservedMinor
    return this.#order(held, 'release', {
      saleId,
      attempt: 1,
      amountMinor,
      operation: 'release',
      ...(cashier && { cashier }),
    })
  }

  /** No order ends it: its terminal is none of this till's any more, cannot do that, or gave it no number by which it would know it. */
  isByHand({ intent, result }: HeldState): boolean {
    const terminal = this.#options.directory.find(intent.terminal?.id ?? '')
    return terminal === null || !canHold(terminal.port) || result.reference.receiptNumber === null
  }

  async #order(
    { intent, result }: HeldState,
    order: 'complete' | 'release',
    wanted: Pick<PaymentStart, 'saleId' | 'attempt' | 'amountMinor' | 'operation' | 'cashier'>,
    terms: Pick<OrderIntent, 'reservedMinor'> = {},
  ): Promise<Started> {
    const terminal = this.#options.mayOrder(intent.terminal?.id ?? '', order)
    if (!terminal.ok) return terminal
    // Read on a ticket by a person: the terminal never said by what it would know it again.
    if (result.reference.receiptNumber === null) return fail('RESERVATION_NAMELESS')
    const { id, alias } = terminal.value
    return this.#options.start({
      ...wanted,
      currency: intent.currency,
      bankOnly: true,
      original: { paymentId: intent.id, saleId: intent.saleId },
      ...(intent.label !== undefined && { label: intent.label }),
      terminal: { id, alias, order, original: result.reference, ...terms },
    })
  }
}
