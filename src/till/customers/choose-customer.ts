import { fail, type Result, succeed } from '#contract/result.ts'
import { emit, saveSale, seller, type TillContext } from '../core/till-context.ts'
import { ensureOpenDay } from '../day/business-day.ts'
import { pointsSpent } from '../loyalty/points.ts'
import type { Customer } from '../ports/customers.port.ts'
import type { OpenSale } from '../ports/open-sales.port.ts'
import { saleCustomer } from './customer-views.ts'

/** Puts a customer on the ticket in hand, null for nobody; on disk at once, as every key. Not while it is being paid. */
export async function chooseCustomer(
  context: TillContext,
  customer: Customer | null,
): Promise<Result<Record<string, never>>> {
  const { memory } = context
  const user = seller(context)
  if (!user.ok) return user
  if (memory.sale.state === 'paying') return fail('SALE_IN_PAYMENT')
  if (customer !== null && customer.erasedAt !== null) return fail('CUSTOMER_ERASED')
  if (customer !== null && customer.archivedAt !== null) return fail('CUSTOMER_ARCHIVED')
  if (customer === null && memory.sale.customer === undefined) return succeed({})
  const pays = memory.sale.lines.some(({ accountPayment }) => accountPayment !== undefined)
  if (pays && customer?.id !== memory.sale.customer?.id) return fail('ACCOUNT_LINE_FIXED')
  const isAnother = customer?.id !== memory.sale.customer?.id
  if (isAnother && pointsSpent(memory.sale.discount) > 0) return fail('LOYALTY_TAKE_OFF_FIRST')
  await ensureOpenDay(context, user.value.name)
  await saveSale(context, await withPoints(context, withCustomer(memory.sale, customer)))
  if (memory.lastSale !== null) {
    memory.lastSale = null
    emit(context, 'lastSale')
  }
  emit(context, 'sale')
  return succeed({})
}

/** With the points that its customer has, where the shop gives some. */
async function withPoints({ memory, options }: TillContext, sale: OpenSale): Promise<OpenSale> {
  const { customer } = sale
  if (memory.shop.loyalty === undefined || customer === undefined || customer.loyaltyNumber === null) return sale
  return { ...sale, customer: { ...customer, points: await options.loyalty.pointsOf(customer.id) } }
}

/** The ticket as this customer's, with the prices of their group; null: nobody's. */
export function withCustomer(sale: OpenSale, customer: Customer | null): OpenSale {
  const { customer: _, customerGroupId: __, ...others } = sale
  if (customer === null) return others
  const group = customer.groupId === null ? {} : { customerGroupId: customer.groupId }
  // What was read of the same customer's points stays.
  const points = sale.customer?.id === customer.id ? sale.customer.points : undefined
  return { ...others, customer: { ...saleCustomer(customer), ...(points !== undefined && { points }) }, ...group }
}

/** A scanned loyalty number puts its customer on the ticket; null for a code that is nobody's. */
export async function scannedCustomer(
  context: TillContext,
  scanned: string,
): Promise<Result<{ customerId: string }> | null> {
  const customer = await context.options.customers.customerByLoyaltyNumber(scanned.trim().toUpperCase())
  if (customer === null) return null
  const chosen = await chooseCustomer(context, customer)
  return chosen.ok ? succeed({ customerId: customer.id }) : chosen
}

/** A file that changed shows on the ticket in hand at once; what is being paid stays as it was agreed. */
export async function refreshCustomer(context: TillContext, customer: Customer): Promise<void> {
  const { memory } = context
  if (memory.sale.customer?.id !== customer.id || memory.sale.state === 'paying') return
  await saveSale(context, withCustomer(memory.sale, customer))
  emit(context, 'sale')
}
