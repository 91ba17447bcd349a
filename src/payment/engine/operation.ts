import type { BankOperation } from '../iso8583/bank-operations.ts'
import type { CardOperation } from '../ports/pin-pad.port.ts'
import type { AskedOperation, PaymentIntent } from './payment-state.ts'

type Asked = Pick<PaymentIntent, 'operation' | 'codeProduct'> & { readonly terminal?: object }

/** What a payment asks of the bank, or of its terminal. */
export function askedOf({ operation = 'sale' }: Asked): AskedOperation {
  return operation
}

/** What a payment asks of the till's own bank. */
export function operationOf(intent: Asked): BankOperation {
  const operation = askedOf(intent)
  if (operation === 'release') throw new Error('a release is ordered from a terminal, never asked of a bank')
  return operation
}

/** Asked without a card: the bank knows it by the original, and the pad has no part in it. */
export function isByReference(intent: Asked): boolean {
  return BY_REFERENCE.includes(askedOf(intent))
}

/** No pad has a part in it: the bank knows it by the original, or by a code that the customer read out; or a terminal has it. */
export function isWithoutCard(intent: Asked): boolean {
  return intent.codeProduct !== undefined || intent.terminal !== undefined || isByReference(intent)
}

/** What the pad is told that the card is read for. */
export function cardOperationOf(intent: Asked): CardOperation {
  const operation = askedOf(intent)
  if (!isOfCard(operation)) throw new Error(`no card is read for ${operation}`)
  return operation
}

/** The bank sets the amount aside and charges nothing. */
export function isHeldOnly(intent: Asked): boolean {
  const operation = askedOf(intent)
  return operation === 'pre-authorisation' || operation === 'increment'
}

/** The bank is asked about a card: no money moves or is set aside, whatever it answers. */
export function isQuestion(intent: Asked): boolean {
  const operation = askedOf(intent)
  return operation === 'balance' || operation === 'card-check'
}

/** The bank puts an amount on a gift card, which the customer has paid for before: nobody is charged. */
export function isLoading(intent: Asked): boolean {
  const operation = askedOf(intent)
  return operation === 'activation' || operation === 'load'
}

/** Nobody but the bank can do what is asked: neither card nor till answers in its stead. */
export function isBanksAlone(intent: Asked): boolean {
  return isHeldOnly(intent) || isQuestion(intent) || isLoading(intent)
}

const BY_REFERENCE: readonly AskedOperation[] = ['refund', 'increment', 'completion', 'release']

const isOfCard = (operation: AskedOperation): operation is CardOperation => !BY_REFERENCE.includes(operation)
