import type { PrintJobKind } from '#contract/views/sale-view.ts'
import type { SpooledJob } from '../ports/print-spool.port.ts'
import type { CardTicket, CustomerTicket } from '../tickets/ticket-document.ts'
import type { CopiedPaper } from './print-duplicate.ts'

/** The papers of a sale that are duplicates in the spool once they are printed again. */
export type ReprintKind = 'customer-ticket' | 'card-customer' | 'card-merchant'

/** The original and each card copy are counted on their own: a duplicate's number says how many came before it. */
export function duplicatesOf(jobs: readonly SpooledJob[], kind: ReprintKind): Paper[] {
  const papers = ticketsOf(jobs)
  return papers.filter((paper) => paper.kind === kind).flatMap(({ document }) => duplicate(document, papers))
}

/**
 * One paper once more, whatever it is: a ticket counts all its copies, another paper is one more than itself.
 * @param jobs all papers of its sale.
 */
export function nextCopy(document: CopiedPaper, jobs: readonly SpooledJob[]): CopiedPaper {
  if (document.kind !== 'customer-ticket' && document.kind !== 'card-ticket')
    return { ...document, copyNumber: document.copyNumber + 1 }
  const tickets = ticketsOf(jobs)
  const [copy] = duplicate(document, tickets)
  // A slip that is still to be signed is printed again as the slip that it is.
  return copy ?? { ...document, copyNumber: copiesOf(document, tickets) + 1 }
}

interface KnownPaper {
  readonly kind: PrintJobKind
  readonly document: Paper
}

function ticketsOf(jobs: readonly SpooledJob[]): KnownPaper[] {
  return jobs.flatMap(({ kind, document }) =>
    document.kind === 'customer-ticket' || document.kind === 'card-ticket' ? [{ kind, document }] : [],
  )
}

function copiesOf(original: Paper, papers: readonly KnownPaper[]): number {
  return papers.filter((paper) => paper.kind === 'duplicate' && isSamePaper(paper.document, original)).length
}

function duplicate(original: Paper, papers: readonly KnownPaper[]): Paper[] {
  const copyNumber = copiesOf(original, papers) + 1
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
