import { fail, type Result, succeed } from '#contract/result.ts'
import { person, type TillContext } from '../core/till-context.ts'

/**
 * All that the shop keeps of one person, readable by people and programs (GDPR art. 15 and 20): the file, and every ticket
 * with its lines. Amounts are minor units, as their names say. Errors: SESSION_LOCKED, CUSTOMER_NOT_FOUND, STORE_*.
 */
export async function personalData(
  context: TillContext,
  customerId: string,
): Promise<Result<{ readonly fileName: string; readonly json: string }>> {
  const user = person(context)
  if (!user.ok) return user
  const { options, memory } = context
  const { customers, paidSales, clock } = options
  const customer = await customers.customer(customerId)
  if (customer === null) return fail('CUSTOMER_NOT_FOUND')
  const { total } = await customers.sales(customerId, 0)
  const { sales } = await customers.sales(customerId, total)
  const tickets = []
  for (const { saleId } of sales) {
    const sale = await paidSales.paidSale(saleId)
    if (sale === null) continue
    const { number, at, lines, totalMinor, vatMinor, tenders, loyalty } = sale
    tickets.push({
      number,
      at,
      lines: lines.map(({ name, quantityMilli, totalMinor: lineMinor }) => {
        return { name, quantityMilli, totalMinor: lineMinor }
      }),
      totalMinor,
      vatMinor,
      tenders: tenders.map(({ kind, amountMinor, cardTail }) => ({ kind, amountMinor, cardTail })),
      ...(loyalty !== undefined && { loyaltyPoints: loyalty }),
    })
  }
  const { currency, shop } = memory.shop
  const account = await options.accounts.movements(customerId, Number.MAX_SAFE_INTEGER)
  const invoices = await options.invoices.invoices(customerId, Number.MAX_SAFE_INTEGER)
  const loyaltyPoints = await options.loyalty.pointsOf(customerId)
  const kept = { customer, loyaltyPoints, tickets, invoices, account }
  const data = { shop: shop.name, writtenAt: clock.now(), currency, ...kept }
  return succeed({ fileName: `${customer.number}.json`, json: JSON.stringify(data, null, 2) })
}
