/**
 * One message of ZVT (standalone-terminals sheet 2a; PA00P015, PA00P016):
 *
 *   offset  length  what
 *   0       1       class, or CCRC of an answer
 *   1       1       instruction, or APRC
 *   2       1       length of the data, 00 to FE; FF says that the next two bytes are the length, the low one first
 *   3 or 5  n       data
 *
 * Over TCP one follows the other without anything between them, in pieces of any size.
 */
const HEAD_LENGTH = 3
const LONG_HEAD_LENGTH = 5
const LONG_LENGTH = 0xff
const DATA_LENGTH_MAX = 0xffff

/** Class and instruction of what is said (standalone-terminals sheet 2a). */
export const ZVT = {
  yes: 0x8000,
  /** The same in other words. */
  alsoYes: 0x8400,
  statusEnquiry: 0x0501,
  registration: 0x0600,
  payment: 0x0601,
  completion: 0x060f,
  abort: 0x061e,
  repeatReceipt: 0x0620,
  reservation: 0x0622,
  /** Of a reservation: names what is not used. */
  partialReversal: 0x0623,
  /** Of a reservation: names what is used. */
  bookTotal: 0x0624,
  reservationReversal: 0x0625,
  reversal: 0x0630,
  refund: 0x0631,
  dayEnd: 0x0650,
  stop: 0x06b0,
  printLine: 0x06d1,
  printBlock: 0x06d3,
  statusInfo: 0x040f,
  progress: 0x04ff,
} as const

export interface ZvtApdu {
  /** Class and instruction: `0x0601` asks for a payment, `0x8000` says yes. */
  readonly control: number
  readonly data: Uint8Array
}

/** What is longer than a message may be was made by a fault of the till. */
export class ZvtError extends Error {}

export function encodeApdu({ control, data }: ZvtApdu): Uint8Array {
  if (data.length > DATA_LENGTH_MAX) throw new ZvtError(`${data.length} bytes are more than a message holds`)
  const head = data.length < LONG_LENGTH ? [data.length] : [LONG_LENGTH, data.length & 0xff, data.length >> 8]
  return Uint8Array.from([control >> 8, control & 0xff, ...head, ...data])
}

/** The messages at the beginning of `bytes`, and what is left of the next one. */
export function readApdus(bytes: Uint8Array): { readonly apdus: readonly ZvtApdu[]; readonly rest: Uint8Array } {
  const apdus: ZvtApdu[] = []
  let rest = bytes
  for (let end = endOf(rest); end !== null && end <= rest.length; end = endOf(rest)) {
    const start = rest[2] === LONG_LENGTH ? LONG_HEAD_LENGTH : HEAD_LENGTH
    apdus.push({ control: ((rest[0] ?? 0) << 8) | (rest[1] ?? 0), data: rest.subarray(start, end) })
    rest = rest.subarray(end)
  }
  return { apdus, rest }
}

/** Where the first message ends; null while its length has not come. */
function endOf(bytes: Uint8Array): number | null {
  const length = bytes[2]
  if (length === undefined) return null
  if (length !== LONG_LENGTH) return HEAD_LENGTH + length
  const high = bytes[4]
  return high === undefined ? null : LONG_HEAD_LENGTH + ((high << 8) | (bytes[3] ?? 0))
}
