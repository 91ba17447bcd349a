import type { ErrorCode } from '#contract/errors/catalogue.ts'
import { LIMITS } from '#contract/limits.ts'
import type { Failure } from '#contract/result.ts'
import type { CardPaymentView, PaymentOutcome, PaymentStepView } from '#contract/views/payment-view.ts'
import type { PromptView } from '#contract/views/prompt-view.ts'
import { partsOf, ticketMinor } from './amount-parts.ts'
import type { LivePayment, OpenPrompt } from './live-payment.ts'
import { askedOf, isWithoutCard } from './operation.ts'
import {
  type AskedOperation,
  type HandClose,
  isFinal,
  isInDoubt,
  type OfflineApproval,
  type PaymentIntent,
  type PaymentState,
} from './payment-state.ts'
import { isFreedBefore } from './terminal-reservation.machine.ts'

type State = PaymentState

const OUTCOMES: Partial<Record<State['kind'], PaymentOutcome>> = {
  approved: 'approved',
  reserved: 'approved',
  completed: 'approved',
  'looked-at': 'approved',
  loaded: 'approved',
  declined: 'declined',
  cancelled: 'cancelled',
  failed: 'failed',
  'outcome-unknown': 'unknown',
  reversed: 'reversed',
  'paid-by-terminal': 'approved',
  'order-unknown': 'unknown',
  'taken-back-by-terminal': 'reversed',
  'held-by-terminal': 'approved',
  'completed-by-terminal': 'approved',
  'released-by-terminal': 'reversed',
}

/** States in which the customer may have to do something with a card: the one before, or this one again. */
const CUED: readonly State['kind'][] = ['intent', 'reading', 'authorising']

/** The payment as the cashier sees it: steps with their own seconds, what may be done now, what the pad shows. */
export function projectPayment(live: LivePayment, padAlias: string): CardPaymentView {
  const state = live.state as State
  const { intent } = state
  const card = 'card' in state ? (state.card ?? null) : null
  const answer = 'answer' in state ? (state.answer ?? null) : null
  const proof = 'proof' in state ? (state.proof ?? null) : null
  const result = 'result' in state ? state.result : null
  return {
    id: intent.id,
    number: intent.number,
    saleId: intent.saleId,
    operation: askedOf(intent),
    label: intent.label ?? null,
    amountMinor: intent.amountMinor,
    currency: intent.currency,
    padAlias,
    terminal: projectOrder(live, state),
    startedAt: live.marks.startedAt,
    finishedAt: live.marks.endedAt,
    steps: projectSteps(live, state, proof?.pin === 'none'),
    prompt: promptOf(live, state),
    outcome: outcomeOf(state),
    failure: failureOf(state),
    responseCode: answer?.responseCode ?? null,
    approvalCode: answer?.approvalCode ?? result?.reference.approvalCode ?? null,
    balanceMinor: answer?.balanceMinor ?? null,
    scheme: card?.scheme ?? result?.scheme ?? null,
    cardTail: (card ?? result)?.maskedPan?.slice(-4) || null,
    entryMode: card?.entryMode ?? result?.entryMode ?? 'none',
    cue: CUED.includes(state.kind) ? live.cue : null,
    hostPrompt: live.prompt && projectPrompt(live.prompt),
    offline: 'offline' in state ? withoutBank(state.offline) : null,
    signatureDueAt: state.kind === 'signing' ? state.dueAt : null,
    askedMinor: intent.askedMinor ?? null,
    part: state.kind === 'choosing-part' ? partOf(state) : null,
    referralDueAt: state.kind === 'referred' ? state.dueAt : null,
    repeat: state.kind === 'confirming-repeat' ? { ...state.earlier, dueAt: state.dueAt } : null,
    pinVerified: proof !== null && proof.pin !== 'none',
    padRows: [live.padRows[0].slice(0, 16), live.padRows[1].slice(0, 16)],
    cancellable: isCancellable(state) && (live.order?.canAbort ?? true),
    cancelRequested: 'cancelRequested' in state && state.cancelRequested,
    reversalAttempts: 'attempts' in state ? state.attempts : 0,
    nextReversalAt: state.kind === 'outcome-unknown' ? state.nextAttemptAt : null,
    ...partsOf(intent),
    ...(intent.codeProduct !== undefined && { codeName: card?.applicationLabel ?? '' }),
    ...(state.kind === 'referred' && { referralBankId: state.request.acquirerId }),
  }
}

/** What was to be let go of and is already is no refusal: nothing is held any more, as was asked for. */
function outcomeOf(state: State): PaymentOutcome | null {
  if (state.intent.operation === 'release' && isFreedBefore(state)) return 'approved'
  return OUTCOMES[state.kind] ?? null
}

/** What a standalone terminal is at; null for a payment with the pad. */
function projectOrder({ order, marks }: LivePayment, { intent: { terminal } }: State): CardPaymentView['terminal'] {
  if (terminal === undefined) return null
  const { step = null, text = null, deadlineAt = null, nextAskAt = null } = order ?? {}
  const { id, alias } = terminal
  const startedAt = order?.startedAt ?? marks.startedAt
  return { id, alias, step, text, startedAt, deadlineAt: marks.endedAt === null ? deadlineAt : null, nextAskAt }
}

/** Who answered in the bank's stead; a ticket that is paid out of a reservation was promised by the bank itself. */
export function withoutBank(offline: OfflineApproval | null): 'card' | 'stand-in' | 'voice' | null {
  return offline === null || offline.basis === 'completion' ? null : offline.basis
}

/** What would be left of the ticket: a tip is what the part leaves of it. */
function partOf({ answer, intent, dueAt }: Extract<State, { kind: 'choosing-part' }>): CardPaymentView['part'] {
  const approvedMinor = answer.approvedAmountMinor ?? 0
  return { approvedMinor, leftMinor: Math.max(0, ticketMinor(intent) - approvedMinor), dueAt }
}

function projectPrompt({ prompt, asker, askedAt, startedAt, dueAt }: OpenPrompt): PromptView {
  const { id, kind, place, title, options, minLength, maxLength } = prompt
  return { id, asker, kind, place, askedAt, title, options: [...options], minLength, maxLength, startedAt, dueAt }
}

/** Causes whose own sentence holds while the charge may still stand. */
const TOLD_WHILE_OPEN: readonly ErrorCode[] = [
  'HOST_NO_ANSWER',
  'HOST_MALFORMED_ANSWER',
  'PAYMENT_PARTLY_APPROVED',
  'PAYMENT_VOIDED',
  'RESERVATION_RELEASED',
]

/** Causes that leave the cashier something else to do than to present the card again. */
const TOLD_WHEN_REVERSED: Readonly<Partial<Record<ErrorCode, ErrorCode>>> = {
  PAYMENT_SIGNATURE_REFUSED: 'PAYMENT_SIGNATURE_REFUSED',
  PAYMENT_PARTLY_APPROVED: 'PAYMENT_PART_TAKEN_BACK',
  PAYMENT_VOIDED: 'PAYMENT_VOIDED',
  RESERVATION_RELEASED: 'RESERVATION_RELEASED',
}

/** What charges nobody has sentences of its own. */
const TOLD_BY_OPERATION: Readonly<
  Partial<Record<AskedOperation, { readonly unknown: ErrorCode; readonly takenBack: ErrorCode }>>
> = {
  refund: { unknown: 'PAYMENT_REFUND_UNKNOWN', takenBack: 'PAYMENT_REFUND_TAKEN_BACK' },
  increment: { unknown: 'RESERVATION_RAISE_UNKNOWN', takenBack: 'RESERVATION_RAISE_TAKEN_BACK' },
  activation: { unknown: 'GIFT_CARD_LOAD_UNKNOWN', takenBack: 'GIFT_CARD_LOAD_TAKEN_BACK' },
  load: { unknown: 'GIFT_CARD_LOAD_UNKNOWN', takenBack: 'GIFT_CARD_LOAD_TAKEN_BACK' },
}

const TOLD_OF_CODE = { unknown: 'PAYMENT_CODE_UNKNOWN', takenBack: 'PAYMENT_CODE_TAKEN_BACK' } as const

/** Why a payment did not end as it was asked for, in the cashier's words; null when it did. */
export function failureOf(state: State): Failure | null {
  const untold = toldApart(state)
  switch (state.kind) {
    case 'declined':
      if (!isFreedBefore(state)) return state.failure
      return { code: state.intent.operation === 'release' ? 'RESERVATION_RELEASED' : 'RESERVATION_NOT_OPEN' }
    case 'cancelled':
    case 'failed':
      return state.failure
    case 'order-unknown':
      return unknownOrder(state.intent) ?? state.failure
    case 'taken-back-by-terminal':
      return { code: 'PAYMENT_REVERSED' }
    case 'released-by-terminal':
      return { code: 'RESERVATION_RELEASED' }
    case 'outcome-unknown':
      if (untold !== undefined) return { code: untold.unknown }
      return { code: TOLD_WHILE_OPEN.includes(state.cause) ? state.cause : 'PAYMENT_OUTCOME_UNKNOWN' }
    case 'reversed':
      if (state.closedByHand) return closedFailure(state.cause, state.closedByHand)
      if (untold !== undefined) return { code: untold.takenBack }
      return { code: TOLD_WHEN_REVERSED[state.cause] ?? 'PAYMENT_REVERSED' }
    default:
      return null
  }
}

/** A doubt in which nobody may be charged says so. */
function unknownOrder({ operation }: PaymentIntent): Failure | null {
  if (operation === 'refund') return { code: 'TERMINAL_RETURN_UNKNOWN' }
  if (operation === 'pre-authorisation') return { code: 'TERMINAL_HOLD_UNKNOWN' }
  return operation === 'release' ? { code: 'TERMINAL_RELEASE_UNKNOWN' } : null
}

/** What a person took back on purpose: that it stands at the bank is not what was asked for last. */
const TAKEN_BACK_ON_PURPOSE: readonly ErrorCode[] = ['PAYMENT_VOIDED', 'RESERVATION_RELEASED']

function closedFailure(cause: ErrorCode, { by, word }: HandClose): Failure {
  const details = { by }
  const isTakenBack = TAKEN_BACK_ON_PURPOSE.includes(cause)
  if (word === 'charged') return { code: isTakenBack ? 'PAYMENT_CLOSED_STANDS' : 'PAYMENT_CLOSED_CHARGED', details }
  return isTakenBack ? { code: cause } : { code: 'PAYMENT_CLOSED_NOT_CHARGED', details }
}

/** By its operation, or as paid by a code, which is another one the next time; a void is a void in any case. */
function toldApart(state: State) {
  const isVoided = 'cause' in state && state.cause === 'PAYMENT_VOIDED'
  return state.intent.codeProduct !== undefined && !isVoided ? TOLD_OF_CODE : TOLD_BY_OPERATION[askedOf(state.intent)]
}

function isCancellable(state: State): boolean {
  const isAsked = state.kind === 'ordered' && state.cancelRequested
  return !isFinal(state) && !isInDoubt(state) && !isAsked
}

function promptOf(live: LivePayment, state: State): CardPaymentView['prompt'] {
  if (live.prompt !== null) return live.prompt.asker === 'bank' ? 'answer-bank' : 'answer-card'
  switch (state.kind) {
    case 'intent':
    case 'asking':
    case 'encrypting':
      return 'wait'
    case 'reading':
      return 'present-card'
    case 'confirming-repeat':
      return 'confirm-repeat'
    case 'authorising':
      return live.pinAsked ? 'customer-types-pin' : 'wait'
    case 'requesting':
      return 'wait-for-bank'
    case 'standing-in':
    case 'completing':
      return 'wait'
    case 'choosing-part':
      return 'choose-part'
    case 'referred':
      return 'call-bank'
    case 'signing':
      return 'check-signature'
    case 'approved':
    case 'reserved':
    case 'looked-at':
    case 'loaded':
      return 'remove-card'
    case 'outcome-unknown':
      return 'wait-for-reversal'
    case 'ordered':
      return 'follow-terminal'
    case 'order-unknown':
      return 'read-terminal'
    default:
      return 'choose-next'
  }
}

/** Each step's beginning and end among the marks, and the longest it may take. */
function stepSpans({ marks, cue }: LivePayment, isOnTerminal: boolean) {
  const { startedAt, padAskedAt, cardReadAt, preparedAt, answeredAt, endedAt } = marks
  const padLimitMs = cue === null ? LIMITS.padAnswerTimeoutMs : LIMITS.padRemoveCardTimeoutMs
  if (isOnTerminal) {
    const limitMs = LIMITS.terminalAnswerTimeoutMs
    return [
      { kind: 'terminal', from: startedAt, to: endedAt, limitMs },
      { kind: 'printing', from: null, to: null, limitMs: null },
    ] as const
  }
  return [
    { kind: 'amount-sent', from: startedAt, to: padAskedAt, limitMs: padLimitMs },
    { kind: 'present-card', from: padAskedAt, to: cardReadAt, limitMs: LIMITS.padCardTimeoutMs },
    { kind: 'pin', from: cardReadAt, to: preparedAt, limitMs: LIMITS.padPinTimeoutMs },
    { kind: 'bank', from: preparedAt, to: answeredAt ?? endedAt, limitMs: LIMITS.hostAnswerTimeoutMs },
    { kind: 'outcome', from: answeredAt, to: endedAt, limitMs: LIMITS.padAnswerTimeoutMs },
    { kind: 'printing', from: null, to: null, limitMs: null },
  ] as const
}

/** Papers come out of it. */
const PRINTED: readonly State['kind'][] = [
  'approved',
  'reserved',
  'looked-at',
  'loaded',
  'paid-by-terminal',
  'held-by-terminal',
]
/** Steps that only a card has. */
const AT_PAD: readonly PaymentStepView['kind'][] = ['amount-sent', 'present-card', 'pin']

function projectSteps(live: LivePayment, state: State, withoutPin: boolean): PaymentStepView[] {
  const approved = PRINTED.includes(state.kind)
  const isAtPad = !isWithoutCard(state.intent)
  const spans = stepSpans(live, state.intent.terminal !== undefined).filter(
    ({ kind }) => isAtPad || !AT_PAD.includes(kind),
  )
  return spans.map(({ kind, from, to, limitMs }): PaymentStepView => {
    if (kind === 'pin' && to !== null && withoutPin) {
      return { kind, state: 'skipped', startedAt: from, durationMs: null, limitMs: null }
    }
    if (kind === 'printing') {
      return { kind, state: approved ? 'current' : 'waiting', startedAt: null, durationMs: null, limitMs }
    }
    if (kind === 'outcome' && approved) {
      return {
        kind,
        state: 'done',
        startedAt: from,
        durationMs: from && to ? Date.parse(to) - Date.parse(from) : 0,
        limitMs,
      }
    }
    if (from === null) return { kind, state: 'waiting', startedAt: null, durationMs: null, limitMs }
    if (to === null)
      return { kind, state: live.marks.endedAt ? 'waiting' : 'current', startedAt: from, durationMs: null, limitMs }
    return { kind, state: 'done', startedAt: from, durationMs: Date.parse(to) - Date.parse(from), limitMs }
  })
}
