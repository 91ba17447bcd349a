import type { Failure } from '#contract/result.ts'
import { declineFailure } from '../acquirer/response-codes.ts'
import { operationOf } from './operation.ts'
import type { Transition, TransitionResult } from './payment.machine.ts'
import type { PaymentEvent } from './payment-event.ts'
import { type PaymentState, storedAnswer } from './payment-state.ts'
import { requested } from './reversal.machine.ts'

type RequestingState = Extract<PaymentState, { kind: 'requesting' }>

/**
 * A balance or a card check while the bank is asked. No money moves, so that nothing is armed and nothing reversed:
 *
 *   requesting ── the bank's yes ──► looked-at (on disk together with its slip)
 *       │ │ └──── its no ──────────► declined
 *       │ └────── silent, not reached, slip refused by the disk ──► failed
 *       └──────── cancel (once the bank has spoken), kill ────────► cancelled
 */
export function whileQuestioning(state: RequestingState, event: PaymentEvent): TransitionResult {
  switch (event.kind) {
    case 'cancel-requested':
      return state.cancelRequested ? null : { state: { ...state, cancelRequested: true }, effects: [] }
    case 'host-answered':
      return onAnswer(state, event)
    case 'host-prompted':
    case 'prompt-ended':
      return { state, effects: [], note: true }
    case 'rerouted':
      if (state.cancelRequested || state.rerouted) return unanswered(state, event.failure)
      return { state: { ...state, via: event.to, rerouted: true }, effects: [{ kind: 'send-sale' }] }
    case 'host-silent':
      return unanswered(state, { code: 'PAYMENT_QUESTION_UNANSWERED' })
    case 'host-not-sent':
    case 'approval-not-stored':
      return unanswered(state, event.failure)
    case 'interrupted': {
      const { intent, card } = state
      return { state: { kind: 'cancelled', intent, card, failure: CANCELLED }, effects: [] }
    }
    default:
      return null
  }
}

const CANCELLED: Failure = { code: 'PAYMENT_CANCELLED' }

function onAnswer(state: RequestingState, event: Extract<PaymentEvent, { kind: 'host-answered' }>): Transition {
  const { intent, card } = state
  const { approved, responseCode } = event.answer
  const dismiss = { kind: 'dismiss-card', approved, responseCode } as const
  if (state.cancelRequested) {
    return { state: { kind: 'cancelled', intent, card, failure: CANCELLED }, effects: [dismiss] }
  }
  const answer = storedAnswer(event.answer)
  if (approved) return { state: { kind: 'looked-at', ...requested(state), answer }, effects: [dismiss], approval: true }
  const failure = declineFailure(responseCode, card.scheme, operationOf(intent))
  return { state: { kind: 'declined', ...requested(state), failure, answer }, effects: [dismiss] }
}

/** Nothing was asked, or nothing was heard: either way nothing moved. */
function unanswered({ intent, card, cancelRequested }: RequestingState, failure: Failure): Transition {
  const ended = cancelRequested
    ? ({ kind: 'cancelled', failure: CANCELLED } as const)
    : ({ kind: 'failed', failure } as const)
  return {
    state: { ...ended, intent, card },
    effects: [{ kind: 'dismiss-card', approved: false, responseCode: null }],
  }
}
