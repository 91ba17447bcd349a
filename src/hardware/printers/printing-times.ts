import { LIMITS } from '#contract/limits.ts'
import { readSerialEndpoint } from '#contract/serial-line.ts'
import { DEFAULT_BAUD_RATE } from '../link/create-link.ts'

/** Start bit, eight data bits, parity and stop bit: the longest a byte is on a serial line. */
const BITS_PER_BYTE = 11

/** Long rather than short: a line of text at 40 mm/s, each dot row of a picture at the same. */
export function timeToPrintMs(bytes: Uint8Array): number {
  const longMs = LIMITS.printerEstimateBaseMs + LIMITS.printerEstimatePerByteMs * bytes.length
  return Math.min(longMs, LIMITS.printerTicketTimeoutMs)
}

/**
 * How long a line that is well may take for so many bytes: what its speed makes of them, or, where its buffer is full, the
 * paper that comes out meanwhile, and a margin.
 */
export function timeToHandOverMs(byteCount: number, endpoint: string): number {
  const serial = readSerialEndpoint(endpoint)
  const baudRate = serial === null ? null : (serial.settings.baudRate ?? DEFAULT_BAUD_RATE)
  const wirePerByteMs = baudRate === null ? 0 : (BITS_PER_BYTE * 1_000) / baudRate
  const perByteMs = Math.max(wirePerByteMs, LIMITS.printerEstimatePerByteMs)
  return Math.ceil(LIMITS.printerHandOverMarginMs + perByteMs * byteCount)
}
