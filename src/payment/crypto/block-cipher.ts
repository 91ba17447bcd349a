import { type Cipheriv, createCipheriv, createDecipheriv, createSecretKey, type Decipheriv } from 'node:crypto'
import { CIPHERS } from '#contract/ciphers.ts'

/** One block at a time; chaining and padding belong to whoever uses it. */
export interface BlockCipher {
  readonly blockBytes: number
  encrypt(block: Uint8Array): Uint8Array
  decrypt(block: Uint8Array): Uint8Array
}

/**
 * DES by a key of 8 bytes, triple DES by 16 or 24. Blocks go through `des-ede3-cbc` with a zero vector, the only form
 * that both Node's and Electron's libraries have; its chaining is taken out again, so that each stands alone. Single DES
 * is the same under K|K|K.
 */
export function desCipher(key: Uint8Array): BlockCipher {
  const chained = blockCipher(CIPHERS.tripleDes, 8, wideDesKey(key), new Uint8Array(8))
  let encrypted: Uint8Array = new Uint8Array(8)
  let decrypted: Uint8Array = new Uint8Array(8)
  return {
    ...chained,
    encrypt: (block) => {
      encrypted = chained.encrypt(xor(block, encrypted))
      return encrypted
    },
    decrypt: (block) => {
      const before = decrypted
      decrypted = Uint8Array.from(block)
      return xor(chained.decrypt(block), before)
    },
  }
}

/** AES by a key of 16 or 32 bytes. */
export function aesCipher(key: Uint8Array): BlockCipher {
  if (key.length !== 16 && key.length !== 32) throw new RangeError('an AES key has 16 or 32 bytes here')
  return blockCipher(key.length === 16 ? CIPHERS.messageMac : CIPHERS.keyBlock, 16, key, null)
}

/** How a key is compared without being told: the first three bytes of a block of zeros under it. */
export function keyCheckValue(cipher: BlockCipher): Uint8Array {
  return cipher.encrypt(new Uint8Array(cipher.blockBytes)).subarray(0, 3)
}

/** Opens a key that came under another one, block by block. @throws RangeError when it is no whole number of blocks. */
export function unwrapKey(cipher: BlockCipher, wrapped: Uint8Array): Uint8Array {
  return eachBlock(cipher.blockBytes, wrapped, (block) => cipher.decrypt(block))
}

/** The counterpart of `unwrapKey`. */
export function wrapKey(cipher: BlockCipher, key: Uint8Array): Uint8Array {
  return eachBlock(cipher.blockBytes, key, (block) => cipher.encrypt(block))
}

/** Both byte by byte, as long as `left`; what `right` lacks counts as zero. */
export function xor(left: Uint8Array, right: Uint8Array): Uint8Array {
  return left.map((byte, index) => byte ^ (right[index] ?? 0))
}

function eachBlock(size: number, bytes: Uint8Array, change: (block: Uint8Array) => Uint8Array): Uint8Array {
  if (bytes.length === 0 || bytes.length % size !== 0) throw new RangeError(`the length is not a multiple of ${size}`)
  const out = new Uint8Array(bytes.length)
  for (let at = 0; at < bytes.length; at += size) out.set(change(bytes.subarray(at, at + size)), at)
  return out
}

function blockCipher(name: string, blockBytes: number, key: Uint8Array, vector: Uint8Array | null): BlockCipher {
  const whole = (block: Uint8Array) => {
    if (block.length !== blockBytes) throw new RangeError(`a block has ${blockBytes} bytes`)
    return block
  }
  // Made once, from a key object: setting a key up takes far longer than a block does, and from bytes ten times as long again.
  let encryptor: Cipheriv | null = null
  let decryptor: Decipheriv | null = null
  return {
    blockBytes,
    encrypt: (block) => {
      encryptor ??= createCipheriv(name, createSecretKey(key), vector).setAutoPadding(false)
      return encryptor.update(whole(block))
    },
    decrypt: (block) => {
      decryptor ??= createDecipheriv(name, createSecretKey(key), vector).setAutoPadding(false)
      return decryptor.update(whole(block))
    },
  }
}

function wideDesKey(key: Uint8Array): Uint8Array {
  if (key.length === 8) return Buffer.concat([key, key, key])
  if (key.length === 16) return Buffer.concat([key, key.subarray(0, 8)])
  if (key.length === 24) return key
  throw new RangeError('a DES key has 8, 16 or 24 bytes')
}
