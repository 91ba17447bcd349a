import { documentContext, type TillContext } from '../core/till-context.ts'
import { documentHead, originals } from './document-head.ts'

export interface TerminalLines {
  readonly terminalAlias: string
  readonly lines: readonly string[]
}

/**
 * Queues what a standalone terminal leaves to the till to print beside payments. `printer` null: the one of the till.
 * Throws CatalogueFailure STORE_*.
 */
export async function printTerminalSlip(
  context: TillContext,
  slip: TerminalLines,
  printer: string | null,
): Promise<void> {
  const { options } = context
  const at = options.clock.now()
  const document = { ...documentHead(documentContext(context), at), kind: 'terminal-slip' as const, ...slip }
  const jobs = originals([{ kind: 'terminal-slip', document }], { saleId: null, at, nextId: options.nextId })
  for (const job of jobs) await options.printSpool.add({ ...job, ...(printer !== null && { deviceId: printer }) })
  options.onPrintJobs()
}
