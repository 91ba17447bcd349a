import type { PrintJobView } from '#contract/views/sale-view.ts'
import type { StatusView } from '#contract/views/till-view.ts'

type Printers = Pick<StatusView, 'printer' | 'otherPrinters'>
type ShownPrinter = Printers['printer'] | Printers['otherPrinters'][number]

/**
 * A paper as people see it. held: it waits, and its printer cannot. sent: the printer holds it, and cannot go on; it does by
 * itself, or a person gives it up. unconfirmed: it was sent, and the printer says of no paper that it came out. again: it did not come out, and a
 * duplicate was printed.
 */
export type PaperState = PrintJobView['state'] | 'held' | 'sent' | 'unconfirmed' | 'cancelled' | 'again'

/** Papers of a printer that is gone are the till's. */
export function printerOf({ deviceId }: Pick<PrintJobView, 'deviceId'>, printers: Printers): ShownPrinter {
  return printers.otherPrinters.find((other) => other.deviceId === deviceId) ?? printers.printer
}

/** The printer that a paper is in, or that it is for. */
export function printerAt(paper: PrintJobView, printers: Printers): ShownPrinter {
  const { state, printedOn } = paper
  return printerOf(state === 'sending' && printedOn !== undefined ? { deviceId: printedOn.id } : paper, printers)
}

/** The name of the printer that a person looks at: where the paper went, also where that one stood in, else where it is to go. */
export function placeOf(paper: PrintJobView, printers: Printers): string {
  const { state, printedOn } = paper
  if (printedOn === undefined || (state !== 'sending' && !isInDoubt(paper))) return printerOf(paper, printers).alias
  return printers.otherPrinters.find(({ deviceId }) => deviceId === printedOn.id)?.alias ?? printedOn.alias
}

/** Why a printer cannot print; null when it can, whatever became of its last paper. */
export function hindrance({ state, failure }: ShownPrinter): ShownPrinter['failure'] | 'absent' {
  if (state === 'absent') return 'absent'
  return failure?.code === 'PRINTER_OUTCOME_UNKNOWN' ? null : failure
}

export function paperState(paper: PrintJobView, printers: Printers): PaperState {
  const { state, decision, confirmedBy } = paper
  if (decision === 'cancelled') return 'cancelled'
  if (decision === 'printed-again') return 'again'
  if (state === 'printed') return confirmedBy === 'none' && decision === undefined ? 'unconfirmed' : state
  const isHindered = hindrance(printerAt(paper, printers)) !== null
  if (state === 'queued') return isHindered ? 'held' : 'queued'
  return state === 'sending' && isHindered ? 'sent' : state
}

/** What is asked of a held paper: one that is switched off to be freed loses the rest of it, and does not go on by itself. */
export function heldQuestion(cause: NonNullable<ReturnType<typeof hindrance>>) {
  return cause !== 'absent' && cause.code === 'PRINTER_STOPPED' ? 'papers.question' : 'papers.heldQuestion'
}

/** Whether a person is asked if it came out: nobody knows, or it was sent and not confirmed. */
export function isInDoubt({ state, decision }: Pick<PrintJobView, 'state' | 'decision'>): boolean {
  return decision === undefined && (state === 'unknown' || state === 'printed')
}

/** Whether a person may have something to do about it; a drawer that stayed shut is opened by its own key. */
export function needsLook({ kind }: Pick<PrintJobView, 'kind'>, state: PaperState): boolean {
  if (kind === 'drawer') return state === 'unknown'
  return state === 'held' || state === 'sent' || state === 'not-printed' || state === 'unknown'
}
