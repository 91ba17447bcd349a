import type { TFunction } from 'i18next'
import type { PaperView } from '#contract/views/paper-view.ts'
import type { PrintJobView } from '#contract/views/sale-view.ts'
import type { StatusView } from '#contract/views/till-view.ts'
import type { Tone } from '../../components/Badge.tsx'
import type { IconName } from '../../components/icons.tsx'

type Printers = Pick<StatusView, 'printer' | 'otherPrinters'>
type ShownPrinter = Printers['printer'] | Printers['otherPrinters'][number]

/**
 * A paper as people see it. held: it waits, and its printer cannot. sent: the printer holds it, and cannot go on; it does by
 * itself. again: it did not come out, and a duplicate was printed.
 */
export type PaperState = PrintJobView['state'] | 'held' | 'sent' | 'cancelled' | 'again'

export const PAPER_LOOKS: Readonly<Record<PaperState, { readonly tone: Tone; readonly icon: IconName }>> = {
  queued: { tone: 'plain', icon: 'clock' },
  held: { tone: 'warn', icon: 'warning' },
  sending: { tone: 'acc', icon: 'print' },
  sent: { tone: 'warn', icon: 'print' },
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
  drawer: 'drawer',
}

/** Papers of a printer that is gone are the till's. */
export function printerOf({ deviceId }: Pick<PrintJobView, 'deviceId'>, printers: Printers): ShownPrinter {
  return printers.otherPrinters.find((other) => other.deviceId === deviceId) ?? printers.printer
}

/** Why a printer cannot print; null when it can, whatever became of its last paper. */
export function hindrance({ state, failure }: ShownPrinter): ShownPrinter['failure'] | 'absent' {
  if (state === 'absent') return 'absent'
  return failure?.code === 'PRINTER_OUTCOME_UNKNOWN' ? null : failure
}

export function paperState(paper: PrintJobView, printers: Printers): PaperState {
  const { state, decision } = paper
  if (decision === 'cancelled') return 'cancelled'
  if (decision === 'printed-again') return 'again'
  const isHindered = hindrance(printerOf(paper, printers)) !== null
  if (state === 'queued') return isHindered ? 'held' : 'queued'
  return state === 'sending' && isHindered ? 'sent' : state
}

/** Whether a person may have something to do about it; a drawer that stayed shut is opened by its own key. */
export function needsLook({ kind }: Pick<PrintJobView, 'kind'>, state: PaperState): boolean {
  if (kind === 'drawer') return state === 'unknown'
  return state === 'held' || state === 'sent' || state === 'not-printed' || state === 'unknown'
}

/** `Bon de cuisine 2-004318 · Table 7 · duplicata 1`. */
export function paperTitle(t: TFunction, { kind, reference, table, copyNumber }: PaperView): string {
  const copy = copyNumber > 0 && kind !== 'duplicate' ? t('papers.copy', { number: copyNumber }) : null
  const name = t(`job.${kind}`, { number: reference })
  return [name.includes(reference) ? name : `${name} ${reference}`, table, copy].filter(Boolean).join(' · ')
}
