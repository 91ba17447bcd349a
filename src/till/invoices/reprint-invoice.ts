import { fail, type Result, succeed } from '#contract/result.ts'
import { keepHead, person, type TillContext } from '../core/till-context.ts'
import { duplicate } from '../papers/print-duplicate.ts'
import { chosenPrinter } from '../papers/printer-choice.ts'
import type { InvoicePaper } from '../tickets/ticket-document.ts'

/** A duplicate of a ticket's invoice: marked, counted, and in the fiscal chain. */
export async function reprintInvoice(
  context: TillContext,
  { saleId, deviceId }: { saleId: string; deviceId?: string | undefined },
): Promise<Result<Record<string, never>>> {
  const { options } = context
  const user = person(context)
  if (!user.ok) return user
  const where = chosenPrinter(context, deviceId)
  if (!where.ok) return where
  const jobs = await options.printSpool.jobsOfSale(saleId)
  const papers = jobs.flatMap(({ document }) => (document.kind === 'invoice' ? [document] : []))
  const [original] = papers
  if (original === undefined) return fail('INVOICE_NOT_FOUND')
  const copies = papers.map(({ copyNumber }) => copyNumber)
  const document: InvoicePaper = { ...original, copyNumber: Math.max(...copies) + 1 }
  const { record, job } = duplicate(context, { kind: 'invoice', saleId, deviceId: where.value, document })
  await options.fiscalChain.append(record, [job])
  keepHead(context, record)
  options.onPrintJobs()
  return succeed({})
}
