import { LIMITS } from '#contract/limits.ts'
import { assertNever, type Failure } from '#contract/result.ts'
import type { ReversalChange } from '../ports/payment-journal.port.ts'
import type { CardRead } from '../ports/pin-pad.port.ts'
import type { CardQuestion } from '../products/card-products.ts'
import {
  approvedByCard,
  approvedByReservation,
  giveBack,
  whileCompleting,
  whilePartApproved,
  whileRequesting,
  whileSigning,
  whileStandingIn,
  whileTelephoning,
} from './approval.machine.ts'
import { isBanksAlone, isByReference, isQuestion, isWithoutCard, operationOf } from './operation.ts'
import type { PaymentEffect, PaymentEvent } from './payment-event.ts'
import type { CardProof, PaymentIntent, PaymentState, Requested } from './payment-state.ts'
import { whileQuestioning } from './question.machine.ts'
import { whileCompleted, whileReserved } from './reservation.machine.ts'
import { whileUnknown } from './reversal.machine.ts'
import { ordered, whileOrdered, whileOrderUnknown, whilePaidByTerminal } from './terminal-payment.machine.ts'
import { whileHeldByTerminal } from './terminal-reservation.machine.ts'

/** What one event makes of a payment. All of `state`, `reversal` and the secrets' fate go to disk in one step. */
export interface Transition {
  readonly state: PaymentState
  readonly effects: readonly PaymentEffect[]
  readonly reversal?: ReversalChange
  /** The request's card secrets are stored with this step. */
  readonly keepSecrets?: true
  readonly eraseSecrets?: true
  /** The PIN block is no part of what is kept from now on. */
  readonly dropPin?: true
  /** This step is an approval: it is stored together with what the till makes of it. */
  readonly approval?: true
  /** This step is stored together with the slip that the cardholder signs. */
  readonly signatureSlip?: true
  /** Something is noted and the payment stays as it is: where the disk refuses that, nothing else follows. */
  readonly note?: true
  /** The bank must be told of the sale afterwards, or need not be any more. */
  readonly advice?: 'queue' | 'withdraw'
}

/** Null: the event does not concern this state any more (a late answer); it is journaled and changes nothing. */
export type TransitionResult = Transition | null

/**
 * The card payment as a pure function; the diagram stands at `PaymentState`.
 *
 * Guarantees: nothing charges before `requesting` is on disk with its armed reversal; after it, every way out is
 * an approval stored with the sale, a decline by the host, hosts that were never reached, or a reversal at the host that
 * may know of it. What is approved without the host is stored with its advice in the same step. No state leads back to a
 * request; one that was never sent goes on to the other host, once, with its reversal armed for that one.
 *
 * @param at when the event happened, UTC; the time of an approval.
 */
export function transition(state: PaymentState | null, event: PaymentEvent, at: string): TransitionResult {
  if (event.kind === 'started') {
    const { intent } = event
    if (state !== null) return null
    return intent.terminal ? ordered(intent) : { state: { kind: 'intent', intent }, effects: begun(intent) }
  }
  if (state === null) return null
  const result = moved(state, event, at)
  return result !== null && isWithoutCard(state.intent) ? withoutPad(result) : result
}

/** What is asked without a card is built at once; a card is asked for when the pad is there. */
function begun(intent: PaymentIntent): readonly PaymentEffect[] {
  if (intent.codeProduct !== undefined) return [{ kind: 'prepare-code' }]
  return isByReference(intent) ? [{ kind: 'prepare-reference' }] : []
}

/** Nobody stands at the pad for what is asked without a card. */
function withoutPad(result: Transition): Transition {
  return { ...result, effects: result.effects.filter(({ kind }) => !PAD_EFFECTS.includes(kind)) }
}

const PAD_EFFECTS: readonly PaymentEffect['kind'][] = ['dismiss-card', 'release-card', 'stop-pad']

function moved(state: PaymentState, event: PaymentEvent, at: string): TransitionResult {
  switch (state.kind) {
    case 'confirming-repeat':
      return whileConfirmingRepeat(state, event) ?? beforeRequest(state, event, at)
    case 'asking':
      return whileAsking(state, event) ?? beforeRequest(state, event, at)
    case 'intent':
    case 'reading':
    case 'encrypting':
    case 'authorising':
      return beforeRequest(state, event, at)
    case 'requesting':
      return isQuestion(state.intent) ? whileQuestioning(state, event) : whileRequesting(state, event, at)
    case 'standing-in':
      return whileStandingIn(state, event, at)
    case 'choosing-part':
      return whilePartApproved(state, event, at)
    case 'referred':
      return whileTelephoning(state, event, at)
    case 'completing':
      return whileCompleting(state, event, at)
    case 'signing':
      return whileSigning(state, event, at)
    case 'outcome-unknown':
      return whileUnknown(state, event)
    case 'approved':
      // What went back stays back: a refund is taken back only while the bank has not answered it.
      if (operationOf(state.intent) === 'refund') return null
      return event.kind === 'given-back' || event.kind === 'voided' ? giveBack(state, event) : null
    case 'reserved':
      // A raise has no life of its own: what it asked for belongs to its reservation.
      return isByReference(state.intent) ? null : whileReserved(state, event)
    case 'completed':
      return whileCompleted(state, event)
    case 'ordered':
      return whileOrdered(state, event, at)
    case 'order-unknown':
      return whileOrderUnknown(state, event, at)
    case 'paid-by-terminal':
      return whilePaidByTerminal(state, event, at)
    case 'held-by-terminal':
      return whileHeldByTerminal(state, event, at)
    case 'completed-by-terminal':
    case 'released-by-terminal':
    case 'taken-back-by-terminal':
    case 'looked-at':
    case 'loaded':
    case 'declined':
    case 'cancelled':
    case 'failed':
    case 'reversed':
      return null
    default:
      return assertNever(state)
  }
}

type EarlyState = Extract<
  PaymentState,
  { kind: 'intent' | 'reading' | 'confirming-repeat' | 'asking' | 'encrypting' | 'authorising' }
>

/** Nothing has left the till: every trouble ends here without a trace at the bank. */
function beforeRequest(state: EarlyState, event: PaymentEvent, at: string): TransitionResult {
  const { intent } = state
  const card = 'card' in state ? state.card : null
  switch (event.kind) {
    case 'pad-asked':
      if (state.kind !== 'intent' || isWithoutCard(intent)) return null
      return { state: { kind: 'reading', intent }, effects: [{ kind: 'read-card' }] }
    case 'card-read':
      return state.kind === 'reading' ? onCardRead(state.intent, event, at) : null
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
    case 'card-approved':
      if (state.kind !== 'authorising') return null
      // What only the bank can do is not done, whatever the card says.
      if (isBanksAlone(intent)) return endedByPad(state, { code: 'PINPAD_CARD_NOT_ACCEPTED' })
      return approvedByCard(
        { intent, card: state.card, proof: event.proof, request: event.request, via: event.via },
        at,
      )
    case 'request-prepared':
      return state.kind === 'authorising' ? onPrepared(intent, state.card, event) : null
    case 'code-prepared':
      return state.kind === 'intent' && intent.codeProduct !== undefined ? asked({ intent, ...event }) : null
    case 'reference-prepared':
    case 'completion-prepared':
      return state.kind === 'intent' && isByReference(intent) ? onReference(intent, event, at) : null
    case 'cancel-requested':
      return {
        state: { kind: 'cancelled', intent, card, failure: { code: 'PAYMENT_CANCELLED' } },
        effects: state.kind === 'intent' ? [] : [{ kind: 'stop-pad' }, { kind: 'release-card' }],
      }
    case 'pad-failed':
    case 'not-routed':
      return endedByPad(state, event.failure)
    case 'interrupted':
      return { state: { kind: 'cancelled', intent, card, failure: { code: 'PAYMENT_CANCELLED' } }, effects: [] }
    default:
      return null
  }
}

/** The card's request is ready to leave. A question charges nothing: nothing of it is taken back, or needed by a later start. */
function onPrepared(
  intent: PaymentIntent,
  card: CardRead,
  { proof, request, via, holdDays }: Extract<PaymentEvent, { kind: 'request-prepared' }>,
): Transition {
  const kept = holdDays === undefined ? {} : { holdDays }
  return {
    state: { kind: 'requesting', intent, card, proof, request, via, ...kept, cancelRequested: false },
    effects: [{ kind: 'send-sale' }],
    ...(!isQuestion(intent) && { reversal: { kind: 'arm', request, via }, keepSecrets: true }),
  }
}

/** What is asked without a card is ready to leave; the final amount of a reservation needs nobody's answer. */
function onReference(
  intent: PaymentIntent,
  event: Extract<PaymentEvent, { kind: 'reference-prepared' | 'completion-prepared' }>,
  at: string,
): TransitionResult {
  const { card, request, via } = event
  const parts = { intent, card, request, via }
  const isFinalAmount = operationOf(intent) === 'completion'
  if (isFinalAmount !== (event.kind === 'completion-prepared')) return null
  if (isFinalAmount) return approvedByReservation({ ...parts, proof: NO_PROOF }, at)
  return asked(parts)
}

/** The request of what no card is asked for. */
function asked({ intent, card, request, via }: Pick<Requested, 'intent' | 'card' | 'request' | 'via'>): Transition {
  return {
    state: { kind: 'requesting', intent, card, request, via, proof: NO_PROOF, cancelRequested: false },
    effects: [{ kind: 'send-sale' }],
    reversal: { kind: 'arm', request, via },
  }
}

/** A card that has just paid the same is asked about before it is asked for its cryptogram. */
function onCardRead(
  intent: PaymentIntent,
  { card, earlier, questions }: Extract<PaymentEvent, { kind: 'card-read' }>,
  at: string,
): Transition {
  if (earlier === undefined) return withCard(intent, card, questions)
  const dueAt = new Date(Date.parse(at) + LIMITS.repeatQuestionTimeoutMs).toISOString()
  return {
    state: { kind: 'confirming-repeat', intent, card, earlier, ...(questions && { questions }), dueAt },
    effects: [{ kind: 'await-repeat-answer' }],
  }
}

/** The card may be charged: its product is told what it wants first. */
function withCard(intent: PaymentIntent, card: CardRead, questions: readonly CardQuestion[] = []): Transition {
  if (questions.length > 0) {
    return { state: { kind: 'asking', intent, card, questions }, effects: [{ kind: 'ask-question' }] }
  }
  return { state: { kind: 'encrypting', intent, card }, effects: [{ kind: 'encrypt-track' }] }
}

type AskingState = Extract<PaymentState, { kind: 'asking' }>

/** One answer after the other; without one nothing is charged. */
function whileAsking({ intent, card, questions }: AskingState, event: PaymentEvent): TransitionResult {
  switch (event.kind) {
    case 'question-answered': {
      const answers = [...(card.answers ?? []), event.answer]
      return withCard(intent, { ...card, answers }, questions.slice(1))
    }
    case 'question-unanswered':
      return {
        state: { kind: 'cancelled', intent, card, failure: event.failure },
        effects: [{ kind: 'stop-pad' }, { kind: 'release-card' }],
      }
    default:
      return null
  }
}

type ConfirmingState = Extract<PaymentState, { kind: 'confirming-repeat' }>

/** Only a clear yes goes on; no answer in time is a no. */
function whileConfirmingRepeat({ intent, card, questions }: ConfirmingState, event: PaymentEvent): TransitionResult {
  switch (event.kind) {
    case 'repeat-confirmed':
      return withCard(intent, card, questions)
    case 'repeat-refused':
    case 'repeat-overdue':
      return {
        state: { kind: 'cancelled', intent, card, failure: { code: 'PAYMENT_NOT_REPEATED' } },
        effects: [{ kind: 'stop-pad' }, { kind: 'release-card' }],
      }
    default:
      return null
  }
}

/** No card was asked: it proved nothing. */
const NO_PROOF: CardProof = {
  decision: 'online',
  pin: 'none',
  signatureRequired: false,
  emv: {
    cryptogramHex: null,
    terminalVerificationResultsHex: null,
    transactionStatusHex: null,
    transactionCounterHex: null,
    issuerDataHex: null,
  },
}

function endedByPad(state: EarlyState, failure: Failure): Transition {
  const card = 'card' in state ? state.card : null
  const byPerson = failure.code === 'PINPAD_CUSTOMER_CANCELLED' || failure.code === 'PAYMENT_CANCELLED'
  return {
    state: { kind: byPerson ? 'cancelled' : 'failed', intent: state.intent, card, failure },
    effects: failure.code === 'PINPAD_LINK_LOST' ? [] : [{ kind: 'stop-pad' }, { kind: 'release-card' }],
  }
}
