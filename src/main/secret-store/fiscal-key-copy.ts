import { createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto'
import { closeSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { CIPHERS } from '#contract/ciphers.ts'
import { fail, type Result, succeed } from '#contract/result.ts'
import { openUnder, sealUnder } from './passphrase-seal.ts'

/** Copies of the fiscal key outside its folder. Who holds one and its passphrase can sign as this till. */
export interface FiscalKeyCopies {
  /** PKCS #8, for what is sealed as a whole. */
  bytes(): Uint8Array
  /**
   * Writes one into `folder` and opens it again from the disk: what it holds must sign as this till does.
   * Error: SETUP_FOLDER_UNUSABLE; nothing is left there then.
   */
  write(copy: {
    readonly folder: string
    readonly name: string
    readonly passphrase: string
  }): Promise<Result<{ readonly path: string }, 'SETUP_FOLDER_UNUSABLE'>>
}

const fileSchema = z.object({
  kind: z.literal('comptoir-fiscal-key'),
  version: z.literal(1),
  /** SPKI, so that an auditor checks the chain without the passphrase. */
  publicKey: z.base64(),
  /** PKCS #8 under the passphrase. */
  sealedKey: z.base64(),
})

/** Any bytes will do: it only has to be signed by one half and verified by the other. */
const PROBE = Buffer.from('comptoir fiscal key copy')

export function fiscalKeyCopies(privateKey: KeyObject): FiscalKeyCopies {
  const publicKey = createPublicKey(privateKey)
  return {
    bytes: () => privateKey.export({ format: 'der', type: 'pkcs8' }),
    write: async ({ folder, name, passphrase }) => {
      const path = join(folder, `${name}.json`)
      const part = `${path}.part`
      const sealedKey = await sealUnder(passphrase, privateKey.export({ format: 'der', type: 'pkcs8' }))
      const content = {
        kind: 'comptoir-fiscal-key',
        version: 1,
        publicKey: publicKey.export({ format: 'der', type: 'spki' }).toString('base64'),
        sealedKey: Buffer.from(sealedKey).toString('base64'),
      }
      try {
        writeFlushed(part, Buffer.from(`${JSON.stringify(content, null, 2)}\n`))
        const found = await openKeyCopy(readFileSync(part), passphrase)
        const signature = sign(CIPHERS.digest, PROBE, found)
        if (!verify(CIPHERS.digest, PROBE, publicKey, signature)) throw new Error('the copy signs as another till')
        renameSync(part, path)
        return succeed({ path })
      } catch {
        rmSync(part, { force: true })
        return fail('SETUP_FOLDER_UNUSABLE', { path: folder })
      }
    },
  }
}

/** The key of a copy; throws when the file is damaged or the passphrase is another. */
export async function openKeyCopy(file: Uint8Array, passphrase: string): Promise<KeyObject> {
  const { sealedKey } = fileSchema.parse(JSON.parse(Buffer.from(file).toString('utf8')))
  const key = await openUnder(passphrase, Buffer.from(sealedKey, 'base64'))
  return createPrivateKey({ key: Buffer.from(key), format: 'der', type: 'pkcs8' })
}

/** On the medium when this returns: it may be pulled out right then. */
function writeFlushed(path: string, bytes: Uint8Array): void {
  const file = openSync(path, 'w', 0o600)
  try {
    writeSync(file, bytes)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}
