import { createCipheriv, createDecipheriv, createSecretKey, randomBytes } from 'node:crypto'
import { CIPHERS } from '#contract/ciphers.ts'
import type { SaleSecrets } from '#payment/ports/acquirer-host.port.ts'
import type { SecretStorePort } from '#payment/ports/secret-store.port.ts'
import { STILL_TO_TELL } from './advice-rows.ts'
import { change, oneRow, type ReadableDb, type WritableDb } from './database.ts'

/**
 * Encrypted track, PIN block and cryptogram of payments under way (ARCHITECTURE promise 6).
 *
 * `ciphertext`: nonce (12 bytes), AES-256-GCM of the secrets' JSON, tag (16 bytes); the payment's id is
 * authenticated with it. `sealed_key`: the payment's own random key under the secret store's master key.
 */
const NONCE_BYTES = 12
const TAG_BYTES = 16
const KEY_BYTES = 32

/** In the place of what was kept before, as without its PIN block. @returns whether there was something. */
export function keepSecrets(
  db: WritableDb,
  secretStore: SecretStorePort,
  paymentId: string,
  secrets: SaleSecrets,
): boolean {
  const isReplaced = eraseSecrets(db, paymentId)
  const key = randomBytes(KEY_BYTES)
  const nonce = randomBytes(NONCE_BYTES)
  const clear = Buffer.from(JSON.stringify(secrets), 'utf8')
  try {
    // A cipher is made in a tenth of the time from a key object.
    const cipher = createCipheriv(CIPHERS.seal, createSecretKey(key), nonce)
    cipher.setAAD(Buffer.from(paymentId, 'utf8'))
    const ciphertext = Buffer.concat([nonce, cipher.update(clear), cipher.final(), cipher.getAuthTag()])
    const sealedKey = Buffer.from(secretStore.seal(key))
    change(db, 'INSERT INTO pending_sensitive VALUES (?, ?, ?)', paymentId, sealedKey, ciphertext)
    return isReplaced
  } finally {
    key.fill(0)
    clear.fill(0)
  }
}

/** What is kept of one payment, or null. Throws when row or key were altered. */
export function readSecrets(db: ReadableDb, secretStore: SecretStorePort, paymentId: string): SaleSecrets | null {
  const row = oneRow<{ sealed_key: Buffer; ciphertext: Buffer }>(
    db,
    'SELECT sealed_key, ciphertext FROM pending_sensitive WHERE payment_id = ?',
    paymentId,
  )
  if (row === null) return null
  const key = Buffer.from(secretStore.open(row.sealed_key))
  try {
    const decipher = createDecipheriv(CIPHERS.seal, createSecretKey(key), row.ciphertext.subarray(0, NONCE_BYTES))
    decipher.setAAD(Buffer.from(paymentId, 'utf8'))
    decipher.setAuthTag(row.ciphertext.subarray(-TAG_BYTES))
    const clear = Buffer.concat([decipher.update(row.ciphertext.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()])
    return JSON.parse(clear.toString('utf8')) as SaleSecrets
  } finally {
    key.fill(0)
  }
}

/** Row and key go; `secure_delete` overwrites their bytes. @returns whether there was something. */
export function eraseSecrets(db: WritableDb, paymentId: string): boolean {
  return change(db, 'DELETE FROM pending_sensitive WHERE payment_id = ?', paymentId) > 0
}

/**
 * At start: nothing of a payment that is over, and of which the bank need not be told, may be left. Looks at the payments that something
 * is kept of, and not at all there ever were. @returns whether there was something.
 */
export function eraseSecretsOfClosedPayments(db: WritableDb): boolean {
  const sql = `DELETE FROM pending_sensitive AS kept
     WHERE EXISTS (SELECT 1 FROM payment WHERE payment.id = kept.payment_id AND final = 1)
       AND NOT EXISTS (SELECT 1 FROM offline_sale WHERE offline_sale.payment_id = kept.payment_id AND ${STILL_TO_TELL})`
  return change(db, sql) > 0
}
