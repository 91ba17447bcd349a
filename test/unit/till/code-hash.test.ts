import { randomBytes, scryptSync } from 'node:crypto'
import { expect, it } from 'vitest'
import { keyOfPassphrase } from '#main/secret-store/passphrase-seal.ts'
import { hashAtFullCost } from '#test/support/quick-hashes.ts'
import { hashBadge, hashCode, isCode } from '#till/session/code-hash.ts'

/** What RFC 7914 gives for interactive log-ins, and eight times that for what can be tried without end. */
const CODE_COST = { N: 16_384, r: 8, p: 1 }
const PASSPHRASE_COST = { N: 131_072, r: 8, p: 1, maxmem: 256 * 1_024 * 1_024 }

it('codes and badges are as dear to guess as a log-in, by a salt of their own', () =>
  hashAtFullCost(async () => {
    const { saltHex, hashHex } = await hashCode('1111')
    const salt = Buffer.from(saltHex, 'hex')
    expect(salt).toHaveLength(16)
    expect(hashHex).toBe(scryptSync('1111', salt, 32, CODE_COST).toString('hex'))
    expect(await hashBadge('1111', saltHex)).toBe(hashHex)
    expect(await isCode('1111', { saltHex, hashHex })).toBe(true)
    expect(await isCode('1112', { saltHex, hashHex })).toBe(false)
    expect((await hashCode('1111')).saltHex).not.toBe(saltHex)
  }))

it('the key of a passphrase is dearer still', () =>
  hashAtFullCost(async () => {
    const salt = randomBytes(16)
    const key = await keyOfPassphrase('quai de la Fosse', salt)
    expect(Buffer.from(key)).toEqual(scryptSync('quai de la Fosse', salt, 32, PASSPHRASE_COST))
  }))
