import { describe, expect, it } from 'vitest'
import { tlsTrouble } from '#payment/acquirer/tls-trouble.ts'

const ADDRESS = { host: 'host.bank.test', port: 7000 }
const trouble = (code: string, stage: 'dialled' | 'on-tcp' | 'encrypted' = 'on-tcp', hasIdentity = true) =>
  tlsTrouble(Object.assign(new Error(code), { code }), ADDRESS, { stage, hasIdentity })?.failure

describe('trouble while a line is encrypted', () => {
  // The names of OpenSSL in Node, then those of BoringSSL in Electron where they differ.
  it.each([
    ['SELF_SIGNED_CERT_IN_CHAIN', 'HOST_TLS_UNTRUSTED'],
    ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'HOST_TLS_UNTRUSTED'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'HOST_TLS_UNTRUSTED'],
    ['INVALID_PURPOSE', 'HOST_TLS_UNTRUSTED'],
    ['CERT_HAS_EXPIRED', 'HOST_TLS_OUT_OF_DATE'],
    ['CERT_NOT_YET_VALID', 'HOST_TLS_OUT_OF_DATE'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'HOST_TLS_OTHER_NAME'],
    ['ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED', 'HOST_TLS_TILL_REFUSED'],
    ['ERR_SSL_TLSV1_ALERT_CERTIFICATE_REQUIRED', 'HOST_TLS_TILL_REFUSED'],
    ['ERR_SSL_TLSV1_ALERT_UNKNOWN_CA', 'HOST_TLS_TILL_REFUSED'],
    ['ERR_SSL_SSL/TLS_ALERT_CERTIFICATE_EXPIRED', 'HOST_TLS_TILL_REFUSED'],
    ['ERR_SSL_SSLV3_ALERT_CERTIFICATE_EXPIRED', 'HOST_TLS_TILL_REFUSED'],
    ['ERR_SSL_SSLV3_ALERT_BAD_CERTIFICATE', 'HOST_TLS_TILL_REFUSED'],
    ['ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION', 'HOST_TLS_NOT_SPOKEN'],
    ['ERR_SSL_WRONG_VERSION_NUMBER', 'HOST_TLS_NOT_SPOKEN'],
    ['EPROTO', 'HOST_TLS_NOT_SPOKEN'],
    ['ECONNRESET', 'HOST_TLS_BROKEN_OFF'],
  ])('%s: %s', (code, expected) => {
    expect(trouble(code)).toMatchObject({ code: expected })
  })

  it('a handshake that fails without a reason is laid to the certificate that the till lacks, if it lacks one', () => {
    expect(trouble('ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE', 'on-tcp', false)?.code).toBe('HOST_TLS_TILL_REFUSED')
    expect(trouble('ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE', 'on-tcp', true)?.code).toBe('HOST_TLS_NOT_SPOKEN')
  })

  it('that comes before the line, or ends one that was encrypted, is none of encryption', () => {
    expect(trouble('ECONNREFUSED', 'dialled')).toBeUndefined()
    expect(trouble('ECONNRESET', 'encrypted')).toBeUndefined()
    expect(trouble('ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED', 'encrypted')?.code).toBe('HOST_TLS_TILL_REFUSED')
  })
})
