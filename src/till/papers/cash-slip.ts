import { documentContext, type TillContext } from '../core/till-context.ts'
import type { CashSlip } from '../tickets/ticket-document.ts'
import { documentHead } from './document-head.ts'

/** The paper of cash that moved without a sale, to be signed by two; it stays in the drawer until the count. */
export function cashSlip(
  context: TillContext,
  at: string,
  moved: Pick<
    CashSlip,
    'number' | 'direction' | 'amountMinor' | 'reason' | 'note' | 'byName' | 'approvedBy' | 'expectedMinor' | 'signature'
  >,
): { readonly kind: 'cash-slip'; readonly document: CashSlip } {
  const { softwareVersion } = context.options
  const head = documentHead(documentContext(context), at)
  return { kind: 'cash-slip', document: { ...head, kind: 'cash-slip', ...moved, softwareVersion } }
}
