/**
 * The one logical table of data elements (ISO 8583:1987, as retail terminals use it; acquirer sheet 1.3). How an
 * element is written on the wire is the profile's matter, not this table's.
 *
 * content: n digits; an letters, digits and spaces; ans any printable ISO-8859-1; z track 2; b bytes; xn `C` or `D`,
 * then digits. `length` is in digits, characters or bytes; for a field with a length prefix (`prefix` digits) it is
 * the most, else exact.
 */
export type FieldContent = 'n' | 'an' | 'ans' | 'z' | 'b' | 'xn'

export interface FieldDefinition {
  readonly name: string
  readonly content: FieldContent
  readonly length: number
  /** Digits of the length prefix; 0 for a field of fixed length. */
  readonly prefix: 0 | 2 | 3
}

function fixed<C extends FieldContent>(name: string, content: C, length: number) {
  return { name, content, length, prefix: 0 as const }
}

function variable<C extends FieldContent>(name: string, content: C, prefix: 2 | 3, length: number) {
  return { name, content, length, prefix }
}

export const FIELDS = {
  2: variable('primary account number', 'n', 2, 19),
  3: fixed('processing code', 'n', 6),
  4: fixed('amount', 'n', 12),
  7: fixed('transmission date and time', 'n', 10),
  11: fixed('system trace audit number', 'n', 6),
  12: fixed('local time', 'n', 6),
  13: fixed('local date', 'n', 4),
  14: fixed('expiry', 'n', 4),
  15: fixed('settlement date', 'n', 4),
  18: fixed('merchant category', 'n', 4),
  22: fixed('entry mode', 'n', 3),
  23: fixed('card sequence number', 'n', 3),
  24: fixed('network identifier', 'n', 3),
  25: fixed('condition code', 'n', 2),
  32: variable('acquirer identifier', 'n', 2, 11),
  33: variable('forwarder identifier', 'n', 2, 11),
  35: variable('track 2', 'z', 2, 37),
  37: fixed('retrieval reference number', 'an', 12),
  38: fixed('approval code', 'an', 6),
  39: fixed('response code', 'an', 2),
  41: fixed('terminal identifier', 'ans', 8),
  42: fixed('merchant identifier', 'ans', 15),
  43: fixed('merchant name and place', 'ans', 40),
  48: variable('additional data', 'ans', 3, 999),
  49: fixed('currency', 'n', 3),
  50: fixed('settlement currency', 'n', 3),
  52: fixed('PIN block', 'b', 8),
  53: fixed('security control information', 'n', 16),
  54: variable('additional amounts', 'an', 3, 120),
  55: variable('chip data', 'b', 3, 255),
  56: variable('reason code', 'n', 3, 4),
  60: variable('batch number', 'ans', 3, 999),
  61: variable('reserved', 'ans', 3, 999),
  62: variable('register reference', 'ans', 3, 999),
  63: variable('totals by scheme', 'ans', 3, 999),
  64: fixed('message authentication code', 'b', 8),
  66: fixed('settlement result', 'n', 1),
  70: fixed('network management code', 'n', 3),
  74: fixed('credits, count', 'n', 10),
  75: fixed('credits by reversal, count', 'n', 10),
  76: fixed('debits, count', 'n', 10),
  77: fixed('debits by reversal, count', 'n', 10),
  78: fixed('transfers, count', 'n', 10),
  79: fixed('transfers by reversal, count', 'n', 10),
  80: fixed('inquiries, count', 'n', 10),
  81: fixed('authorisations, count', 'n', 10),
  82: fixed('credits, processing fee', 'n', 12),
  83: fixed('credits, transaction fee', 'n', 12),
  84: fixed('debits, processing fee', 'n', 12),
  85: fixed('debits, transaction fee', 'n', 12),
  86: fixed('credits, amount', 'n', 16),
  87: fixed('credits by reversal, amount', 'n', 16),
  88: fixed('debits, amount', 'n', 16),
  89: fixed('debits by reversal, amount', 'n', 16),
  90: fixed('original data elements', 'n', 42),
  95: fixed('replacement amounts', 'an', 42),
  97: fixed('net settlement amount', 'xn', 17),
  128: fixed('message authentication code', 'b', 8),
} as const

export type FieldNumber = keyof typeof FIELDS
/** Bytes for binary fields, text for all others. */
export type FieldValue = string | Uint8Array
type ValueOf<N extends FieldNumber> = (typeof FIELDS)[N]['content'] extends 'b' ? Uint8Array : string

/** Data elements by number. Fixed ones may come shorter to `encodeMessage`, which pads; decoded ones are whole. */
export type IsoFields = { readonly [N in FieldNumber]?: ValueOf<N> | undefined }

export interface IsoMessage {
  /** Message type, four digits: `0200`. */
  readonly mti: string
  readonly fields: IsoFields
}

export const FIELD_NUMBERS: readonly FieldNumber[] = Object.keys(FIELDS)
  .map(Number)
  .sort((left, right) => left - right) as FieldNumber[]

/** Whether the table has such a field. */
export function isFieldNumber(number: number): number is FieldNumber {
  return number in FIELDS
}
