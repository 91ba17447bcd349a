import { randomBytes } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { fail, type Result, succeed } from '#contract/result.ts'
import type { SecretStorePort } from '#payment/ports/secret-store.port.ts'
import { type KeyProtection, openWith, sealWith } from './key-protection.ts'
import { readIfThere, writeSecretOnce } from './secret-file.ts'

const MASTER_KEY_BYTES = 32
const keyFileSchema = z.object({ protection: z.enum(['plain', 'passphrase', 'safe-storage']), key: z.base64() })

/**
 * Opens the secret store of a data folder, making its master key at the first start. Everything sealed is
 * AES-256-GCM under that key, which itself lies in `master.key` as the protection keeps it.
 * Error: STORE_SECRET_UNREADABLE when the file is damaged, closed in another way, or the passphrase is wrong;
 * nothing is overwritten then.
 */
export function openSecretStore(
  folder: string,
  protection: KeyProtection,
): Result<SecretStorePort, 'STORE_SECRET_UNREADABLE'> {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const path = join(folder, 'master.key')
  const found = readIfThere(path)
  if (found === null) {
    const key = randomBytes(MASTER_KEY_BYTES)
    const closed = Buffer.from(protection.close(key)).toString('base64')
    writeSecretOnce(path, Buffer.from(`${JSON.stringify({ protection: protection.kind, key: closed })}\n`))
    return succeed(storeUnder(key))
  }
  try {
    const file = keyFileSchema.parse(JSON.parse(found.toString('utf8')))
    if (file.protection !== protection.kind) return fail('STORE_SECRET_UNREADABLE', { path })
    const key = protection.open(Buffer.from(file.key, 'base64'))
    if (key.length !== MASTER_KEY_BYTES) return fail('STORE_SECRET_UNREADABLE', { path })
    return succeed(storeUnder(key))
  } catch {
    return fail('STORE_SECRET_UNREADABLE', { path })
  }
}

function storeUnder(key: Uint8Array): SecretStorePort {
  return { seal: (bytes) => sealWith(key, bytes), open: (sealed) => openWith(key, sealed) }
}
