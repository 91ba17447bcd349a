import { expect, it } from 'vitest'
import { CIPHERS } from '#contract/ciphers.ts'
import { testCiphers } from '#main/self-test/ciphers.ts'
import { readSourceFiles } from '#test/support/source/source-files.ts'

it('finds every cipher of the product right on this runtime', () => {
  expect(testCiphers()).toEqual({ ok: true, value: null })
  expect(Object.keys(CIPHERS).length).toBeGreaterThan(4)
})

it('names a cipher that is wrong, and one that is missing', () => {
  expect(testCiphers({ seal: () => true, digest: () => false })).toEqual({
    ok: false,
    error: { code: 'STORE_CIPHER_FAILED', details: { name: 'digest' } },
  })
  const missing = () => {
    throw new Error('Unknown cipher')
  }
  expect(testCiphers({ tripleDes: missing })).toMatchObject({ error: { details: { name: 'tripleDes' } } })
})

it('knows every cipher, hash and curve: the product names none elsewhere', () => {
  const named =
    /\b(createHash|hash|createHmac|createCipheriv|createDecipheriv|createSign|createVerify)\(\s*['"`]|namedCurve: ['"`]/
  const product = readSourceFiles('src').filter(({ path }) => !path.startsWith('src/simulators/'))
  expect(product.length).toBeGreaterThan(100)
  expect(product.filter(({ text }) => named.test(text)).map(({ path }) => path)).toEqual([])
})
