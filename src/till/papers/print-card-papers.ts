import { documentContext, type TillContext } from '../core/till-context.ts'
import type { CardPart, CardPartToSign, UnpaidCardPart } from '../ports/approved-card-part.ts'
import { type CardPaper, declinePapers, signatureSlip } from './card-papers.ts'

/** Queues the slip that the cardholder signs. Throws CatalogueFailure STORE_* when it cannot be kept. */
export async function printSignatureSlip(context: TillContext, part: CardPartToSign): Promise<void> {
  await print(context, part, [signatureSlip(documentContext(context), part, await saleNumber(context, part))])
}

/**
 * Queues both copies of a part that charged nothing; asked again for the same payment, they come out as counted
 * duplicates. Throws CatalogueFailure STORE_*.
 */
export async function printDeclinePapers(context: TillContext, part: UnpaidCardPart): Promise<void> {
  await print(context, part, declinePapers(documentContext(context), part, await saleNumber(context, part)))
}

async function print({ options }: TillContext, part: CardPart, papers: readonly CardPaper[]): Promise<void> {
  const jobs = await options.printSpool.jobsOfSale(part.saleId)
  const at = options.clock.now()
  for (const { kind, document } of papers) {
    const copyNumber = jobs.filter(
      (job) =>
        job.document.kind === 'card-ticket' &&
        job.document.paymentNumber === part.paymentNumber &&
        job.document.copy === document.copy &&
        job.document.outcome === document.outcome,
    ).length
    await options.printSpool.add({
      id: options.nextId(),
      kind: copyNumber === 0 ? kind : 'duplicate',
      saleId: part.saleId,
      copyNumber,
      document: { ...document, copyNumber },
      at,
    })
  }
  options.onPrintJobs()
}

async function saleNumber({ memory, options }: TillContext, { saleId }: CardPart): Promise<string> {
  const open = [memory.sale, ...memory.held].find(({ id }) => id === saleId)
  return open?.number ?? (await options.paidSales.paidSale(saleId))?.number ?? ''
}
