import { errorEntry } from '#contract/errors/catalogue.ts'
import type { Failure } from '#contract/result.ts'
import type { TerminalOrder, TerminalOutcome } from '../ports/standalone-terminal.port.ts'
import type { LivePayment, OrderProgress } from './live-payment.ts'
import type { Ordered } from './payment-state.ts'

/** A payment as its terminal is asked to do it, or asked what became of it. */
export function terminalOrder(
  { intent, told }: Ordered,
  disk: Pick<TerminalOrder, 'keep' | 'keepTicket'>,
): TerminalOrder {
  const { terminal, id, amountMinor, currency, startedAt: orderedAt } = intent
  if (terminal === undefined) throw new Error('an order without its terminal')
  const { order: operation, lastReceiptNumber, original, reservedMinor } = terminal
  return {
    id,
    operation,
    orderedAt,
    amountMinor,
    currency,
    lastReceiptNumber,
    ...(operation === 'pay' && { mayBeLess: true as const }),
    ...(original && { original }),
    ...(reservedMinor !== undefined && { reservedMinor }),
    ...(told && { told: told.reference }),
    ...disk,
  }
}

/** It says what became of the order. */
export const isWord = ({ kind }: TerminalOutcome): boolean => kind !== 'unknown' && kind !== 'not-started'

/** Why nobody knows what became of an order: no reason whose words say that nothing is charged. */
export function whyUnknown(failure: Failure): Failure {
  if (errorEntry(failure.code).moneyMoved !== 'no') return failure
  return { code: failure.code === 'TERMINAL_NOT_FOUND' ? 'TERMINAL_NO_ANSWER' : 'TERMINAL_CANNOT_TELL' }
}

/** What is seen of it so far. */
export function orderProgress({ order, marks }: LivePayment): OrderProgress {
  return (
    order ?? { step: null, text: null, startedAt: marks.startedAt, deadlineAt: null, nextAskAt: null, canAbort: false }
  )
}
