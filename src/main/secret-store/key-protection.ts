import { createCipheriv, createDecipheriv, randomBytes, scryptSync } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { CIPHERS } from '#contract/ciphers.ts'
import { fail, type Result, succeed } from '#contract/result.ts'

/** How the master key lies in its file. `open` throws when the bytes are not what `close` made. */
export interface KeyProtection {
  /** Written beside the key, so that a file is opened the way it was closed. */
  readonly kind: 'plain' | 'passphrase' | 'safe-storage'
  close(key: Uint8Array): Uint8Array
  open(closed: Uint8Array): Uint8Array
}

/** The key store of the operating system, as the shell offers it. */
export interface SafeStorage {
  encrypt(bytes: Uint8Array): Uint8Array
  decrypt(bytes: Uint8Array): Uint8Array
}

const SALT_BYTES = 16
const NONCE_BYTES = 12
const TAG_BYTES = 16
/** Costs about a tenth of a second and 128 MiB once per start. */
const SCRYPT = { N: 131_072, r: 8, p: 1, maxmem: 256 * 1024 * 1024 }

/** Seals with AES-256-GCM. Layout: nonce (12), tag (16), ciphertext. */
export function sealWith(key: Uint8Array, bytes: Uint8Array): Uint8Array {
  const nonce = randomBytes(NONCE_BYTES)
  const cipher = createCipheriv(CIPHERS.seal, key, nonce)
  const encrypted = Buffer.concat([cipher.update(bytes), cipher.final()])
  return Buffer.concat([nonce, cipher.getAuthTag(), encrypted])
}

/** Opens what `sealWith` made; throws when a byte was altered or the key is another. */
export function openWith(key: Uint8Array, sealed: Uint8Array): Uint8Array {
  if (sealed.length < NONCE_BYTES + TAG_BYTES) throw new Error('sealed bytes are too short')
  const decipher = createDecipheriv(CIPHERS.seal, key, sealed.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES })
  decipher.setAuthTag(sealed.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES))
  return Buffer.concat([decipher.update(sealed.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()])
}

/** Training only: the key lies as it is, in a file only its owner reads. */
const plain: KeyProtection = { kind: 'plain', close: (key) => key, open: (closed) => closed }

/** A technician's passphrase through scrypt. Layout: salt (16), then as `sealWith`. */
function passphraseProtection(passphrase: string): KeyProtection {
  const derive = (salt: Uint8Array) => scryptSync(passphrase.normalize('NFC'), salt, 32, SCRYPT)
  return {
    kind: 'passphrase',
    close: (key) => {
      const salt = randomBytes(SALT_BYTES)
      return Buffer.concat([salt, sealWith(derive(salt), key)])
    },
    open: (closed) => openWith(derive(closed.subarray(0, SALT_BYTES)), closed.subarray(SALT_BYTES)),
  }
}

/** The passphrase a service is started with (systemd credentials), or none. */
export function passphraseOfService(environment: Readonly<Record<string, string | undefined>>): string | null {
  const folder = environment.CREDENTIALS_DIRECTORY
  if (!folder) return null
  try {
    return readFileSync(join(folder, 'comptoir-passphrase'), 'utf8').trim() || null
  } catch {
    return null
  }
}

/**
 * Chooses how the master key is kept: the system's key store, else a passphrase, else, in training only, as it is.
 * Error: STORE_NO_SECRET_STORE in live mode when there is neither.
 */
export function chooseProtection({
  training,
  safeStorage,
  passphrase,
}: {
  readonly training: boolean
  readonly safeStorage: SafeStorage | null
  readonly passphrase: string | null
}): Result<KeyProtection, 'STORE_NO_SECRET_STORE'> {
  if (safeStorage) {
    const { encrypt, decrypt } = safeStorage
    return succeed({ kind: 'safe-storage', close: encrypt, open: decrypt })
  }
  if (passphrase) return succeed(passphraseProtection(passphrase))
  return training ? succeed(plain) : fail('STORE_NO_SECRET_STORE')
}
