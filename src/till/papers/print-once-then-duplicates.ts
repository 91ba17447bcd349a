import { type Result, succeed } from '#contract/result.ts'
import { keepHead, type TillContext } from '../core/till-context.ts'
import type { FiscalRecord } from '../ports/commit-paid-sale.port.ts'
import { type CopiedPaper, duplicate } from './print-duplicate.ts'

/** A paper that is printed for the first time, with the event that says so. */
export interface FirstPaper {
  readonly record: FiscalRecord
  readonly document: CopiedPaper
}

/**
 * A paper of a finished sale that comes out when somebody asks for it: the first time as an event of the fiscal chain, then as counted
 * duplicates of that first one. `first` makes it, at the moment it is given.
 */
export async function printOnceThenDuplicates(
  context: TillContext,
  {
    kind,
    saleId,
    deviceId,
  }: { readonly kind: 'facturette' | 'gift-receipt'; readonly saleId: string; readonly deviceId: string | null },
  first: (at: string) => FirstPaper,
): Promise<Result<Record<string, never>>> {
  const { options } = context
  const before = (await options.printSpool.jobsOfSale(saleId)).filter((job) => job.kind === kind)
  const original = before.find(({ copyNumber }) => copyNumber === 0)?.document
  const printed =
    original?.kind === kind
      ? duplicate(context, { kind, saleId, deviceId, document: { ...original, copyNumber: before.length } })
      : firstTime()
  await options.fiscalChain.append(printed.record, [printed.job])
  keepHead(context, printed.record)
  options.onPrintJobs()
  return succeed({})

  function firstTime() {
    const at = options.clock.now()
    const { record, document } = first(at)
    const job = { id: options.nextId(), kind, saleId, copyNumber: 0, document, at }
    return { record, job: { ...job, ...(deviceId !== null && { deviceId }) } }
  }
}
