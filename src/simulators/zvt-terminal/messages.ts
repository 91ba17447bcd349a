import { ZVT, type ZvtApdu } from '#hardware/terminals/zvt/zvt-apdu.codec.ts'
import {
  BMP,
  encodeElements,
  encodeFields,
  findElement,
  fromBcd,
  readFields,
  toBcd,
  type ZvtFields,
} from '#hardware/terminals/zvt/zvt-fields.codec.ts'
import type { TerminalEntry } from '../standalone-terminal/terminal-ledger.ts'

/** What the terminal says of its payments, and reads of orders (standalone-terminals sheet 2a). Pure. */

export const CODE = {
  declined: 0x05,
  notRegistered: 0x6b,
  givenUp: 0x6c,
  impossible: 0x83,
  busy: 0x9c,
  partIssued: 0x9d,
  alreadyReversed: 0xb4,
  notReversible: 0xb5,
  noReservation: 0xb8,
} as const

/** How it prints: a block (06 D3); lines (06 D1); lines with a container glued behind each, in ISO-8859-1; not at all. */
export const PRINTS = ['block', 'lines', 'glued-lines', 'nothing'] as const
export type Prints = (typeof PRINTS)[number]

/** Of its till's registration: an order may leave it out. */
const OWN_CURRENCY = '978'

const RESULTS: Readonly<Partial<Record<TerminalEntry['state'], number>>> = {
  declined: CODE.declined,
  abandoned: CODE.givenUp,
}

/** 04 0F of a payment, made at the terminal's own local time. */
export function statusOf(entry: TerminalEntry, terminalId: string): Uint8Array {
  const { receiptNumber, approvalCode } = entry
  const made = new Date(entry.madeAt)
  const two = (part: number) => String(part).padStart(2, '0')
  return encodeFields([
    [BMP.result, Uint8Array.of(RESULTS[entry.state] ?? 0)],
    [BMP.amount, toBcd(entry.amountMinor, 6)],
    [BMP.trace, toBcd(receiptNumber, 3)],
    ...(entry.state === 'reversed' ? ([[BMP.originalTrace, toBcd(receiptNumber, 3)]] as const) : []),
    [BMP.time, toBcd(two(made.getHours()) + two(made.getMinutes()) + two(made.getSeconds()), 3)],
    [BMP.date, toBcd(two(made.getMonth() + 1) + two(made.getDate()), 2)],
    [BMP.terminalId, toBcd(terminalId, 4)],
    [BMP.pan, Buffer.from('501767eeeeee6700', 'hex')],
    [BMP.merchantNumber, Buffer.from('100461763'.padEnd(15))],
    [BMP.approvalCode, Buffer.from(approvalCode.padEnd(8, '\0'))],
    [BMP.currency, toBcd(entry.currency, 2)],
    [BMP.receipt, toBcd(receiptNumber, 2)],
    [
      BMP.tlv,
      encodeElements([
        { tag: 0x2f, value: encodeElements([{ tag: 0x1f12, value: Uint8Array.of(1) }]) },
        { tag: 0x60, value: encodeElements([{ tag: 0x43, value: Buffer.from('A0000000041010', 'hex') }]) },
      ]),
    ],
  ])
}

const SOFTWARE_VERSION = '2.14.15'

/** 06 0F of a status enquiry: the version of its software as LLLVAR, then its state. */
export function stateOf(code: number): Uint8Array {
  const digits = [...String(SOFTWARE_VERSION.length).padStart(3, '0')].map((digit) => 0xf0 | Number(digit))
  return Uint8Array.from([...digits, ...Buffer.from(SOFTWARE_VERSION), code])
}

const PASSWORD_LENGTH = 3
/** Password, config byte, currency. */
const REGISTRATION_HEAD_LENGTH = 6
/** Begin with the till's password. */
const WITH_PASSWORD: readonly number[] = [ZVT.refund, ZVT.reversal, ZVT.dayEnd, ZVT.repeatReceipt, ZVT.statusEnquiry]

/** The fields of what a till asks. */
export function fieldsOf({ control, data }: ZvtApdu): ZvtFields {
  const hidden = WITH_PASSWORD.includes(control) ? PASSWORD_LENGTH : 0
  return readFields(data.subarray(control === ZVT.registration ? REGISTRATION_HEAD_LENGTH : hidden)).fields
}

const TAG_SEQUENCE = 0x1f73

/** What a yes to it carries: the number of the message, where the till numbers its messages (PA00P015 chapter 5). */
export function yesTo(asked: ZvtApdu): Uint8Array {
  const sequence = findElement(fieldsOf(asked).get(BMP.tlv) ?? new Uint8Array(), TAG_SEQUENCE)
  return sequence === null
    ? new Uint8Array()
    : encodeFields([[BMP.tlv, encodeElements([{ tag: TAG_SEQUENCE, value: sequence }])]])
}

/** Asks which reservations are open: 06 23 with a receipt of no figures. */
export const asksForReservations = ({ control, data }: ZvtApdu): boolean =>
  control === ZVT.partialReversal && Buffer.from(fieldsOf({ control, data }).get(BMP.receipt) ?? []).equals(NO_RECEIPT)

const NO_RECEIPT = Uint8Array.of(0xff, 0xff)
const TAG_RESERVATIONS = 0x23
const TAG_RESERVATION = 0x08

/** 06 1E to that: their receipts, or that there is none. */
export function reservationsOf(receipts: readonly string[]): Uint8Array {
  const list = receipts.map((receipt) => ({ tag: TAG_RESERVATION, value: toBcd(receipt, 2) }))
  const found: readonly [number, Uint8Array] =
    receipts.length === 0
      ? [BMP.receipt, NO_RECEIPT]
      : [BMP.tlv, encodeElements([{ tag: TAG_RESERVATIONS, value: encodeElements(list) }])]
  return Uint8Array.from([CODE.noReservation, ...encodeFields([found])])
}

const RECEIPT_LENGTH = 2
const AMOUNT_LENGTH = 6
/** girocard, JCB, Mastercard, American Express, VISA, Diners, all others; every card of this terminal is the third. */
const CARD_KINDS = 7
const OWN_KIND = 2

/** BMP 60 of a day end: first and last receipt, then how many payments of each kind of card, and of how much. */
export function totalsOf(entries: readonly TerminalEntry[], totalMinor: number): Uint8Array {
  const booked = entries.filter(({ state }) => state === 'approved')
  const receipts = [booked[0], booked.at(-1)].map((entry) => toBcd(entry?.receiptNumber ?? 0, RECEIPT_LENGTH))
  const kinds = Array.from({ length: CARD_KINDS }, (_, kind) => {
    const isOwn = kind === OWN_KIND
    const count = Uint8Array.of(isOwn ? Math.min(booked.length, 0xff) : 0)
    return Buffer.concat([count, toBcd(isOwn ? totalMinor : 0, AMOUNT_LENGTH)])
  })
  return Buffer.concat([...receipts, ...kinds])
}

/** What the till gave out for an approval, by its answer: all, a part, or nothing (null). */
export function issuedMinorOf(answer: ZvtApdu | null, amountMinor: number): number | null {
  if (answer?.control === ZVT.yes || answer?.control === ZVT.alsoYes) return amountMinor
  if (answer?.control !== (ZVT.alsoYes | CODE.partIssued)) return null
  const part = Number(fromBcd(readFields(answer.data).fields.get(BMP.amount)))
  return part > 0 && part <= amountMinor ? part : null
}

export interface OrderMoney {
  readonly amountMinor: number
  /** As the till named it. */
  readonly namedMinor: number
  readonly currency: string
}

/** Name no amount, or need not: it is that of what they take back. */
const OF_THE_ORIGINAL: readonly number[] = [ZVT.reservationReversal, ZVT.reversal]

/** What an order is about, and the amount that it names; null where it does not say. `original` is what it is made of. */
export function moneyOf(fields: ZvtFields, original: TerminalEntry | undefined, control: number): OrderMoney | null {
  const named = fromBcd(fields.get(BMP.amount))
  const currency = fromBcd(fields.get(BMP.currency))?.slice(1) ?? original?.currency ?? OWN_CURRENCY
  const isOfOriginal = named === null && OF_THE_ORIGINAL.includes(control)
  const namedMinor = isOfOriginal ? (original?.amountMinor ?? null) : named === null ? null : Number(named)
  if (namedMinor === null) return null
  const isByRest = control === ZVT.partialReversal
  const amountMinor = isByRest ? (original?.amountMinor ?? 0) - namedMinor : namedMinor
  return amountMinor < 0 ? null : { amountMinor, namedMinor, currency }
}

/** The ticket of a payment; copy 1 is the shop's, 2 the customer's. */
export function ticketOf(entry: TerminalEntry, copy: number, prints: Prints): readonly ZvtApdu[] {
  const title = copy === 1 ? 'HÄNDLERBELEG' : 'KUNDENBELEG'
  const text = `${entry.operation.toUpperCase()} ${entry.receiptNumber} ${entry.amountMinor}`
  return printedAs(prints, copy, [title, text])
}

const UMLAUT_IN_CP437 = '\x8e'
const LAST_LINE = 0x81

export function printedAs(prints: Prints, copy: number, lines: readonly string[]): readonly ZvtApdu[] {
  const inCp437 = (line: string) => Buffer.from(line.replaceAll('Ä', UMLAUT_IN_CP437), 'latin1')
  switch (prints) {
    case 'nothing':
      return []
    case 'block': {
      const texts = lines.map((line) => ({ tag: 0x07, value: inCp437(line) }))
      const end = { tag: 0x09, value: Uint8Array.of(LAST_LINE) }
      const container = encodeElements([
        { tag: 0x1f07, value: Uint8Array.of(copy) },
        { tag: 0x25, value: encodeElements([...texts, end]) },
      ])
      return [{ control: ZVT.printBlock, data: encodeFields([[BMP.tlv, container]]) }]
    }
    default: {
      const glued = encodeFields([[BMP.tlv, encodeElements([{ tag: 0x1f07, value: Uint8Array.of(copy) }])]])
      const bytes = prints === 'lines' ? inCp437 : (line: string) => Buffer.concat([Buffer.from(line, 'latin1'), glued])
      const said = lines.map((line) => ({ control: ZVT.printLine, data: Uint8Array.of(0x40, ...bytes(line)) }))
      return [...said, { control: ZVT.printLine, data: Uint8Array.of(LAST_LINE) }]
    }
  }
}
