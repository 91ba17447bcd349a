import { createCipheriv, createDecipheriv, createSecretKey, type KeyObject } from 'node:crypto'
import { CIPHERS } from '#contract/ciphers.ts'

/**
 * DES and triple DES on blocks of 8 bytes, by `des-ede3-cbc` with a zero vector, the only triple-DES form that both
 * Node's and Electron's crypto libraries have. Single DES is the same cipher under K|K|K.
 */
export const BLOCK_BYTES = 8
const ZERO_VECTOR = new Uint8Array(BLOCK_BYTES)

/** `ecb`: each block alone. `cbc`: chained, starting from eight zero bytes. */
export type BlockMode = 'ecb' | 'cbc'

/**
 * Widens a key of 8 (single DES), 16 (two-key) or 24 bytes to the 24 bytes the cipher takes. A cipher is made in a tenth of the
 * time from a key object.
 */
function wideKey(key: Uint8Array): KeyObject {
  if (key.length === 8) return createSecretKey(concat(key, key, key))
  if (key.length === 16) return createSecretKey(concat(key, key.subarray(0, 8)))
  if (key.length === 24) return createSecretKey(key)
  throw new RangeError('a DES key has 8, 16 or 24 bytes')
}

export function encryptBlock(key: Uint8Array, block: Uint8Array): Uint8Array {
  const cipher = createCipheriv(CIPHERS.tripleDes, wideKey(key), ZERO_VECTOR).setAutoPadding(false)
  return Uint8Array.from(cipher.update(requireBlock(block)))
}

export function decryptBlock(key: Uint8Array, block: Uint8Array): Uint8Array {
  const cipher = createDecipheriv(CIPHERS.tripleDes, wideKey(key), ZERO_VECTOR).setAutoPadding(false)
  return Uint8Array.from(Buffer.concat([cipher.update(requireBlock(block)), cipher.final()]))
}

/** Encrypts whole blocks. @throws RangeError when the length is not a multiple of 8: padding is the caller's rule. */
export function encryptBlocks(key: Uint8Array, plain: Uint8Array, mode: BlockMode): Uint8Array {
  requireBlocks(plain)
  if (mode === 'cbc') {
    return Uint8Array.from(
      createCipheriv(CIPHERS.tripleDes, wideKey(key), ZERO_VECTOR).setAutoPadding(false).update(plain),
    )
  }
  const out = new Uint8Array(plain.length)
  for (let at = 0; at < plain.length; at += BLOCK_BYTES) {
    out.set(encryptBlock(key, plain.subarray(at, at + BLOCK_BYTES)), at)
  }
  return out
}

/** Decrypts whole blocks. @throws RangeError when the length is not a multiple of 8. */
export function decryptBlocks(key: Uint8Array, secret: Uint8Array, mode: BlockMode): Uint8Array {
  requireBlocks(secret)
  const decipher = createDecipheriv(CIPHERS.tripleDes, wideKey(key), ZERO_VECTOR).setAutoPadding(false)
  const plain = Uint8Array.from(Buffer.concat([decipher.update(secret), decipher.final()]))
  // Taking the chain out of CBC leaves each block alone.
  return mode === 'cbc' ? plain : xor(plain, concat(ZERO_VECTOR, secret))
}

/** Byte by byte; both sides have the same length. */
export function xor(left: Uint8Array, right: Uint8Array): Uint8Array {
  return left.map((byte, index) => byte ^ (right[index] ?? 0))
}

export function concat(...parts: Uint8Array[]): Uint8Array {
  return Uint8Array.from(Buffer.concat(parts))
}

function requireBlock(block: Uint8Array): Uint8Array {
  if (block.length !== BLOCK_BYTES) throw new RangeError('a DES block has 8 bytes')
  return block
}

function requireBlocks(bytes: Uint8Array): Uint8Array {
  if (bytes.length % BLOCK_BYTES !== 0) throw new RangeError('the length is not a multiple of 8 bytes')
  return bytes
}
