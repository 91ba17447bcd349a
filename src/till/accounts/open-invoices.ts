import type { OpenInvoice } from '#contract/views/invoice-view.ts'
import type { TillContext } from '../core/till-context.ts'
import { debtsOf } from './debts.ts'

/** A customer's invoices that are not paid in full, oldest first. */
export async function openInvoices({ options }: TillContext, customerId: string): Promise<readonly OpenInvoice[]> {
  const invoices = await options.invoices.onAccount(customerId)
  if (invoices.length === 0) return []
  const saleOfInvoice = new Map(invoices.map(({ number, saleId }) => [number, saleId]))
  const { leftBySale } = debtsOf(await options.accounts.entries(customerId), saleOfInvoice)
  const today = options.clock.local(options.clock.now()).date
  return invoices.flatMap((invoice) => {
    const leftMinor = leftBySale.get(invoice.saleId) ?? 0
    return leftMinor === 0 ? [] : [{ ...invoice, isOverdue: invoice.dueOn < today, leftMinor }]
  })
}
