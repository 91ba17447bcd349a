import type { Handlers } from '#contract/dispatch.ts'
import { LIMITS } from '#contract/limits.ts'
import { fail, succeed } from '#contract/result.ts'
import type { AccountCardPayment } from '#contract/views/credit-refund-view.ts'
import type { OperationsDesk } from '#payment/engine/operations-desk.ts'
import type { PaymentJournalPort } from '#payment/ports/payment-journal.port.ts'
import type { CustomersPort } from '#till/ports/customers.port.ts'
import type { PaidSalesPort } from '#till/ports/paid-sales.port.ts'
import type { Till } from '#till/till.ts'
import { endOf } from '../compose/card-returns.ts'

interface Parts {
  readonly till: Pick<Till, 'seller' | 'mayReturn'>
  readonly operations: OperationsDesk
  readonly journal: Pick<PaymentJournalPort, 'payment' | 'refundedMinor'>
  readonly customers: Pick<CustomersPort, 'sales'>
  readonly paidSales: Pick<PaidSalesPort, 'paidSale'>
}

/**
 * A credit on a customer's account goes back to a card that the same customer paid with. How much there is of the credit is
 * decided where the refund is put on disk, how much is left of the payment too: nobody is asked at the bank for more.
 */
export function creditRefundCalls(parts: Parts): Pick<Handlers, 'account.cardPayments' | 'account.refundToCard'> {
  const { till, operations, journal, customers, paidSales } = parts
  return {
    'account.cardPayments': async ({ customerId }) => {
      const user = till.seller()
      if (!user.ok) return user
      const { sales } = await customers.sales(customerId, LIMITS.customerSaleRows)
      const payments: AccountCardPayment[] = []
      for (const { saleId } of sales) payments.push(...(await paymentsOf(saleId)))
      return succeed({ payments: payments.filter(({ leftMinor }) => leftMinor > 0) })
    },
    'account.refundToCard': async ({ customerId, paymentId, amountMinor }) => {
      const stored = await journal.payment(paymentId)
      if (stored === null) return fail('PAYMENT_NOT_FOUND')
      const { saleId } = stored
      const user = await till.mayReturn({ saleId, way: 'refund', amountMinor, creditCustomerId: customerId })
      if (!user.ok) return user
      const sale = await paidSales.paidSale(saleId)
      if (sale?.customerId !== customerId) return fail('PAYMENT_NOT_RETURNABLE')
      const left = (await paymentsOf(saleId)).find((one) => one.paymentId === paymentId)?.leftMinor ?? 0
      if (amountMinor > left) return fail('PAYMENT_REFUND_TOO_HIGH')
      return endOf(await operations.refund(paymentId, amountMinor, { creditCustomerId: customerId }))
    },
  }

  /** Cards that paid a ticket by the pad of this till, and what each may still be paid back. */
  async function paymentsOf(saleId: string): Promise<AccountCardPayment[]> {
    const sale = await paidSales.paidSale(saleId)
    if (sale === null || sale.returnOf !== undefined) return []
    const payments: AccountCardPayment[] = []
    for (const { kind, outcome, paymentId, amountMinor, scheme, cardTail, terminal } of sale.tenders) {
      if (kind !== 'card' || outcome !== 'approved' || paymentId === null || terminal !== undefined) continue
      if ((await journal.payment(paymentId))?.state.kind !== 'approved') continue
      const leftMinor = amountMinor - (await journal.refundedMinor(paymentId))
      payments.push({ paymentId, saleNumber: sale.number, at: sale.at, scheme, cardTail, leftMinor })
    }
    return payments
  }
}
