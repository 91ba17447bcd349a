import type { StoryRow } from '#contract/views/payment-view.ts'
import { isUnconfirmed } from '#till/papers/print-job-view.ts'
import type { SpooledJob } from '#till/ports/print-spool.port.ts'

const TONES: Readonly<Record<SpooledJob['state'], StoryRow['tone']>> = {
  queued: 'wait',
  sending: 'wait',
  printed: 'ok',
  'not-printed': 'bad',
  unknown: 'unknown',
}

/** The papers of one payment, each where it stands now: its card copies, and the ticket of the sale it paid. */
export function paperRows(jobs: readonly SpooledJob[], paymentNumber: string, isApproved: boolean): StoryRow[] {
  return jobs.flatMap((job) => {
    const { document, state, at, movedAt } = job
    const paper = paperOf(document, paymentNumber, isApproved)
    if (paper === null) return []
    if (isUnconfirmed(job))
      return [{ at: movedAt, lane: 'paper', kind: 'paper-unconfirmed', tone: 'wait', details: { paper } }]
    const waits = state === 'queued' || state === 'sending'
    return [{ at: waits ? at : movedAt, lane: 'paper', kind: `paper-${state}`, tone: TONES[state], details: { paper } }]
  })
}

/** Slips of what charges nobody. */
const NOTES: readonly string[] = ['balance', 'card-checked', 'activated', 'loaded']

/** Which paper it is; null when it is of another payment, or none of a payment at all. */
function paperOf(document: SpooledJob['document'], paymentNumber: string, isApproved: boolean): string | null {
  if (document.kind === 'customer-ticket') return isApproved ? 'sale' : null
  if (document.kind !== 'card-ticket' || document.paymentNumber !== paymentNumber) return null
  if (document.outcome === 'to-sign') return 'to-sign'
  if (document.outcome === 'reserved') return `${document.copy}-reserved`
  if (NOTES.includes(document.outcome)) return `slip-${document.outcome}`
  const charged = document.outcome === 'approved'
  return charged ? document.copy : `${document.copy}-nothing-charged`
}

/** Journal rows keep the journal's order; each paper stands before the first row that is later than it. */
export function withPapers(rows: readonly StoryRow[], papers: readonly StoryRow[]): StoryRow[] {
  const story = [...rows]
  for (const paper of [...papers].sort((one, other) => one.at.localeCompare(other.at))) {
    const place = story.findIndex(({ lane, at }) => lane !== 'paper' && at > paper.at)
    if (place === -1) story.push(paper)
    else story.splice(place, 0, paper)
  }
  return story
}
