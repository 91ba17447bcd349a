import { CURRENCIES, type Currency } from '#contract/money.ts'
import type { TerminalOrder, TerminalReference } from '#payment/ports/standalone-terminal.port.ts'
import { ZVT, type ZvtApdu } from './zvt-apdu.codec.ts'
import { BMP, encodeElements, encodeFields, toBcd } from './zvt-fields.codec.ts'

/** What goes to a terminal for each order (standalone-terminals sheet 2a, commands). Pure. */

export interface ZvtCommandSettings {
  readonly password: string
  /** What a completion names: `total` what is used of the reservation (06 24), `rest` what is not (06 23). */
  readonly completesBy: 'total' | 'rest'
}

type Field = readonly [bmp: number, value: Uint8Array]

const AS_THE_TERMINAL_DECIDES = 0x40
const TAG_LONG_TRACE = 0x1f2b
const TRACE_BYTES = 3
const LONG_TRACE_BYTES = 4

/** Null for an order that this protocol has no words for: without the receipt of its original, or a rest of nothing. */
export function commandOf(order: TerminalOrder, settings: ZvtCommandSettings): ZvtApdu | null {
  switch (order.operation) {
    case 'pay': {
      const type: Field = [BMP.paymentType, Uint8Array.of(AS_THE_TERMINAL_DECIDES)]
      return { control: ZVT.payment, data: encodeFields([...money(order), type]) }
    }
    case 'refund':
      return { control: ZVT.refund, data: withPassword(settings.password, money(order)) }
    case 'void': {
      const receipt = receiptOf(order.original)
      return receipt && { control: ZVT.reversal, data: withPassword(settings.password, [receipt, ...money(order)]) }
    }
    case 'reserve':
      return { control: ZVT.reservation, data: encodeFields(money(order)) }
    case 'complete':
      return completionOf(order, settings)
    case 'release': {
      const receipt = receiptOf(order.original)
      return receipt && { control: ZVT.reservationReversal, data: encodeFields([receipt]) }
    }
  }
}

/** The amount that the terminal is told, and tells again: of a completion by its rest that is not what is charged. */
export function namedMinorOf(order: TerminalOrder, { completesBy }: Pick<ZvtCommandSettings, 'completesBy'>): number {
  const isByRest = order.operation === 'complete' && completesBy === 'rest'
  return isByRest ? (order.reservedMinor ?? 0) - order.amountMinor : order.amountMinor
}

function completionOf(order: TerminalOrder, settings: ZvtCommandSettings): ZvtApdu | null {
  const { original, amountMinor, reservedMinor = 0 } = order
  const receipt = receiptOf(original)
  const namedMinor = namedMinorOf(order, settings)
  if (receipt === null || amountMinor > reservedMinor || namedMinor < 1) return null
  return {
    control: settings.completesBy === 'total' ? ZVT.bookTotal : ZVT.partialReversal,
    data: encodeFields([receipt, [BMP.amount, toBcd(namedMinor, 6)], ...authorisationOf(original)]),
  }
}

/** By what the bank knows the reservation, as the terminal told it. */
function authorisationOf(original: TerminalReference | undefined): readonly Field[] {
  const { traceNumber = null, approvalCode = null } = original ?? {}
  const code: readonly Field[] =
    approvalCode === null ? [] : [[BMP.approvalCode, Buffer.from(approvalCode.padEnd(8, '\0').slice(0, 8), 'latin1')]]
  if (traceNumber === null || !/^\d{1,8}$/.test(traceNumber)) return code
  const isShort = traceNumber.length <= TRACE_BYTES * 2
  const trace: Field = isShort
    ? [BMP.trace, toBcd(traceNumber, TRACE_BYTES)]
    : [BMP.tlv, encodeElements([{ tag: TAG_LONG_TRACE, value: toBcd(traceNumber, LONG_TRACE_BYTES) }])]
  return [trace, ...code]
}

function receiptOf(original: TerminalReference | undefined): Field | null {
  const number = original?.receiptNumber ?? ''
  return /^\d{1,4}$/.test(number) ? [BMP.receipt, toBcd(number, 2)] : null
}

const money = ({ amountMinor, currency }: TerminalOrder): readonly Field[] => [
  [BMP.amount, toBcd(amountMinor, 6)],
  [BMP.currency, currencyBytes(currency)],
]

const withPassword = (password: string, fields: readonly Field[]): Uint8Array =>
  Buffer.concat([toBcd(password, 3), encodeFields(fields)])

export const currencyBytes = (currency: Currency): Uint8Array => toBcd(CURRENCIES[currency].numeric, 2)
