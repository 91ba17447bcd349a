import { useEffect, useState } from 'react'
import { parseAmount } from '#contract/money.ts'
import type { AccountCardPayment } from '#contract/views/credit-refund-view.ts'
import type { CustomerFile } from '#contract/views/customer-view.ts'
import type { OperationEndView } from '#contract/views/operation-view.ts'
import { useEntry } from '../../input/use-entry.ts'
import { ask, call } from '../../state/call.ts'

export type RefundEnd = Pick<OperationEndView, 'outcome' | 'failure'>

export interface CreditRefund {
  /** Null until they are read. */
  readonly payments: readonly AccountCardPayment[] | null
  readonly payment: AccountCardPayment | undefined
  readonly creditMinor: number
  /** The credit, or what the card paid, where that is less. */
  readonly mostMinor: number
  /** Typed, or all of that. */
  readonly amountMinor: number
  readonly isWorking: boolean
  readonly end: RefundEnd | null
  readonly choose: (paymentId: string) => void
  readonly move: (by: number) => void
  readonly typeDigit: (digit: string) => void
  readonly erase: () => void
  readonly refund: () => void
}

/** A credit on its way to a card: which card, how much, what the bank said. */
export function useCreditRefund({ id, balanceMinor, currency }: CustomerFile): CreditRefund {
  const entry = useEntry()
  const payments = usePayments(id)
  const [chosenId, choose] = useState<string | null>(null)
  const [isWorking, setWorking] = useState(false)
  const [end, setEnd] = useState<RefundEnd | null>(null)
  const creditMinor = Math.max(0, 0 - balanceMinor)
  const index = Math.max(0, payments?.findIndex(({ paymentId }) => paymentId === chosenId) ?? 0)
  const payment = payments?.[index]
  const mostMinor = payment === undefined ? 0 : Math.min(creditMinor, payment.leftMinor)
  const amountMinor = entry.digits === '' ? mostMinor : (parseAmount(entry.digits, currency) ?? 0)
  const isOpen = end === null && !isWorking
  const refund = async (paymentId: string) => {
    setWorking(true)
    const answer = await ask('account.refundToCard', { customerId: id, paymentId, amountMinor })
    setWorking(false)
    if (answer.ok) return setEnd(answer.value)
    const { code, details } = answer.error
    setEnd({ outcome: 'refused', failure: details === undefined ? { code } : { code, details: { ...details } } })
  }
  return {
    payments,
    payment,
    creditMinor,
    mostMinor,
    amountMinor,
    isWorking,
    end,
    choose: (paymentId) => isOpen && choose(paymentId),
    move: (by) => {
      const next = payments?.[Math.min(payments.length - 1, Math.max(0, index + by))]
      if (next && isOpen) choose(next.paymentId)
    },
    typeDigit: (digit) => isOpen && entry.type(digit),
    erase: () => isOpen && entry.erase(),
    refund: () => {
      // A hand faster than the screen presses once more.
      const isDrawn = entry.latest() === entry.digits
      const isInReach = amountMinor > 0 && amountMinor <= mostMinor
      if (isOpen && isDrawn && isInReach && payment !== undefined) void refund(payment.paymentId)
    },
  }
}

function usePayments(customerId: string): readonly AccountCardPayment[] | null {
  const [payments, setPayments] = useState<readonly AccountCardPayment[] | null>(null)
  useEffect(() => {
    let left = false
    void call('account.cardPayments', { customerId }).then((read) => {
      if (!left) setPayments(read.ok ? read.value.payments : [])
    })
    return () => {
      left = true
    }
  }, [customerId])
  return payments
}
