import { LIMITS } from '#contract/limits.ts'
import { declineFailure } from '../acquirer/response-codes.ts'
import { handsOutCash } from './amount-parts.ts'
import { isByReference, operationOf } from './operation.ts'
import type { Transition, TransitionResult } from './payment.machine.ts'
import type { PaymentEvent } from './payment-event.ts'
import type { OfflineApproval, PaymentState, Requested, StoredAnswer } from './payment-state.ts'
import { requested } from './reversal.machine.ts'

type ReferredState = Extract<PaymentState, { kind: 'referred' }>

/** A person at the bank said yes on the telephone: the bank itself is told afterwards. */
const BY_VOICE: OfflineApproval = { basis: 'voice', responseCode: '00' }

/** What a code of the bank, typed in by the cashier, goes on to. */
export type ConfirmByVoice = (
  state: Requested & { readonly offline: OfflineApproval },
  answer: StoredAnswer,
  at: string,
) => Transition

/** Whether a no of the bank asks for a call instead. Nobody telephones for a test, a reservation,
 * a refund, or cash to take along: only the bank itself opens the drawer. */
export function mayTelephone(state: Requested & { cancelRequested: boolean }, { responseCode }: StoredAnswer): boolean {
  const { intent, card } = state
  if (state.cancelRequested || intent.bankOnly === true) return false
  if (isByReference(intent) || operationOf(intent) !== 'sale' || handsOutCash(intent)) return false
  return declineFailure(responseCode, card.scheme).code === 'PAYMENT_CALL_BANK'
}

/**
 * The bank wants to be telephoned (DE39 01, 02): nothing is charged, the card is given back, and the cashier has a while
 * to bring an approval code. With it the sale is approved, and the bank is told of it by 0220 with that code in DE38, under
 * a STAN of its own: the first charge, for the bank has said no to the request. A request without an answer never comes
 * here. The PIN block does not wait for the telephone (acquirer-host sheet 2.5).
 *
 *   requesting ──► referred ── code ──► signing, approved (basis voice, advice queued)
 *                     └─ given up, cancel, overdue, disk, kill ──► declined
 */
export function referred(state: Requested, answer: StoredAnswer, at: string): Transition {
  const dueAt = new Date(Date.parse(at) + LIMITS.referralTimeoutMs).toISOString()
  return {
    state: { kind: 'referred', ...requested(state), answer, askedAt: at, dueAt },
    effects: [{ kind: 'await-referral' }, { kind: 'dismiss-card', approved: false, responseCode: answer.responseCode }],
    reversal: { kind: 'discard' },
    keepSecrets: true,
    dropPin: true,
  }
}

/** The cashier telephones. */
export function whileReferred(
  state: ReferredState,
  event: PaymentEvent,
  at: string,
  confirm: ConfirmByVoice,
): TransitionResult {
  switch (event.kind) {
    case 'voice-approved': {
      const { request, approvalCode } = event
      // Nothing of the answer that said no belongs to this sale but the code that came after it.
      const answer: StoredAnswer = {
        responseCode: BY_VOICE.responseCode,
        approved: true,
        approvedAmountMinor: request.amountMinor,
        signatureRequired: false,
        approvalCode,
        retrievalReference: null,
        issuerDataHex: null,
      }
      return confirm({ ...requested(state), request, offline: BY_VOICE }, answer, at)
    }
    case 'voice-given-up':
    case 'voice-overdue':
    case 'cancel-requested':
    case 'approval-not-stored':
    case 'interrupted':
      return {
        state: { kind: 'declined', ...requested(state), failure: { code: 'PAYMENT_CALL_BANK' }, answer: state.answer },
        effects: [],
        eraseSecrets: true,
      }
    default:
      return null
  }
}
