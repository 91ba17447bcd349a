import type { StoryRow } from '#contract/views/payment-view.ts'
import type { JournalRecord } from '../ports/payment-journal.port.ts'

type Shape = Pick<StoryRow, 'lane' | 'tone'>

/** Whose lane each record belongs to and how it looks. The screen has a sentence for each kind in every language. */
const SHAPES: Readonly<Record<string, Shape>> = {
  started: { lane: 'till', tone: 'ok' },
  'pad-asked': { lane: 'pad', tone: 'ok' },
  'card-read': { lane: 'pad', tone: 'ok' },
  'repeat-confirmed': { lane: 'till', tone: 'ok' },
  'repeat-refused': { lane: 'till', tone: 'bad' },
  'repeat-overdue': { lane: 'till', tone: 'bad' },
  'question-answered': { lane: 'till', tone: 'ok' },
  'question-unanswered': { lane: 'till', tone: 'bad' },
  'part-kept': { lane: 'till', tone: 'ok' },
  'part-refused': { lane: 'till', tone: 'bad' },
  'part-overdue': { lane: 'till', tone: 'bad' },
  'voice-approved': { lane: 'till', tone: 'ok' },
  'voice-given-up': { lane: 'till', tone: 'bad' },
  'voice-overdue': { lane: 'till', tone: 'bad' },
  'track-encrypted': { lane: 'pad', tone: 'ok' },
  'card-declined': { lane: 'pad', tone: 'bad' },
  'card-approved': { lane: 'pad', tone: 'ok' },
  'request-prepared': { lane: 'bank', tone: 'wait' },
  'request-prepared-standby': { lane: 'bank', tone: 'wait' },
  'reference-prepared': { lane: 'bank', tone: 'wait' },
  'code-prepared': { lane: 'bank', tone: 'wait' },
  'completion-prepared': { lane: 'till', tone: 'ok' },
  'pad-failed': { lane: 'pad', tone: 'bad' },
  'not-routed': { lane: 'till', tone: 'bad' },
  'cancel-requested': { lane: 'till', tone: 'wait' },
  'host-answered': { lane: 'bank', tone: 'ok' },
  'host-prompted': { lane: 'bank', tone: 'wait' },
  'prompt-ended': { lane: 'till', tone: 'ok' },
  rerouted: { lane: 'bank', tone: 'wait' },
  'host-not-sent': { lane: 'bank', tone: 'bad' },
  'host-silent': { lane: 'bank', tone: 'unknown' },
  'card-completed': { lane: 'pad', tone: 'ok' },
  'card-lost': { lane: 'pad', tone: 'unknown' },
  'signature-accepted': { lane: 'till', tone: 'ok' },
  'signature-refused': { lane: 'till', tone: 'bad' },
  'signature-overdue': { lane: 'till', tone: 'bad' },
  'approval-not-stored': { lane: 'till', tone: 'unknown' },
  interrupted: { lane: 'till', tone: 'unknown' },
  'given-back': { lane: 'till', tone: 'wait' },
  voided: { lane: 'till', tone: 'wait' },
  raised: { lane: 'bank', tone: 'ok' },
  completed: { lane: 'till', tone: 'ok' },
  reopened: { lane: 'till', tone: 'ok' },
  released: { lane: 'till', tone: 'wait' },
  'reversal-attempted': { lane: 'bank', tone: 'wait' },
  'reversal-put-off': { lane: 'bank', tone: 'wait' },
  'reversal-acknowledged': { lane: 'bank', tone: 'ok' },
  'reversal-parked': { lane: 'bank', tone: 'unknown' },
  'advice-attempted': { lane: 'bank', tone: 'wait' },
  'advice-settled': { lane: 'bank', tone: 'ok' },
  'advice-refused': { lane: 'bank', tone: 'bad' },
  'advice-parked': { lane: 'bank', tone: 'unknown' },
  'advice-put-off': { lane: 'bank', tone: 'wait' },
  'advice-retried': { lane: 'till', tone: 'wait' },
  'advice-noted': { lane: 'till', tone: 'ok' },
  uploaded: { lane: 'bank', tone: 'ok' },
  'late-host-answered': { lane: 'bank', tone: 'unknown' },
  'bank-asked': { lane: 'till', tone: 'wait' },
  'bank-word-noted': { lane: 'till', tone: 'wait' },
  'closed-by-hand': { lane: 'till', tone: 'unknown' },
  'started-on-terminal': { lane: 'pad', tone: 'wait' },
  'terminal-kept': { lane: 'pad', tone: 'wait' },
  'terminal-ticket-kept': { lane: 'paper', tone: 'ok' },
  'terminal-approved': { lane: 'pad', tone: 'ok' },
  'terminal-refused': { lane: 'pad', tone: 'bad' },
  'terminal-silent': { lane: 'pad', tone: 'unknown' },
  'terminal-read': { lane: 'till', tone: 'unknown' },
  'taken-back': { lane: 'pad', tone: 'ok' },
  'void-refused': { lane: 'pad', tone: 'bad' },
  'freed-by-terminal': { lane: 'pad', tone: 'ok' },
  'freed-by-hand': { lane: 'till', tone: 'unknown' },
  'late-terminal-answered': { lane: 'pad', tone: 'unknown' },
}

/** Every kind the story can tell; the screen's words are tested against it. */
export const STORY_KINDS = Object.keys(SHAPES)

/** The journal of one payment as rows, in journal order; records of no interest to a person are left out. */
export function tellStory(records: readonly JournalRecord[]): StoryRow[] {
  return records.flatMap(({ at, kind: recorded, body }) => {
    const kind = toldAs(recorded, body)
    const shape = SHAPES[kind]
    if (!shape) return []
    const tone = isRefusal(kind, body) ? 'bad' : shape.tone
    return [{ at, kind, lane: shape.lane, tone, details: figuresOf(body) }]
  })
}

/** What has sentences of its own by what the record says. */
function toldAs(recorded: string, body: Readonly<Record<string, unknown>>): string {
  // Where the standby served from the beginning; one that took over has a row of its own.
  if (recorded === 'request-prepared' && body.via === 'standby') return 'request-prepared-standby'
  if (recorded === 'started' && body.terminal !== undefined) return 'started-on-terminal'
  if (recorded !== 'terminal-answered') return recorded
  if (body.outcome === 'approved') return 'terminal-approved'
  return body.outcome === 'unknown' ? 'terminal-silent' : 'terminal-refused'
}

/** A no that came as an answer. */
function isRefusal(kind: string, body: Readonly<Record<string, unknown>>): boolean {
  if (kind === 'card-completed') return body.approved === false
  return kind === 'host-answered' && typeof body.responseCode === 'string' && !APPROVING.includes(body.responseCode)
}

/** Approved; with identification; for a part; for a person of importance; nothing against a card that was only asked about. */
const APPROVING = ['00', '08', '10', '11', '85']

const FIGURES = [
  'amountMinor',
  'stan',
  'responseCode',
  'code',
  'scheme',
  'nextAt',
  'by',
  'word',
  'why',
  'applicationLabel',
  'title',
  'ending',
  'subject',
  'answer',
  'approvalCode',
  'terminal',
] as const

/** The few figures a sentence may need; a card shows its last four only. */
function figuresOf(body: Readonly<Record<string, unknown>>): Record<string, string | number> {
  const figures: Record<string, string | number> = {}
  for (const name of FIGURES) {
    const value = body[name]
    if (typeof value === 'string' || typeof value === 'number') figures[name] = value
  }
  if (typeof body.maskedPan === 'string') figures.cardTail = body.maskedPan.slice(-4)
  return figures
}
