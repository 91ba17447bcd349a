import { encryptBlocks, xor } from '#simulators/crypto/triple-des.ts'
import { fromHex } from './emv-objects.ts'

/**
 * Card data as GTK gives it (pin-pad sheet 2.8; ABECS 5.4.2 and 6.3.4.2). Per field:
 *
 *   PAN, track 2, track 3:  clear digits (2 a byte) | encrypted: nibbles, `=` as D, F to whole blocks
 *   track 1:                `B` and clear characters | encrypted: ASCII, 00 to whole blocks
 *
 * ECB: the secret parts are encrypted as one buffer under one key. CBC: each field alone, each under its own key.
 */
export interface CardField {
  readonly name: 'pan' | 'track1' | 'track2'
  readonly text: string
}

export interface EncryptedField {
  readonly name: CardField['name']
  /** Clear head and secret, as the till gets them. */
  readonly value: Uint8Array
  readonly secret: Uint8Array
  /** Of a DUKPT key; a random key has none. */
  readonly keySerial: Uint8Array | null
}

/** A triple-DES key for data, ready to use. */
export interface DataKey {
  readonly key: Uint8Array
  readonly keySerial: Uint8Array | null
}

interface SplitField {
  readonly name: CardField['name']
  readonly head: Uint8Array
  readonly body: Uint8Array
}

export interface EncryptionTerms {
  readonly mode: 'ecb' | 'cbc'
  /** Eight bytes; zeros when the till gave none. Used by CBC only. */
  readonly vector: Uint8Array
  /** SPE_OPNDIG: an even number of digits left in clear. */
  readonly clearDigits: number
}

/** @returns null when `takeKey` has no key left. */
export function encryptFields(
  fields: readonly CardField[],
  terms: EncryptionTerms,
  takeKey: () => DataKey | null,
): EncryptedField[] | null {
  let shared: DataKey | null = null
  const encrypted: EncryptedField[] = []
  for (const field of fields) {
    const { name, head, body } = splitField(field, terms.clearDigits)
    const taken: DataKey | null = terms.mode === 'ecb' && shared ? shared : takeKey()
    if (taken === null) return null
    shared = taken
    const secret = encryptBody(taken.key, body, terms)
    encrypted.push({
      name,
      value: Uint8Array.from(Buffer.concat([head, secret])),
      secret,
      keySerial: taken.keySerial,
    })
  }
  return encrypted
}

/** Whole blocks under the key, in the mode and from the vector of the terms. */
export function encryptBody(
  key: Uint8Array,
  body: Uint8Array,
  { mode, vector }: Pick<EncryptionTerms, 'mode' | 'vector'>,
): Uint8Array {
  return encryptBlocks(key, mode === 'cbc' ? withVector(body, vector) : body, mode)
}

function splitField({ name, text }: CardField, clearDigits: number): SplitField {
  if (name === 'track1') {
    const headLength = (text.startsWith('B') ? 1 : 0) + clearDigits
    const rest = Buffer.from(text.slice(headLength), 'latin1')
    const body = new Uint8Array(Math.ceil(rest.length / 8) * 8)
    body.set(rest)
    return { name, head: Uint8Array.from(Buffer.from(text.slice(0, headLength), 'latin1')), body }
  }
  const nibbles = text.replace('=', 'D')
  const rest = nibbles.slice(clearDigits)
  return {
    name,
    head: fromHex(nibbles.slice(0, clearDigits)),
    body: fromHex(rest.padEnd(Math.ceil(rest.length / 16) * 16, 'F')),
  }
}

/** A starting vector is the same as changing the first block by it and starting from zeros. */
function withVector(body: Uint8Array, vector: Uint8Array): Uint8Array {
  const changed = Uint8Array.from(body)
  changed.set(xor(body.subarray(0, vector.length), vector))
  return changed
}
