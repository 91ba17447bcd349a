import { LIMITS } from '#contract/limits.ts'
import { fail } from '#contract/result.ts'
import type { TerminalOutcome } from '#payment/ports/standalone-terminal.port.ts'
import { APPROVED, differenceOf, resultOf, unknown, type ZvtAsked, type ZvtStatus } from './zvt-answers.ts'
import { BMP, fromBcd } from './zvt-fields.codec.ts'

/**
 * What the terminal's account of its last payment says of an order whose end was lost (standalone-terminals sheet 2a, recovery). Pure.
 *
 * - approved: it is the payment that the terminal had told of, by receipt and trace, its amount and currency, made when the order was.
 *   The terminal books nothing that the till has not acknowledged, so one that it never told of is not this order's, however alike:
 *   somebody typed it.
 * - not charged: it is the reversal of what the terminal had told of; or, of an order that it never told of, still the payment before,
 *   made before the order. One that it had told of may be booked a moment later.
 * - Else nobody can tell. A number alone proves nothing: it may have begun anew.
 */
export function recalledOutcomeOf(status: ZvtStatus | null, asked: ZvtAsked): TerminalOutcome {
  const { order } = asked
  const { told, lastReceiptNumber } = order
  const cannotTell = unknown(fail('TERMINAL_CANNOT_TELL').error)
  const orderedAtMs = Date.parse(order.orderedAt)
  const madeAtMs = status === null ? null : madeAtOf(status, new Date(orderedAtMs))
  if (status === null || madeAtMs === null) return cannotTell
  const isOfItsTime =
    madeAtMs >= orderedAtMs - LIMITS.terminalClockDriftMs &&
    madeAtMs <= orderedAtMs + LIMITS.terminalOrderMaxMs + LIMITS.terminalClockDriftMs
  const reversedTrace = fromBcd(status.fields.get(BMP.originalTrace))
  const wasTakenBack = reversedTrace !== null && reversedTrace === told?.traceNumber && isOfItsTime
  const isStillTheOneBefore = told === undefined && status.receiptNumber === lastReceiptNumber && madeAtMs < orderedAtMs
  if (wasTakenBack || (lastReceiptNumber !== null && isStillTheOneBefore)) {
    return { kind: 'aborted', failure: fail('TERMINAL_ABANDONED').error }
  }
  if (told === undefined || told.receiptNumber === null || reversedTrace !== null || !isOfItsTime) return cannotTell
  const result = resultOf(status, order)
  const { receiptNumber, traceNumber } = result.reference
  const isTheOneTold = receiptNumber === told.receiptNumber && traceNumber === told.traceNumber
  if (!isTheOneTold || status.code !== APPROVED || differenceOf(status, asked) !== null) return cannotTell
  return { kind: 'approved', result }
}

/** When it was made, by the terminal's clock, which has the shop's time and no year: the year that is nearest. */
function madeAtOf(status: ZvtStatus, near: Date): number | null {
  const date = /^(\d\d)(\d\d)$/.exec(fromBcd(status.fields.get(BMP.date)) ?? '')
  const time = /^(\d\d)(\d\d)(\d\d)$/.exec(fromBcd(status.fields.get(BMP.time)) ?? '')
  if (date === null || time === null) return null
  const [, month, day] = date.map(Number)
  const [, hour, minute, second] = time.map(Number)
  const inYear = (year: number) => new Date(year, (month ?? 0) - 1, day, hour, minute, second).getTime()
  const years = [-1, 0, 1].map((more) => inYear(near.getFullYear() + more))
  const far = (madeAtMs: number) => Math.abs(madeAtMs - near.getTime())
  return years.reduce((best, madeAtMs) => (far(madeAtMs) < far(best) ? madeAtMs : best))
}
