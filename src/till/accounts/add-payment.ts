import { LIMITS } from '#contract/limits.ts'
import { AMOUNT_MINOR_MAX, formatAmount } from '#contract/money.ts'
import { fail, type Result, succeed } from '#contract/result.ts'
import { emit, saveSale, seller, type TillContext } from '../core/till-context.ts'
import { withCustomer } from '../customers/choose-customer.ts'
import { ensureOpenDay } from '../day/business-day.ts'
import type { CartLine, OpenSale } from '../ports/open-sales.port.ts'
import { paymentOfAccountName } from '../tickets/ticket-words.ts'

const ONE_PIECE_MILLI = 1_000

interface WantedPayment {
  readonly customerId: string
  readonly amountMinor: number
}

/**
 * A line that pays what a customer owes: no goods and no VAT, which the tickets on the account had. It is paid as any ticket is,
 * and the account moves in the transaction of the tender that leaves nothing to pay. No more than what is owed, those lines of
 * other unfinished tickets counted.
 */
export async function addPayment(context: TillContext, wanted: WantedPayment): Promise<Result<Record<string, never>>> {
  const { memory, options } = context
  const user = seller(context)
  if (!user.ok) return user
  const { sale } = memory
  if (sale.state === 'paying') return fail('SALE_IN_PAYMENT')
  const customer = await options.customers.customer(wanted.customerId)
  if (customer === null) return fail('CUSTOMER_NOT_FOUND')
  if (sale.customer !== undefined && sale.customer.id !== customer.id) return fail('ACCOUNT_OTHER_CUSTOMER')
  if (sale.lines.length >= LIMITS.saleLines) return fail('SALE_TOO_LONG', { max: LIMITS.saleLines })
  const owedMinor = (await options.customers.balanceMinor(customer.id)) - waitingMinor(context, customer.id)
  if (wanted.amountMinor > owedMinor) {
    return fail('ACCOUNT_PAYMENT_TOO_HIGH', { owed: formatAmount(Math.max(0, owedMinor), memory.shop.currency) })
  }
  if (wanted.amountMinor > AMOUNT_MINOR_MAX) return fail('SALE_AMOUNT_TOO_HIGH')
  await ensureOpenDay(context, user.value.name)
  const name = paymentOfAccountName(customer.number, memory.preferences.locale)
  const line = paymentLine(options.nextId(), name, wanted)
  await saveSale(context, { ...withCustomer(sale, customer), lines: [...sale.lines, line], touchedLineId: line.id })
  if (memory.lastSale !== null) {
    memory.lastSale = null
    emit(context, 'lastSale')
  }
  emit(context, 'sale')
  return succeed({})
}

/** What unfinished tickets will pay of the account. */
function waitingMinor({ memory }: TillContext, customerId: string): number {
  return [memory.sale, ...memory.held]
    .flatMap(({ lines }) => lines.filter(({ accountPayment }) => accountPayment?.customerId === customerId))
    .reduce((sum, { unitPriceMinor }) => sum + unitPriceMinor, 0)
}

/** A ticket that pays an account belongs to that customer. */
export function paysAccount({ lines }: Pick<OpenSale, 'lines'>): boolean {
  return lines.some(({ accountPayment }) => accountPayment !== undefined)
}

function paymentLine(id: string, name: string, { customerId, amountMinor }: WantedPayment): CartLine {
  return {
    id,
    productId: '',
    barcode: null,
    name,
    unit: 'piece',
    quantityMilli: ONE_PIECE_MILLI,
    unitPriceMinor: amountMinor,
    discountBasisPoints: 0,
    vatBasisPoints: 0,
    accountPayment: { customerId, invoiceNumber: null },
  }
}
