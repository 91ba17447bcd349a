import type { PrintJobKind } from '#contract/views/sale-view.ts'
import type { NewPrintJob } from './commit-paid-sale.port.ts'
import type { SpooledJob } from './print-spool.port.ts'

/** Papers that are kept beside the printers' queue: those that wait to be asked for, and those of closed days. */
export interface PaperShelfPort {
  /** Papers of a sale that nobody has asked for yet, in their order. */
  waiting(saleId: string): Promise<NewPrintJob[]>
  /** Has those of these kinds come out now, as they were made. @returns how many there were. */
  askFor(saleId: string, kinds: readonly PrintJobKind[], deviceId: string | null): Promise<number>
  /** The Z reports of closed days, newest first, without their duplicates; or one with them, the original first. */
  zReports(
    wanted: { readonly beforeNumber: string | null; readonly limit: number } | { readonly number: string },
  ): Promise<SpooledJob[]>
}
