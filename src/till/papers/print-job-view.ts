import type { DayView } from '#contract/views/day-view.ts'
import type { DrawerOpening, PaperView } from '#contract/views/paper-view.ts'
import type { PrintJobView } from '#contract/views/sale-view.ts'
import type { SpooledJob } from '../ports/print-spool.port.ts'
import type { TicketDocument } from '../tickets/ticket-document.ts'

/** A paper of which the screen knows what became, as it is in the spool or just put there. */
export type ShownJob = Pick<SpooledJob, 'id' | 'kind' | 'saleId' | 'state' | 'at'> &
  Partial<Pick<SpooledJob, 'deviceId' | 'printedOn' | 'decision' | 'decidedBy' | 'confirmedBy'>>

/** A paper of the spool as a ticket shows it. */
export function printJobView({ id, kind, saleId, state, at, ...job }: ShownJob): PrintJobView {
  const { deviceId, printedOn, decision, decidedBy, confirmedBy } = job
  return {
    id,
    kind,
    saleId,
    state,
    at,
    ...(deviceId && { deviceId }),
    ...(printedOn && { printedOn: { ...printedOn } }),
    ...(decision && { decision }),
    ...(decidedBy && { decidedBy }),
    ...(confirmedBy && { confirmedBy }),
  }
}

/** Sent, and nothing says that it came out. */
export function isUnconfirmed({
  state,
  confirmedBy,
  decision,
}: Pick<SpooledJob, 'state' | 'confirmedBy' | 'decision'>) {
  return state === 'printed' && confirmedBy === 'none' && !decision
}

/** A paper as the list of papers to look after shows it. */
export function paperView(job: SpooledJob): PaperView {
  const { document, copyNumber } = job
  const table = document.kind === 'kitchen-ticket' ? document.reference : null
  return { ...printJobView(job), copyNumber, reference: referenceOf(document), table }
}

/** What people know a paper by. */
export function referenceOf(document: TicketDocument): string {
  switch (document.kind) {
    case 'customer-ticket':
    case 'invoice':
    case 'kitchen-ticket':
    case 'note':
    case 'facturette':
    case 'gift-receipt':
    case 'cash-slip':
      return document.number
    case 'card-ticket':
      return document.saleNumber || document.paymentNumber
    case 'x-report':
    case 'z-report':
      return document.number ?? document.businessDate
    case 'test-slip':
      return document.deviceAlias
    case 'terminal-slip':
      return document.terminalAlias
    case 'command-card':
    case 'key-card':
      return ''
    case 'drawer':
      return document.number ?? ''
  }
}

/** Papers of which nobody knows, as open matters of the day: one for each thing that they are about. */
export function papersInDoubt(jobs: readonly SpooledJob[]): DayView['exceptions'] {
  const matters = jobs.map(({ document }) => ({
    kind: 'print-unknown' as const,
    amountMinor: amountOf(document),
    reference: referenceOf(document),
  }))
  return matters.filter(({ reference }, index) => matters.findIndex((first) => first.reference === reference) === index)
}

function amountOf(document: TicketDocument): number {
  if (document.kind === 'customer-ticket' || document.kind === 'facturette') return document.totalMinor
  return document.kind === 'card-ticket' || document.kind === 'cash-slip' ? document.amountMinor : 0
}

/** A kick of the drawer as the list of its openings shows it. */
export function drawerOpening({ id, at, state, document, confirmedBy }: SpooledJob): DrawerOpening {
  const kick = document.kind === 'drawer' ? document : null
  return {
    id,
    at,
    userName: kick?.userName ?? null,
    reason: kick?.reason ?? null,
    number: kick?.number ?? null,
    state,
    ...(confirmedBy && { confirmedBy }),
  }
}
