import { createHash, X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** The certificates of `make.sh` beside them: fixed, so that a test needs no openssl. */
const FOLDER = join(import.meta.dirname, 'certificates')

type Name = 'root' | 'other-root' | 'host' | 'expired-host' | 'other-host' | 'till' | 'other-till'
export type Owner = Exclude<Name, 'root' | 'other-root'>

export const certificateFile = (name: Name): string => join(FOLDER, `${name}.pem`)
export const keyFile = (name: Owner): string => join(FOLDER, `${name}.key.pem`)
export const certificateOf = (name: Name): string => readFileSync(certificateFile(name), 'utf8')
export const keyOf = (name: Owner): string => readFileSync(keyFile(name), 'utf8')

/** The name in the host's certificates. */
export const HOST_NAME = 'host.bank.test'

/** SHA-256 of the public key, as `pinSha256` wants it. */
export function pinOf(name: Owner): string {
  const key = new X509Certificate(certificateOf(name)).publicKey.export({ type: 'spki', format: 'der' })
  return createHash('sha256').update(key).digest('base64')
}
