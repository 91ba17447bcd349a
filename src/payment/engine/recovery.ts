import type { PaymentJournalPort } from '../ports/payment-journal.port.ts'
import { newLivePayment } from './live-payment.ts'
import type { LivePayments } from './live-payments.ts'
import type { PaymentEvent } from './payment-event.ts'
import type { PaymentState } from './payment-state.ts'

export interface RecoveredPayment {
  readonly paymentId: string
  readonly saleId: string
  readonly state: PaymentState
}

/**
 * Decides every payment found open, from the journal alone: what never reached the host is cancelled, what may
 * have is reversed. @returns the payments it found, with what became of them so far.
 */
export async function recoverPayments(
  journal: PaymentJournalPort,
  live: LivePayments,
  apply: (paymentId: string, event: PaymentEvent) => Promise<void>,
): Promise<readonly RecoveredPayment[]> {
  const found = await journal.openPayments()
  const armed = new Set((await journal.openReversals()).flatMap((row) => (row.state === 'armed' ? row.paymentId : [])))
  for (const stored of found) {
    live.add(newLivePayment(stored, stored.state, stored.state.intent.startedAt))
    if (stored.state.kind !== 'outcome-unknown' || armed.has(stored.id)) {
      await apply(stored.id, { kind: 'interrupted' })
    }
    live.setFocus(stored.id)
  }
  return found.map(({ id, saleId, state }) => ({ paymentId: id, saleId, state: live.get(id)?.state ?? state }))
}
