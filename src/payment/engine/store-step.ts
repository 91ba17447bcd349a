import type { ApprovalCommitPort } from '../ports/approval-commit.port.ts'
import type { PaymentJournalPort } from '../ports/payment-journal.port.ts'
import { journalStep } from './journal-body.ts'
import type { LivePayment } from './live-payment.ts'
import type { Transition } from './payment.machine.ts'
import type { PaymentEvent } from './payment-event.ts'
import type { Companion } from './reservation-companion.ts'

interface Disk {
  readonly approvals: ApprovalCommitPort
  readonly journal: Pick<PaymentJournalPort, 'commit'>
}

/** One step of a payment, to be written. */
export interface StepToStore {
  readonly live: LivePayment
  readonly event: PaymentEvent
  readonly result: Transition
  readonly at: string
  readonly companion: Companion | null
}

/** Writes a step with all that must be true together with it: the till's part, and that of a reservation. */
export async function storeStep({ approvals, journal }: Disk, step: StepToStore): Promise<void> {
  const { live, event, result, at, companion } = step
  if (result.dropPin && live.secrets) live.secrets = { ...live.secrets, pinBlockHex: null, pinKeySerialHex: null }
  const written = { ...journalStep(live, event, result, at), ...(companion && { also: companion.step }) }
  if (event.kind === 'voided' && live.state?.kind === 'approved') {
    const { returnSaleId, goods } = event
    await approvals.commitVoid(written, { state: live.state, returnSaleId, at, ...(goods && { goods }) })
  } else if (result.approval) await approvals.commitApproved(written)
  else if (result.signatureSlip) await approvals.commitSignatureSlip(written)
  else await journal.commit(written)
}
