import type { ErrorCode } from '#contract/errors/catalogue.ts'
import type { ReversalReason } from '../ports/acquirer-host.port.ts'
import type { Transition, TransitionResult } from './payment.machine.ts'
import type { PaymentEffect, PaymentEvent } from './payment-event.ts'
import type { PaymentState, Requested, StoredAnswer } from './payment-state.ts'

/** What a payment keeps once its request may have left. */
export function requested(state: Requested): Requested {
  const { intent, card, proof, request } = state
  return { intent, card, proof, request }
}

/** The charge may stand at the host: queue its reversal and say so. */
export function unknown(
  state: Requested,
  answer: StoredAnswer | null,
  cause: ErrorCode,
  reason: ReversalReason,
  effects: readonly PaymentEffect[],
): Transition {
  return {
    state: { kind: 'outcome-unknown', ...requested(state), cause, reason, attempts: 0, nextAttemptAt: null, answer },
    effects: [...effects, { kind: 'wake-reversals' }],
    reversal: { kind: 'queue', reason },
    eraseSecrets: true,
  }
}

type UnknownState = Extract<PaymentState, { kind: 'outcome-unknown' }>

/** The reversal on its way: attempts, the host's word, a person who asks again. */
export function whileUnknown(state: UnknownState, event: PaymentEvent): TransitionResult {
  switch (event.kind) {
    case 'reversal-attempted':
      return {
        state: { ...state, attempts: state.attempts + 1, nextAttemptAt: event.nextAt },
        effects: [],
        reversal: { kind: 'attempt', nextAt: event.nextAt },
      }
    case 'reversal-acknowledged': {
      const { cause, reason, attempts, answer } = state
      return {
        state: { kind: 'reversed', ...requested(state), cause, reason, attempts, answer },
        effects: [],
        reversal: { kind: 'acknowledge', responseCode: event.responseCode },
      }
    }
    case 'reversal-parked':
      return { state, effects: [], reversal: { kind: 'park', responseCode: event.responseCode } }
    // A parked reversal is asked again, and one that a kill left armed under an unknown outcome goes out after all.
    case 'bank-asked':
    case 'interrupted':
      return {
        state,
        effects: [{ kind: 'wake-reversals' }],
        reversal: { kind: 'queue', reason: state.reason },
        eraseSecrets: true,
      }
    default:
      return null
  }
}
