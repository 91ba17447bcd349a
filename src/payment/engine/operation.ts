import type { BankOperation } from '../iso8583/bank-operations.ts'
import type { PaymentIntent } from './payment-state.ts'

type Asked = Pick<PaymentIntent, 'operation'>

/** What a payment asks of the bank. */
export function operationOf({ operation = 'sale' }: Asked): BankOperation {
  return operation
}

/** Asked without a card: the bank knows it by the original, and the pad has no part in it. */
export function isByReference(intent: Asked): boolean {
  return BY_REFERENCE.includes(operationOf(intent))
}

/** The bank sets the amount aside and charges nothing. */
export function isHeldOnly(intent: Asked): boolean {
  const operation = operationOf(intent)
  return operation === 'pre-authorisation' || operation === 'increment'
}

const BY_REFERENCE: readonly BankOperation[] = ['refund', 'increment', 'completion']
