import { xor } from './triple-des.ts'

/**
 * PIN block format 0 (ISO 9564-1; ANSI X9.8), 8 bytes:
 *
 *   PIN field:  0 | length (1 nibble) | PIN digits | F to the end
 *   PAN field:  0000 | the 12 rightmost digits of the PAN without its check digit, zeros before a short one
 *   block = PIN field XOR PAN field
 */
export function buildPinBlock(pin: string, pan: string): Uint8Array {
  if (!/^\d{4,12}$/.test(pin)) throw new RangeError('a PIN has 4 to 12 digits')
  const pinField = `0${pin.length.toString(16)}${pin}`.padEnd(16, 'F')
  return xor(nibbles(pinField), panField(pan))
}

/** @returns the PIN, or null when the block was not made for this PAN (or under another key). */
export function openPinBlock(block: Uint8Array, pan: string): string | null {
  if (block.length !== 8) return null
  const field = Buffer.from(xor(block, panField(pan))).toString('hex')
  const length = Number.parseInt(field.charAt(1), 16)
  const pin = field.slice(2, 2 + length)
  const sound = field.startsWith('0') && /^\d{4,12}$/.test(pin) && /^f*$/.test(field.slice(2 + length))
  return sound ? pin : null
}

function panField(pan: string): Uint8Array {
  if (!/^\d{2,19}$/.test(pan)) throw new RangeError('a PAN of 2 to 19 digits is needed')
  return nibbles(pan.slice(-13, -1).padStart(16, '0'))
}

function nibbles(text: string): Uint8Array {
  return Uint8Array.from(Buffer.from(text, 'hex'))
}
