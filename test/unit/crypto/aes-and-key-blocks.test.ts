/**
 * The published vectors of the acquirer sheet that are not triple-DES DUKPT: MACs (4.2), AES DUKPT (4.4), PIN block
 * format 4 and TR-31 (4.5), each typed in.
 */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { aesCipher, desCipher } from '#payment/crypto/block-cipher.ts'
import { KeyBlockError, openKeyBlock } from '#payment/crypto/key-block.ts'
import { cmac } from '#payment/crypto/mac.ts'
import {
  aesWorkingKey,
  deriveAesInitialKey,
  deriveAesTransactionKey,
  nextAesCounter,
} from '#simulators/crypto/aes-dukpt.ts'
import { openPinBlock4, panField4, sealPinBlock4 } from '#simulators/crypto/pin-block.ts'
import { retailMac } from '#simulators/crypto/retail-mac.ts'
import { concat, encryptBlock } from '#simulators/crypto/triple-des.ts'

const bytes = (hex: string) => Uint8Array.from(Buffer.from(hex, 'hex'))
const hex = (data: Uint8Array) => Buffer.from(data).toString('hex').toUpperCase()
const text = (words: string) => Uint8Array.from(Buffer.from(words, 'latin1'))

describe('codes that guard a message (4.2)', () => {
  it('DES, one block', () => {
    expect(hex(encryptBlock(bytes('0123456789ABCDEF'), text('Now is t')))).toBe('3FA40E8A984D4815')
  })

  it('DES, each block as if it were alone, there and back', () => {
    const cipher = desCipher(bytes('0123456789ABCDEF'))
    const [first, other] = [text('Now is t'), text('he time ')]
    const secrets = [first, other, first].map((block) => hex(cipher.encrypt(block)))
    expect(secrets).toEqual(['3FA40E8A984D4815', '6A271787AB8883F9', '3FA40E8A984D4815'])
    expect(secrets.map((secret) => hex(cipher.decrypt(bytes(secret))))).toEqual([first, other, first].map(hex))
  })

  it('retail MAC with padding 2: a one bit, then zeros', () => {
    const key = bytes('0123456789ABCDEFFEDCBA9876543210')
    expect(hex(retailMac(key, concat(bytes('1234567890ABCDEF'), Uint8Array.of(0x80))))).toBe('912476C111DB4238')
  })

  const message =
    '6BC1BEE22E409F96E93D7E117393172AAE2D8A571E03AC9C9EB76FAC45AF8E5130C81C46A35CE411E5FBC1191A0A52EFF69F2445DF4F9B17AD2B417BE66C3710'
  it.each([
    [0, 'BB1D6929E95937287FA37D129B756746'],
    [16, '070A16B46B4D4144F79BDD9DD04A287C'],
    [40, 'DFA66747DE9AE63030CA32611497C827'],
    [64, '51F0BEBF7E3B9D92FC49741779363CFE'],
  ])('AES-CMAC of %i bytes', (length, mac) => {
    const key = bytes('2B7E151628AED2A6ABF7158809CF4F3C')
    expect(hex(cmac(aesCipher(key), bytes(message).subarray(0, length)))).toBe(mac)
  })
})

describe('AES-128 DUKPT, X9.24-3:2017 (4.4)', () => {
  const BASE_KEY = bytes('FEDCBA9876543210F1F1F1F1F1F1F1F1')
  const KEY_ID = bytes('1234567890123456')
  const INITIAL_KEY = bytes('1273671EA26AC29AFA4D1084127652A1')
  const PAN = '4111111111111111'

  it('derives the initial key', () => {
    expect(hex(deriveAesInitialKey(BASE_KEY, KEY_ID))).toBe(hex(INITIAL_KEY))
  })

  it.each([
    [
      1,
      '4F21B565BAD9835E112B6465635EAE44',
      'AF8CB133A78F8DC2D1359F18527593FB',
      'A2DC23DE6FDE0824A2BC321E08E4B8B7',
      'A35C412EFD41FDB98B69797C02DCD08F',
    ],
    [
      2,
      '2F34D68DE10F68D38091A73B9E7C437C',
      'D30BDC73EC9714B000BEC66BDB7B6D09',
      '484C3B06E8562704528CD5B46FB12FB6',
      'D639514AA33AC43AD9229E433D6D4E5B',
    ],
    [
      3,
      '031504E530365CF81264238540518318',
      '7D69F01F3B45449F62C7816ECE723268',
      'A5DF7D9D800CA769766F0C77CA4E6E6C',
      'EF17F6AB45B4820C93A3DCB21BC491AD',
    ],
  ] as const)('counter %i: derivation, PIN, MAC and data keys', (counter, derivation, pin, mac, data) => {
    const key = deriveAesTransactionKey(INITIAL_KEY, KEY_ID, counter)
    expect(hex(key)).toBe(derivation)
    const working = (['pin', 'macGeneration', 'dataEncryption'] as const).map((usage) =>
      hex(aesWorkingKey(key, usage, KEY_ID, counter)),
    )
    expect(working).toEqual([pin, mac, data])
  })

  it.each([
    [0x1fffe, 'E21E8C8D347F8561A2BE752DAA85A111'],
    [0x20000, 'F7AE9025468A25D37B7249CFFED224C8'],
    [0xffff0000, 'F6BA59389BD14A9855BE9727E7C52E3C'],
  ])('counter %i', (counter, key) => {
    expect(hex(deriveAesTransactionKey(INITIAL_KEY, KEY_ID, counter))).toBe(key)
  })

  it('skips counters with more than sixteen bits and ends after the last one', () => {
    expect(nextAesCounter(0x1fffe)).toBe(0x20000)
    expect(nextAesCounter(0xfffe8000)).toBe(0xffff0000)
    expect(nextAesCounter(0xffff0000)).toBeNull()
  })

  it.each([
    [1, 'A912150391AB65A67E52883D81CE2D15'],
    [2, '52A00503BD34BA1383F6A7EE9FE2547F'],
    [3, 'A5A27E82B43A9A866A93D7ABE89CEF93'],
  ])('counter %i: PIN block format 4 opens to 1234', (counter, block) => {
    const key = aesWorkingKey(deriveAesTransactionKey(INITIAL_KEY, KEY_ID, counter), 'pin', KEY_ID, counter)
    expect(openPinBlock4(key, bytes(block), PAN)).toBe('1234')
    expect(openPinBlock4(key, bytes(block), '5555555555554444')).toBeNull()
    if (counter === 1) expect(hex(sealPinBlock4(key, '1234', PAN, bytes('2F69ADDE2E9E7ACE')))).toBe(block)
  })
})

describe('PIN block format 4', () => {
  it('takes numbers of every length', () => {
    expect(hex(panField4('4111111111111111'))).toBe('44111111111111111000000000000000')
    expect(hex(panField4('411111111111111'))).toBe('34111111111111110000000000000000')
    expect(hex(panField4('12345678'))).toBe('00000123456780000000000000000000')
  })

  it('opens what it sealed', () => {
    const key = bytes('2B7E151628AED2A6ABF7158809CF4F3C')
    fc.assert(
      fc.property(
        fc.stringMatching(/^\d{4,12}$/),
        fc.stringMatching(/^\d{12,19}$/),
        fc.uint8Array({ minLength: 8, maxLength: 8 }),
        (pin, pan, random) => {
          expect(openPinBlock4(key, sealPinBlock4(key, pin, pan, random), pan)).toBe(pin)
        },
      ),
      { numRuns: 50 },
    )
  })
})

describe('key blocks, TR-31 (4.5)', () => {
  const BLOCKS = [
    [
      'A',
      '89E88CF7931444F334BD7547FC3F380C',
      'A0072P0TE00E0000F5161ED902807AF26F1D62263644BD24192FDB3193C730301CEE8701',
      'F039121BEC83D26B169BDCD5B22AAF8F',
    ],
    [
      'B',
      'DD7515F2BFC17F85CE48F3CA25CB21F6',
      'B0080P0TE00E000094B420079CC80BA3461F86FE26EFC4A3B8E4FA4C5F5341176EED7B727B8A248E',
      '3F419E1CB7079442AA37474C2EFBF8B8',
    ],
    [
      'D',
      '88E1AB2A2E3DD38C1FA039A536500CC8A87AB9D62DC92C01058FA79F44657DE6',
      'D0112P0AE00E0000B82679114F470F540165EDFBF7E250FCEA43F810D215F8D207E2E417C07156A27E8E31DA05F7425509593D03A457DC34',
      '3F419E1CB7079442AA37474C2EFBF8B8',
    ],
  ] as const

  it.each(BLOCKS)('version %s', (version, protectionKey, block, key) => {
    const opened = openKeyBlock(bytes(protectionKey), block)
    expect({ ...opened, key: hex(opened.key) }).toEqual({
      version,
      usage: 'P0',
      mode: 'E',
      algorithm: version === 'D' ? 'A' : 'T',
      key,
    })
  })

  it('the check value of the key in B', () => {
    const { key } = openKeyBlock(bytes(BLOCKS[1][1]), BLOCKS[1][2])
    expect(hex(encryptBlock(key, new Uint8Array(8))).slice(0, 6)).toBe('57C409')
  })

  it('do not open under another key, with any character changed, or cut short', () => {
    fc.assert(
      fc.property(fc.constantFrom(...BLOCKS), fc.nat(), ([, protectionKey, block], where) => {
        const at = where % block.length
        const changed = block.slice(0, at) + (block[at] === '0' ? '1' : '0') + block.slice(at + 1)
        expect(() => openKeyBlock(bytes(protectionKey), changed)).toThrow(KeyBlockError)
        expect(() => openKeyBlock(bytes(protectionKey), block.slice(0, at))).toThrow(KeyBlockError)
      }),
      { numRuns: 100 },
    )
    expect(() => openKeyBlock(bytes(BLOCKS[0][1]), BLOCKS[1][2])).toThrow(/MAC/)
  })
})
