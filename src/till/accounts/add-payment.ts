import { LIMITS } from '#contract/limits.ts'
import { AMOUNT_MINOR_MAX, formatAmount } from '#contract/money.ts'
import { fail, type Result, succeed } from '#contract/result.ts'
import { emit, saveSale, seller, type TillContext } from '../core/till-context.ts'
import { withCustomer } from '../customers/choose-customer.ts'
import { ensureOpenDay } from '../day/business-day.ts'
import type { CartLine, OpenSale } from '../ports/open-sales.port.ts'
import { paymentOfAccountName, paymentOfInvoiceName } from '../tickets/ticket-words.ts'
import { openInvoices } from './open-invoices.ts'

const ONE_PIECE_MILLI = 1_000

interface WantedPayment {
  readonly customerId: string
  readonly amountMinor: number
  /** Of the account as a whole where it is left out. */
  readonly invoiceNumber?: string | undefined
}

/**
 * A line that pays what a customer owes: no goods and no VAT, which the tickets on the account had. It is paid like every ticket,
 * and the account moves in the transaction of the tender that leaves nothing to pay. No more than what is owed, of the invoice too where
 * one is named, those lines of other unfinished tickets counted.
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
  const left = await leftOfInvoice(context, wanted)
  if (!left.ok) return left
  await ensureOpenDay(context, user.value.name)
  const { invoiceNumber } = wanted
  const { locale } = memory.preferences
  const name =
    invoiceNumber === undefined
      ? paymentOfAccountName(customer.number, locale)
      : paymentOfInvoiceName(invoiceNumber, locale)
  const line = paymentLine(options.nextId(), name, wanted, left.value)
  await saveSale(context, { ...withCustomer(sale, customer), lines: [...sale.lines, line], touchedLineId: line.id })
  if (memory.lastSale !== null) {
    memory.lastSale = null
    emit(context, 'lastSale')
  }
  emit(context, 'sale')
  return succeed({})
}

/** What is left of the named invoice once this is paid; null where none is named. */
async function leftOfInvoice(
  context: TillContext,
  { customerId, amountMinor, invoiceNumber }: WantedPayment,
): Promise<Result<number | null>> {
  if (invoiceNumber === undefined) return succeed(null)
  const open = (await openInvoices(context, customerId)).find(({ number }) => number === invoiceNumber)
  const leftMinor = (open?.leftMinor ?? 0) - waitingMinor(context, customerId, invoiceNumber)
  if (amountMinor <= leftMinor) return succeed(leftMinor - amountMinor)
  return tooHigh(context, invoiceNumber, leftMinor)
}

function tooHigh({ memory }: TillContext, number: string, leftMinor: number) {
  const left = formatAmount(Math.max(0, leftMinor), memory.shop.currency)
  return fail('INVOICE_PAYMENT_TOO_HIGH', { number, left })
}

/**
 * A ticket that is about to be paid, with what its invoices will have left by what is known now: goods may have come back since, or the
 * account was corrected. Refused where it would pay more than is owed, before any money comes in.
 */
export async function paymentsAsOwed(context: TillContext, sale: OpenSale): Promise<Result<OpenSale>> {
  const customerId = sale.lines.find(({ accountPayment }) => accountPayment !== undefined)?.accountPayment?.customerId
  if (customerId === undefined) return succeed(sale)
  const owedMinor = await context.options.customers.balanceMinor(customerId)
  const paidMinor = sale.lines.reduce((sum, line) => sum + (line.accountPayment ? line.unitPriceMinor : 0), 0)
  if (paidMinor > owedMinor) {
    const owed = formatAmount(Math.max(0, owedMinor), context.memory.shop.currency)
    return fail('ACCOUNT_PAYMENT_TOO_HIGH', { owed })
  }
  const open = await openInvoices(context, customerId)
  const leftMinor = new Map(open.map((invoice) => [invoice.number, invoice.leftMinor]))
  const lines: CartLine[] = []
  for (const line of sale.lines) {
    const invoiceNumber = line.accountPayment?.invoiceNumber ?? null
    if (line.accountPayment === undefined || invoiceNumber === null) {
      lines.push(line)
      continue
    }
    const invoiceLeftMinor = (leftMinor.get(invoiceNumber) ?? 0) - line.unitPriceMinor
    if (invoiceLeftMinor < 0) return tooHigh(context, invoiceNumber, invoiceLeftMinor + line.unitPriceMinor)
    leftMinor.set(invoiceNumber, invoiceLeftMinor)
    lines.push({ ...line, accountPayment: { ...line.accountPayment, invoiceLeftMinor } })
  }
  return succeed({ ...sale, lines })
}

/** What unfinished tickets will pay of the account, or of one invoice. */
function waitingMinor({ memory }: TillContext, customerId: string, invoiceNumber?: string): number {
  const isOf = (number: string | null) => invoiceNumber === undefined || number === invoiceNumber
  return [memory.sale, ...memory.held]
    .flatMap(({ lines }) =>
      lines.filter(({ accountPayment: paid }) => paid?.customerId === customerId && isOf(paid.invoiceNumber)),
    )
    .reduce((sum, { unitPriceMinor }) => sum + unitPriceMinor, 0)
}

/** A ticket that pays an account belongs to that customer. */
export function paysAccount({ lines }: Pick<OpenSale, 'lines'>): boolean {
  return lines.some(({ accountPayment }) => accountPayment !== undefined)
}

function paymentLine(
  id: string,
  name: string,
  { customerId, amountMinor, invoiceNumber }: WantedPayment,
  invoiceLeftMinor: number | null,
): CartLine {
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
    accountPayment: {
      customerId,
      invoiceNumber: invoiceNumber ?? null,
      ...(invoiceLeftMinor !== null && { invoiceLeftMinor }),
    },
  }
}
