import { CatalogueFailure } from '#contract/result.ts'
import type { PaymentState } from '#payment/engine/payment-state.ts'
import type { TerminalIdentity } from '#payment/engine/sale-request.ts'
import type { ApprovalCommitPort } from '#payment/ports/approval-commit.port.ts'
import type { JournalStep } from '#payment/ports/payment-journal.port.ts'
import type { Store } from '#store/open-store.ts'
import type { Till } from '#till/till.ts'
import type { MeteredSale } from '#till/unattended/commit-unattended.ts'
import {
  approvedCardPart,
  cardNotePart,
  cardPartToSign,
  refundedCardPart,
  reservedCardPart,
  terminalCardPart,
  terminalReservedPart,
  terminalReturnPart,
  voidedCardPart,
} from './approved-card-part.ts'
import { isFuelSale } from './fuel-sale.ts'

export interface ApprovalParts {
  readonly till: () => Till
  readonly store: Store
  /** Who the till is to the acquirer of that name. */
  readonly terminalOf: (acquirerId: string) => TerminalIdentity
  /** What is being paid at a pump without a cashier. */
  readonly meteredSale?: (saleId: string) => MeteredSale | null
  /** For the log. @returns the name of the entry. */
  readonly logUnexpected: (thrown: unknown) => string
}

/** An approval, or a slip to sign, and what the till makes of it, in one transaction; what goes wrong means a reversal. */
export function createApprovalCommit(parts: ApprovalParts): ApprovalCommitPort {
  const { till, store, terminalOf, meteredSale = () => null, logUnexpected } = parts
  const orCatalogueFailure = async (write: () => Promise<void>): Promise<void> => {
    try {
      await write()
    } catch (thrown) {
      if (thrown instanceof CatalogueFailure) throw thrown
      const correlationId = logUnexpected(thrown)
      throw new CatalogueFailure({ code: 'INTERNAL_UNEXPECTED', correlationId }, { cause: thrown })
    }
  }
  return {
    commitApproved: (step) =>
      orCatalogueFailure(async () => {
        if (step.state.kind === 'reserved') {
          const { state } = step
          // At a pump nobody stands beside the printer: papers come out when they are asked for.
          if (isFuelSale(state.intent.saleId)) return store.paymentJournal.commit(step)
          const part = reservedCardPart({ ...step, state }, terminalOf(state.request.acquirerId))
          return till().commitReservation(part, (jobs) => store.commitPaidSale.commitCardPapers(jobs, step))
        }
        if (step.state.kind === 'looked-at' || step.state.kind === 'loaded') {
          const part = cardNotePart(step.state, step.at, terminalOf(step.state.request.acquirerId))
          return till().commitCardNote(part, (jobs) => store.commitPaidSale.commitCardPapers(jobs, step))
        }
        if (step.state.kind === 'paid-by-terminal') return commitFromTerminal(parts, step, step.state)
        if (step.state.kind === 'held-by-terminal') {
          const part = terminalReservedPart(step.state)
          return till().commitReservation(part, (jobs) => store.commitPaidSale.commitCardPapers(jobs, step))
        }
        if (step.state.kind !== 'approved') throw new Error(`an approval in state ${step.state.kind}`)
        const terminal = terminalOf(step.state.request.acquirerId)
        const { operation, original } = step.state.intent
        if (operation === 'refund' && original !== undefined) {
          const part = refundedCardPart(step.state, original.saleId, terminal)
          return till().commitReturn(part, (commit) => store.commitPaidSale.commitPaidSale(commit, step))
        }
        const part = approvedCardPart(step.state, terminal)
        if (isFuelSale(part.saleId)) {
          const metered = meteredSale(part.saleId)
          if (metered === null) throw new Error('no delivery is being paid by this payment')
          return till().commitUnattended(part, metered, (commit) => store.commitPaidSale.commitPaidSale(commit, step))
        }
        await till().commitApproval(part, (commit) => store.commitPaidSale.commitPaidSale(commit, step))
      }),
    commitVoid: (step, { state, ...voided }) =>
      orCatalogueFailure(async () => {
        const part = voidedCardPart(state, voided, terminalOf(state.request.acquirerId))
        await till().commitReturn(part, (commit) => store.commitPaidSale.commitPaidSale(commit, step))
      }),
    commitSignatureSlip: (step) =>
      orCatalogueFailure(async () => {
        if (step.state.kind !== 'signing') throw new Error(`a slip to sign in state ${step.state.kind}`)
        const part = cardPartToSign(step.state, terminalOf(step.state.request.acquirerId))
        await till().printSignatureSlip(part, (jobs) => store.commitPaidSale.commitCardPapers(jobs, step))
      }),
  }
}

/** A ticket that a standalone terminal took or gave back; a part of a sale that is being left makes no ticket. */
async function commitFromTerminal(
  { till, store }: ApprovalParts,
  step: JournalStep,
  state: Extract<PaymentState, { kind: 'paid-by-terminal' }>,
): Promise<void> {
  if (state.intent.terminal?.isUnfinished) return store.paymentJournal.commit(step)
  if (state.intent.operation === 'release') {
    return till().commitRelease(terminalCardPart(state), (jobs) => store.commitPaidSale.commitCardPapers(jobs, step))
  }
  if (state.intent.operation === 'refund') {
    return till().commitReturn(terminalReturnPart(state), (commit) => store.commitPaidSale.commitPaidSale(commit, step))
  }
  await till().commitApproval(terminalCardPart(state), (commit) => store.commitPaidSale.commitPaidSale(commit, step))
}
