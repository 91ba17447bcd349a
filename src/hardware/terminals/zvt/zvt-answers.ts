import { CURRENCIES } from '#contract/money.ts'
import { type Failure, fail } from '#contract/result.ts'
import type { EntryMode } from '#contract/views/sale-view.ts'
import type {
  TerminalOrder,
  TerminalOutcome,
  TerminalResult,
  TerminalTicket,
} from '#payment/ports/standalone-terminal.port.ts'
import { schemeOf } from '../../card-scheme.ts'
import { maskedNumber, safeText } from '../terminal-text.ts'
import { ZVT, type ZvtApdu } from './zvt-apdu.codec.ts'
import { BMP, findElement, fromBcd, readElements, readFields, type ZvtFields } from './zvt-fields.codec.ts'

/** Reads what a terminal says in the engine's words (standalone-terminals sheet 2a). Pure. */

export const APPROVED = 0x00
/** Customer or cashier gave up, or the time was over. */
const GIVEN_UP = 0x6c
const NOT_REGISTERED = 0x6b
const WAIT = [0x9c, 0xa0]
const ALREADY_REVERSED = 0xb4
/** It knows no such receipt, or has sent it to its bank. */
const NOT_REVERSIBLE = 0xb5
/** 01 to 63: the bank's own word. */
const BANK_CODE_MAX = 0x63
/** The till could do nothing about these: the card, the customer or the amount. */
const CARD_CODES = [0x64, 0x65, 0x66, 0x67, 0x68, 0x71, 0x72, 0x73, 0x78, 0x79, 0x7a, 0x7b, 0x7c, 0x7e, 0xc3, 0xc8]

const TAG = {
  text: 0x07,
  attribute: 0x09,
  prints: 0x25,
  copy: 0x1f07,
  entry: 0x1f12,
  longTrace: 0x1f2b,
  aid: 0x43,
}
const COPIES: Readonly<Record<number, TerminalTicket['copy']>> = { 1: 'shop', 2: 'customer' }
const ENTRY_MODES: Readonly<Record<number, EntryMode>> = { 0: 'stripe', 1: 'chip', 2: 'contactless' }

export interface ZvtStatus {
  readonly code: number
  readonly amountMinor: number | null
  readonly currency: string | null
  readonly terminalId: string | null
  readonly receiptNumber: string | null
  readonly fields: ZvtFields
}

/** What a status information (04 0F) says; null without a result. */
export function readStatus(data: Uint8Array): ZvtStatus | null {
  const { fields } = readFields(data)
  const code = fields.get(BMP.result)?.[0]
  if (code === undefined) return null
  const amount = fromBcd(fields.get(BMP.amount))
  return {
    code,
    amountMinor: amount === null ? null : Number(amount),
    currency: fromBcd(fields.get(BMP.currency))?.slice(1) ?? null,
    terminalId: fromBcd(fields.get(BMP.terminalId)),
    receiptNumber: fromBcd(fields.get(BMP.receipt)),
    fields,
  }
}

/** An order, the amount that the terminal was told of it, and the number of the terminal that it went to, once it is known. */
export interface ZvtAsked {
  readonly order: TerminalOrder
  readonly namedMinor: number
  readonly terminalId: () => string | null
}

/**
 * An approved payment of a customer. The day end comes as an approval too, of a total: it names no card and no bank's yes, but the
 * sums of each kind of card.
 */
export function isPaid({ code, fields }: ZvtStatus): boolean {
  const isOfCard = fields.has(BMP.pan) || fields.has(BMP.approvalCode)
  return code === APPROVED && isOfCard && !fields.has(BMP.totals)
}

/** The field in which an approval differs from the order; null when it is the order's. */
export function differenceOf(status: ZvtStatus, { order, namedMinor, terminalId }: ZvtAsked): string | null {
  // A release names no amount.
  const amountMinor = order.operation === 'release' ? (status.amountMinor ?? namedMinor) : status.amountMinor
  if (amountMinor !== namedMinor) return 'BMP 04'
  if ((status.currency ?? CURRENCIES[order.currency].numeric) !== CURRENCIES[order.currency].numeric) return 'BMP 49'
  const own = terminalId()
  const isOfAnother = own !== null && status.terminalId !== null && status.terminalId !== own
  return isOfAnother ? 'BMP 29' : null
}

export function resultOf(status: ZvtStatus, order: TerminalOrder): TerminalResult {
  const { fields } = status
  const text = (bmp: number) => safeText(latin(fields.get(bmp)).replaceAll('\0', ' ')).trim() || null
  const container = fields.get(BMP.tlv) ?? new Uint8Array()
  const maskedPan = maskedNumber(
    Buffer.from(fields.get(BMP.pan) ?? [])
      .toString('hex')
      .replace(/f$/, '')
      .replaceAll('e', '*'),
  )
  const aid = findElement(container, TAG.aid)
  const applicationId = aid === null ? null : Buffer.from(aid).toString('hex').toUpperCase()
  const entry = findElement(container, TAG.entry)?.[0]
  return {
    amountMinor: order.amountMinor,
    reference: {
      approvalCode: text(BMP.approvalCode),
      receiptNumber: status.receiptNumber,
      traceNumber: traceOf(fields),
    },
    scheme: schemeOf(applicationId, maskedPan ?? ''),
    maskedPan,
    applicationId,
    entryMode: entry === undefined ? null : (ENTRY_MODES[entry] ?? null),
    contract: text(BMP.merchantNumber),
    ticket: null,
  }
}

/** A terminal whose numbers are longer than the field for them leaves that at zero. */
function traceOf(fields: ZvtFields): string | null {
  const trace = fromBcd(fields.get(BMP.trace))
  const long = fromBcd(findElement(fields.get(BMP.tlv) ?? new Uint8Array(), TAG.longTrace) ?? undefined)
  return trace === null || /^0+$/.test(trace) ? (long ?? trace) : trace
}

/** What a code of 06 1E, 84 or BMP 27 says of an order, where nothing was charged. */
export function refusalOf(code: number, text: string | null): TerminalOutcome {
  if (code === GIVEN_UP) return { kind: 'aborted', failure: fail('TERMINAL_ABANDONED').error }
  if (WAIT.includes(code)) return { kind: 'declined', failure: fail('TERMINAL_BUSY').error }
  if (code === ALREADY_REVERSED) return { kind: 'declined', failure: fail('TERMINAL_ALREADY_VOIDED').error }
  const reason = text ?? hexOf(code)
  const isOfCard = code <= BANK_CODE_MAX || CARD_CODES.includes(code)
  const { error: failure } = fail(isOfCard ? 'TERMINAL_DECLINED' : 'TERMINAL_REFUSED_ORDER', { reason })
  const isNotVoidable = code <= BANK_CODE_MAX || code === NOT_REVERSIBLE
  return { kind: 'declined', failure, ...(isNotVoidable && { isNotVoidable }) }
}

export const isNotRegistered = (code: number): boolean => code === NOT_REGISTERED

export function bankTextOf(status: ZvtStatus | null): string | null {
  return safeText(latin(status?.fields.get(BMP.text))).trim() || null
}

export const unknown = (failure: Failure): TerminalOutcome => ({ kind: 'unknown', failure })
export const hexOf = (code: number): string => code.toString(16).toUpperCase().padStart(2, '0')

/** What a print message adds: lines of one copy. A line comes by itself (06 D1), a block whole (06 D3). */
export function printedOf({ control, data }: ZvtApdu, charset: ZvtCharset): TerminalTicket {
  if (control === ZVT.printLine) {
    // Some terminals glue a container behind the text, which has no control bytes of its own.
    const text = textOf(data.subarray(1), charset)
    const end = text.indexOf('\u0006')
    return { copy: 'other', lines: data.length <= 1 ? [] : [safeText(end < 0 ? text : text.slice(0, end))] }
  }
  const container = readFields(data).fields.get(BMP.tlv) ?? new Uint8Array()
  const texts = readElements(findElement(container, TAG.prints) ?? new Uint8Array())
  return {
    copy: COPIES[findElement(container, TAG.copy)?.[0] ?? 0] ?? 'other',
    lines: texts.filter(({ tag }) => tag === TAG.text).map(({ value }) => safeText(textOf(value, charset))),
  }
}

const latin = (bytes: Uint8Array | undefined): string => Buffer.from(bytes ?? []).toString('latin1')

/** Of what a terminal prints and shows. */
export const ZVT_CHARSETS = ['cp437', 'latin1'] as const
export type ZvtCharset = (typeof ZVT_CHARSETS)[number]

/** Code page 437, upper half: what a terminal prints where it says nothing else. */
const UPPER_HALF =
  'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u00a0'

/** Text of a terminal as it prints and shows it. */
export function textOf(bytes: Uint8Array, charset: ZvtCharset): string {
  if (charset === 'latin1') return latin(bytes)
  return [...bytes].map((byte) => (byte < 0x80 ? String.fromCharCode(byte) : (UPPER_HALF[byte - 0x80] ?? ' '))).join('')
}
