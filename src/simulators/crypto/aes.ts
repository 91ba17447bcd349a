import { createCipheriv, createDecipheriv } from 'node:crypto'

/** AES with keys of 16, 24 or 32 bytes. Padding is the caller's rule: whole blocks go in and come out. */
const AES_BLOCK_BYTES = 16

const cipherName = (key: Uint8Array): string => {
  if (![16, 24, 32].includes(key.length)) throw new RangeError('an AES key has 16, 24 or 32 bytes')
  return `aes-${key.length * 8}-cbc`
}

/** One block alone: a chain of one from a zero vector. */
export function encryptAesBlock(key: Uint8Array, block: Uint8Array): Uint8Array {
  return encryptAes(key, block, new Uint8Array(AES_BLOCK_BYTES))
}

export function decryptAesBlock(key: Uint8Array, block: Uint8Array): Uint8Array {
  return decryptAes(key, block, new Uint8Array(AES_BLOCK_BYTES))
}

/** CBC from `vector`. */
function encryptAes(key: Uint8Array, plain: Uint8Array, vector: Uint8Array): Uint8Array {
  const cipher = createCipheriv(cipherName(key), key, vector).setAutoPadding(false)
  return Uint8Array.from(Buffer.concat([cipher.update(plain), cipher.final()]))
}

function decryptAes(key: Uint8Array, secret: Uint8Array, vector: Uint8Array): Uint8Array {
  const decipher = createDecipheriv(cipherName(key), key, vector).setAutoPadding(false)
  return Uint8Array.from(Buffer.concat([decipher.update(secret), decipher.final()]))
}
