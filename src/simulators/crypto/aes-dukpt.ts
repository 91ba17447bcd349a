import { encryptAesBlock } from './aes.ts'
import { concat } from './triple-des.ts'

/**
 * AES-128 DUKPT, ANSI X9.24-3:2017. A pad of the next generation derives this way; hosts that speak to both keep it
 * beside the triple-DES one.
 *
 *   bdk ── IK, with the IKID ──► initial key ── one step per counter bit set ──► derivation key ── usage ──► working key
 *
 * Derivation block, 16 bytes: 01 01 | usage 2 | algorithm 2 (0002: AES-128) | bits 2 | IKID 8
 *                                                               after the first: | right half of the IKID 4 | counter 4
 */
const AES_USAGES = {
  pin: 0x1000,
  macGeneration: 0x2000,
  macVerification: 0x2001,
  macBoth: 0x2002,
  dataEncryption: 0x3000,
  dataDecryption: 0x3001,
  dataBoth: 0x3002,
} as const
export type AesUsage = keyof typeof AES_USAGES

const DERIVES_KEYS = 0x8000
const INITIAL_KEY = 0x8001
const AES_128 = 0x0002
const KEY_BITS = 128
const COUNTER_TOP_BIT = 0x8000_0000
const COUNTER_MAX = 0xffff_0000
const BITS_SET_MAX = 16

/** `keyId`: IKID, 8 bytes: who gave the key, and to which device. */
export function deriveAesInitialKey(baseKey: Uint8Array, keyId: Uint8Array): Uint8Array {
  return encryptAesBlock(baseKey, concat(blockHead(INITIAL_KEY), keyId))
}

/** The key all working keys of one transaction come from. */
export function deriveAesTransactionKey(initialKey: Uint8Array, keyId: Uint8Array, counter: number): Uint8Array {
  let key = initialKey
  let reached = 0
  for (let bit = COUNTER_TOP_BIT; bit >= 1; bit /= 2) {
    if (Math.floor(counter / bit) % 2 === 0) continue
    reached += bit
    key = encryptAesBlock(key, derivationBlock(DERIVES_KEYS, keyId, reached))
  }
  return key
}

export function aesWorkingKey(
  transactionKey: Uint8Array,
  usage: AesUsage,
  keyId: Uint8Array,
  counter: number,
): Uint8Array {
  return encryptAesBlock(transactionKey, derivationBlock(AES_USAGES[usage], keyId, counter))
}

/** The counter after this one; those with more than sixteen bits set are skipped. @returns null after the last one */
export function nextAesCounter(counter: number): number | null {
  let next = counter + 1
  while (next <= COUNTER_MAX && bitsSet(next) > BITS_SET_MAX) next += lowestBit(next)
  return next <= COUNTER_MAX ? next : null
}

function derivationBlock(usage: number, keyId: Uint8Array, counter: number): Uint8Array {
  const tail = Buffer.alloc(4)
  tail.writeUInt32BE(counter)
  return concat(blockHead(usage), keyId.subarray(4), tail)
}

function blockHead(usage: number): Uint8Array {
  const head = Buffer.alloc(8)
  head.writeUInt16BE(0x0101, 0)
  head.writeUInt16BE(usage, 2)
  head.writeUInt16BE(AES_128, 4)
  head.writeUInt16BE(KEY_BITS, 6)
  return head
}

function bitsSet(value: number): number {
  let count = 0
  for (let rest = value; rest > 0; rest = Math.floor(rest / 2)) count += rest % 2
  return count
}

/** Adding it carries into the bits above, so that whole runs of full counters are passed at once. */
function lowestBit(value: number): number {
  let bit = 1
  while (Math.floor(value / bit) % 2 === 0) bit *= 2
  return bit
}
