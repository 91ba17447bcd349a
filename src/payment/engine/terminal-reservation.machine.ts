import { LIMITS } from '#contract/limits.ts'
import type { Transition, TransitionResult } from './payment.machine.ts'
import type { PaymentEvent } from './payment-event.ts'
import type { PaidByTerminal, PaymentState } from './payment-state.ts'

const DAY_MS = 86_400_000

type HeldState = Extract<PaymentState, { kind: 'held-by-terminal' }>

/**
 * The terminal's bank holds the amount. No protocol says for how long: it counts from the order, not from the moment at which a
 * lost answer was found, so that nothing is promised for longer than the bank keeps it.
 */
export function heldByTerminal(by: PaidByTerminal): Transition {
  const { startedAt } = by.intent
  const expiresAt = new Date(Date.parse(startedAt) + LIMITS.reservationDays * DAY_MS).toISOString()
  const hold = { reservedMinor: by.result.amountMinor, reservedAt: startedAt, expiresAt }
  return { state: { kind: 'held-by-terminal', ...by, hold }, effects: [], approval: true }
}

/** A terminal that was to end what it holds says that it has let go of it before: by hand on it, or by the order of another till. */
export function isFreedBefore(state: PaymentState): boolean {
  const { order } = state.intent.terminal ?? {}
  const isToEnd = order === 'release' || order === 'complete'
  return isToEnd && state.kind === 'declined' && state.failure.code === 'TERMINAL_ALREADY_VOIDED'
}

/**
 * A reservation at a standalone terminal, from the terminal's yes to its end. Each step is stored together with the approval of
 * the order that causes it; while nobody knows what became of that order, the reservation stays as it is.
 *
 *   ordered ──► held-by-terminal ── a ticket is paid out of it, the rest is free ──► completed-by-terminal
 *                      │
 *                      └── all of it is let go, by an order or by hand on the terminal ──► released-by-terminal
 *
 * That it has expired is no state: time alone decides it, and what an expired one may still do is to be released.
 */
export function whileHeldByTerminal(state: HeldState, event: PaymentEvent, at: string): TransitionResult {
  switch (event.kind) {
    case 'completed': {
      const { completion } = event
      if (completion.amountMinor > state.hold.reservedMinor) return null
      return { state: { ...state, kind: 'completed-by-terminal', completion }, effects: [] }
    }
    case 'freed-by-terminal': {
      const released = { paymentId: event.paymentId, at }
      return { state: { ...state, kind: 'released-by-terminal', released }, effects: [] }
    }
    case 'freed-by-hand':
      return { state: { ...state, kind: 'released-by-terminal', released: { by: event.by, at } }, effects: [] }
    default:
      return null
  }
}
