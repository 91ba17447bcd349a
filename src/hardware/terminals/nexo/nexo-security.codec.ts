import { createCipheriv, createDecipheriv, createHmac, pbkdf2Sync, timingSafeEqual } from 'node:crypto'
import { CIPHERS } from '#contract/ciphers.ts'

/**
 * How a message is closed under a passphrase that till and terminal share (standalone-terminals sheet 2d):
 *
 *   80 bytes  = PBKDF2-HMAC-SHA1(passphrase, salt, 4000) = HMAC key 32 | cipher key 32 | vector 16
 *   NexoBlob  = base64(AES-256-CBC, PKCS #7, of the message; vector XOR nonce)
 *   Nonce     = base64(16 bytes, new for each message)
 *   Hmac      = base64(HMAC-SHA256 of the message in clear)
 */
const SALT = 'AdyenNexoV1Salt'
const ITERATIONS = 4_000
const KEY_BYTES = 32
export const NONCE_BYTES = 16
const CRYPTO_VERSION = 1

export interface NexoKeys {
  readonly hmacKey: Uint8Array
  readonly cipherKey: Uint8Array
  readonly vector: Uint8Array
}

/** By what a terminal finds the passphrase. */
export interface NexoKeyName {
  readonly keyIdentifier: string
  readonly keyVersion: number
}

export interface SealedNexo {
  readonly NexoBlob: string
  readonly SecurityTrailer: { readonly Nonce: string; readonly Hmac: string }
}

/** Takes some milliseconds: made once for a terminal. */
export function deriveNexoKeys(passphrase: string): NexoKeys {
  // One byte a letter, as Adyen's own libraries have it.
  const secret = Buffer.from(passphrase, 'latin1')
  const bytes = pbkdf2Sync(secret, SALT, ITERATIONS, 2 * KEY_BYTES + NONCE_BYTES, CIPHERS.terminalKey)
  return {
    hmacKey: bytes.subarray(0, KEY_BYTES),
    cipherKey: bytes.subarray(KEY_BYTES, 2 * KEY_BYTES),
    vector: bytes.subarray(2 * KEY_BYTES),
  }
}

/** @param nonce of `NONCE_BYTES`, never used before under these keys. */
export function sealNexo(
  message: string,
  keys: NexoKeys,
  { keyIdentifier, keyVersion }: NexoKeyName,
  nonce: Uint8Array,
) {
  const plain = Buffer.from(message, 'utf8')
  const cipher = createCipheriv(CIPHERS.terminalMessage, keys.cipherKey, mixed(keys.vector, nonce))
  return {
    NexoBlob: Buffer.concat([cipher.update(plain), cipher.final()]).toString('base64'),
    SecurityTrailer: {
      AdyenCryptoVersion: CRYPTO_VERSION,
      KeyIdentifier: keyIdentifier,
      KeyVersion: keyVersion,
      Nonce: Buffer.from(nonce).toString('base64'),
      Hmac: hmacOf(plain, keys).toString('base64'),
    },
  }
}

/**
 * The message, or null for whatever is wrong with it: who sends spoilt ones learns nothing of where they broke. Compared in a time that
 * does not depend on where they differ.
 */
export function openNexo({ NexoBlob, SecurityTrailer }: SealedNexo, keys: NexoKeys): string | null {
  const nonce = Buffer.from(SecurityTrailer.Nonce, 'base64')
  const told = Buffer.from(SecurityTrailer.Hmac, 'base64')
  if (nonce.length !== NONCE_BYTES) return null
  try {
    const decipher = createDecipheriv(CIPHERS.terminalMessage, keys.cipherKey, mixed(keys.vector, nonce))
    const plain = Buffer.concat([decipher.update(Buffer.from(NexoBlob, 'base64')), decipher.final()])
    const own = hmacOf(plain, keys)
    return told.length === own.length && timingSafeEqual(told, own) ? plain.toString('utf8') : null
  } catch {
    // Its padding is wrong.
    return null
  }
}

const hmacOf = (plain: Uint8Array, { hmacKey }: NexoKeys): Buffer =>
  createHmac(CIPHERS.digest, hmacKey).update(plain).digest()

const mixed = (vector: Uint8Array, nonce: Uint8Array): Uint8Array =>
  vector.map((byte, place) => byte ^ (nonce[place] ?? 0))
