import { ZVT, type ZvtApdu } from '#hardware/terminals/zvt/zvt-apdu.codec.ts'
import {
  BMP,
  encodeElements,
  encodeFields,
  fromBcd,
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

export interface OrderMoney {
  readonly amountMinor: number
  /** As the till named it. */
  readonly namedMinor: number
  readonly currency: string
}

/** What an order is about, and the amount that it names; null where it does not say. */
export function moneyOf(fields: ZvtFields, reserved: TerminalEntry | undefined, control: number): OrderMoney | null {
  const named = fromBcd(fields.get(BMP.amount))
  const currency = fromBcd(fields.get(BMP.currency))?.slice(1) ?? reserved?.currency ?? OWN_CURRENCY
  const isRelease = named === null && control === ZVT.reservationReversal
  const namedMinor = isRelease ? (reserved?.amountMinor ?? null) : named === null ? null : Number(named)
  if (namedMinor === null) return null
  const isByRest = control === ZVT.partialReversal
  const amountMinor = isByRest ? (reserved?.amountMinor ?? 0) - namedMinor : namedMinor
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
