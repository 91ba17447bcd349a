import { documentContext, type TillContext } from '../core/till-context.ts'
import type {
  ApprovedCardPart,
  CardNotePart,
  CardPart,
  CardPartToSign,
  ReservedCardPart,
  UnpaidCardPart,
} from '../ports/approved-card-part.ts'
import type { NewPrintJob } from '../ports/commit-paid-sale.port.ts'
import {
  type CardPaper,
  cardNoteSlip,
  cardTickets,
  declinePapers,
  reservationSlips,
  signatureSlip,
} from './card-papers.ts'

/**
 * Queues the slip that the cardholder signs. `store` puts it on disk together with the payment's own step; when it
 * throws nothing was kept, and the failure goes on to whoever asked.
 */
export async function printSignatureSlip(
  context: TillContext,
  part: CardPartToSign,
  store: (printJobs: readonly NewPrintJob[]) => Promise<void>,
): Promise<void> {
  const slip = signatureSlip(documentContext(context), part, await saleNumber(context, part))
  await store(await jobsFor(context, part, [slip]))
  context.options.onPrintJobs()
}

/** Queues the slips of an amount that the bank holds; as `printSignatureSlip`. */
export async function printReservationSlips(
  context: TillContext,
  part: ReservedCardPart,
  store: (printJobs: readonly NewPrintJob[]) => Promise<void>,
): Promise<void> {
  await store(await jobsFor(context, part, reservationSlips(documentContext(context), part)))
  context.options.onPrintJobs()
}

/** Queues the slips of an amount that a terminal let go of; as `printSignatureSlip`. */
export async function printReleaseSlips(
  context: TillContext,
  part: ApprovedCardPart,
  store: (printJobs: readonly NewPrintJob[]) => Promise<void>,
): Promise<void> {
  await store(await jobsFor(context, part, cardTickets(documentContext(context), part, '', 'void')))
  context.options.onPrintJobs()
}

/** Queues the slip of a card that was asked about or loaded; as `printSignatureSlip`. */
export async function printCardNote(
  context: TillContext,
  part: CardNotePart,
  store: (printJobs: readonly NewPrintJob[]) => Promise<void>,
): Promise<void> {
  await store(await jobsFor(context, part, [cardNoteSlip(documentContext(context), part)]))
  context.options.onPrintJobs()
}

/**
 * Queues both copies of a part that charged nothing; asked again for the same payment, they come out as counted
 * duplicates. Throws CatalogueFailure STORE_*.
 */
export async function printDeclinePapers(context: TillContext, part: UnpaidCardPart): Promise<void> {
  const { options } = context
  const papers = declinePapers(documentContext(context), part, await saleNumber(context, part))
  for (const job of await jobsFor(context, part, papers)) await options.printSpool.add(job)
  options.onPrintJobs()
}

async function jobsFor(
  { options }: TillContext,
  part: CardPart,
  papers: readonly CardPaper[],
): Promise<readonly NewPrintJob[]> {
  const jobs = await options.printSpool.jobsOfSale(part.saleId)
  const at = options.clock.now()
  return papers.map(({ kind, document }) => {
    const copyNumber = jobs.filter(
      (job) =>
        job.document.kind === 'card-ticket' &&
        job.document.paymentNumber === part.paymentNumber &&
        job.document.copy === document.copy &&
        job.document.outcome === document.outcome,
    ).length
    return {
      id: options.nextId(),
      kind: copyNumber === 0 ? kind : 'duplicate',
      saleId: part.saleId,
      copyNumber,
      document: { ...document, copyNumber },
      at,
    }
  })
}

async function saleNumber({ memory, options }: TillContext, { saleId }: CardPart): Promise<string> {
  const open = [memory.sale, ...memory.held].find(({ id }) => id === saleId)
  return open?.number ?? (await options.paidSales.paidSale(saleId))?.number ?? ''
}
