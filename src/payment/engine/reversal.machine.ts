import type { ErrorCode } from '#contract/errors/catalogue.ts'
import { MESSAGE_TYPES } from '../iso8583/bank-operations.ts'
import type { ReversalReason } from '../ports/acquirer-host.port.ts'
import type { ReversalChange } from '../ports/payment-journal.port.ts'
import { operationOf } from './operation.ts'
import type { Transition, TransitionResult } from './payment.machine.ts'
import type { PaymentEffect, PaymentEvent } from './payment-event.ts'
import type { HandClose, Hold, OfflineApproval, PaymentState, Requested, StoredAnswer } from './payment-state.ts'

/** What a payment keeps once its request may have left. */
export function requested(state: Requested): Requested {
  const { intent, card, proof, request, via, holdDays } = state
  return { intent, card, proof, request, via, ...(holdDays === undefined ? {} : { holdDays }) }
}

/** The charge may stand at the host: queue its reversal and say so. */
export function unknown(
  state: Requested & { readonly offline?: OfflineApproval | null; readonly hold?: Hold },
  answer: StoredAnswer | null,
  cause: ErrorCode,
  reason: ReversalReason,
  effects: readonly PaymentEffect[],
): Transition {
  const isAdvised = (state.offline ?? null) !== null
  return {
    state: {
      kind: 'outcome-unknown',
      ...requested(state),
      cause,
      reason,
      attempts: 0,
      nextAttemptAt: null,
      answer,
      isAdvised,
      ...(state.hold && { hold: state.hold }),
    },
    effects: [...effects, { kind: 'wake-reversals' }],
    reversal: queued(state, reason, answer, isAdvised),
    eraseSecrets: true,
  }
}

/** What goes out: the whole price, or what the host says it charged or holds, where that is another amount. */
function queued(
  { intent, request, via, hold }: Requested & { readonly hold?: Hold },
  reason: ReversalReason,
  answer: StoredAnswer | null,
  isAdvised: boolean,
): ReversalChange {
  const originalMti = isAdvised ? '0220' : MESSAGE_TYPES[operationOf(intent)]
  const charged = hold?.reservedMinor ?? answer?.approvedAmountMinor ?? request.amountMinor
  const amountMinor = charged === request.amountMinor ? null : charged
  return { kind: 'queue', reason, request, via, originalMti, amountMinor, remainingMinor: null }
}

/** Nothing goes out any more: what stands at the bank is what it said to a manager. */
function closedByHand(state: UnknownState, { by, word, why }: HandClose): Transition {
  const { cause, reason, attempts, answer, hold } = state
  const ended = { cause, reason, attempts, answer, ...(hold && { hold }), closedByHand: { by, word, why } }
  return { state: { kind: 'reversed', ...requested(state), ...ended }, effects: [], reversal: { kind: 'discard' } }
}

type UnknownState = Extract<PaymentState, { kind: 'outcome-unknown' }>

/**
 * The reversal on its way: attempts, the host's word, a person who asks again. A word on the rest of a reservation comes
 * too late once all of it goes back: its ticket was given back while that message was out, and only a yes to the whole
 * ends the doubt.
 */
export function whileUnknown(state: UnknownState, event: PaymentEvent): TransitionResult {
  if ('leavesMinor' in event && event.leavesMinor !== null) return null
  switch (event.kind) {
    case 'reversal-attempted':
      return {
        state: { ...state, attempts: state.attempts + 1, nextAttemptAt: event.nextAt },
        effects: [],
        reversal: { kind: 'attempt', nextAt: event.nextAt },
      }
    case 'reversal-acknowledged': {
      const { cause, reason, attempts, answer, hold } = state
      return {
        state: { kind: 'reversed', ...requested(state), cause, reason, attempts, answer, ...(hold && { hold }) },
        effects: [],
        reversal: { kind: 'acknowledge', responseCode: event.responseCode },
      }
    }
    case 'reversal-parked':
      return { state, effects: [], reversal: { kind: 'park', responseCode: event.responseCode } }
    case 'reversal-put-off':
    case 'bank-word-noted':
      return { state, effects: [] }
    case 'closed-by-hand':
      return closedByHand(state, event)
    // A parked reversal is asked again, and one that a kill left armed under an unknown outcome goes out after all.
    case 'bank-asked':
    case 'interrupted':
      return {
        state,
        effects: [{ kind: 'wake-reversals' }],
        reversal: queued(state, state.reason, state.answer, state.isAdvised),
        eraseSecrets: true,
      }
    default:
      return null
  }
}
