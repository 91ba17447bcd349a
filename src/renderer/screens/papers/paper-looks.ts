import type { TFunction } from 'i18next'
import type { PaperView } from '#contract/views/paper-view.ts'
import type { PrintJobView } from '#contract/views/sale-view.ts'
import type { Tone } from '../../components/Badge.tsx'
import type { IconName } from '../../components/icons.tsx'
import type { PaperState } from './paper-state.ts'

export const PAPER_LOOKS: Readonly<Record<PaperState, { readonly tone: Tone; readonly icon: IconName }>> = {
  queued: { tone: 'plain', icon: 'clock' },
  held: { tone: 'warn', icon: 'warning' },
  sending: { tone: 'acc', icon: 'print' },
  sent: { tone: 'warn', icon: 'print' },
  unconfirmed: { tone: 'plain', icon: 'print' },
  printed: { tone: 'ok', icon: 'ok' },
  'not-printed': { tone: 'err', icon: 'stopped' },
  unknown: { tone: 'unk', icon: 'unknown' },
  cancelled: { tone: 'plain', icon: 'close' },
  again: { tone: 'plain', icon: 'ask-again' },
}

export const PAPER_ICONS: Readonly<Partial<Record<PrintJobView['kind'], IconName>>> = {
  'card-customer': 'card',
  'card-merchant': 'card',
  'kitchen-ticket': 'fork',
  invoice: 'receipt',
  'gift-receipt': 'gift',
  'cash-slip': 'drawer',
  drawer: 'drawer',
}

/** What became of a paper in a word; a drawer opens, or stays shut. */
export function stateWords(t: TFunction, { kind }: Pick<PrintJobView, 'kind'>, state: PaperState): string {
  if (kind === 'drawer' && state === 'printed') return t('job.opened')
  if (kind === 'drawer' && (state === 'held' || state === 'not-printed')) return t('drawerLog.shut')
  return t(`jobState.${state}`)
}

/** `Bon de cuisine 2-004318 · Table 7 · duplicata 1`. */
export function paperTitle(t: TFunction, { kind, reference, table, copyNumber }: PaperView): string {
  const copy = copyNumber > 0 && kind !== 'duplicate' ? t('papers.copy', { number: copyNumber }) : null
  const name = t(`job.${kind}`, { number: reference })
  return [name.includes(reference) ? name : `${name} ${reference}`, table, copy].filter(Boolean).join(' · ')
}
