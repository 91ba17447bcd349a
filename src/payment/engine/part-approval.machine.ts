import type { ErrorCode } from '#contract/errors/catalogue.ts'
import { LIMITS } from '#contract/limits.ts'
import { handsOutCash, ticketMinor } from './amount-parts.ts'
import { isByReference, operationOf } from './operation.ts'
import type { Transition, TransitionResult } from './payment.machine.ts'
import type { PaymentEffect, PaymentEvent } from './payment-event.ts'
import type { PaymentState, Requested, StoredAnswer } from './payment-state.ts'
import { requested, unknown } from './reversal.machine.ts'

type ChoosingState = Extract<PaymentState, { kind: 'choosing-part' }>

/** Both say yes: what a kept part goes on to. */
export type Confirm = (state: Requested, answer: StoredAnswer, at: string, release: PaymentEffect) => Transition

/**
 * The bank has charged a part of what was asked (DE39 10). A person says whether the part stands and the rest is paid in
 * another way; whatever is no clear yes takes the part back, with the amount of the part (acquirer-host sheet 2.1, 7).
 * Where nobody stands there to be asked, or cash was to be handed out of it, the part is taken back at once.
 *
 *   requesting ──► choosing-part ── kept ──► completing (chip) ──► signing, approved, for the part
 *                        │            └────► signing, approved (tap, stripe)
 *                        └─ no, cancel, overdue, disk, kill ──► outcome-unknown (the part's reversal is queued)
 */
export function partlyApproved(
  state: Requested & { cancelRequested: boolean },
  answer: StoredAnswer,
  at: string,
): Transition {
  if (state.cancelRequested || !isDivisible(state, answer)) return takenBack({ ...state, answer })
  const dueAt = new Date(Date.parse(at) + LIMITS.partQuestionTimeoutMs).toISOString()
  return {
    state: { kind: 'choosing-part', ...requested(state), answer, askedAt: at, dueAt },
    effects: [{ kind: 'await-part-answer' }],
    eraseSecrets: true,
  }
}

function isDivisible({ intent, request }: Requested, { approvedAmountMinor }: StoredAnswer): boolean {
  const isWhole = intent.bankOnly === true || isByReference(intent) || operationOf(intent) !== 'sale'
  const part = approvedAmountMinor ?? 0
  return !isWhole && !handsOutCash(intent) && part > 0 && part < request.amountMinor
}

/** The cashier chooses. */
export function whileChoosingPart(
  state: ChoosingState,
  event: PaymentEvent,
  at: string,
  confirm: Confirm,
): TransitionResult {
  switch (event.kind) {
    case 'part-kept':
      return kept(state, at, confirm)
    case 'part-refused':
    case 'part-overdue':
    case 'cancel-requested':
      return takenBack(state)
    case 'approval-not-stored':
      return takenBack(state, event.failure.code)
    case 'interrupted':
      return unknown(state, state.answer, 'PAYMENT_OUTCOME_UNKNOWN', 'timeout', [])
    default:
      return null
  }
}

function takenBack(
  state: Requested & { readonly answer: StoredAnswer },
  cause: ErrorCode = 'PAYMENT_PARTLY_APPROVED',
): Transition {
  const { responseCode } = state.answer
  return unknown(state, state.answer, cause, 'cancelled', [{ kind: 'dismiss-card', approved: false, responseCode }])
}

/** From here on the payment is one of the part: every total, paper and way back counts what the bank charged. */
function kept(state: ChoosingState, at: string, confirm: Confirm): Transition {
  const { card, answer, intent, request } = state
  const amountMinor = answer.approvedAmountMinor ?? 0
  const part: Requested = {
    ...requested(state),
    intent: { ...intent, amountMinor, askedMinor: intent.amountMinor, ...tipOf(state, amountMinor) },
    request: { ...request, amountMinor, ...tipOf(state, amountMinor) },
  }
  const whole: StoredAnswer = { ...answer, approved: true }
  if (card.entryMode === 'chip') {
    return {
      state: { kind: 'completing', ...part, cancelRequested: false, answer: whole },
      effects: [{ kind: 'complete-card' }],
    }
  }
  return confirm(part, whole, at, { kind: 'dismiss-card', approved: true, responseCode: answer.responseCode })
}

/** The goods come first: a tip is what the part leaves of it. */
function tipOf({ intent }: Requested, amountMinor: number): { readonly tipMinor?: number } {
  if (intent.tipMinor === undefined) return {}
  return { tipMinor: Math.max(0, amountMinor - ticketMinor(intent)) }
}
