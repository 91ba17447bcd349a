import { assertNever, type Failure } from '#contract/result.ts'
import { declineFailure } from '../acquirer/response-codes.ts'
import type { ReversalReason, SaleAnswer } from '../ports/acquirer-host.port.ts'
import type { ReversalChange } from '../ports/payment-journal.port.ts'
import type { PaymentEffect, PaymentEvent } from './payment-event.ts'
import type { PaymentState, Requested, StoredAnswer } from './payment-state.ts'

/** What one event makes of a payment. All of `state`, `reversal` and the secrets' fate go to disk in one step. */
export interface Transition {
  readonly state: PaymentState
  readonly effects: readonly PaymentEffect[]
  readonly reversal?: ReversalChange
  /** The request's card secrets are stored with this step. */
  readonly keepSecrets?: true
  readonly eraseSecrets?: true
  /** This step is an approval: it is stored together with what the till makes of it. */
  readonly approval?: true
}

/** Null: the event does not concern this state any more (a late answer); it is journaled and changes nothing. */
export type TransitionResult = Transition | null

const APPROVAL_AFTER_CANCEL: Failure = { code: 'PAYMENT_CANCELLED' }

/**
 * The card payment as a pure function; the diagram stands at `PaymentState`.
 *
 * Guarantees: nothing charges before `requesting` is on disk with its armed reversal; after it, every way out is
 * an approval stored with the sale, a decline by the host, a host that was never reached, or a reversal. No state
 * leads back to a request.
 *
 * @param at when the event happened, UTC; the time of an approval.
 */
export function transition(state: PaymentState | null, event: PaymentEvent, at: string): TransitionResult {
  if (event.kind === 'started') {
    return state === null ? { state: { kind: 'intent', intent: event.intent }, effects: [] } : null
  }
  if (state === null) return null
  switch (state.kind) {
    case 'intent':
    case 'reading':
    case 'encrypting':
    case 'authorising':
      return beforeRequest(state, event)
    case 'requesting':
      return whileRequesting(state, event, at)
    case 'completing':
      return whileCompleting(state, event, at)
    case 'outcome-unknown':
      return whileUnknown(state, event)
    case 'approved':
      return event.kind === 'given-back' ? unknown(state, state.answer, 'PAYMENT_CANCELLED', 'cancelled', []) : null
    case 'declined':
    case 'cancelled':
    case 'failed':
    case 'reversed':
      return null
    default:
      return assertNever(state)
  }
}

type EarlyState = Extract<PaymentState, { kind: 'intent' | 'reading' | 'encrypting' | 'authorising' }>

/** Nothing has left the till: every trouble ends here without a trace at the bank. */
function beforeRequest(state: EarlyState, event: PaymentEvent): TransitionResult {
  const { intent } = state
  const card = 'card' in state ? state.card : null
  switch (event.kind) {
    case 'pad-asked':
      return state.kind === 'intent' ? { state: { kind: 'reading', intent }, effects: [{ kind: 'read-card' }] } : null
    case 'card-read':
      if (state.kind !== 'reading') return null
      return { state: { kind: 'encrypting', intent, card: event.card }, effects: [{ kind: 'encrypt-track' }] }
    case 'track-encrypted':
      if (state.kind !== 'encrypting') return null
      return { state: { kind: 'authorising', intent, card: state.card }, effects: [{ kind: 'authorise-card' }] }
    case 'card-declined':
      if (state.kind !== 'authorising') return null
      return {
        state: {
          kind: 'declined',
          intent,
          card: state.card,
          proof: event.proof,
          failure: { code: 'PAYMENT_CARD_REFUSED' },
          answer: null,
        },
        effects: [{ kind: 'release-card' }],
      }
    case 'request-prepared':
      if (state.kind !== 'authorising') return null
      return {
        state: {
          kind: 'requesting',
          intent,
          card: state.card,
          proof: event.proof,
          request: event.request,
          cancelRequested: false,
        },
        effects: [{ kind: 'send-sale' }],
        reversal: { kind: 'arm', request: event.request },
        keepSecrets: true,
      }
    case 'cancel-requested':
      return {
        state: { kind: 'cancelled', intent, card, failure: { code: 'PAYMENT_CANCELLED' } },
        effects: state.kind === 'intent' ? [] : [{ kind: 'stop-pad' }, { kind: 'release-card' }],
      }
    case 'pad-failed':
      return endedByPad(state, event.failure)
    case 'interrupted':
      return { state: { kind: 'cancelled', intent, card, failure: { code: 'PAYMENT_CANCELLED' } }, effects: [] }
    default:
      return null
  }
}

function endedByPad(state: EarlyState, failure: Failure): Transition {
  const card = 'card' in state ? state.card : null
  const byPerson = failure.code === 'PINPAD_CUSTOMER_CANCELLED' || failure.code === 'PAYMENT_CANCELLED'
  return {
    state: { kind: byPerson ? 'cancelled' : 'failed', intent: state.intent, card, failure },
    effects: failure.code === 'PINPAD_LINK_LOST' ? [] : [{ kind: 'stop-pad' }, { kind: 'release-card' }],
  }
}

function requested(state: Requested): Requested {
  const { intent, card, proof, request } = state
  return { intent, card, proof, request }
}

function stored(answer: SaleAnswer): StoredAnswer {
  const { redacted: _, ...kept } = answer
  return kept
}

/** The charge may stand at the host: queue its reversal and say so. */
function unknown(
  state: Requested,
  answer: StoredAnswer | null,
  cause: Failure['code'],
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

type RequestingState = Extract<PaymentState, { kind: 'requesting' }>

function whileRequesting(state: RequestingState, event: PaymentEvent, at: string): TransitionResult {
  switch (event.kind) {
    case 'cancel-requested':
      return state.cancelRequested ? null : { state: { ...state, cancelRequested: true }, effects: [] }
    case 'host-answered':
      if (event.answer.approved) return onApproval(state, event.answer, at)
      return event.answer.approvedAmountMinor === null
        ? onDecline(state, event.answer)
        : onPartialApproval(state, event.answer)
    case 'host-not-sent':
      return {
        state: { kind: 'failed', intent: state.intent, card: state.card, failure: event.failure },
        effects: [{ kind: 'dismiss-card', approved: false, responseCode: null }],
        reversal: { kind: 'discard' },
        eraseSecrets: true,
      }
    case 'host-silent':
      return unknown(
        state,
        null,
        event.failure.code,
        event.failure.code === 'HOST_MALFORMED_ANSWER' ? 'malformedAnswer' : 'timeout',
        [{ kind: 'dismiss-card', approved: false, responseCode: null }],
      )
    case 'approval-not-stored':
      return unknown(state, null, event.failure.code, 'cancelled', [
        { kind: 'dismiss-card', approved: false, responseCode: null },
      ])
    case 'interrupted':
      return unknown(state, null, 'PAYMENT_OUTCOME_UNKNOWN', 'timeout', [])
    default:
      return null
  }
}

/** A part of the price stands at the host: it is taken back, and the customer pays in another way. */
function onPartialApproval(state: RequestingState, answer: SaleAnswer): Transition {
  return unknown(state, stored(answer), 'PAYMENT_PARTLY_APPROVED', 'cancelled', [
    { kind: 'dismiss-card', approved: false, responseCode: answer.responseCode },
  ])
}

function onDecline(state: RequestingState, answer: SaleAnswer): Transition {
  const failure = declineFailure(answer.responseCode, state.card.scheme)
  return {
    state: { kind: 'declined', ...requested(state), failure, answer: stored(answer) },
    effects: [{ kind: 'dismiss-card', approved: false, responseCode: answer.responseCode }],
    reversal: { kind: 'discard' },
    eraseSecrets: true,
  }
}

/** A tap has spoken with its cryptogram; a chip still has its say in `completing`. */
function onApproval(state: RequestingState, answer: SaleAnswer, at: string): Transition {
  if (state.cancelRequested) {
    return unknown(state, stored(answer), APPROVAL_AFTER_CANCEL.code, 'cancelled', [
      { kind: 'dismiss-card', approved: false, responseCode: answer.responseCode },
    ])
  }
  if (state.card.entryMode === 'chip') {
    return {
      state: { kind: 'completing', ...requested(state), cancelRequested: false, answer: stored(answer) },
      effects: [{ kind: 'complete-card' }],
      eraseSecrets: true,
    }
  }
  return {
    state: { kind: 'approved', ...requested(state), answer: stored(answer), approvedAt: at },
    effects: [{ kind: 'dismiss-card', approved: true, responseCode: answer.responseCode }],
    reversal: { kind: 'discard' },
    eraseSecrets: true,
    approval: true,
  }
}

type CompletingState = Extract<PaymentState, { kind: 'completing' }>

function whileCompleting(state: CompletingState, event: PaymentEvent, at: string): TransitionResult {
  switch (event.kind) {
    case 'cancel-requested':
      return state.cancelRequested ? null : { state: { ...state, cancelRequested: true }, effects: [] }
    case 'card-completed': {
      const release: PaymentEffect = { kind: 'release-card' }
      if (!event.verdict.approved) return unknown(state, state.answer, 'PAYMENT_CARD_REFUSED', 'cardRefused', [release])
      if (state.cancelRequested) return unknown(state, state.answer, 'PAYMENT_CANCELLED', 'cancelled', [release])
      return {
        state: {
          kind: 'approved',
          ...requested(state),
          proof: { ...state.proof, emv: { ...state.proof.emv, ...known(event.verdict.emv) } },
          answer: state.answer,
          approvedAt: at,
        },
        effects: [release],
        reversal: { kind: 'discard' },
        approval: true,
      }
    }
    case 'card-lost':
      return unknown(state, state.answer, event.failure.code, 'cardRefused', [
        { kind: 'stop-pad' },
        { kind: 'release-card' },
      ])
    case 'approval-not-stored':
      return unknown(state, state.answer, event.failure.code, 'cancelled', [{ kind: 'release-card' }])
    case 'interrupted':
      return unknown(state, state.answer, 'PAYMENT_OUTCOME_UNKNOWN', 'timeout', [])
    default:
      return null
  }
}

/** The figures the card's last word really gave; the others keep their first value. */
function known<Figures extends object>(figures: Figures): Partial<Figures> {
  return Object.fromEntries(Object.entries(figures).filter(([, value]) => value !== null)) as Partial<Figures>
}

type UnknownState = Extract<PaymentState, { kind: 'outcome-unknown' }>

function whileUnknown(state: UnknownState, event: PaymentEvent): TransitionResult {
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
