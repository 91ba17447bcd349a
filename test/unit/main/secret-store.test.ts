import { mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openFiscalSigner } from '#main/secret-store/fiscal-signer.ts'
import {
  chooseProtection,
  type KeyProtection,
  passphraseOfService,
  type SafeStorage,
} from '#main/secret-store/key-protection.ts'
import { openKeys } from '#main/secret-store/open-keys.ts'
import { openSecretStore } from '#main/secret-store/secret-store.ts'

const bytes = (text: string) => new TextEncoder().encode(text)
const newFolder = () => mkdtempSync(join(tmpdir(), 'comptoir-keys-'))

/** Unwraps a result that the test knows to be good. */
function value<Value>(
  result: { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly error: unknown },
): Value {
  if (!result.ok) throw new Error(JSON.stringify(result.error))
  return result.value
}

const protection = (options: { training?: boolean; safeStorage?: SafeStorage; passphrase?: string }): KeyProtection =>
  value(chooseProtection({ training: true, safeStorage: null, passphrase: null, ...options }))

/** A key store of a system that turns bytes round. */
const turning: SafeStorage = {
  encrypt: (plain) => Uint8Array.from(plain).reverse(),
  decrypt: (closed) => Uint8Array.from(closed).reverse(),
}

describe('choice of protection', () => {
  it('takes the system first, then a passphrase, and leaves a key as it is in training only', () => {
    expect(protection({ safeStorage: turning, passphrase: 'x' }).kind).toBe('safe-storage')
    expect(protection({ training: false, passphrase: 'x' }).kind).toBe('passphrase')
    expect(protection({}).kind).toBe('plain')
    expect(chooseProtection({ training: false, safeStorage: null, passphrase: null })).toEqual({
      ok: false,
      error: { code: 'STORE_NO_SECRET_STORE' },
    })
  })

  it('reads the passphrase that the service manager hands over', () => {
    const folder = newFolder()
    expect(passphraseOfService({})).toBeNull()
    expect(passphraseOfService({ CREDENTIALS_DIRECTORY: folder })).toBeNull()
    writeFileSync(join(folder, 'comptoir-passphrase'), 'four words of technician\n')
    expect(passphraseOfService({ CREDENTIALS_DIRECTORY: folder })).toBe('four words of technician')
  })
})

describe.each([
  ['plain', () => protection({})],
  ['passphrase', () => protection({ passphrase: 'żółta łódź' })],
  ['safe-storage', () => protection({ safeStorage: turning })],
] as const)('a store kept %s', (kind, protect) => {
  it('opens after a restart what it sealed before', () => {
    const folder = newFolder()
    const sealed = value(openSecretStore(folder, protect())).seal(bytes('secret'))
    expect(Buffer.from(sealed).includes('secret')).toBe(false)
    expect(value(openSecretStore(folder, protect())).open(sealed)).toEqual(Buffer.from('secret'))
  })

  it('keeps its key in one file that only its owner reads', () => {
    const folder = newFolder()
    value(openSecretStore(folder, protect()))
    expect(readdirSync(folder)).toEqual(['master.key'])
    expect(statSync(join(folder, 'master.key')).mode & 0o777).toBe(0o600)
    expect(JSON.parse(readFileSync(join(folder, 'master.key'), 'utf8'))).toMatchObject({ protection: kind })
  })

  it('refuses altered and foreign bytes', () => {
    const store = value(openSecretStore(newFolder(), protect()))
    const sealed = store.seal(bytes('secret'))
    for (let index = 0; index < sealed.length; index += 1) {
      const altered = Uint8Array.from(sealed)
      altered[index] = (altered[index] ?? 0) ^ 1
      expect(() => store.open(altered)).toThrow()
    }
    for (const short of [new Uint8Array(), sealed.subarray(0, 27)]) expect(() => store.open(short)).toThrow()
    expect(() => value(openSecretStore(newFolder(), protect())).open(sealed)).toThrow()
  })
})

describe('a store that does not open', () => {
  const refused = (folder: string) => ({
    ok: false,
    error: { code: 'STORE_SECRET_UNREADABLE', details: { path: join(folder, 'master.key') } },
  })

  it('says so for a wrong passphrase or another protection, and changes nothing', () => {
    const folder = newFolder()
    value(openSecretStore(folder, protection({ passphrase: 'right' })))
    const before = readFileSync(join(folder, 'master.key'))
    expect(openSecretStore(folder, protection({ passphrase: 'wrong' }))).toEqual(refused(folder))
    expect(openSecretStore(folder, protection({}))).toEqual(refused(folder))
    expect(readFileSync(join(folder, 'master.key'))).toEqual(before)
  })

  it.each(['', 'not json', '{}', '{"protection":"plain","key":"AAAA"}'])('says so for the content %j', (content) => {
    const folder = newFolder()
    writeFileSync(join(folder, 'master.key'), content)
    expect(openSecretStore(folder, protection({}))).toEqual(refused(folder))
    expect(readFileSync(join(folder, 'master.key'), 'utf8')).toBe(content)
  })
})

describe('the fiscal key', () => {
  it('signs the same chain after a restart, and lies sealed', () => {
    const folder = newFolder()
    const secrets = () => value(openSecretStore(folder, protection({})))
    const signature = value(openFiscalSigner(folder, secrets())).signer.sign(bytes('ticket 1'))
    expect(signature).toMatch(/^[A-Za-z0-9_-]{86}$/)
    const later = value(openFiscalSigner(folder, secrets())).signer
    expect(later.verify(bytes('ticket 1'), signature)).toBe(true)
    expect(later.verify(bytes('ticket 2'), signature)).toBe(false)
    expect(statSync(join(folder, 'fiscal.key')).mode & 0o777).toBe(0o600)
  })

  it('verifies nothing of another key and nothing that is no signature', () => {
    const make = () => {
      const folder = newFolder()
      return value(openFiscalSigner(folder, value(openSecretStore(folder, protection({}))))).signer
    }
    const [mine, other] = [make(), make()]
    expect(mine.verify(bytes('x'), other.sign(bytes('x')))).toBe(false)
    for (const text of ['', 'x', '='.repeat(86), 'A'.repeat(86), 'A'.repeat(85), `${mine.sign(bytes('x'))}A`]) {
      expect(mine.verify(bytes('x'), text)).toBe(false)
    }
  })

  it('does not replace a key it cannot open', () => {
    const folder = newFolder()
    value(openFiscalSigner(folder, value(openSecretStore(folder, protection({}))))).signer
    const foreign = value(openSecretStore(newFolder(), protection({})))
    const before = readFileSync(join(folder, 'fiscal.key'))
    expect(openFiscalSigner(folder, foreign)).toEqual({
      ok: false,
      error: { code: 'STORE_SECRET_UNREADABLE', details: { path: join(folder, 'fiscal.key') } },
    })
    expect(readFileSync(join(folder, 'fiscal.key'))).toEqual(before)
  })
})

it('opens both keys of a till in a folder of their own', () => {
  const dataFolder = newFolder()
  const keys = value(openKeys({ dataFolder, training: true, safeStorage: null }))
  expect(keys.protection).toBe('plain')
  expect(readdirSync(join(dataFolder, 'keys')).sort()).toEqual(['fiscal.key', 'master.key'])
  expect(openKeys({ dataFolder: newFolder(), training: false, safeStorage: null })).toMatchObject({
    error: { code: 'STORE_NO_SECRET_STORE' },
  })
})
