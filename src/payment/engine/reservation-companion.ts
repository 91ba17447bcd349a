import { CatalogueFailure } from '#contract/result.ts'
import type { JournalStep, PaymentJournalPort } from '../ports/payment-journal.port.ts'
import { journalStep } from './journal-body.ts'
import type { LivePayment } from './live-payment.ts'
import type { LivePayments } from './live-payments.ts'
import { operationOf } from './operation.ts'
import { type Transition, transition } from './payment.machine.ts'
import type { PaymentEvent } from './payment-event.ts'
import { isFreedBefore } from './terminal-reservation.machine.ts'

/** A step of a reservation, caused by the payment that takes from it or adds to it; or of a payment that another gives back. */
export interface Companion {
  readonly live: LivePayment
  readonly result: Transition
  readonly step: JournalStep
}

/** A terminal that did not void it: for good, or since it is void already; null where it may void it a moment later. */
function refusedVoid(event: PaymentEvent, state: Transition['state']): PaymentEvent | null {
  const { id: paymentId, terminal } = state.intent
  if (terminal?.order !== 'void' || state.kind !== 'declined' || event.kind !== 'terminal-answered') return null
  if (state.failure.code === 'TERMINAL_ALREADY_VOIDED') return { kind: 'void-refused', paymentId, isVoidAlready: true }
  if (event.outcome.kind !== 'declined' || event.outcome.isNotVoidable !== true) return null
  return { kind: 'void-refused', paymentId, ...(event.outcome.mayBeVoid && { mayBeVoid: true as const }) }
}

/** What a terminal has done to the amount that it holds. One that has let go of it already holds it no more either. */
function ofHeld({ state, approval }: Transition, at: string): PaymentEvent | null {
  const { id: paymentId, terminal, amountMinor } = state.intent
  if (isFreedBefore(state)) return { kind: 'freed-by-terminal', paymentId }
  if (!approval) return null
  if (terminal?.order === 'release') return { kind: 'freed-by-terminal', paymentId }
  if (terminal?.order !== 'complete') return null
  return { kind: 'completed', completion: { paymentId, amountMinor, completedAt: at } }
}

/** What a step of one payment does to the one it refers to, a reservation or what a terminal took; null where nothing. */
function companionEvent(event: PaymentEvent, result: Transition, at: string): PaymentEvent | null {
  const { state } = result
  const { intent } = state
  const { id: paymentId } = intent
  if (intent.terminal?.takesBack) {
    return state.kind === 'paid-by-terminal' ? { kind: 'taken-back', paymentId } : refusedVoid(event, state)
  }
  if (intent.terminal !== undefined) return ofHeld(result, at)
  if (operationOf(intent) === 'increment') {
    return state.kind === 'reserved' ? { kind: 'raised', byMinor: state.request.amountMinor, paymentId } : null
  }
  if (operationOf(intent) !== 'completion') return null
  switch (event.kind) {
    case 'completion-prepared': {
      const { amountMinor } = event.request
      return { kind: 'completed', completion: { paymentId, amountMinor, completedAt: at } }
    }
    case 'given-back':
    case 'voided':
      // A bank that may know of it lets go of the whole reservation: what it made of a part cannot be made again.
      return state.kind === 'cancelled' ? { kind: 'reopened' } : { kind: 'released', by: null }
    default:
      return null
  }
}

/**
 * The reservation's part of a step, to be stored in the same transaction.
 * Throws RESERVATION_NOT_OPEN where the reservation does not allow the step: then nothing of it is stored.
 */
export async function companionOf(
  { journal, live }: { readonly journal: Pick<PaymentJournalPort, 'payment'>; readonly live: LivePayments },
  event: PaymentEvent,
  result: Transition,
  at: string,
): Promise<Companion | null> {
  const wanted = companionEvent(event, result, at)
  const { original } = result.state.intent
  if (wanted === null || original === undefined) return null
  const stored = await journal.payment(original.paymentId)
  if (stored === null && wanted.kind === 'void-refused') return null
  if (stored === null) throw new CatalogueFailure({ code: 'RESERVATION_NOT_OPEN' })
  const reservation = live.adopt(stored, at)
  const moved = transition(reservation.state, wanted, at)
  // What is noted of it already does not hold up that the void is stored as refused.
  if (moved === null && wanted.kind === 'void-refused') return null
  if (moved === null) {
    const code = wanted.kind === 'taken-back' ? 'PAYMENT_NOT_RETURNABLE' : 'RESERVATION_NOT_OPEN'
    throw new CatalogueFailure({ code })
  }
  return { live: reservation, result: moved, step: journalStep(reservation, wanted, moved, at) }
}
