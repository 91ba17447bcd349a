import { fail, type Result, succeed } from '#contract/result.ts'
import type { TillContext } from '../core/till-context.ts'
import { duplicatesOf } from '../papers/duplicates.ts'
import { printDuplicate } from '../papers/print-duplicate.ts'
import { printOnRequest } from './commit-unattended.ts'

/** Ticket and card ticket of the customer; asked again, a counted duplicate of the ticket. Errors: SALE_NOT_FOUND, STORE_*. */
export async function printReceipt(context: TillContext, saleId: string): Promise<Result<null>> {
  if ((await printOnRequest(context, saleId, ['customer-ticket', 'card-customer'])) > 0) return succeed(null)
  const duplicates = duplicatesOf(await context.options.printSpool.jobsOfSale(saleId), 'customer-ticket')
  if (duplicates.length === 0) return fail('SALE_NOT_FOUND')
  for (const document of duplicates) await printDuplicate(context, saleId, document)
  return succeed(null)
}
