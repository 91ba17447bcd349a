import type { Json } from '#contract/json.ts'
import { keepHead, seal, type TillContext } from '../core/till-context.ts'
import type { NewPrintJob } from '../ports/commit-paid-sale.port.ts'
import type { CardTicket, CustomerTicket } from '../tickets/ticket-document.ts'

/** Duplicates are numbered per paper, signed, and say so on paper. */
export async function printDuplicate(
  context: TillContext,
  saleId: string,
  document: CustomerTicket | CardTicket,
): Promise<void> {
  const { options } = context
  const at = options.clock.now()
  const { copyNumber } = document
  const job: NewPrintJob = { id: options.nextId(), kind: 'duplicate', saleId, copyNumber, document, at }
  const named: Record<string, Json> =
    document.kind === 'customer-ticket'
      ? { original: 'ticket', number: document.number }
      : { original: `card-${document.copy}`, number: document.saleNumber, payment: document.paymentNumber }
  const body = { ...named, copyNumber, cashierId: context.memory.signedIn?.user.id ?? '' }
  const record = seal(context, 'duplicate', at, body)
  await options.fiscalChain.append(record, [job])
  keepHead(context, record)
  options.onPrintJobs()
}
