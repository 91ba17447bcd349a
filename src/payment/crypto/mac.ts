import { aesCipher, type BlockCipher, desCipher, xor } from './block-cipher.ts'

/**
 * Paddings of ISO 9797-1, to whole blocks.
 *
 *   1  zeros behind the data, none when it ends with a block
 *   2  one byte 80 behind the data, then zeros
 *   3  the length of the data in bits in a block in front, then as 1
 */
export const PADDINGS = [1, 2, 3] as const
export type Padding = (typeof PADDINGS)[number]

/** Fills the data up to whole blocks by one of these paddings. */
export function pad(data: Uint8Array, method: Padding, blockBytes: number): Uint8Array {
  const marked = method === 2 ? Buffer.concat([data, Uint8Array.of(0x80)]) : data
  const missing = (blockBytes - (marked.length % blockBytes)) % blockBytes
  // An empty message is one block of zeros.
  const zeros = new Uint8Array(marked.length === 0 ? blockBytes : missing)
  const padded = Buffer.concat([marked, zeros])
  if (method !== 3) return padded
  const length = Buffer.alloc(blockBytes)
  length.writeUInt32BE(data.length * 8, blockBytes - 4)
  return Buffer.concat([length, padded])
}

/**
 * The retail MAC, ANSI X9.19 and ISO 9797-1 algorithm 3, 8 bytes: DES in CBC under the left half of the key, and the last
 * block once more through decryption by the right half and encryption by the left.
 */
export function retailMac(key: Uint8Array, data: Uint8Array, padding: Padding): Uint8Array {
  if (key.length !== 16) throw new RangeError('the key of a retail MAC has 16 bytes')
  const left = desCipher(key.subarray(0, 8))
  const right = desCipher(key.subarray(8))
  let chain = new Uint8Array(8)
  const padded = pad(data, padding, 8)
  for (let at = 0; at < padded.length; at += 8) {
    chain = Uint8Array.from(left.encrypt(xor(padded.subarray(at, at + 8), chain)))
  }
  return left.encrypt(right.decrypt(chain))
}

/** AES-CMAC, RFC 4493, 16 bytes. */
export function aesCmac(key: Uint8Array, data: Uint8Array): Uint8Array {
  return cmac(aesCipher(key), data)
}

/** CMAC, NIST SP 800-38B, a whole block of the cipher: 8 bytes under triple DES, 16 under AES. */
export function cmac(cipher: BlockCipher, data: Uint8Array): Uint8Array {
  const size = cipher.blockBytes
  const first = doubled(cipher.encrypt(new Uint8Array(size)))
  const whole = data.length > 0 && data.length % size === 0
  const padded = whole ? data : pad(data, 2, size)
  const lastAt = padded.length - size
  let chain: Uint8Array = new Uint8Array(size)
  for (let at = 0; at < lastAt; at += size) chain = cipher.encrypt(xor(padded.subarray(at, at + size), chain))
  const last = xor(padded.subarray(lastAt), whole ? first : doubled(first))
  return cipher.encrypt(xor(last, chain))
}

/** Multiplication by x in the field of the block's size: the constants are 1B for 64 bits, 87 for 128. */
function doubled(block: Uint8Array): Uint8Array {
  const shifted = block.map((byte, index) => ((byte << 1) & 0xff) | ((block[index + 1] ?? 0) >> 7))
  const end = shifted.length - 1
  if (((block[0] ?? 0) & 0x80) !== 0) shifted[end] = (shifted[end] ?? 0) ^ (end === 15 ? 0x87 : 0x1b)
  return shifted
}
