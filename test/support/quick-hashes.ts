import crypto from 'node:crypto'
import { syncBuiltinESMExports } from 'node:module'

/** Small enough to take a fraction of a millisecond. */
const QUICK_COST = { N: 16, r: 1, p: 1 }

type Scrypt = (
  secret: string,
  salt: Uint8Array,
  bytes: number,
  cost: { readonly N: number; readonly r: number; readonly p: number },
  done: (error: Error | null, hash: Buffer) => void,
) => void

/** A worker reads this file more than once, and must not take the quick one for the true one. */
const KEPT = Symbol.for('comptoir.scrypt')
const kept = globalThis as unknown as { [KEPT]?: Scrypt }
kept[KEPT] ??= crypto.scrypt as unknown as Scrypt
const slow: Scrypt = kept[KEPT]

/** Other secrets, salts and costs give other hashes, as with the true one. */
const quick: Scrypt = (secret, salt, bytes, { N, r, p }, done) =>
  slow(`${N} ${r} ${p} ${secret}`, salt, bytes, QUICK_COST, done)

function setScrypt(scrypt: Scrypt): void {
  crypto.scrypt = scrypt as unknown as typeof crypto.scrypt
  syncBuiltinESMExports()
}

/**
 * Importing this file makes `scrypt` cost next to nothing in this process. Codes and passphrases are hashed slowly on purpose, which
 * was most of the time of tests that sign people in to show something else. `scryptSync` stays as it is.
 */
setScrypt(quick)

/** Does this with the true hashes: for what shows how dear they are. */
export async function hashAtFullCost<Value>(doing: () => Promise<Value>): Promise<Value> {
  setScrypt(slow)
  try {
    return await doing()
  } finally {
    setScrypt(quick)
  }
}
