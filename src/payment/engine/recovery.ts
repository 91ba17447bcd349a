import { CatalogueFailure } from '#contract/result.ts'
import type { ClockPort } from '../ports/clock.port.ts'
import type { PaymentJournalPort } from '../ports/payment-journal.port.ts'
import { journalStep } from './journal-body.ts'
import { type LivePayment, newLivePayment } from './live-payment.ts'
import type { LivePayments } from './live-payments.ts'
import { type Transition, transition } from './payment.machine.ts'
import type { PaymentEvent } from './payment-event.ts'
import { isInDoubt, type PaymentState } from './payment-state.ts'

export interface RecoveredPayment {
  readonly paymentId: string
  readonly saleId: string
  readonly state: PaymentState
}

export interface RecoveryOptions {
  readonly journal: PaymentJournalPort
  readonly clock: ClockPort
  /** Puts an event through the machine; resolves when it is on disk. */
  readonly apply: (paymentId: string, event: PaymentEvent) => Promise<void>
  /** The step is on disk: shows it, tells the sale, runs its effects. */
  readonly enter: (live: LivePayment, result: Transition, at: string) => void
}

const INTERRUPTED: PaymentEvent = { kind: 'interrupted' }
/** Payments decided in one transaction. */
const DECIDED_TOGETHER = 500

/**
 * Decides every payment found open, from the journal alone: what never reached the host is cancelled, what may
 * have is reversed. Many are decided together; where the disk refuses that, each by itself.
 * @returns the payments it found, with what became of them so far.
 */
export async function recoverPayments(
  options: RecoveryOptions,
  live: LivePayments,
): Promise<readonly RecoveredPayment[]> {
  const { journal } = options
  const found = await journal.openPayments()
  const armed = new Set((await journal.openReversals()).flatMap((row) => (row.state === 'armed' ? row.paymentId : [])))
  const open: LivePayment[] = []
  for (const stored of found) {
    const payment = newLivePayment(stored, stored.state, stored.state.intent.startedAt)
    live.add(payment)
    if (!isInDoubt(stored.state) || armed.has(stored.id)) open.push(payment)
    live.setFocus(stored.id)
  }
  for (let from = 0; from < open.length; from += DECIDED_TOGETHER) {
    await decide(options, open.slice(from, from + DECIDED_TOGETHER))
  }
  return found.map(({ id, saleId, state }) => ({ paymentId: id, saleId, state: live.get(id)?.state ?? state }))
}

async function decide({ journal, clock, apply, enter }: RecoveryOptions, open: readonly LivePayment[]): Promise<void> {
  const at = clock.now()
  const steps = open.flatMap((live) => {
    const result = transition(live.state, INTERRUPTED, at)
    return result === null ? [] : [{ live, result, step: journalStep(live, INTERRUPTED, result, at) }]
  })
  try {
    await journal.commitAll(steps.map(({ step }) => step))
  } catch (thrown) {
    if (!(thrown instanceof CatalogueFailure)) throw thrown
    for (const { id } of open) await apply(id, INTERRUPTED)
    return
  }
  for (const { live, result } of steps) enter(live, result, at)
}
