/** Message codes against their published vectors (acquirer sheet 4.2), and what a code covers in a message. */
import { describe, expect, it } from 'vitest'
import { aesCipher, desCipher, keyCheckValue, unwrapKey, wrapKey } from '#payment/crypto/block-cipher.ts'
import { aesCmac, type Padding, pad, retailMac } from '#payment/crypto/mac.ts'
import type { AcquirerProfile } from '#payment/iso8583/acquirer-profile.ts'
import { readMessage, toFrame } from '#payment/iso8583/wire.ts'
import { macProfile } from '#test/support/acquirer/mac-profile.ts'

const bytes = (hex: string) => Buffer.from(hex, 'hex')
const hex = (value: Uint8Array) => Buffer.from(value).toString('hex').toUpperCase()
const KEY = bytes('0123456789ABCDEFFEDCBA9876543210')

describe('the block ciphers', () => {
  it('single DES', () => {
    expect(hex(desCipher(bytes('0123456789ABCDEF')).encrypt(Buffer.from('Now is t')))).toBe('3FA40E8A984D4815')
  })

  it('triple DES: what was wrapped opens again, and the check value is the published one', () => {
    // TR-31 sample: the key 3F41…BFF8 has the check value 57C409 (acquirer sheet 4.5).
    const key = bytes('3F419E1CB7079442AA37474C2EFBF8B8')
    expect(hex(keyCheckValue(desCipher(key)))).toBe('57C409')
    const cipher = desCipher(KEY)
    expect(hex(unwrapKey(cipher, wrapKey(cipher, key)))).toBe(hex(key))
  })

  it('AES, FIPS 197 C.1', () => {
    const cipher = aesCipher(bytes('000102030405060708090A0B0C0D0E0F'))
    const encrypted = cipher.encrypt(bytes('00112233445566778899AABBCCDDEEFF'))
    expect(hex(encrypted)).toBe('69C4E0D86A7B0430D8CDB78070B4C55A')
    expect(hex(cipher.decrypt(encrypted))).toBe('00112233445566778899AABBCCDDEEFF')
  })

  it('refuse keys and blocks of another length', () => {
    expect(() => desCipher(new Uint8Array(15))).toThrow(RangeError)
    expect(() => aesCipher(new Uint8Array(24))).toThrow(RangeError)
    expect(() => desCipher(KEY).encrypt(new Uint8Array(7))).toThrow(RangeError)
    expect(() => unwrapKey(desCipher(KEY), new Uint8Array(12))).toThrow(RangeError)
    expect(() => unwrapKey(desCipher(KEY), new Uint8Array(0))).toThrow(RangeError)
  })
})

describe('padding', () => {
  it.each<[Padding, string]>([
    [1, '1234000000000000'],
    [2, '1234800000000000'],
    [3, '00000000000000101234000000000000'],
  ])('by method %i', (method, expected) => {
    expect(hex(pad(bytes('1234'), method, 8))).toBe(expected)
  })

  it.each<[Padding, number]>([
    [1, 8],
    [2, 16],
    [3, 16],
  ])('by method %i of a whole block leaves %i bytes', (method, length) => {
    expect(pad(new Uint8Array(8), method, 8)).toHaveLength(length)
  })
})

describe('the retail MAC', () => {
  it.each<[string, Uint8Array, Padding, string]>([
    ['Now is the time for all ', Buffer.from('Now is the time for all '), 1, 'A1C72E74EA3FA9B6'],
    ['Now is the time for it', Buffer.from('Now is the time for it'), 1, '2E2B1428CC78254F'],
    ['1234567890ABCDEF', bytes('1234567890ABCDEF'), 2, '912476C111DB4238'],
  ])('of "%s"', (_, data, padding, expected) => {
    expect(hex(retailMac(KEY, data, padding))).toBe(expected)
  })

  it('has a key of sixteen bytes', () => {
    expect(() => retailMac(KEY.subarray(0, 8), new Uint8Array(8), 1)).toThrow(RangeError)
  })
})

describe('AES-CMAC', () => {
  const key = bytes('2B7E151628AED2A6ABF7158809CF4F3C')
  const text =
    '6BC1BEE22E409F96E93D7E117393172AAE2D8A571E03AC9C9EB76FAC45AF8E5130C81C46A35CE411E5FBC1191A0A52EFF69F2445DF4F9B17AD2B417BE66C3710'
  it.each<[number, string]>([
    [0, 'BB1D6929E95937287FA37D129B756746'],
    [16, '070A16B46B4D4144F79BDD9DD04A287C'],
    [40, 'DFA66747DE9AE63030CA32611497C827'],
    [64, '51F0BEBF7E3B9D92FC49741779363CFE'],
  ])('of %i bytes', (length, expected) => {
    expect(hex(aesCmac(key, bytes(text).subarray(0, length)))).toBe(expected)
  })
})

describe('a message with its code', () => {
  const sale = { mti: '0200', fields: { 4: '1000', 11: '000001', 41: 'TERM0001' } } as const
  const totals = { mti: '0500', fields: { 11: '000001', 66: '1' } } as const
  const payloadOf = (profile: AcquirerProfile, message: Parameters<typeof toFrame>[1]) =>
    Buffer.from(toFrame(profile, message, { tpdu: null, macKey: KEY })).subarray(2)
  const read = (profile: AcquirerProfile, payload: Uint8Array, key = KEY) => readMessage(profile, payload, key)

  it.each([
    ['retail-x9.19', 'up-to-field'],
    ['retail-x9.19', 'with-zero-field'],
    ['aes-cmac', 'up-to-field'],
  ] as const)('%s, %s: is read again, and one changed byte or another key is refused', (algorithm, covers) => {
    const profile = macProfile({ algorithm, padding: 1, covers })
    for (const [message, field] of [
      [sale, 64],
      [totals, 128],
    ] as const) {
      const payload = payloadOf(profile, message)
      expect(read(profile, payload).fields[field]).toHaveLength(8)
      const changed = Uint8Array.from(payload)
      const at = payload.length - 12
      changed[at] = (changed[at] ?? 0) ^ 0x01
      expect(() => read(profile, changed)).toThrow(/field (64: mac|128: mac|66: content)/)
      expect(() => read(profile, payload, Buffer.alloc(16, 7))).toThrow(`ISO 8583 field ${field}: mac`)
    }
  })

  it('covers the zeros of its own place only where the profile says so', () => {
    const without = payloadOf(macProfile({ algorithm: 'aes-cmac', padding: 1, covers: 'up-to-field' }), sale)
    const code = aesCmac(KEY, without.subarray(0, -8)).subarray(0, 8)
    expect(hex(without.subarray(-8))).toBe(hex(code))
    const within = payloadOf(macProfile({ algorithm: 'aes-cmac', padding: 1, covers: 'with-zero-field' }), sale)
    const zeroed = Uint8Array.from(within).fill(0, within.length - 8)
    expect(hex(within.subarray(-8))).toBe(hex(aesCmac(KEY, zeroed).subarray(0, 8)))
  })

  it('cannot be written or read without a key, and network management goes without a code', () => {
    const profile = macProfile({ algorithm: 'retail-x9.19', padding: 1, covers: 'up-to-field' })
    const payload = payloadOf(profile, sale)
    expect(() => toFrame(profile, sale, { tpdu: null, macKey: null })).toThrow('ISO 8583 field mac: unknown')
    expect(() => readMessage(profile, payload, null)).toThrow('ISO 8583 field mac: unknown')
    const echo = { mti: '0800', fields: { 11: '000001', 70: '301' } } as const
    expect(toFrame(profile, echo, { tpdu: null, macKey: null })).toHaveLength(2 + 12 + 8 + 6 + 3)
  })
})
