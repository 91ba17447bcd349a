import { CatalogueFailure } from '#contract/result.ts'
import type { PaymentState } from '#payment/engine/payment-state.ts'
import type {
  JournalStep,
  PaymentJournalPort,
  StoredPayment,
  StoredReversal,
} from '#payment/ports/payment-journal.port.ts'

/** What a step is checked against. */
interface Held extends Pick<PaymentJournalPort, 'refundedMinor'> {
  readonly payments: ReadonlyMap<string, StoredPayment>
  readonly reversals: ReadonlyMap<string, StoredReversal>
}

/** What a reservation must be for each of its steps. */
const RESERVATION_STEPS: Readonly<Record<string, readonly string[]>> = {
  raised: ['reserved'],
  completed: ['reserved', 'held-by-terminal'],
  reopened: ['completed'],
  released: ['reserved', 'completed'],
  'freed-by-terminal': ['held-by-terminal'],
  'freed-by-hand': ['held-by-terminal'],
}
const REFERRING: readonly (string | undefined)[] = ['increment', 'completion', 'release']

/** As the port promises: what is left decides whether a refund or a void is stored. */
export async function checkClaim(journal: Held, { kind, paymentId, state }: JournalStep): Promise<void> {
  const { intent } = state
  checkReservation(journal, kind, paymentId, state)
  if (kind === 'closed-by-hand' && journal.reversals.get(paymentId)?.state !== 'parked') {
    throw new CatalogueFailure({ code: 'PAYMENT_REVERSAL_NOT_PARKED' })
  }
  const isRefund = kind === 'started' && intent.operation === 'refund'
  if (!isRefund && kind !== 'voided' && kind !== 'given-back') return
  const originalId = (isRefund ? intent.original?.paymentId : undefined) ?? paymentId
  const original = journal.payments.get(originalId)?.state
  if (original?.kind !== 'approved' && original?.kind !== 'paid-by-terminal')
    throw new CatalogueFailure({ code: 'PAYMENT_NOT_RETURNABLE' })
  const refunded = await journal.refundedMinor(originalId)
  if (!isRefund && refunded > 0) throw new CatalogueFailure({ code: 'PAYMENT_NOT_RETURNABLE' })
  if (isRefund && intent.amountMinor > original.intent.amountMinor - refunded) {
    throw new CatalogueFailure({ code: 'PAYMENT_REFUND_TOO_HIGH' })
  }
}

/** As the port promises: one ticket is paid out of a reservation, and never more than it holds. */
function checkReservation(
  { payments }: Held,
  kind: string,
  paymentId: string,
  { intent, ...state }: PaymentState,
): void {
  const isBegun = kind === 'started' && REFERRING.includes(intent.operation)
  const wanted = isBegun ? [intent.terminal ? 'held-by-terminal' : 'reserved'] : RESERVATION_STEPS[kind]
  if (wanted === undefined) return
  const heldId = isBegun ? (intent.original?.paymentId ?? '') : paymentId
  const held = payments.get(heldId)?.state
  const isOrdered = [...payments.values()].some(({ state: { kind: now, intent: other } }) => {
    return other.original?.paymentId === heldId && (now === 'ordered' || now === 'order-unknown')
  })
  if (held === undefined || !wanted.includes(held.kind) || ((isBegun || kind === 'freed-by-hand') && isOrdered)) {
    throw new CatalogueFailure({ code: 'RESERVATION_NOT_OPEN' })
  }
  const takenMinor = 'completion' in state ? state.completion.amountMinor : isBegun ? intent.amountMinor : 0
  const isMore = (held.kind === 'reserved' || held.kind === 'held-by-terminal') && takenMinor > held.hold.reservedMinor
  if (isMore && intent.operation !== 'increment') throw new CatalogueFailure({ code: 'RESERVATION_TOO_SMALL' })
}
