import { type Result, succeed } from '#contract/result.ts'
import type { TillContext } from '../core/till-context.ts'
import { permitted } from '../session/guard.ts'
import type { TicketDocument } from '../tickets/ticket-document.ts'

/**
 * Whether these papers may be copied: the code of a voucher pays whoever has it, so that one more paper of a voucher that is still worth
 * something is for whoever may give money out. Errors: SESSION_LOCKED, SESSION_NOT_ALLOWED, SESSION_NEEDS_APPROVAL.
 */
export async function mayCopyVouchers(
  { memory, options }: TillContext,
  documents: readonly TicketDocument[],
): Promise<Result<unknown>> {
  const codes = documents.flatMap((document) =>
    document.kind === 'customer-ticket' ? document.tenders.flatMap(({ voucher }) => voucher?.issued?.code ?? []) : [],
  )
  for (const code of codes) {
    const voucher = await options.vouchers.byCode(code)
    if (voucher !== null && voucher.leftMinor > 0) return permitted(memory, 'return-without-ticket')
  }
  return succeed(null)
}
