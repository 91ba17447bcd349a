import { timingSafeEqual } from 'node:crypto'
import { aesCipher, type BlockCipher, desCipher, xor } from './block-cipher.ts'
import { cmac } from './mac.ts'

/**
 * Key blocks of TR-31 (ANSI X9.143), as keys travel in them. All of it is text:
 *
 *   version(1) length(4) usage(2) algorithm(1) mode(1) key version(2) exportable(1) optional blocks(2) 00
 *   secret(hex: length in bits(2) key padding) MAC(hex)
 *
 *   A  triple DES, both keys are variants of the protection key; MAC over header and secret, 4 bytes, header as vector
 *   B  triple DES, both keys derived by CMAC; MAC over header and plain text, 8 bytes, which is the vector too
 *   D  AES, as B with 16 bytes
 */
export interface KeyBlock {
  readonly version: 'A' | 'B' | 'D'
  /** P0 PIN, M3 MAC, B1 initial key, K0 key of keys, D0 data. */
  readonly usage: string
  /** T triple DES, A AES, D DES. */
  readonly algorithm: string
  /** E encrypt only, D decrypt only, B both, N any, C and G and V for codes. */
  readonly mode: string
  readonly key: Uint8Array
}

/** A block that does not open. Holds why, never what. */
export class KeyBlockError extends Error {
  constructor(why: string) {
    super(`key block: ${why}`)
    this.name = 'KeyBlockError'
  }
}

const HEADER_CHARACTERS = 16
const HEADER = /^([ABD])(\d{4})([A-Z0-9]{2})([A-Z])([A-Z])([A-Z0-9]{2})([ENS])(\d{2})00$/
const MAC_BYTES = { A: 4, B: 8, D: 16 } as const
const SECRET_VARIANT = 0x45
const MAC_VARIANT = 0x4d

/** Opens a block under its protection key. @throws KeyBlockError */
export function openKeyBlock(protectionKey: Uint8Array, block: string): KeyBlock {
  const header = block.slice(0, HEADER_CHARACTERS)
  const [, version, length, usage = '', algorithm = '', mode = '', , , optional] = HEADER.exec(header) ?? []
  if (version !== 'A' && version !== 'B' && version !== 'D') throw new KeyBlockError('no header of version A, B or D')
  if (Number(length) !== block.length) throw new KeyBlockError('its length is another')
  if (optional !== '00') throw new KeyBlockError('optional blocks are not read here')
  const body = block.slice(HEADER_CHARACTERS)
  if (!/^([0-9A-F]{2})+$/.test(body)) throw new KeyBlockError('not hexadecimal')
  const bytes = Buffer.from(body, 'hex')
  const cipherOf = version === 'D' ? aesCipher : desCipher
  const lengths: readonly number[] = version === 'D' ? [16, 32] : [16, 24]
  if (!lengths.includes(protectionKey.length)) throw new KeyBlockError('its protection key has another length')
  const parts = {
    head: Buffer.from(header, 'latin1'),
    secret: bytes.subarray(0, -MAC_BYTES[version]),
    mac: bytes.subarray(-MAC_BYTES[version]),
  }
  if (parts.secret.length === 0 || parts.secret.length % cipherOf(protectionKey).blockBytes !== 0)
    throw new KeyBlockError('no whole number of blocks')
  const plain = version === 'A' ? openVariant(protectionKey, parts) : openDerived(cipherOf, protectionKey, parts)
  return { version, usage, algorithm, mode, key: keyOf(plain) }
}

interface Parts {
  readonly head: Uint8Array
  readonly secret: Uint8Array
  readonly mac: Uint8Array
}

function openVariant(protectionKey: Uint8Array, { head, secret, mac }: Parts): Uint8Array {
  const macCipher = desCipher(protectionKey.map((byte) => byte ^ MAC_VARIANT))
  const covered = Buffer.concat([head, secret])
  let chain: Uint8Array = new Uint8Array(8)
  for (let at = 0; at < covered.length; at += 8) chain = macCipher.encrypt(xor(covered.subarray(at, at + 8), chain))
  requireSame(chain.subarray(0, MAC_BYTES.A), mac)
  return decryptChain(desCipher(protectionKey.map((byte) => byte ^ SECRET_VARIANT)), secret, head.subarray(0, 8))
}

function openDerived(
  cipherOf: (key: Uint8Array) => BlockCipher,
  protectionKey: Uint8Array,
  { head, secret, mac }: Parts,
): Uint8Array {
  const plain = decryptChain(cipherOf(derivedKey(cipherOf, protectionKey, 0)), secret, mac)
  requireSame(cmac(cipherOf(derivedKey(cipherOf, protectionKey, 1)), Buffer.concat([head, plain])), mac)
  return plain
}

/** Counter 1, use 2 (0 encryption, 1 MAC), 00, algorithm 2, bits 2: one CMAC for each block of the key. */
function derivedKey(cipherOf: (key: Uint8Array) => BlockCipher, protectionKey: Uint8Array, use: 0 | 1): Uint8Array {
  const cipher = cipherOf(protectionKey)
  const bytes = protectionKey.length
  const algorithm = cipher.blockBytes === 16 ? bytes / 8 : bytes === 24 ? 1 : 0
  const parts = Array.from({ length: Math.ceil(bytes / cipher.blockBytes) }, (_, index) =>
    cmac(cipher, Uint8Array.of(index + 1, 0, use, 0, 0, algorithm, (bytes * 8) >> 8, (bytes * 8) & 0xff)),
  )
  return Buffer.concat(parts).subarray(0, bytes)
}

/** CBC from a vector, backwards. */
function decryptChain(cipher: BlockCipher, secret: Uint8Array, vector: Uint8Array): Uint8Array {
  const size = cipher.blockBytes
  const plain = new Uint8Array(secret.length)
  let before = vector
  for (let at = 0; at < secret.length; at += size) {
    const block = secret.subarray(at, at + size)
    plain.set(xor(cipher.decrypt(block), before), at)
    before = block
  }
  return plain
}

function keyOf(plain: Uint8Array): Uint8Array {
  const bits = ((plain[0] ?? 0) << 8) | (plain[1] ?? 0)
  if (bits === 0 || bits % 8 !== 0 || 2 + bits / 8 > plain.length) throw new KeyBlockError('the key has no length')
  return plain.slice(2, 2 + bits / 8)
}

function requireSame(left: Uint8Array, right: Uint8Array): void {
  if (left.length !== right.length || !timingSafeEqual(left, right)) throw new KeyBlockError('its MAC is another')
}
