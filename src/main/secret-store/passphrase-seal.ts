import { randomBytes, scrypt } from 'node:crypto'
import { openWith, sealWith } from './key-protection.ts'

/** Costs about half a second and 128 MiB for each try: what lies on a stick can be tried without end. */
const COST = { N: 131_072, r: 8, p: 1, maxmem: 256 * 1024 * 1024 }
export const SALT_BYTES = 16
const KEY_BYTES = 32

/** The key that a passphrase and a salt give (scrypt, RFC 7914). The passphrase counts as NFC, however it was typed. */
export function keyOfPassphrase(passphrase: string, salt: Uint8Array): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    scrypt(passphrase.normalize('NFC'), salt, KEY_BYTES, COST, (error, key) => (error ? reject(error) : resolve(key)))
  })
}

/** Seals for a place outside the till. Layout: salt (16), then as `sealWith`. */
export async function sealUnder(passphrase: string, bytes: Uint8Array): Promise<Uint8Array> {
  const salt = randomBytes(SALT_BYTES)
  return Buffer.concat([salt, sealWith(await keyOfPassphrase(passphrase, salt), bytes)])
}

/** Opens what `sealUnder` made; throws when a byte was altered or the passphrase is another. */
export async function openUnder(passphrase: string, sealed: Uint8Array): Promise<Uint8Array> {
  const key = await keyOfPassphrase(passphrase, sealed.subarray(0, SALT_BYTES))
  return openWith(key, sealed.subarray(SALT_BYTES))
}
