import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findClearCardData, holdsCardNumber, passesLuhn } from '#hardware/pad/abecs/clear-card-data.ts'
import { PP } from '#hardware/pad/abecs/parameters.ts'
import { EmvTlvError, writeTlv } from '#hardware/pad/emv-tlv.ts'

const latin1 = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'latin1'))
const bytes = (hex: string): Uint8Array => new Uint8Array(Buffer.from(hex, 'hex'))
const find = (id: number, value: Uint8Array) => findClearCardData(new Map([[id, value]]))

/** Published test numbers. */
const NUMBERS = ['4111111111111111', '5555555555554444', '378282246310005', '6011111111111117']

describe('card data in clear', () => {
  it.each(NUMBERS)('is found wherever %s stands', (number) => {
    expect(passesLuhn(number)).toBe(true)
    expect(passesLuhn(String(BigInt(number) + 1n))).toBe(false)
    expect(find(PP.PAN, latin1(number))).toBe('PP_PAN')
    expect(find(PP.TRK1INC, latin1(`B${number}^TEST^3012201`))).toBe('PP_TRK1INC')
    expect(find(PP.TRK2INC, latin1(`${number}=3012201`))).toBe('PP_TRK2INC')
    expect(find(PP.TRK3INC, latin1(`01${number}=3012201`))).toBe('PP_TRK3INC')
    expect(find(PP.TRACK1, latin1(`B${number}^TEST/CARTE^3012201`))).toBe('PP_TRACK1')
    expect(find(PP.TRACK2, latin1(`${number}=3012201`))).toBe('PP_TRACK2')
    expect(find(PP.TRACK2, bytes(`${number}D3012201000000F`.padEnd(48, 'F')))).toBe('PP_TRACK2')
    expect(find(PP.ENCPAN, bytes(number.padEnd(16, 'F')))).toBe('PP_ENCPAN')
    expect(find(PP.CHNAME, latin1(`DUPONT ${number}`))).toBe('PP_CHNAME')
    expect(find(PP.VALUE, latin1(number))).toBe('PP_VALUE')
    expect(holdsCardNumber(`99${number}99`)).toBe(true)
  })

  it('is found when more than first six and last four stay', () => {
    expect(find(PP.PAN, latin1('41111111****1111'))).toBe('PP_PAN')
    expect(find(PP.PAN, latin1('411111******1111'))).toBeNull()
    expect(find(PP.TRK2INC, latin1('41111111****1111=3012201'))).toBe('PP_TRK2INC')
    expect(find(PP.TRK2INC, latin1('411111******1111=3012201'))).toBeNull()
    expect(find(PP.TRK1INC, latin1('B411111******1111^TEST/CARTE                ^3012201'))).toBeNull()
  })

  it.each(['5A', '57', '56', '9F1F', '9F20', '9F6B', '99'])('is found as tag %s, in a template too', (tag) => {
    const element = writeTlv([{ tag, value: Uint8Array.of(1, 2) }])
    expect(find(PP.EMVDATA, element)).toBe(`PP_EMVDATA ${tag}`)
    expect(find(PP.EMVDATA, writeTlv([{ tag: '70', value: element }]))).toBe(`PP_EMVDATA ${tag}`)
  })

  it('is not seen in what a pad rightly sends', () => {
    expect(find(PP.EMVDATA, bytes('9F260811223344556677889F0206000000002000'))).toBeNull()
    expect(find(PP.TRACK2, bytes('0123456789ABCDEF'.repeat(3)))).toBeNull()
    expect(find(PP.KSN, bytes('FFFF9876543210E00001'))).toBeNull()
    expect(find(PP.LABEL, latin1('AMERICAN EXPRESS'))).toBeNull()
  })

  it('gives the field and never the content, and only the own error of BER-TLV', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(PP.PAN, PP.TRK1INC, PP.TRK2INC, PP.TRACK1, PP.TRACK2, PP.ENCPAN, PP.EMVDATA, PP.LABEL),
        fc.uint8Array({ maxLength: 80 }),
        (id, value) => {
          try {
            expect(find(id, value) ?? 'PP_NONE').toMatch(/^PP_[A-Z0-9]+( [0-9A-F]{2,4})?$/)
          } catch (thrown) {
            if (!(thrown instanceof EmvTlvError)) throw thrown
            expect(id).toBe(PP.EMVDATA)
          }
        },
      ),
    )
  })
})
