/** Each switch of an acquirer profile, and what it changes; what does not fit together is refused at start. */
import { describe, expect, it } from 'vitest'
import { LIMITS } from '#contract/limits.ts'
import { reversalMessage, saleMessage, totalsMessage } from '#payment/acquirer/request-messages.ts'
import { parseAcquirerProfile } from '#payment/iso8583/acquirer-profile.ts'
import { readTotalsFields, totalsFields } from '#payment/iso8583/totals-fields.ts'
import { ascii87 } from '#test/support/acquirer/ascii87-profile.ts'
import { bcd87 } from '#test/support/acquirer/bcd87-profile.ts'
import { macProfileJson, profileJson } from '#test/support/acquirer/mac-profile.ts'
import { encryptCard, saleOf } from '#test/support/acquirer/test-card.ts'
import { chargedOnly, totalsOf } from '#test/support/acquirer/test-totals.ts'

const changed = (change: object) => parseAcquirerProfile(profileJson('ascii87', change))
const shippedEncoding = profileJson('ascii87', {}).iso8583 as object
const original = saleOf('000001')
const reversal = { original, reason: 'timeout', transmittedAt: '1122093130' } as const

describe('the shipped profiles', () => {
  it('are these', () => {
    expect([ascii87.name, bcd87.name]).toEqual(['ascii87', 'bcd87'])
    expect([bcd87.signOn, bcd87.tpdu, bcd87.mac]).toEqual([true, { destination: '0012', source: '0000' }, null])
  })

  it('let a training till sell offline within small ceilings', () => {
    expect(ascii87.offline).toEqual({
      floorLimitMinorByScheme: { cb: 2500, visa: 2500, mastercard: 2500 },
      standIn: {
        enabled: true,
        schemes: ['cb', 'visa', 'mastercard'],
        perSaleMaxMinor: 5000,
        exposureMaxMinor: 30000,
        countMax: 10,
        ageMaxHours: 24,
      },
    })
  })

  it('need not allow a till to stand in at all', () => {
    expect(changed({ offline: { floorLimitMinorByScheme: {}, standIn: null } }).offline.standIn).toBeNull()
  })
})

describe('a profile', () => {
  it.each<[string, object]>([
    ['an unknown framing', { framing: 'length-3' }],
    ['a TPDU that is too short', { tpdu: { destination: '12', source: '0000' } }],
    ['a floor limit below zero', { offline: { floorLimitMinorByScheme: { cb: -1 }, standIn: null } }],
    ['a floor limit of an unknown scheme', { offline: { floorLimitMinorByScheme: { xx: 1 }, standIn: null } }],
    ['an echo every day', { idleEchoSeconds: 86_400 }],
    ['a switch that nobody knows', { turbo: true }],
    ['a reversal of another edition', { reversalMessage: '1420' }],
    [
      'a reversal that is none of its message types',
      { reversalMessage: '0400', iso8583: { ...shippedEncoding, messageTypes: ['0200', '0210', '0420', '0430'] } },
    ],
  ])('with %s is refused', (_, change) => {
    expect(() => changed(change)).toThrow()
  })

  it('names no more choices of a question than a person can be given', () => {
    const prompts = profileJson('ascii87', {}).hostPrompts as { readonly tags: object }
    const withChoices = (count: number) => {
      const options = Array.from({ length: count }, (_, place) => `Q${'0123456789ABCDEF'[place]}`)
      return { hostPrompts: { ...prompts, tags: { ...prompts.tags, options } } }
    }
    expect(changed(withChoices(LIMITS.hostPromptOptions)).hostPrompts?.tags.options).toHaveLength(
      LIMITS.hostPromptOptions,
    )
    expect(() => changed(withChoices(LIMITS.hostPromptOptions + 1))).toThrow()
  })

  it('with a MAC but without its fields or its key is refused', () => {
    const json = macProfileJson({ algorithm: 'aes-cmac', padding: 1, covers: 'up-to-field' })
    expect(() => parseAcquirerProfile({ ...json, keyExchange: false })).toThrow('a MAC needs the exchange of its key')
    expect(() => parseAcquirerProfile({ ...json, iso8583: profileJson('ascii87', {}).iso8583 })).toThrow(
      'a MAC needs the fields 64 and 128',
    )
  })
})

describe('reversalMessage', () => {
  it.each([
    ['0420', false, '0420'],
    ['0420', true, '0421'],
    ['0400', false, '0400'],
    ['0400', true, '0401'],
  ] as const)('%s, repeat %s: %s', (reversalMessageType, repeat, mti) => {
    const profile = changed({ reversalMessage: reversalMessageType })
    expect(reversalMessage(profile, { ...reversal, repeat }).mti).toBe(mti)
  })

  it('takes back what was approved, and names an offline sale by its advice', () => {
    const { fields } = reversalMessage(ascii87, { ...reversal, repeat: false, amountMinor: 500, originalMti: '0220' })
    expect([fields[4], fields[90]?.slice(0, 4)]).toEqual(['500', '0220'])
  })
})

describe('fallbackEntryMode', () => {
  const stripe = { entryModeCode: '901', fallback: true }
  it('stands in DE22 of a stripe that stood in for a chip', () => {
    const profile = changed({ fallbackEntryMode: '801' })
    const modeOf = (change: object) => saleMessage(profile, saleOf('000001', change), encryptCard()).fields[22]
    expect(modeOf(stripe)).toBe('801')
    expect(modeOf({ ...stripe, fallback: false })).toBe('901')
  })

  it('left out is that of any stripe', () => {
    expect(saleMessage(ascii87, saleOf('000001', stripe), encryptCard()).fields[22]).toBe('901')
  })
})

describe('finalTotals', () => {
  it('is the processing code of the last totals only', () => {
    const request = totalsOf(chargedOnly(0, 0))
    expect(totalsMessage(ascii87, request).fields[3]).toBe('920000')
    expect(totalsMessage(ascii87, { ...request, final: true }).fields[3]).toBe('960000')
  })
})

describe('reversalTotals', () => {
  // Two debits of 30.00, one taken back by 10.00; two credits of 20.00, one taken back by 5.00.
  const debits = { 76: '2', 88: '3000' }
  const credits = { 74: '2', 86: '2000' }
  const remaining = { debitCount: 1, debitMinor: 2000, creditCount: 1, creditMinor: 1500 }

  it('by effect: 75 and 87 took back debits', () => {
    const fields = { ...debits, ...credits, 75: '1', 87: '1000', 77: '1', 89: '500', 97: 'D500' }
    expect(readTotalsFields({ reversalTotals: 'effect', netSign: 'cardholder' }, fields)).toEqual(remaining)
  })

  it('by original: 75 and 87 took back credits', () => {
    const fields = { ...debits, ...credits, 75: '1', 87: '500', 77: '1', 89: '1000', 97: 'D500' }
    expect(readTotalsFields({ reversalTotals: 'original', netSign: 'cardholder' }, fields)).toEqual(remaining)
  })

  it('read the wrong way the net betrays it', () => {
    const fields = { ...debits, ...credits, 75: '1', 87: '500', 77: '1', 89: '1000', 97: 'D500' }
    expect(() => readTotalsFields({ reversalTotals: 'effect', netSign: 'cardholder' }, fields)).toThrow('field 97')
  })
})

describe('netSign', () => {
  const taken = { debitCount: 1, debitMinor: 700, creditCount: 0, creditMinor: 0 }
  const given = { debitCount: 0, debitMinor: 0, creditCount: 1, creditMinor: 700 }
  it.each([
    ['cardholder', 'D700', 'C700'],
    ['merchant', 'C700', 'D700'],
  ] as const)('of the %s: %s for a day of sales, %s for a day of refunds', (netSign, sales, refunds) => {
    const reading = { reversalTotals: 'effect', netSign } as const
    expect(totalsFields(reading, taken)[97]).toBe(sales)
    expect(totalsFields(reading, given)[97]).toBe(refunds)
    for (const totals of [taken, given]) {
      expect(readTotalsFields(reading, totalsFields(reading, totals))).toEqual(totals)
    }
    const other = { ...reading, netSign: netSign === 'merchant' ? 'cardholder' : 'merchant' } as const
    expect(() => readTotalsFields(other, totalsFields(reading, taken))).toThrow('field 97')
  })
})
