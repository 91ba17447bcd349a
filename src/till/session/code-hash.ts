import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto'

/** scrypt of RFC 7914 with the cost its section 2 gives for interactive log-ins. */
const COST = { N: 16_384, r: 8, p: 1 }
const SALT_BYTES = 16
const HASH_BYTES = 32

function derive(code: string, salt: Uint8Array): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(code, salt, HASH_BYTES, COST, (error, hash) => (error === null ? resolve(hash) : reject(error)))
  })
}

/** A new salted hash of a person's code. */
export async function hashCode(code: string): Promise<{ readonly saltHex: string; readonly hashHex: string }> {
  const salt = randomBytes(SALT_BYTES)
  return { saltHex: salt.toString('hex'), hashHex: (await derive(code, salt)).toString('hex') }
}

/**
 * The hash that a badge is found by. Its salt is the shop's, not the person's: a scan names nobody, and one hash a person would cost
 * the till seconds. Whoever has the file tries a code on all badges at once; the code of a badge is longer than one that is typed.
 */
export async function hashBadge(code: string, saltHex: string): Promise<string> {
  return (await derive(code, Buffer.from(saltHex, 'hex'))).toString('hex')
}

/** A salt for the badges of a shop. */
export const newSaltHex = (): string => randomBytes(SALT_BYTES).toString('hex')

/** Compares in constant time. */
export async function isCode(
  code: string,
  proof: { readonly saltHex: string; readonly hashHex: string },
): Promise<boolean> {
  const hash = await derive(code, Buffer.from(proof.saltHex, 'hex'))
  const wanted = Buffer.from(proof.hashHex, 'hex')
  return hash.length === wanted.length && timingSafeEqual(hash, wanted)
}
