import type { PrintJobKind } from '#contract/views/sale-view.ts'
import type { SpooledJob } from '../ports/print-spool.port.ts'
import type { CardTicket, CustomerTicket } from '../tickets/ticket-document.ts'

/** The papers of a sale that may be printed again. */
export type ReprintKind = 'customer-ticket' | 'card-customer' | 'card-merchant'

/** The original and each card copy are counted on their own: a duplicate's number says how many came before it. */
export function duplicatesOf(jobs: readonly SpooledJob[], kind: ReprintKind): Paper[] {
  const papers = jobs.flatMap((job) =>
    job.document.kind === 'customer-ticket' || job.document.kind === 'card-ticket'
      ? [{ kind: job.kind, document: job.document }]
      : [],
  )
  return papers.filter((paper) => paper.kind === kind).flatMap(({ document }) => duplicate(document, papers))
}

function duplicate(
  original: Paper,
  papers: readonly { readonly kind: PrintJobKind; readonly document: Paper }[],
): Paper[] {
  const known = papers.filter((paper) => paper.kind === 'duplicate' && isSamePaper(paper.document, original))
  const copyNumber = known.length + 1
  if (original.kind === 'customer-ticket' || original.outcome !== 'to-sign') return [{ ...original, copyNumber }]
  // The slip came out before its payment was settled; only a signature that was accepted made it a ticket.
  const isSigned = papers.some(({ document }) => isSamePayment(document, original) && document.outcome === 'approved')
  return isSigned ? [{ ...original, outcome: 'approved', copyNumber }] : []
}

type Paper = CustomerTicket | CardTicket

function isSamePayment(paper: Paper, ticket: CardTicket): paper is CardTicket {
  return paper.kind === 'card-ticket' && paper.paymentNumber === ticket.paymentNumber
}

function isSamePaper(paper: Paper, original: Paper): boolean {
  if (original.kind === 'customer-ticket') return paper.kind === 'customer-ticket'
  return isSamePayment(paper, original) && paper.copy === original.copy
}
