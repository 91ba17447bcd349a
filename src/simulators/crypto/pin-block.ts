import { decryptAesBlock, encryptAesBlock } from './aes.ts'
import { concat, xor } from './triple-des.ts'

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

/**
 * PIN block format 4 (ISO 9564-1), for AES, 16 bytes:
 *
 *   PIN field:  4 | length (1 nibble) | PIN digits | A to 16 nibbles | 8 random bytes
 *   PAN field:  digits beyond 12 (1 nibble) | PAN, zeros before it up to 12 digits | zeros
 *   block = AES(key, AES(key, PIN field) XOR PAN field)
 */
export function sealPinBlock4(key: Uint8Array, pin: string, pan: string, random: Uint8Array): Uint8Array {
  if (!/^\d{4,12}$/.test(pin)) throw new RangeError('a PIN has 4 to 12 digits')
  if (random.length !== 8) throw new RangeError('eight random bytes are needed')
  const pinField = concat(nibbles(`4${pin.length.toString(16)}${pin}`.padEnd(16, 'A')), random)
  return encryptAesBlock(key, xor(encryptAesBlock(key, pinField), panField4(pan)))
}

/** @returns the PIN, or null when the block was not made for this PAN or under another key. */
export function openPinBlock4(key: Uint8Array, block: Uint8Array, pan: string): string | null {
  if (block.length !== 16) return null
  const field = Buffer.from(decryptAesBlock(key, xor(decryptAesBlock(key, block), panField4(pan)))).toString('hex')
  const length = Number.parseInt(field.charAt(1), 16)
  const pin = field.slice(2, 2 + length)
  const sound = field.startsWith('4') && /^\d{4,12}$/.test(pin) && /^a*$/.test(field.slice(2 + length, 16))
  return sound ? pin : null
}

/** The PAN as the second half of format 4 takes it, 16 bytes. */
export function panField4(pan: string): Uint8Array {
  if (!/^\d{1,19}$/.test(pan)) throw new RangeError('a PAN of 1 to 19 digits is needed')
  const digits = pan.padStart(12, '0')
  return nibbles(`${(digits.length - 12).toString(16)}${digits}`.padEnd(32, '0'))
}

function panField(pan: string): Uint8Array {
  if (!/^\d{2,19}$/.test(pan)) throw new RangeError('a PAN of 2 to 19 digits is needed')
  return nibbles(pan.slice(-13, -1).padStart(16, '0'))
}

function nibbles(text: string): Uint8Array {
  return Uint8Array.from(Buffer.from(text, 'hex'))
}
