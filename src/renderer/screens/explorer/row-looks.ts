import type { ExplorerRow, SearchedOutcome } from '#contract/views/explorer-view.ts'
import type { Tone } from '../../components/Badge.tsx'
import type { IconName } from '../../components/icons.tsx'

interface Look {
  readonly tone: Tone
  readonly icon: IconName
  /** Key of the word. */
  readonly words: string
}

const OUTCOMES: Readonly<Record<SearchedOutcome, Look>> = {
  approved: { tone: 'ok', icon: 'ok', words: 'outcome.approved' },
  declined: { tone: 'err', icon: 'stopped', words: 'outcome.declined' },
  cancelled: { tone: 'plain', icon: 'close', words: 'explorer.outcome.cancelled' },
  failed: { tone: 'plain', icon: 'off', words: 'outcome.failed' },
  unknown: { tone: 'unk', icon: 'unknown', words: 'outcome.unknown' },
  reversed: { tone: 'acc', icon: 'stopped', words: 'outcome.reversed' },
  open: { tone: 'warn', icon: 'clock', words: 'outcome.in-progress' },
}

type Looks = Readonly<Partial<Record<ExplorerRow['operation'], Look>>>

const APPROVED: Looks = {
  refund: { tone: 'acc', icon: 'back', words: 'explorer.outcome.refunded' },
  void: { tone: 'acc', icon: 'stopped', words: 'outcome.reversed' },
  'pre-authorisation': { tone: 'acc', icon: 'lock', words: 'explorer.outcome.reserved' },
  increment: { tone: 'acc', icon: 'lock', words: 'explorer.outcome.reserved' },
  release: { tone: 'plain', icon: 'back', words: 'explorer.outcome.released' },
}

/** Taking back what was only held lets go of it. */
const REVERSED: Looks = {
  'pre-authorisation': { tone: 'plain', icon: 'back', words: 'explorer.outcome.released' },
  increment: { tone: 'plain', icon: 'back', words: 'explorer.outcome.released' },
}
const NONE: Looks = {}

/** One word per state everywhere; what was approved is named by what it was for. */
export function rowLook({ outcome, operation }: Pick<ExplorerRow, 'outcome' | 'operation'>): Look {
  const named = outcome === 'approved' ? APPROVED : outcome === 'reversed' ? REVERSED : NONE
  return named[operation] ?? OUTCOMES[outcome]
}

export const outcomeLook = (outcome: SearchedOutcome): Look => OUTCOMES[outcome]

/** How the card was read. */
export const ENTRY_ICONS: Readonly<Record<ExplorerRow['entryMode'], IconName>> = {
  chip: 'chip',
  contactless: 'nfc',
  stripe: 'card',
  manual: 'pencil',
  none: 'card',
}
