import { isNip } from '#contract/identity-numbers.ts'
import { LIMITS } from '#contract/limits.ts'
import type { CustomerFile, CustomerRow, SaleCustomer } from '#contract/views/customer-view.ts'
import { openInvoices } from '../accounts/open-invoices.ts'
import type { TillContext } from '../core/till-context.ts'
import type { Customer, ListedCustomer } from '../ports/customers.port.ts'

/** The company, else the person; of an erased one its number. */
export function titleOf({ company, name, number }: Customer): string {
  return company || name || number
}

/** What a ticket keeps of a customer. */
export function saleCustomer(customer: Customer): SaleCustomer {
  const { id, number, loyaltyNumber, companyNumber } = customer
  const nip = isNip(companyNumber) ? { nip: companyNumber } : {}
  return { id, number, title: titleOf(customer), loyaltyNumber, ...nip }
}

/** A customer as lists show them. */
export function customerRow({ customer, balanceMinor }: ListedCustomer): CustomerRow {
  const { id, number, company, name, city, phone, loyaltyNumber, archivedAt } = customer
  const detail = [company === '' ? '' : name, city, phone].filter((part) => part !== '').join(' · ')
  return { id, number, title: titleOf(customer), detail, loyaltyNumber, isArchived: archivedAt !== null, balanceMinor }
}

/** The whole file, with what the shop knows of the customer besides. */
export async function customerFile(context: TillContext, customer: Customer): Promise<CustomerFile> {
  const { options, memory } = context
  const { sales, total } = await options.customers.sales(customer.id, LIMITS.customerSaleRows)
  return {
    ...customer,
    loyaltyNumber: customer.loyaltyNumber ?? '',
    title: titleOf(customer),
    currency: memory.shop.currency,
    balanceMinor: await options.customers.balanceMinor(customer.id),
    ...(await cardPoints(context, customer)),
    sales,
    saleCount: total,
    openInvoices: (await openInvoices(context, customer.id)).slice(0, LIMITS.customerOpenInvoices),
    invoices: await options.invoices.invoices(customer.id, LIMITS.customerSaleRows),
    movements: await options.accounts.movements(customer.id, LIMITS.customerSaleRows),
  }
}

async function cardPoints({ memory, options }: TillContext, { id, loyaltyNumber }: Customer) {
  const hasSome = memory.shop.loyalty !== undefined && loyaltyNumber !== null
  return hasSome ? { points: await options.loyalty.pointsOf(id) } : {}
}
