import { type BlockMode, concat, decryptBlock, decryptBlocks, encryptBlock, encryptBlocks, xor } from './triple-des.ts'

/**
 * Triple-DES DUKPT, ANSI X9.24-1:2009 annex A. Both ends of the secret meet only in simulators: the pad derives from
 * its initial key, the host from the base derivation key. The product itself never derives and never decrypts.
 *
 * Key serial number, 10 bytes: 59 bits of key set and device, then a counter of 21 bits.
 *
 *   bdk (16) ── deriveInitialKey ──► initial key (16) ── one step per counter bit set ──► transaction key (16)
 *   transaction key ── variant ──► PIN key, MAC keys;   ── variant, then encrypted by itself ──► data key
 */
export const KEY_SERIAL_BYTES = 10
const COUNTER_TOP_BIT = 0x10_0000

/** The public test key of the standard; only simulators hold it. */
export const TEST_BASE_KEY = hex('0123456789ABCDEFFEDCBA9876543210')

const DERIVATION_MASK = hex('C0C0C0C000000000C0C0C0C000000000')
const VARIANTS = {
  pin: hex('00000000000000FF00000000000000FF'),
  macRequest: hex('000000000000FF00000000000000FF00'),
  macResponse: hex('00000000FF00000000000000FF000000'),
  dataRequest: hex('0000000000FF00000000000000FF0000'),
} as const

/** A.6: the key that was put into the device, from the base key (16 bytes) and any serial number of that device. */
export function deriveInitialKey(baseKey: Uint8Array, keySerial: Uint8Array): Uint8Array {
  const start = withCounter(keySerial, 0).subarray(0, 8)
  return concat(encryptBlock(baseKey, start), encryptBlock(xor(baseKey, DERIVATION_MASK), start))
}

/** The key of one transaction, from the base key (16 bytes) and the serial number (10 bytes) sent with the data. */
export function deriveTransactionKey(baseKey: Uint8Array, keySerial: Uint8Array): Uint8Array {
  return deriveFromInitialKey(deriveInitialKey(baseKey, keySerial), keySerial)
}

/** The same from the device's side, which knows its initial key only. */
export function deriveFromInitialKey(initialKey: Uint8Array, keySerial: Uint8Array): Uint8Array {
  const counter = counterOf(keySerial)
  let reached = 0
  let key = initialKey
  for (let bit = COUNTER_TOP_BIT; bit > 0; bit >>= 1) {
    if ((counter & bit) === 0) continue
    reached |= bit
    key = nextKey(key, withCounter(keySerial, reached).subarray(2))
  }
  return key
}

/** A.2, non-reversible key generation: the register is the right half of the serial number with the bits so far. */
function nextKey(key: Uint8Array, register: Uint8Array): Uint8Array {
  const masked = xor(key, DERIVATION_MASK)
  return concat(stirred(masked, register), stirred(key, register))
}

function stirred(key: Uint8Array, register: Uint8Array): Uint8Array {
  const left = key.subarray(0, 8)
  const right = key.subarray(8)
  return xor(encryptBlock(left, xor(register, right)), right)
}

/** The lower 21 bits of the serial number. */
export function counterOf(keySerial: Uint8Array): number {
  const [high = 0, middle = 0, low = 0] = requireKeySerial(keySerial).subarray(7)
  return ((high & 0x1f) << 16) | (middle << 8) | low
}

/** The same device and key set with another counter. */
export function withCounter(keySerial: Uint8Array, counter: number): Uint8Array {
  const serial = Uint8Array.from(requireKeySerial(keySerial))
  serial[7] = ((serial[7] ?? 0) & 0xe0) | (counter >> 16)
  serial[8] = (counter >> 8) & 0xff
  serial[9] = counter & 0xff
  return serial
}

/**
 * The serial number of the device's next transaction: counters with more than ten bits set are skipped (A.2), so a
 * device serves a million transactions. @returns null when the device has no key left.
 */
export function nextKeySerial(keySerial: Uint8Array): Uint8Array | null {
  for (let counter = counterOf(keySerial) + 1; counter < COUNTER_TOP_BIT << 1; counter += 1) {
    if (bitsSet(counter) <= 10) return withCounter(keySerial, counter)
  }
  return null
}

function bitsSet(value: number): number {
  let count = 0
  for (let rest = value; rest > 0; rest &= rest - 1) count += 1
  return count
}

export function pinKey(transactionKey: Uint8Array): Uint8Array {
  return xor(transactionKey, VARIANTS.pin)
}

export function macRequestKey(transactionKey: Uint8Array): Uint8Array {
  return xor(transactionKey, VARIANTS.macRequest)
}

export function macResponseKey(transactionKey: Uint8Array): Uint8Array {
  return xor(transactionKey, VARIANTS.macResponse)
}

/** A.4.1: the data variant, encrypted half by half under itself ("DAT#3" of ABECS). */
export function dataKey(transactionKey: Uint8Array): Uint8Array {
  const variant = xor(transactionKey, VARIANTS.dataRequest)
  return concat(encryptBlock(variant, variant.subarray(0, 8)), encryptBlock(variant, variant.subarray(8)))
}

/** A clear PIN block (8 bytes) under the transaction's PIN key. */
export function encryptPinBlock(transactionKey: Uint8Array, clearBlock: Uint8Array): Uint8Array {
  return encryptBlock(pinKey(transactionKey), clearBlock)
}

export function decryptPinBlock(transactionKey: Uint8Array, encryptedBlock: Uint8Array): Uint8Array {
  return decryptBlock(pinKey(transactionKey), encryptedBlock)
}

/** Card data in whole blocks under the transaction's data key. */
export function encryptData(transactionKey: Uint8Array, plain: Uint8Array, mode: BlockMode): Uint8Array {
  return encryptBlocks(dataKey(transactionKey), plain, mode)
}

export function decryptData(transactionKey: Uint8Array, secret: Uint8Array, mode: BlockMode): Uint8Array {
  return decryptBlocks(dataKey(transactionKey), secret, mode)
}

function requireKeySerial(keySerial: Uint8Array): Uint8Array {
  if (keySerial.length !== KEY_SERIAL_BYTES) throw new RangeError('a key serial number has 10 bytes')
  return keySerial
}

function hex(text: string): Uint8Array {
  return Uint8Array.from(Buffer.from(text, 'hex'))
}
