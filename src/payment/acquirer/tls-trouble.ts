import { CatalogueFailure, type Failure, fail } from '#contract/result.ts'

export interface Address {
  readonly host: string
  readonly port: number
}

/**
 * What the library calls the things that go wrong while a line is encrypted, for people. Node's names of a wrong
 * certificate are the same in both runtimes; the alerts of the other side are named by OpenSSL in Node and by BoringSSL
 * in Electron, each in its own way, and are told apart by the words that both have.
 */
const OUT_OF_DATE: ReadonlySet<string> = new Set(['CERT_HAS_EXPIRED', 'CERT_NOT_YET_VALID'])
const OTHER_NAME: ReadonlySet<string> = new Set(['ERR_TLS_CERT_ALTNAME_INVALID', 'HOSTNAME_MISMATCH'])
const UNTRUSTED =
  /^(UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|CERT_|CRL_|INVALID_|PATH_LENGTH_|EE_KEY_|CA_(KEY|MD)_|ERROR_IN_CERT_)/
/** Alerts 40 to 49 and 116 of RFC 8446, 6.2, that speak of the till's certificate. */
const TILL_REFUSED =
  /(BAD|UNSUPPORTED)_CERTIFICATE|CERTIFICATE_(REVOKED|EXPIRED|UNKNOWN|REQUIRED)|UNKNOWN_CA|ACCESS_DENIED|DECRYPT_ERROR/
const CUT: ReadonlySet<string> = new Set(['ECONNRESET', 'EPIPE', 'ECONNABORTED', 'ETIMEDOUT'])

/** How far the line had come, and whether the till has a certificate to show. */
export interface TlsProgress {
  readonly stage: 'dialled' | 'on-tcp' | 'encrypted'
  readonly hasIdentity: boolean
}

/** @returns null for what has nothing to do with encryption: nobody is there, or the line was lost later. */
export function tlsTrouble(error: Error, { host, port }: Address, progress: TlsProgress): CatalogueFailure | null {
  const { stage, hasIdentity } = progress
  const code = 'code' in error ? String(error.code) : ''
  // Alert 40 says as little as it can; what most often is missing is what a host asks for and did not get.
  const isTurnedAway = TILL_REFUSED.test(code) || (!hasIdentity && code.includes('HANDSHAKE_FAILURE'))
  if (stage === 'dialled' || (stage === 'encrypted' && !isTurnedAway)) return null
  const endpoint = `tcp://${host}:${port}`
  const failed = (): Failure => {
    if (OUT_OF_DATE.has(code)) return fail('HOST_TLS_OUT_OF_DATE').error
    if (OTHER_NAME.has(code)) return fail('HOST_TLS_OTHER_NAME', { endpoint }).error
    if (CUT.has(code)) return fail('HOST_TLS_BROKEN_OFF').error
    if (UNTRUSTED.test(code)) return fail('HOST_TLS_UNTRUSTED', { endpoint }).error
    if (isTurnedAway) return fail('HOST_TLS_TILL_REFUSED').error
    return fail('HOST_TLS_NOT_SPOKEN', { endpoint }).error
  }
  return new CatalogueFailure(failed(), { cause: error })
}
