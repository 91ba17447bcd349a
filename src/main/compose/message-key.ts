import { z } from 'zod'
import { KeyBlockError, openKeyBlock } from '#payment/crypto/key-block.ts'
import type { AcquirerProfile } from '#payment/iso8583/acquirer-profile.ts'

/**
 * `messageKey` of a bank in `settings.json`: the key that brings the working keys of its message codes, as a key block
 * (TR-31) and the key that protects it. Both lie in clear in a file, so they are test keys: for training alone.
 */
export const messageKeySchema = z.strictObject({
  keyBlock: z.string().max(512),
  protectionKey: z.string().regex(/^([0-9A-Fa-f]{2}){16,32}$/),
})

/** A key of keys that may decrypt, 16 bytes for the cipher of the profile's codes. Null for any other. */
export function openMessageKey(
  { keyBlock, protectionKey }: z.infer<typeof messageKeySchema>,
  { mac }: AcquirerProfile,
): Uint8Array | null {
  try {
    const { usage, algorithm, mode, key } = openKeyBlock(Buffer.from(protectionKey, 'hex'), keyBlock)
    const wanted = mac?.algorithm === 'aes-cmac' ? 'A' : 'T'
    const isRight = usage === 'K0' && algorithm === wanted && ['B', 'D', 'N'].includes(mode) && key.length === 16
    return isRight ? key : null
  } catch (thrown) {
    if (thrown instanceof KeyBlockError) return null
    throw thrown
  }
}
