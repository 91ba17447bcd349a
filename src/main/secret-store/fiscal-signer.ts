import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign, verify } from 'node:crypto'
import { join } from 'node:path'
import { CIPHERS } from '#contract/ciphers.ts'
import { fail, type Result, succeed } from '#contract/result.ts'
import type { SecretStorePort } from '#payment/ports/secret-store.port.ts'
import type { FiscalSignerPort } from '#till/ports/fiscal-signer.port.ts'
import { type FiscalKeyCopies, fiscalKeyCopies } from './fiscal-key-copy.ts'
import { readIfThere, writeSecretOnce } from './secret-file.ts'

export interface FiscalKey {
  readonly signer: FiscalSignerPort
  readonly copies: FiscalKeyCopies
}

/** 64 bytes in base64url without padding. */
const SIGNATURE = /^[A-Za-z0-9_-]{86}$/

/**
 * Opens the fiscal key of a data folder, made at the first start and sealed by the secret store in `fiscal.key`.
 * Error: STORE_SECRET_UNREADABLE when it cannot be opened; nothing is overwritten then.
 */
export function openFiscalSigner(
  folder: string,
  secrets: SecretStorePort,
): Result<FiscalKey, 'STORE_SECRET_UNREADABLE'> {
  const path = join(folder, 'fiscal.key')
  const found = readIfThere(path)
  if (found === null) {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: CIPHERS.fiscalCurve })
    writeSecretOnce(path, secrets.seal(privateKey.export({ format: 'der', type: 'pkcs8' })))
    return succeed({ signer: signerOf(privateKey), copies: fiscalKeyCopies(privateKey) })
  }
  try {
    const key = Buffer.from(secrets.open(found))
    const privateKey = createPrivateKey({ key, format: 'der', type: 'pkcs8' })
    return succeed({ signer: signerOf(privateKey), copies: fiscalKeyCopies(privateKey) })
  } catch {
    return fail('STORE_SECRET_UNREADABLE', { path })
  }
}

/** Signs and verifies with this key. */
export function signerOf(privateKey: KeyObject): FiscalSignerPort {
  const publicKey = createPublicKey(privateKey)
  return {
    sign: (bytes) => sign(CIPHERS.digest, bytes, { key: privateKey, dsaEncoding: 'ieee-p1363' }).toString('base64url'),
    verify: (bytes, signature) =>
      SIGNATURE.test(signature) &&
      verify(CIPHERS.digest, bytes, { key: publicKey, dsaEncoding: 'ieee-p1363' }, Buffer.from(signature, 'base64url')),
  }
}
