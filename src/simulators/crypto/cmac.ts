import { AES_BLOCK_BYTES, encryptAesBlock } from './aes.ts'
import { BLOCK_BYTES, encryptBlock, xor } from './triple-des.ts'

/**
 * CMAC (NIST SP 800-38B; RFC 4493 for AES), over triple DES or AES. A whole last block is changed by the first subkey,
 * a broken one is closed by a one bit and zeros and changed by the second.
 * @returns a block: 8 bytes under triple DES, 16 under AES
 */
export function cmac(cipher: 'triple-des' | 'aes', key: Uint8Array, message: Uint8Array): Uint8Array {
  const size = cipher === 'aes' ? AES_BLOCK_BYTES : BLOCK_BYTES
  const encrypt = (block: Uint8Array) => (cipher === 'aes' ? encryptAesBlock(key, block) : encryptBlock(key, block))
  const first = doubled(encrypt(new Uint8Array(size)))
  const isWhole = message.length > 0 && message.length % size === 0
  const closed = new Uint8Array(isWhole ? message.length : (Math.floor(message.length / size) + 1) * size)
  closed.set(message)
  if (!isWhole) closed[message.length] = 0x80
  const last = closed.length - size
  closed.set(xor(closed.subarray(last), isWhole ? first : doubled(first)), last)
  let chain: Uint8Array = new Uint8Array(size)
  for (let at = 0; at < closed.length; at += size) chain = encrypt(xor(closed.subarray(at, at + size), chain))
  return chain
}

/** Multiplied by x in the field of the block's size: the constants 1B and 87. */
function doubled(block: Uint8Array): Uint8Array {
  const out = block.map((byte, at) => ((byte << 1) & 0xff) | ((block[at + 1] ?? 0) >> 7))
  const end = out.length - 1
  if ((block[0] ?? 0) & 0x80) out[end] = (out[end] ?? 0) ^ (out.length === AES_BLOCK_BYTES ? 0x87 : 0x1b)
  return out
}
