/**
 * The published vectors of triple-DES DUKPT (acquirer sheet 4.3), PIN block format 0 (4.5) and the data key of ABECS
 * (pad sheet 3), each typed in and computed both ways.
 */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  counterOf,
  dataKey,
  decryptData,
  decryptPinBlock,
  deriveFromInitialKey,
  deriveInitialKey,
  deriveTransactionKey,
  encryptData,
  encryptPinBlock,
  macRequestKey,
  macResponseKey,
  nextKeySerial,
  TEST_BASE_KEY,
  withCounter,
} from '#simulators/crypto/dukpt.ts'
import { buildPinBlock, openPinBlock } from '#simulators/crypto/pin-block.ts'
import { retailMac } from '#simulators/crypto/retail-mac.ts'
import { packTrack2, readTrack2 } from '#simulators/crypto/track-data.ts'

const bytes = (hex: string) => Uint8Array.from(Buffer.from(hex, 'hex'))
const hex = (data: Uint8Array) => Buffer.from(data).toString('hex').toUpperCase()
const text = (words: string) => Uint8Array.from(Buffer.from(words, 'latin1'))
const serial = (counter: string) => bytes(`FFFF9876543210${counter}`)

const PAN = '4012345678909'
const MAC_TEXT = '4012345678909D987'
const ROWS = [
  ['E00001', '042666B49184CFA368DE9628D0397BC9', '1B9C1845EB993A7A', '9CCC7817', '20364223'],
  ['E00002', 'C46551CEF9FD24B0AA9AD834130D3BC7', '10A01C8D02C69107', 'F608A9BC', 'D1FCA6BE'],
  ['E00003', '0DF3D9422ACA56E547676D07AD6BADFA', '18DC07B94797B466', '20B59A4F', 'BAD4CC9C'],
  ['EFF800', 'F9CDFEBF4F5B1D9EB3EC12454527E176', '33365F5CC6F23C35', '23E3CB62', '5776C376'],
  ['F00000', 'AA4D58DB653EC74A48C75F2F047DD2B5', '73EC88AD0AC5830E', '7DFA9315', '1444BEC3'],
] as const

describe('triple-DES DUKPT, X9.24-1:2009 annex A.4', () => {
  it('derives the initial key', () => {
    expect(hex(deriveInitialKey(TEST_BASE_KEY, serial('E00000')))).toBe('6AC292FAA1315B4D858AB3A3D7D5933A')
  })

  it.each(ROWS)('counter %s: key, PIN block, both MACs', (counter, key, pinBlock, request, response) => {
    const transactionKey = deriveTransactionKey(TEST_BASE_KEY, serial(counter))
    expect(hex(transactionKey)).toBe(key)
    expect(hex(encryptPinBlock(transactionKey, buildPinBlock('1234', PAN)))).toBe(pinBlock)
    expect(openPinBlock(decryptPinBlock(transactionKey, bytes(pinBlock)), PAN)).toBe('1234')
    expect(hex(retailMac(macRequestKey(transactionKey), text(MAC_TEXT))).slice(0, 8)).toBe(request)
    expect(hex(retailMac(macResponseKey(transactionKey), text(MAC_TEXT))).slice(0, 8)).toBe(response)
  })

  it('encrypts data under the self-encrypted variant', () => {
    const transactionKey = deriveTransactionKey(TEST_BASE_KEY, serial('E00001'))
    const padded = new Uint8Array(24)
    padded.set(text(MAC_TEXT))
    const secret = encryptData(transactionKey, padded, 'cbc')
    expect(hex(secret)).toBe('FC0D53B7EA1FDA9EE68AAF2E70D9B9506229BE2AA993F04F')
    expect(hex(decryptData(transactionKey, secret, 'cbc'))).toBe(hex(padded))
  })

  it.each([
    ['E00001', '448D3F076D8304036A55A3D7E0055A78'],
    ['E00002', 'F1BE73B36135C5C26CF937D50ABBE5AF'],
  ])('counter %s: the data key of ABECS', (counter, key) => {
    expect(hex(dataKey(deriveTransactionKey(TEST_BASE_KEY, serial(counter))))).toBe(key)
  })

  it('gives device and host the same key', () => {
    const initialKey = deriveInitialKey(TEST_BASE_KEY, serial('E00000'))
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 0x1fffff }), (counter) => {
        const keySerial = withCounter(serial('E00000'), counter)
        expect(counterOf(keySerial)).toBe(counter)
        expect(hex(deriveFromInitialKey(initialKey, keySerial))).toBe(
          hex(deriveTransactionKey(TEST_BASE_KEY, keySerial)),
        )
      }),
      { numRuns: 20 },
    )
  })

  it('skips counters with more than ten bits and ends after the last one', () => {
    expect(nextKeySerial(withCounter(serial('E00000'), 0x3fe))).toEqual(withCounter(serial('E00000'), 0x3ff))
    expect(nextKeySerial(withCounter(serial('E00000'), 0x7fe))).toEqual(withCounter(serial('E00000'), 0x800))
    expect(nextKeySerial(withCounter(serial('E00000'), 0x1ff800))).toBeNull()
  })

  it('refuses a serial number of another length', () => {
    expect(() => deriveTransactionKey(TEST_BASE_KEY, bytes('FFFF9876543210E0'))).toThrow(RangeError)
  })
})

describe('PIN block format 0', () => {
  it.each([
    ['1234', '5555555551234567', '041261AAAAEDCBA9'],
    ['123456789012', '5555555551234567', '0C1261032D8226A9'],
    ['1234', '4012345678909', '041274EDCBA9876F'],
  ])('PIN %s, PAN %s', (pin, pan, block) => {
    expect(hex(buildPinBlock(pin, pan))).toBe(block)
    expect(openPinBlock(bytes(block), pan)).toBe(pin)
  })

  it('does not open for another card', () => {
    expect(openPinBlock(bytes('041261AAAAEDCBA9'), '4111111111111111')).toBeNull()
  })
})

describe('track 2 on its way through encryption', () => {
  it.each(['ecb', 'cbc'] as const)('comes back in %s', (mode) => {
    const transactionKey = deriveTransactionKey(TEST_BASE_KEY, serial('E00001'))
    const secret = encryptData(transactionKey, packTrack2('4111111111111111=30122010000000000000'), mode)
    expect(readTrack2(decryptData(transactionKey, secret, mode))).toEqual({ pan: '4111111111111111', expiry: '3012' })
    const otherKey = deriveTransactionKey(TEST_BASE_KEY, serial('E00002'))
    expect(readTrack2(decryptData(otherKey, secret, mode))).toBeNull()
  })

  it('refuses what is no track', () => {
    expect(() => packTrack2('not a track')).toThrow(RangeError)
    expect(readTrack2(bytes('00'))).toBeNull()
  })
})

describe('retail MAC, X9.19 (sheet 4.2)', () => {
  it.each([
    ['Now is the time for all ', 'A1C72E74EA3FA9B6'],
    ['Now is the time for it', '2E2B1428CC78254F'],
  ])('%s', (words, mac) => {
    expect(hex(retailMac(TEST_BASE_KEY, text(words)))).toBe(mac)
  })
})
