import type { Json } from '#contract/json.ts'
import type { PrintJobKind } from '#contract/views/sale-view.ts'
import { keepHead, seal, type TillContext } from '../core/till-context.ts'
import type { FiscalRecord, NewPrintJob } from '../ports/commit-paid-sale.port.ts'
import type { CardTicket, CustomerTicket, DrawerKick, TicketDocument } from '../tickets/ticket-document.ts'
import { referenceOf } from './print-job-view.ts'

/** Everything that is printed: a drawer kick has no copies. */
export type CopiedPaper = Exclude<TicketDocument, DrawerKick>

export interface WantedCopy {
  /** What the paper is in the spool; tickets of a sale become duplicates there. */
  readonly kind: PrintJobKind
  readonly saleId: string | null
  /** Null: the printer of the till. */
  readonly deviceId: string | null
  /** With the number of the copy. */
  readonly document: CopiedPaper
}

/** Duplicates are numbered per paper, signed, and say so on paper. Pure but for the new identifier. */
export function duplicate(
  context: TillContext,
  { kind, saleId, deviceId, document }: WantedCopy,
): { readonly record: FiscalRecord; readonly job: NewPrintJob } {
  const { options, memory } = context
  const at = options.clock.now()
  const { copyNumber } = document
  const isTicket = document.kind === 'customer-ticket' || document.kind === 'card-ticket'
  const body = { ...named(document), copyNumber, cashierId: memory.signedIn?.user.id ?? '' }
  return {
    record: seal(context, 'duplicate', at, body),
    job: {
      id: options.nextId(),
      kind: isTicket ? 'duplicate' : kind,
      saleId,
      copyNumber,
      document,
      at,
      ...(deviceId !== null && { deviceId }),
    },
  }
}

function named(document: CopiedPaper): Record<string, Json> {
  if (document.kind === 'customer-ticket') return { original: 'ticket', number: document.number }
  if (document.kind !== 'card-ticket') return { original: document.kind, number: referenceOf(document) }
  return { original: `card-${document.copy}`, number: document.saleNumber, payment: document.paymentNumber }
}

/** Queues a duplicate of a ticket, together with its record. */
export async function printDuplicate(
  context: TillContext,
  saleId: string,
  document: CustomerTicket | CardTicket,
  deviceId: string | null = null,
): Promise<void> {
  const { record, job } = duplicate(context, { kind: 'duplicate', saleId, deviceId, document })
  await context.options.fiscalChain.append(record, [job])
  keepHead(context, record)
  context.options.onPrintJobs()
}
