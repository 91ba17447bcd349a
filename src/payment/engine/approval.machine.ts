import { LIMITS } from '#contract/limits.ts'
import type { Failure } from '#contract/result.ts'
import { declineFailure } from '../acquirer/response-codes.ts'
import type { SaleAnswer } from '../ports/acquirer-host.port.ts'
import type { Transition, TransitionResult } from './payment.machine.ts'
import type { PaymentEffect, PaymentEvent } from './payment-event.ts'
import type { PaymentState, Requested, StoredAnswer } from './payment-state.ts'
import { requested, unknown } from './reversal.machine.ts'

const APPROVAL_AFTER_CANCEL: Failure = { code: 'PAYMENT_CANCELLED' }

function stored(answer: SaleAnswer): StoredAnswer {
  const { redacted: _, ...kept } = answer
  return kept
}

type RequestingState = Extract<PaymentState, { kind: 'requesting' }>

/** The request is on its way or may be: only the host's word, or none, ends this. */
export function whileRequesting(state: RequestingState, event: PaymentEvent, at: string): TransitionResult {
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
  const release: PaymentEffect = { kind: 'dismiss-card', approved: true, responseCode: answer.responseCode }
  return { ...confirmed(state, stored(answer), at, release), eraseSecrets: true }
}

/** Bank and card said yes: the signature is next where one is wanted, else the sale gets its approval. */
function confirmed(state: Requested, answer: StoredAnswer, at: string, release: PaymentEffect): Transition {
  if (!wantsSignature(state, answer)) {
    return {
      state: { kind: 'approved', ...requested(state), answer, approvedAt: at, signed: false },
      effects: [release],
      reversal: { kind: 'discard' },
      approval: true,
    }
  }
  const dueAt = new Date(Date.parse(at) + LIMITS.signatureTimeoutMs).toISOString()
  return {
    state: { kind: 'signing', ...requested(state), answer, askedAt: at, dueAt, signed: true },
    effects: [{ kind: 'await-signature' }, release],
    signatureSlip: true,
  }
}

/** A phone or a watch asked its holder itself, whatever the card's rules or the bank say. */
function wantsSignature({ card, proof }: Requested, answer: StoredAnswer): boolean {
  if (card.device === 'wallet') return false
  const stripeWithoutPin = card.entryMode === 'stripe' && proof.pin === 'none'
  return proof.signatureRequired || stripeWithoutPin || answer.signatureRequired
}

type CompletingState = Extract<PaymentState, { kind: 'completing' }>

/** The host said yes; the chip has the last word. */
export function whileCompleting(state: CompletingState, event: PaymentEvent, at: string): TransitionResult {
  switch (event.kind) {
    case 'cancel-requested':
      return state.cancelRequested ? null : { state: { ...state, cancelRequested: true }, effects: [] }
    case 'card-completed': {
      const release: PaymentEffect = { kind: 'release-card' }
      if (!event.verdict.approved) return unknown(state, state.answer, 'PAYMENT_CARD_REFUSED', 'cardRefused', [release])
      if (state.cancelRequested) return unknown(state, state.answer, 'PAYMENT_CANCELLED', 'cancelled', [release])
      const proof = { ...state.proof, emv: { ...state.proof.emv, ...known(event.verdict.emv) } }
      return confirmed({ ...requested(state), proof }, state.answer, at, release)
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

type SigningState = Extract<PaymentState, { kind: 'signing' }>

/** The slip is out: the cashier compares. Only a signature that was accepted pays; every other way out reverses. */
export function whileSigning(state: SigningState, event: PaymentEvent, at: string): TransitionResult {
  switch (event.kind) {
    case 'signature-accepted':
      return {
        state: { kind: 'approved', ...requested(state), answer: state.answer, approvedAt: at, signed: true },
        effects: [],
        reversal: { kind: 'discard' },
        approval: true,
      }
    case 'signature-refused':
    case 'signature-overdue':
      return unknown(state, state.answer, 'PAYMENT_SIGNATURE_REFUSED', 'cancelled', [])
    case 'cancel-requested':
      return unknown(state, state.answer, 'PAYMENT_CANCELLED', 'cancelled', [])
    case 'approval-not-stored':
      return unknown(state, state.answer, event.failure.code, 'cancelled', [])
    case 'interrupted':
      return unknown(state, state.answer, 'PAYMENT_OUTCOME_UNKNOWN', 'timeout', [])
    default:
      return null
  }
}
