import { aesCipher, type BlockCipher, desCipher, keyCheckValue, unwrapKey } from '../crypto/block-cipher.ts'
import type { AcquirerProfile } from '../iso8583/acquirer-profile.ts'
import type { IsoMessage } from '../iso8583/field-table.ts'
import { Iso8583Error } from '../iso8583/iso8583-error.ts'
import { isUpperHex, readTaggedSubFields } from '../iso8583/tagged-sub-fields.ts'

const KEY_FIELD = 48

/** The key that the host sent last; in memory only, and gone with the program. */
export class WorkingKeys {
  #macKey: Uint8Array | null = null

  get macKey(): Uint8Array | null {
    return this.#macKey
  }

  /**
   * Takes the key out of an 0810: under the key both sides hold, in a sub-field of DE48, with its check value.
   * @throws Iso8583Error when it is missing, unreadable, or not the key that the check value speaks of.
   */
  take(profile: AcquirerProfile, keyEncryptionKey: Uint8Array, answer: IsoMessage): void {
    const { key: keyTag, checkValue: checkTag } = profile.keyTags
    const parts = readTaggedSubFields(KEY_FIELD, answer.fields[KEY_FIELD] ?? '')
    const wrapped = hexPart(parts, keyTag)
    const stated = hexPart(parts, checkTag)
    const cipherOf = macCipher(profile)
    if (wrapped.length !== 16) throw new Iso8583Error(`${KEY_FIELD}.${keyTag}`, 'length')
    const key = unwrapKey(cipherOf(keyEncryptionKey), wrapped)
    if (!Buffer.from(keyCheckValue(cipherOf(key))).equals(stated)) {
      throw new Iso8583Error(`${KEY_FIELD}.${checkTag}`, 'content')
    }
    this.#macKey = key
  }
}

/** The cipher that keys of this line are for. */
function macCipher({ mac }: AcquirerProfile): (key: Uint8Array) => BlockCipher {
  return mac?.algorithm === 'aes-cmac' ? aesCipher : desCipher
}

function hexPart(parts: ReadonlyMap<string, string>, tag: string): Buffer {
  const text = parts.get(tag)
  if (text === undefined || !isUpperHex(text)) throw new Iso8583Error(`${KEY_FIELD}.${tag}`, 'content')
  return Buffer.from(text, 'hex')
}
