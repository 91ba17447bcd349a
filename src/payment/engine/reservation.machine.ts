import { LIMITS } from '#contract/limits.ts'
import { MESSAGE_TYPES } from '../iso8583/bank-operations.ts'
import type { ReversalChange } from '../ports/payment-journal.port.ts'
import type { Transition, TransitionResult } from './payment.machine.ts'
import type { PaymentEvent } from './payment-event.ts'
import type { PaymentState, Requested, StoredAnswer } from './payment-state.ts'
import { requested, unknown } from './reversal.machine.ts'

const DAY_MS = 86_400_000

type ReservedState = Extract<PaymentState, { kind: 'reserved' }>
type CompletedState = Extract<PaymentState, { kind: 'completed' }>

/** The bank holds what was asked, and charges nothing. */
export function reservedWith(
  state: Requested & { readonly answer: StoredAnswer; readonly signed: boolean },
  at: string,
): Transition {
  const { answer, signed, request, holdDays = LIMITS.reservationDays } = state
  const expiresAt = new Date(Date.parse(at) + holdDays * DAY_MS).toISOString()
  const hold = { reservedMinor: request.amountMinor, reservedAt: at, expiresAt }
  return {
    state: { kind: 'reserved', ...requested(state), answer, signed, hold },
    effects: [],
    approval: true,
    reversal: { kind: 'discard' },
  }
}

/**
 * A reservation from the bank's yes to its end. Each step but the release is stored together with the step of the other
 * payment that causes it.
 *
 *                raised by an increment
 *                      ┌──┐
 *   pre-authorised ──► reserved ──── a ticket is paid out of it ────► completed ──► rest given back
 *                      │  ▲                                              │  │      (armed until the bank has the amount)
 *            released  │  └──── ticket given back, bank never told ──────┘  │ ticket given back, bank told
 *                      └──────────────► outcome-unknown ◄───────────────────┘
 *                                             └──► reversed: the bank has let go of it
 *
 * That it has expired is no state: time alone decides it, and what an expired one may still do is to be released.
 */
export function whileReserved(state: ReservedState, event: PaymentEvent): TransitionResult {
  switch (event.kind) {
    case 'raised': {
      const { hold } = state
      return {
        state: { ...state, hold: { ...hold, reservedMinor: hold.reservedMinor + event.byMinor } },
        effects: [],
      }
    }
    case 'completed': {
      const { completion } = event
      const { kind: _, ...held } = state
      if (completion.amountMinor > state.hold.reservedMinor) return null
      const isWhole = completion.amountMinor === state.hold.reservedMinor
      return {
        state: { ...held, kind: 'completed', completion },
        effects: [],
        ...(isWhole ? {} : { reversal: { kind: 'arm-rest', ...restOf(held, completion.amountMinor) } }),
      }
    }
    case 'released':
      return released(state)
    default:
      return null
  }
}

/** What is left is on its way back, or the ticket is given back after all. */
export function whileCompleted(state: CompletedState, event: PaymentEvent): TransitionResult {
  const { kind: _, completion, ...held } = state
  const hasRest = completion.amountMinor < state.hold.reservedMinor
  switch (event.kind) {
    case 'reopened':
      return {
        state: { ...held, kind: 'reserved' },
        effects: [],
        ...(hasRest ? { reversal: { kind: 'discard' } } : {}),
      }
    case 'released':
      return released(state)
    case 'reversal-attempted':
      return { state, effects: [], reversal: { kind: 'attempt', nextAt: event.nextAt } }
    case 'reversal-acknowledged':
      return { state, effects: [], reversal: { kind: 'acknowledge', responseCode: event.responseCode } }
    case 'reversal-parked':
      return { state, effects: [], reversal: { kind: 'park', responseCode: event.responseCode } }
    case 'reversal-put-off':
      return { state, effects: [] }
    // The rest is not asked for any more: the bank lets go of it when the reservation expires, if not before.
    case 'closed-by-hand':
      return { state: { ...state }, effects: [], reversal: { kind: 'discard' } }
    case 'bank-asked':
      return {
        state,
        effects: [{ kind: 'wake-reversals' }],
        reversal: { kind: 'queue', reason: 'partial', ...restOf(held, completion.amountMinor) },
      }
    default:
      return null
  }
}

/** The bank lets go of all that it still holds. */
function released(state: ReservedState | CompletedState): Transition {
  return unknown(state, state.answer, 'RESERVATION_RELEASED', 'cancelled', [])
}

/** The partial reversal: what stands afterwards is what the ticket was paid with (acquirer-host sheet 2, reason 4004). */
function restOf(
  { request, via, hold }: Pick<ReservedState, 'request' | 'via' | 'hold'>,
  remainingMinor: number,
): Omit<Extract<ReversalChange, { kind: 'arm-rest' }>, 'kind'> {
  const amountMinor = hold.reservedMinor === request.amountMinor ? null : hold.reservedMinor
  return { request, via, originalMti: MESSAGE_TYPES['pre-authorisation'], amountMinor, remainingMinor }
}
