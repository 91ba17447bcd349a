import { AES_BLOCK_BYTES, decryptAes } from './aes.ts'
import { cmac } from './cmac.ts'
import { BLOCK_BYTES, concat, decryptBlocks, encryptBlock, xor } from './triple-des.ts'

/**
 * Key blocks of TR-31 (ANSI X9.143), as test keys travel in them. All of it is text:
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
  readonly algorithm: string
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

/** Opens a block under its protection key. Throws KeyBlockError. */
export function openKeyBlock(protectionKey: Uint8Array, block: string): KeyBlock {
  const header = block.slice(0, HEADER_CHARACTERS)
  const [, version, length, usage = '', algorithm = '', , , , optional] = HEADER.exec(header) ?? []
  if (version !== 'A' && version !== 'B' && version !== 'D') throw new KeyBlockError('no header of version A, B or D')
  if (Number(length) !== block.length) throw new KeyBlockError('its length is another')
  if (optional !== '00') throw new KeyBlockError('optional blocks are not read here')
  const body = block.slice(HEADER_CHARACTERS)
  if (!/^([0-9A-F]{2})+$/.test(body)) throw new KeyBlockError('not hexadecimal')
  const bytes = Uint8Array.from(Buffer.from(body, 'hex'))
  const secret = bytes.subarray(0, -MAC_BYTES[version])
  const mac = bytes.subarray(-MAC_BYTES[version])
  const blockBytes = version === 'D' ? AES_BLOCK_BYTES : BLOCK_BYTES
  if (secret.length === 0 || secret.length % blockBytes !== 0) throw new KeyBlockError('no whole number of blocks')
  const head = Uint8Array.from(Buffer.from(header, 'latin1'))
  const plain =
    version === 'A'
      ? openVariant(protectionKey, head, secret, mac)
      : openDerived(version, protectionKey, head, secret, mac)
  return { version, usage, algorithm, key: keyOf(plain) }
}

function openVariant(protectionKey: Uint8Array, head: Uint8Array, secret: Uint8Array, mac: Uint8Array): Uint8Array {
  const macKey = protectionKey.map((byte) => byte ^ MAC_VARIANT)
  let chain: Uint8Array = new Uint8Array(BLOCK_BYTES)
  const covered = concat(head, secret)
  for (let at = 0; at < covered.length; at += BLOCK_BYTES)
    chain = encryptBlock(macKey, xor(covered.subarray(at, at + BLOCK_BYTES), chain))
  requireSame(chain.subarray(0, MAC_BYTES.A), mac)
  return desChain(
    protectionKey.map((byte) => byte ^ SECRET_VARIANT),
    secret,
    head.subarray(0, BLOCK_BYTES),
  )
}

function openDerived(
  version: 'B' | 'D',
  protectionKey: Uint8Array,
  head: Uint8Array,
  secret: Uint8Array,
  mac: Uint8Array,
): Uint8Array {
  const cipher = version === 'D' ? 'aes' : 'triple-des'
  const secretKey = derivedKey(cipher, protectionKey, 0)
  const plain = version === 'D' ? decryptAes(secretKey, secret, mac) : desChain(secretKey, secret, mac)
  requireSame(cmac(cipher, derivedKey(cipher, protectionKey, 1), concat(head, plain)), mac)
  return plain
}

/** Counter 1, use 2 (0 encryption, 1 MAC), 00, algorithm 2, bits 2: one CMAC for each block of the key. */
function derivedKey(cipher: 'triple-des' | 'aes', protectionKey: Uint8Array, use: 0 | 1): Uint8Array {
  const bytes = protectionKey.length
  const algorithm = cipher === 'aes' ? bytes / 8 : bytes === 24 ? 1 : 0
  const size = cipher === 'aes' ? AES_BLOCK_BYTES : BLOCK_BYTES
  const parts = Array.from({ length: Math.ceil(bytes / size) }, (_, index) =>
    cmac(
      cipher,
      protectionKey,
      Uint8Array.of(index + 1, 0, use, 0, 0, algorithm, (bytes * 8) >> 8, (bytes * 8) & 0xff),
    ),
  )
  return concat(...parts).subarray(0, bytes)
}

/** CBC from a vector: what the chain from zeros gives, with the first block changed by it. */
function desChain(key: Uint8Array, secret: Uint8Array, vector: Uint8Array): Uint8Array {
  const plain = decryptBlocks(key, secret, 'cbc')
  plain.set(xor(plain.subarray(0, BLOCK_BYTES), vector))
  return plain
}

function keyOf(plain: Uint8Array): Uint8Array {
  const bits = ((plain[0] ?? 0) << 8) | (plain[1] ?? 0)
  if (bits === 0 || bits % 8 !== 0 || 2 + bits / 8 > plain.length) throw new KeyBlockError('the key has no length')
  return plain.slice(2, 2 + bits / 8)
}

function requireSame(left: Uint8Array, right: Uint8Array): void {
  if (!Buffer.from(left).equals(Buffer.from(right))) throw new KeyBlockError('its MAC is another')
}
