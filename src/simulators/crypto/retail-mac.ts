import { BLOCK_BYTES, decryptBlock, encryptBlock, xor } from './triple-des.ts'

/**
 * Retail MAC, ANSI X9.19 = ISO 9797-1 algorithm 3 with padding method 1 (zeros): DES-CBC under the left half of the
 * key, the last block decrypted under the right half and encrypted under the left one.
 * @param key 16 bytes @returns 8 bytes; senders that use four take the left ones
 */
export function retailMac(key: Uint8Array, message: Uint8Array): Uint8Array {
  const left = key.subarray(0, 8)
  const right = key.subarray(8, 16)
  const padded = new Uint8Array(Math.max(1, Math.ceil(message.length / BLOCK_BYTES)) * BLOCK_BYTES)
  padded.set(message)
  let chain: Uint8Array = new Uint8Array(BLOCK_BYTES)
  for (let at = 0; at < padded.length; at += BLOCK_BYTES) {
    chain = encryptBlock(left, xor(padded.subarray(at, at + BLOCK_BYTES), chain))
  }
  return encryptBlock(left, decryptBlock(right, chain))
}
