import { randomBytes } from 'node:crypto'
import { aesCipher, desCipher, keyCheckValue, wrapKey } from '#payment/crypto/block-cipher.ts'
import type { AcquirerProfile } from '#payment/iso8583/acquirer-profile.ts'
import { writeTaggedSubFields } from '#payment/iso8583/tagged-sub-fields.ts'

/** The key that brings working keys; public, for training and tests only. */
export const TEST_KEY_ENCRYPTION_KEY = Buffer.from('00112233445566778899AABBCCDDEEFF', 'hex')

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex').toUpperCase()

/** The MAC key of the line, new at each key change, and how it goes to the till. */
export class HostKeys {
  readonly #profile: AcquirerProfile
  #macKey: Uint8Array | null = null
  #spoilNext = false

  constructor(profile: AcquirerProfile) {
    this.#profile = profile
  }

  get macKey(): Uint8Array | null {
    return this.#macKey
  }

  /** The next key goes out with a check value that is not its own. */
  spoilNext(): void {
    this.#spoilNext = true
  }

  clear(): void {
    this.#macKey = null
    this.#spoilNext = false
  }

  /** DE48 of the answer to a key change: the new key under the key that both sides hold, and its check value. */
  renew(): string {
    const cipherOf = this.#profile.mac?.algorithm === 'aes-cmac' ? aesCipher : desCipher
    const key = randomBytes(16)
    const checkValue = Uint8Array.from(keyCheckValue(cipherOf(key)))
    if (this.#spoilNext) checkValue[0] = (checkValue[0] ?? 0) ^ 0xff
    this.#spoilNext = false
    this.#macKey = key
    const { key: keyTag, checkValue: checkTag } = this.#profile.keyTags
    return writeTaggedSubFields([
      [keyTag, hex(wrapKey(cipherOf(TEST_KEY_ENCRYPTION_KEY), key))],
      [checkTag, hex(checkValue)],
    ])
  }
}
