import {
  constants,
  createCipheriv,
  createHash,
  createPublicKey,
  hash,
  pbkdf2Sync,
  publicEncrypt,
  scryptSync,
  verify,
} from 'node:crypto'
import { createSecureContext } from 'node:tls'
import { CIPHERS, TLS } from '#contract/ciphers.ts'
import { fail, type Result, succeed } from '#contract/result.ts'

const hex = (text: string) => Buffer.from(text, 'hex')
const base64Url = (text: string) => hex(text).toString('base64url')

/** One encryption without padding, so that the block of the vector comes out alone. */
function encrypt(cipher: string, key: string, iv: string, plain: string): string {
  return createCipheriv(cipher, hex(key), hex(iv)).setAutoPadding(false).update(hex(plain)).toString('hex')
}

/** The GCM specification (McGrew and Viega), test case 14: key, nonce and block of zeros. */
function sealIsRight(): boolean {
  const cipher = createCipheriv(CIPHERS.seal, Buffer.alloc(32), Buffer.alloc(12))
  const encrypted = Buffer.concat([cipher.update(Buffer.alloc(16)), cipher.final()])
  return (
    encrypted.toString('hex') === 'cea7403d4d606b6e074ec5d3baf39d18' &&
    cipher.getAuthTag().toString('hex') === 'd0d1c8a799996bf0265b98b5d48ab919'
  )
}

/** FIPS 180-4, "abc": in parts, and at once. */
function digestIsRight(): boolean {
  const right = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'
  return (
    createHash(CIPHERS.digest).update('abc').digest('hex') === right && hash(CIPHERS.digest, 'abc', 'hex') === right
  )
}

/** RFC 6979 A.2.5: the signature of "sample" with SHA-256 on P-256. */
function fiscalCurveIsRight(): boolean {
  const key = createPublicKey({
    format: 'jwk',
    key: {
      kty: 'EC',
      crv: 'P-256',
      x: base64Url('60fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29fb6'),
      y: base64Url('7903fe1008b8bc99a41ae9e95628bc64f2f1b20c2d7e9f5177a3c294d4462299'),
    },
  })
  const signature = hex(
    'efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716' +
      'f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4064dc4ab2f843acda8',
  )
  return (
    key.asymmetricKeyDetails?.namedCurve === CIPHERS.fiscalCurve &&
    verify(CIPHERS.digest, Buffer.from('sample'), { key, dsaEncoding: 'ieee-p1363' }, signature)
  )
}

/**
 * The raw operation of RSA, as the pad's link uses it: 3 to the power of 65537 modulo 2^2048 - 159, an odd number of
 * that length, worked out by plain arithmetic. Its digest stands for its 256 bytes.
 */
function padKeyIsRight(): boolean {
  const n = Buffer.alloc(256, 0xff)
  n[255] = 0x61
  const key = createPublicKey({
    format: 'jwk',
    key: { kty: CIPHERS.padKey.toUpperCase(), n: n.toString('base64url'), e: 'AQAB' },
  })
  const three = Buffer.alloc(256)
  three[255] = 3
  const power = publicEncrypt({ key, padding: constants.RSA_NO_PADDING }, three)
  const digest = createHash(CIPHERS.digest).update(power).digest('hex')
  return digest === 'a9991c207d6a6472d51af5a8514240e653bcc7882709906e4dd5caa246888f02'
}

/** A library takes a list when it knows one name of it, so each is offered alone. It throws at one it does not know. */
function tlsIsThere(): boolean {
  for (const suite of TLS.suites) createSecureContext({ minVersion: TLS.lowestVersion, ciphers: suite })
  for (const curve of TLS.curves) createSecureContext({ minVersion: TLS.lowestVersion, ecdhCurve: curve })
  return true
}

const TESTS: { readonly [Name in keyof typeof CIPHERS | 'tls']: () => boolean } = {
  seal: sealIsRight,
  // NIST SP 800-38A, F.2.1, first block.
  padLink: () =>
    encrypt(
      CIPHERS.padLink,
      '2b7e151628aed2a6abf7158809cf4f3c',
      '000102030405060708090a0b0c0d0e0f',
      '6bc1bee22e409f96e93d7e117393172a',
    ) === '7649abac8119b246cee98e9b12e9197d',
  // NIST SP 800-67, B.1, first block; a zero vector makes one block of CBC one block of ECB.
  tripleDes: () =>
    encrypt(
      CIPHERS.tripleDes,
      '0123456789abcdef23456789abcdef01456789abcdef0123',
      '0000000000000000',
      '5468652071756663',
    ) === 'a826fd8ce53b855f',
  // NIST SP 800-38A, F.1.1, first block.
  messageMac: () =>
    createCipheriv(CIPHERS.messageMac, hex('2b7e151628aed2a6abf7158809cf4f3c'), null)
      .update(hex('6bc1bee22e409f96e93d7e117393172a'))
      .toString('hex') === '3ad77bb40d7a3660a89ecaf32466ef97',
  // NIST SP 800-38A, F.1.5, first block.
  keyBlock: () =>
    createCipheriv(CIPHERS.keyBlock, hex('603deb1015ca71be2b73aef0857d77811f352c073b6108d72d9810a30914dff4'), null)
      .update(hex('6bc1bee22e409f96e93d7e117393172a'))
      .toString('hex') === 'f3eed1bdb5d2a03c064b5a7e3db181f8',
  digest: digestIsRight,
  padKey: padKeyIsRight,
  fiscalCurve: fiscalCurveIsRight,
  // NIST SP 800-38A, F.2.5, first block.
  terminalMessage: () =>
    encrypt(
      CIPHERS.terminalMessage,
      '603deb1015ca71be2b73aef0857d77811f352c073b6108d72d9810a30914dff4',
      '000102030405060708090a0b0c0d0e0f',
      '6bc1bee22e409f96e93d7e117393172a',
    ) === 'f58c4c04d6e5f1ba779eabfb5f7bfbd6',
  // RFC 6070, second vector.
  terminalKey: () =>
    pbkdf2Sync('password', 'salt', 2, 20, CIPHERS.terminalKey).toString('hex') ===
    'ea6c014dc72d6f8ccd1ed92ace1d41f0d8de8957',
  // RFC 7914, section 12, first vector.
  codeHash: () =>
    scryptSync('', '', 64, { N: 16, r: 1, p: 1 }).toString('hex') ===
    '77d6576238657b203b19ca42c18a0497f16b4844e3074ae8dfdffa3fede21442' +
      'fcd0069ded0948f8326a753a0fc81f17e8d3e0fb2e0d3628cf35e20c38d18906',
  tls: tlsIsThere,
}

/**
 * Tries every cipher of the product against a published vector. Electron's library is not Node's: one that is
 * missing or different must stop the till before it sells, not in the middle of a payment.
 */
export function testCiphers(
  tests: Readonly<Record<string, () => boolean>> = TESTS,
): Result<null, 'STORE_CIPHER_FAILED'> {
  for (const [name, isRight] of Object.entries(tests)) {
    try {
      if (isRight()) continue
    } catch {
      // A cipher the runtime does not have throws: the same to us as a wrong answer.
    }
    return fail('STORE_CIPHER_FAILED', { name })
  }
  return succeed(null)
}
