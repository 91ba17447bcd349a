/** Goal: a copy of the fiscal key opens with its passphrase alone, and is tried before it counts. Method: files in a folder. */
import { createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { fiscalKeyCopies, openKeyCopy } from '#main/secret-store/fiscal-key-copy.ts'

const PASSPHRASE = 'quai de la Fosse, été'
const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' })

it('writes a copy that signs as the till does, and opens with nothing but its passphrase', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'comptoir-key-'))
  const copies = fiscalKeyCopies(privateKey)
  const written = await copies.write({ folder, name: 'key', passphrase: PASSPHRASE })
  expect(written).toEqual({ ok: true, value: { path: join(folder, 'key.json') } })
  expect(readdirSync(folder)).toEqual(['key.json'])
  const path = join(folder, 'key.json')
  expect(statSync(path).mode & 0o777).toBe(0o600)
  const file = readFileSync(path)
  // Typed on a keyboard that composes accents.
  const opened = await openKeyCopy(file, PASSPHRASE.normalize('NFD'))
  expect(verify('sha256', Buffer.from('x'), publicKey, sign('sha256', Buffer.from('x'), opened))).toBe(true)
  await expect(openKeyCopy(file, `${PASSPHRASE} `)).rejects.toThrow()
  const content = JSON.parse(file.toString('utf8'))
  const read = createPublicKey({ key: Buffer.from(content.publicKey, 'base64'), format: 'der', type: 'spki' })
  expect(read.equals(publicKey)).toBe(true)
  expect(file.includes(privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64').slice(0, 40))).toBe(false)
  const damaged = { ...content, sealedKey: `A${content.sealedKey.slice(1)}` }
  writeFileSync(path, JSON.stringify(damaged))
  await expect(openKeyCopy(readFileSync(path), PASSPHRASE)).rejects.toThrow()
})

it('says so where nothing can be written, and leaves nothing behind', async () => {
  const folder = join(mkdtempSync(join(tmpdir(), 'comptoir-key-')), 'no-such-stick')
  expect(await fiscalKeyCopies(privateKey).write({ folder, name: 'key', passphrase: PASSPHRASE })).toEqual({
    ok: false,
    error: { code: 'SETUP_FOLDER_UNUSABLE', details: { path: folder } },
  })
})
