import { askedOf, isByReference } from './operation.ts'
import type { PaymentState } from './payment-state.ts'

/** What decides how money goes back. */
export interface ReturnFacts {
  readonly state: PaymentState
  /** The batch that the payment counts in is not cut yet. */
  readonly isBatchOpen: boolean
  /** What has gone back already, or is on its way. */
  readonly refundedMinor: number
  /** The bank refused, or has not understood, a sale that it was told of afterwards. */
  readonly isInDoubt: boolean
  /** The bank has not heard yet of a sale that was approved without it. */
  readonly isUntold: boolean
  /** What is to go back; left out: all that is left. */
  readonly amountMinor?: number
}

/**
 * The way that money goes back by, and why: the cashier is told both and chooses neither.
 *
 *   approved, batch open, all of it, nothing gone back ──► void: the bank forgets the charge
 *   batch closed, a part only, or a part gone back already ──► refund: the bank pays back what is asked, up to what is left
 *   nothing left, never charged, on its way back, or in doubt at the bank ──► neither
 */
export type ReturnPath =
  | { readonly way: 'void'; readonly reason: 'batch-open'; readonly leftMinor: number }
  | {
      readonly way: 'refund'
      readonly reason:
        | 'batch-closed'
        | 'partly-refunded'
        | 'part-of-amount'
        | 'terminal-refunds'
        | 'void-refused'
        | 'void-unclear'
      readonly leftMinor: number
    }
  | {
      readonly way: 'none'
      readonly reason:
        | 'not-charged'
        | 'nothing-left'
        | 'too-much'
        | 'in-doubt'
        | 'bank-not-told'
        | 'terminal-cannot'
        | 'void-already'
      readonly leftMinor: number
    }

/** How money of a payment can go back by its card, and how much of it; `none` says why not. */
export function returnPath(facts: ReturnFacts): ReturnPath {
  const { state, refundedMinor, isBatchOpen, amountMinor } = facts
  const isCharge = askedOf(state.intent) === 'completion' || !isByReference(state.intent)
  if (state.kind !== 'approved' || !isCharge) return { way: 'none', reason: 'not-charged', leftMinor: 0 }
  // Cash that was handed out comes back with all the rest of a void; the bank refunds goods and tip.
  const isUntouched = isBatchOpen && refundedMinor === 0
  const { cashbackMinor = 0 } = state.intent
  const wholeMinor = state.request.amountMinor
  const asked = amountMinor ?? (isUntouched ? wholeMinor : wholeMinor - cashbackMinor - refundedMinor)
  const isWhole = isUntouched && asked === wholeMinor
  const leftMinor = isWhole ? wholeMinor : wholeMinor - cashbackMinor - refundedMinor
  if (leftMinor <= 0) return { way: 'none', reason: 'nothing-left', leftMinor: 0 }
  if (asked > leftMinor) return { way: 'none', reason: 'too-much', leftMinor }
  if (facts.isInDoubt) return { way: 'none', reason: 'in-doubt', leftMinor }
  if (isWhole) return { way: 'void', reason: 'batch-open', leftMinor }
  if (facts.isUntold) return { way: 'none', reason: 'bank-not-told', leftMinor }
  if (!isBatchOpen) return { way: 'refund', reason: 'batch-closed', leftMinor }
  return { way: 'refund', reason: refundedMinor > 0 ? 'partly-refunded' : 'part-of-amount', leftMinor }
}
