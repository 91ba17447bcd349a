import {
  constants,
  createCipheriv,
  createDecipheriv,
  createPublicKey,
  generateKeyPair,
  type KeyObject,
  privateDecrypt,
  publicEncrypt,
} from 'node:crypto'
import { promisify } from 'node:util'
import { CIPHERS } from '#contract/ciphers.ts'
import { type AbecsCommand, CodecError } from './codec.ts'
import { CONTROL, crc16 } from './framing.ts'
import { fromLatin1, readDigits, toLatin1 } from './packet.ts'

/**
 * The encrypted link of ABECS (pin-pad sheet 2.8; specification 5.2). The till sends the modulus of a fresh RSA key
 * in OPN; the pad answers a random session key encrypted under it (PKCS#1 v1.5, block type 2). From then on
 *
 *   packet = DC2 | AES-128-CBC(session key, IV 0) of  LEN(2) CRC(2) CLRDATA 00…   padded to 16 bytes
 *
 * LEN and CRC are big-endian; the CRC is CRC-16/XMODEM of CLRDATA alone.
 */
const MODULUS_BYTES = 256
const SESSION_KEY_BYTES = 16
const BLOCK_BYTES = 16
const INNER_HEAD_BYTES = 4
const PADDING_BYTES_MIN = 8
const PUBLIC_EXPONENT = 0x010001

export interface LinkKeyPair {
  /** 512 hexadecimal digits. */
  readonly modulusHex: string
  readonly exponentHex: string
  readonly privateKey: KeyObject
}

const toHex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex').toUpperCase()
const generateKeys = promisify(generateKeyPair)

/** A key pair for one session; made anew at every OPN. */
export async function generateLinkKeys(): Promise<LinkKeyPair> {
  const { publicKey, privateKey } = await generateKeys(CIPHERS.padKey, {
    modulusLength: MODULUS_BYTES * 8,
    publicExponent: PUBLIC_EXPONENT,
  })
  const { n = '' } = publicKey.export({ format: 'jwk' })
  return { modulusHex: toHex(Buffer.from(n, 'base64url')), exponentHex: '010001', privateKey }
}

/** OPN of the secure link: mode `0`, modulus and exponent in hexadecimal, each behind its length in bytes. */
export function secureOpenCommand({ modulusHex, exponentHex }: Omit<LinkKeyPair, 'privateKey'>): AbecsCommand {
  return { id: 'OPN', blocks: [toLatin1(`0${MODULUS_BYTES}${modulusHex}${exponentHex.length / 2}${exponentHex}`)] }
}

/** The public key of a secure OPN, as the pad reads it. Throws CodecError. */
export function readSecureOpen(block: Uint8Array): Omit<LinkKeyPair, 'privateKey'> {
  const text = fromLatin1(block)
  if (text[0] !== '0') throw new CodecError('OPN_OPMODE', 'not 0')
  if (readDigits(block, 1, 3, 'OPN_MODLEN') !== MODULUS_BYTES) throw new CodecError('OPN_MODLEN', 'not 256')
  const exponentAt = 4 + MODULUS_BYTES * 2
  const modulusHex = readHex(text.slice(4, exponentAt), MODULUS_BYTES, 'OPN_MOD')
  const exponentBytes = readDigits(block, exponentAt, 1, 'OPN_EXPLEN')
  if (exponentBytes < 1 || exponentBytes > 3) throw new CodecError('OPN_EXPLEN', 'not 1 to 3')
  return { modulusHex, exponentHex: readHex(text.slice(exponentAt + 1), exponentBytes, 'OPN_EXP') }
}

function readHex(text: string, bytes: number, field: string): string {
  if (text.length !== bytes * 2 || !/^[0-9A-Fa-f]*$/.test(text)) throw new CodecError(field, 'not hexadecimal')
  return text
}

/** The pad's answer block: the session key under the till's public key. Throws CodecError when the key is no key. */
export function wrapSessionKey(key: Omit<LinkKeyPair, 'privateKey'>, sessionKey: Uint8Array): Uint8Array {
  const url = (hex: string) => Buffer.from(hex, 'hex').toString('base64url')
  try {
    const publicKey = createPublicKey({
      key: { kty: 'RSA', n: url(key.modulusHex), e: url(key.exponentHex) },
      format: 'jwk',
    })
    const wrapped = publicEncrypt({ key: publicKey, padding: constants.RSA_PKCS1_PADDING }, sessionKey)
    return toLatin1(`${MODULUS_BYTES}${toHex(wrapped)}`)
  } catch {
    throw new CodecError('OPN_MOD', 'no usable key')
  }
}

/**
 * The session key out of the pad's answer block. The padding is read here, not by the runtime: since its protection
 * against padding oracles the runtime answers random bytes instead of an error. Throws CodecError.
 */
export function unwrapSessionKey(block: Uint8Array, privateKey: KeyObject): Uint8Array {
  if (readDigits(block, 0, 3, 'OPN_CRKSLEN') !== MODULUS_BYTES) throw new CodecError('OPN_CRKSLEN', 'not 256')
  const wrapped = Buffer.from(readHex(fromLatin1(block.subarray(3)), MODULUS_BYTES, 'OPN_CRKSEC'), 'hex')
  let opened: Uint8Array
  try {
    opened = privateDecrypt({ key: privateKey, padding: constants.RSA_NO_PADDING }, wrapped)
  } catch {
    throw new CodecError('OPN_CRKSEC', 'not under our key')
  }
  const keyAt = MODULUS_BYTES - SESSION_KEY_BYTES
  const padding = opened.subarray(2, keyAt - 1)
  const wellFormed = opened[0] === 0 && opened[1] === 2 && !padding.includes(0) && opened[keyAt - 1] === 0
  if (!wellFormed || padding.length < PADDING_BYTES_MIN) throw new CodecError('OPN_CRKSEC', 'not a session key')
  return new Uint8Array(opened.subarray(keyAt))
}

/** True for a packet of the encrypted link. */
export const isSealed = (packet: Uint8Array): boolean => packet[0] === CONTROL.DC2

/** Encrypts one clear packet for the frame. */
export function sealPacket(sessionKey: Uint8Array, clear: Uint8Array): Uint8Array {
  const crc = crc16(clear)
  const inner = new Uint8Array(Math.ceil((INNER_HEAD_BYTES + clear.length) / BLOCK_BYTES) * BLOCK_BYTES)
  inner.set([clear.length >> 8, clear.length & 0xff, crc >> 8, crc & 0xff])
  inner.set(clear, INNER_HEAD_BYTES)
  const cipher = createCipheriv(CIPHERS.padLink, sessionKey, new Uint8Array(BLOCK_BYTES)).setAutoPadding(false)
  return new Uint8Array(Buffer.concat([Uint8Array.of(CONTROL.DC2), cipher.update(inner), cipher.final()]))
}

/** Decrypts one packet of the frame. Throws CodecError. */
export function openPacket(sessionKey: Uint8Array, packet: Uint8Array): Uint8Array {
  if (!isSealed(packet)) throw new CodecError('sealed packet', 'in clear')
  const sealed = packet.subarray(1)
  if (sealed.length === 0 || sealed.length % BLOCK_BYTES !== 0)
    throw new CodecError('sealed packet', 'not a whole number of blocks')
  const decipher = createDecipheriv(CIPHERS.padLink, sessionKey, new Uint8Array(BLOCK_BYTES)).setAutoPadding(false)
  const inner = Buffer.concat([decipher.update(sealed), decipher.final()])
  const length = inner.readUInt16BE(0)
  if (Math.ceil((INNER_HEAD_BYTES + length) / BLOCK_BYTES) * BLOCK_BYTES !== inner.length)
    throw new CodecError('sealed packet', 'length does not fit')
  const clear = new Uint8Array(inner.subarray(INNER_HEAD_BYTES, INNER_HEAD_BYTES + length))
  if (crc16(clear) !== inner.readUInt16BE(2)) throw new CodecError('sealed packet', 'inner check does not fit')
  return clear
}
