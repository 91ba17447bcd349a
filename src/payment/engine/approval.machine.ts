import type { ErrorCode } from '#contract/errors/catalogue.ts'
import { LIMITS } from '#contract/limits.ts'
import type { Failure } from '#contract/result.ts'
import { declineFailure } from '../acquirer/response-codes.ts'
import type { SaleAnswer } from '../ports/acquirer-host.port.ts'
import { isBanksAlone, isHeldOnly, isLoading, isWithoutCard, operationOf } from './operation.ts'
import { partlyApproved, whileChoosingPart } from './part-approval.machine.ts'
import type { Transition, TransitionResult } from './payment.machine.ts'
import type { PaymentEffect, PaymentEvent } from './payment-event.ts'
import {
  type OfflineApproval,
  type PaymentState,
  type Requested,
  type StoredAnswer,
  storedAnswer,
} from './payment-state.ts'
import { mayTelephone, referred, whileReferred } from './referral.machine.ts'
import { reservedWith } from './reservation.machine.ts'
import { requested, unknown } from './reversal.machine.ts'

const APPROVAL_AFTER_CANCEL: Failure = { code: 'PAYMENT_CANCELLED' }

type RequestingState = Extract<PaymentState, { kind: 'requesting' }>

/** The request is on its way or may be: only the host's word, or none, ends this. */
export function whileRequesting(state: RequestingState, event: PaymentEvent, at: string): TransitionResult {
  switch (event.kind) {
    case 'cancel-requested':
      return state.cancelRequested ? null : { state: { ...state, cancelRequested: true }, effects: [] }
    case 'host-answered':
      if (event.answer.approved) return onApproval(state, event.answer, at)
      return event.answer.approvedAmountMinor === null
        ? onDecline(state, event.answer, at)
        : partlyApproved(state, storedAnswer(event.answer), at)
    case 'host-prompted':
    case 'prompt-ended':
      return { state, effects: [], note: true }
    case 'rerouted':
      return onRerouted(state, event, at)
    case 'host-not-sent':
      return onNotSent(state, event, at)
    case 'host-silent':
      return unknown(
        state,
        null,
        event.failure.code,
        event.failure.code === 'HOST_MALFORMED_ANSWER' ? 'malformedAnswer' : 'timeout',
        [{ kind: 'dismiss-card', approved: false, responseCode: null }],
      )
    case 'approval-not-stored':
      return unknown(state, event.answer ? storedAnswer(event.answer) : null, event.failure.code, 'cancelled', [
        { kind: 'dismiss-card', approved: false, responseCode: null },
      ])
    case 'interrupted':
      return unknown(state, null, 'PAYMENT_OUTCOME_UNKNOWN', 'timeout', [])
    default:
      return null
  }
}

/** The cashier's choice about a part of the price; what is kept goes on like an approval. */
export function whilePartApproved(
  state: Extract<PaymentState, { kind: 'choosing-part' }>,
  event: PaymentEvent,
  at: string,
): TransitionResult {
  return whileChoosingPart(state, event, at, (part, answer, when, release) =>
    confirmed({ ...part, offline: null }, answer, when, release),
  )
}

/** The cashier telephones; the card is with its holder again. */
export function whileTelephoning(
  state: Extract<PaymentState, { kind: 'referred' }>,
  event: PaymentEvent,
  at: string,
): TransitionResult {
  return whileReferred(state, event, at, (promised, answer, when) => confirmed(promised, answer, when, null))
}

function onDecline(state: RequestingState, answer: SaleAnswer, at: string): Transition {
  const answered = storedAnswer(answer)
  if (mayTelephone(state, answered)) return referred(state, answered, at)
  const failure = declineFailure(answer.responseCode, state.card.scheme, operationOf(state.intent))
  return {
    state: { kind: 'declined', ...requested(state), failure, answer: answered },
    effects: [{ kind: 'dismiss-card', approved: false, responseCode: answer.responseCode }],
    reversal: { kind: 'discard' },
    eraseSecrets: true,
  }
}

/** A tap has spoken with its cryptogram; a chip still has its say in `completing`. */
function onApproval(state: RequestingState, answer: SaleAnswer, at: string): Transition {
  if (state.cancelRequested) {
    return unknown(state, storedAnswer(answer), APPROVAL_AFTER_CANCEL.code, 'cancelled', [
      { kind: 'dismiss-card', approved: false, responseCode: answer.responseCode },
    ])
  }
  if (state.card.entryMode === 'chip' && !isWithoutCard(state.intent)) {
    return {
      state: { kind: 'completing', ...requested(state), cancelRequested: false, answer: storedAnswer(answer) },
      effects: [{ kind: 'complete-card' }],
      eraseSecrets: true,
    }
  }
  const release: PaymentEffect = { kind: 'dismiss-card', approved: true, responseCode: answer.responseCode }
  return { ...confirmed({ ...requested(state), offline: null }, storedAnswer(answer), at, release), eraseSecrets: true }
}

/** Bank and card, or one for both, said yes: the signature is next where one is wanted, else the sale is paid. */
function confirmed(
  state: Requested & { readonly offline: OfflineApproval | null },
  answer: StoredAnswer,
  at: string,
  release: PaymentEffect | null,
): Transition {
  const { offline } = state
  const released = release === null ? [] : [release]
  if (!wantsSignature(state, answer)) {
    const paid = paidWith({ ...state, answer, signed: false }, at)
    return { ...paid, effects: [...released, ...paid.effects] }
  }
  const dueAt = new Date(Date.parse(at) + LIMITS.signatureTimeoutMs).toISOString()
  return {
    state: { kind: 'signing', ...requested(state), answer, offline, askedAt: at, dueAt, signed: true },
    effects: [{ kind: 'await-signature' }, ...released],
    signatureSlip: true,
    ...(offline && { keepSecrets: true }),
  }
}

/** The sale is paid. One without the bank is stored with its advice, and the advice needs the card's blocks. */
function paidWith(state: Requested & Pick<ApprovedState, 'answer' | 'offline' | 'signed'>, at: string): Transition {
  const { answer, offline, signed } = state
  if (isHeldOnly(state.intent)) return reservedWith(state, at)
  if (isLoading(state.intent)) return loadedWith(state, answer, at)
  return {
    state: { kind: 'approved', ...requested(state), answer, offline, signed, approvedAt: at },
    effects: offline ? [{ kind: 'wake-advices' }] : [],
    approval: true,
    ...(offline ? { advice: 'queue', keepSecrets: true } : { reversal: { kind: 'discard' } }),
  }
}

/** The amount is on the card, and stays there. */
function loadedWith(state: Requested, answer: StoredAnswer, at: string): Transition {
  return {
    state: { kind: 'loaded', ...requested(state), answer, loadedAt: at },
    effects: [],
    approval: true,
    reversal: { kind: 'discard' },
  }
}

/** The answer that the terminal gives itself: no code of the bank is in it. */
function ownAnswer({ request }: Requested, { responseCode }: OfflineApproval): StoredAnswer {
  return {
    responseCode,
    approved: true,
    approvedAmountMinor: request.amountMinor,
    signatureRequired: false,
    approvalCode: null,
    retrievalReference: null,
    issuerDataHex: null,
  }
}

const BY_CARD: OfflineApproval = { basis: 'card', responseCode: 'Y1' }
const STAND_IN: OfflineApproval = { basis: 'stand-in', responseCode: 'Y3' }
const BY_RESERVATION: OfflineApproval = { basis: 'completion', responseCode: '00' }

/** A ticket is paid out of a reservation: the bank promised the amount, and is told which part of it is taken. */
export function approvedByReservation(state: Requested, at: string): Transition {
  const { approvalCode = null, retrievalReference = null } = state.request.original ?? {}
  const answer = { ...ownAnswer(state, BY_RESERVATION), approvalCode, retrievalReference }
  return paidWith({ ...state, answer, offline: BY_RESERVATION, signed: false }, at)
}

/** The card said yes by itself: the bank hears of it afterwards. */
export function approvedByCard(state: Requested, at: string): Transition {
  return confirmed({ ...state, offline: BY_CARD }, ownAnswer(state, BY_CARD), at, { kind: 'release-card' })
}

/** No byte left: the other host takes the same request, unless the customer is leaving or it was tried already. */
function onRerouted(
  state: RequestingState,
  { to, failure }: Extract<PaymentEvent, { kind: 'rerouted' }>,
  at: string,
): Transition {
  if (state.cancelRequested || state.rerouted) {
    return onNotSent(state, { kind: 'host-not-sent', failure, standIn: false }, at)
  }
  return {
    state: { ...state, via: to, rerouted: true },
    effects: [{ kind: 'send-sale' }],
    reversal: { kind: 'arm', request: state.request, via: to },
  }
}

/** No byte left. Where the till may stand in, a chip is still asked; a tap has given all it can. */
function onNotSent(
  state: RequestingState,
  { failure, standIn }: Extract<PaymentEvent, { kind: 'host-not-sent' }>,
  at: string,
): Transition {
  const { intent, card } = state
  if (!standIn || state.cancelRequested || isBanksAlone(intent)) {
    const ended = state.cancelRequested
      ? ({ kind: 'cancelled', failure: APPROVAL_AFTER_CANCEL } as const)
      : ({ kind: 'failed', failure } as const)
    return {
      state: { ...ended, intent, card },
      effects: [{ kind: 'dismiss-card', approved: false, responseCode: null }],
      reversal: { kind: 'discard' },
      eraseSecrets: true,
    }
  }
  if (card.entryMode === 'chip') {
    return {
      state: { kind: 'standing-in', ...requested(state), cancelRequested: false },
      effects: [{ kind: 'ask-card-alone' }],
      reversal: { kind: 'discard' },
    }
  }
  const release: PaymentEffect = { kind: 'dismiss-card', approved: true, responseCode: STAND_IN.responseCode }
  const deferred = confirmed({ ...requested(state), offline: STAND_IN }, ownAnswer(state, STAND_IN), at, release)
  return { ...deferred, reversal: { kind: 'discard' } }
}

type StandingInState = Extract<PaymentState, { kind: 'standing-in' }>

/** The bank knows nothing of this sale: whatever is not an approval by the card leaves no trace there. */
export function whileStandingIn(state: StandingInState, event: PaymentEvent, at: string): TransitionResult {
  const { intent, card } = state
  const release: PaymentEffect = { kind: 'release-card' }
  switch (event.kind) {
    case 'cancel-requested':
      return state.cancelRequested ? null : { state: { ...state, cancelRequested: true }, effects: [] }
    case 'card-completed': {
      const proof = { ...state.proof, emv: { ...state.proof.emv, ...known(event.verdict.emv) } }
      if (!event.verdict.approved) {
        const failure: Failure = { code: 'PAYMENT_CARD_REFUSED' }
        return {
          state: { kind: 'declined', ...requested(state), proof, failure, answer: null },
          effects: [release],
          eraseSecrets: true,
        }
      }
      if (state.cancelRequested) return withoutBank('cancelled', state, APPROVAL_AFTER_CANCEL, [release])
      return confirmed({ ...requested(state), proof, offline: STAND_IN }, ownAnswer(state, STAND_IN), at, release)
    }
    case 'card-lost':
      return withoutBank('failed', { intent, card }, event.failure, [{ kind: 'stop-pad' }, release])
    case 'approval-not-stored':
      return withoutBank('failed', { intent, card }, event.failure, [release])
    case 'interrupted':
      return withoutBank('cancelled', { intent, card }, { code: 'PAYMENT_CANCELLED' }, [])
    default:
      return null
  }
}

/** Nothing was paid and the bank was never told. */
function withoutBank(
  kind: 'cancelled' | 'failed',
  { intent, card }: Pick<Requested, 'intent' | 'card'>,
  failure: Failure,
  effects: readonly PaymentEffect[],
): Transition {
  return { state: { kind, intent, card, failure }, effects, eraseSecrets: true }
}

type ApprovedState = Extract<PaymentState, { kind: 'approved' }>

/** A part of a sale that is left, or one that is voided: the bank takes it back, or is never told of it. */
export function giveBack(
  state: ApprovedState,
  { kind, isAtBank, via }: Extract<PaymentEvent, { kind: 'given-back' | 'voided' }>,
): Transition {
  const cause = kind === 'voided' ? 'PAYMENT_VOIDED' : 'PAYMENT_CANCELLED'
  const advice = state.offline ? ({ advice: 'withdraw' } as const) : {}
  if (isAtBank) return { ...unknown({ ...state, via }, state.answer, cause, 'cancelled', []), ...advice }
  return { ...withoutBank('cancelled', state, { code: cause }, []), ...advice }
}

/**
 * A phone or a watch asked its holder itself, whatever the card's rules or the bank say; where no card was asked nobody
 * is there to sign.
 */
function wantsSignature({ intent, card, proof }: Requested, answer: StoredAnswer): boolean {
  if (isWithoutCard(intent) || isLoading(intent)) return false
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
      return confirmed({ ...requested(state), proof, offline: null }, state.answer, at, release)
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
      return paidWith(state, at)
    case 'signature-refused':
    case 'signature-overdue':
      return unpaid(state, 'PAYMENT_SIGNATURE_REFUSED')
    case 'cancel-requested':
      return unpaid(state, 'PAYMENT_CANCELLED')
    case 'approval-not-stored':
      return unpaid(state, event.failure.code)
    case 'interrupted':
      return unpaid(state, state.offline ? 'PAYMENT_CANCELLED' : 'PAYMENT_OUTCOME_UNKNOWN')
    default:
      return null
  }
}

/** The bank takes back what it charged; of a sale without it, it never hears. */
function unpaid(state: SigningState, cause: ErrorCode): Transition {
  if (state.offline) return withoutBank('cancelled', state, { code: cause }, [])
  return unknown(state, state.answer, cause, cause === 'PAYMENT_OUTCOME_UNKNOWN' ? 'timeout' : 'cancelled', [])
}
