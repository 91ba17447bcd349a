import { describe, expect, it } from 'vitest'
import { holdsCardNumber } from '#contract/card-number.ts'
import { plainDigits } from '#contract/plain-digits.ts'
import { mayBeCardNumber } from '#contract/search-text.ts'

/** Goal: a card number is known for one in whatever figures and with whatever signs it is written; dates, prices and goods are not. */

const NUMBER = '4111111111111111'
/** The zero of a script; its other nine digits follow. */
const inScript = (zero: number) => NUMBER.replace(/\d/g, (digit) => String.fromCodePoint(zero + Number(digit)))
const between = (sign: string) => NUMBER.replace(/\d{4}(?=\d)/g, `$&${sign}`)

describe('a card number', () => {
  it.each([
    ['full width', 0xff10],
    ['Arabic', 0x0660],
    ['Persian', 0x06f0],
    ['Devanagari', 0x0966],
    ['Thai', 0x0e50],
    ['Osmanya', 0x104a0],
    ['mathematical bold', 0x1d7ce],
    ['mathematical monospaced', 0x1d7f6],
    ['segmented', 0x1fbf0],
  ])('is known in %s figures', (_, zero) => {
    expect(plainDigits(inScript(zero))).toBe(NUMBER)
    expect(holdsCardNumber(`VISA ${inScript(zero)}`)).toBe(true)
    expect(mayBeCardNumber(inScript(zero))).toBe(true)
  })

  it('is known in circles, raised, on keys of a telephone, and in figures of several scripts', () => {
    const circled = NUMBER.replace(/\d/g, (digit) => String.fromCodePoint(0x2460 + Number(digit) - 1))
    const raised = NUMBER.replaceAll('4', '⁴').replaceAll('1', '¹')
    const keys = NUMBER.replace(/\d/g, '$&\ufe0f\u20e3')
    const mixed = `4١１1${NUMBER.slice(4)}`
    for (const text of [circled, raised, keys, mixed]) expect(holdsCardNumber(text), text).toBe(true)
  })

  it.each([
    ',',
    ':',
    ';',
    '*',
    '|',
    '+',
    '#',
    "'",
    '"',
    '·',
    '•',
    '=',
    '~',
    ' , ',
    '), ',
    '\u2011',
    '\u2212',
    '\u3000',
    '\t',
    '\n',
    '\u0000',
    '/ ',
  ])('is known with %j in between', (sign) => {
    expect(holdsCardNumber(between(sign))).toBe(true)
    expect(holdsCardNumber(`à la caisse ${between(sign)}, merci`)).toBe(true)
  })

  it.each(['\u200b', '\u200d', '\u2060', '\ufeff', '\u00ad', '\u202e', '\u034f', '\ufe0f', '\u{e0020}'])(
    'is known with %j, which nobody sees, in between',
    (sign) => {
      expect(holdsCardNumber([...NUMBER].join(sign))).toBe(true)
      expect(mayBeCardNumber([...NUMBER].join(sign))).toBe(true)
    },
  )

  it('is known figure by figure and two by two', () => {
    for (const sign of [',', ' * ', ':']) {
      expect(holdsCardNumber([...NUMBER].join(sign))).toBe(true)
      expect(holdsCardNumber(NUMBER.replace(/\d\d(?=\d)/g, `$&${sign}`))).toBe(true)
    }
    expect(holdsCardNumber('3782,822463,10005')).toBe(true)
  })
})

describe('no card number', () => {
  it('is a date with its time, a list of prices, an address, a telephone, a measure', () => {
    for (let at = Date.UTC(2026, 0, 1); at < Date.UTC(2026, 0, 3); at += 997_000) {
      const date = new Date(at).toISOString()
      const [day = '', time = ''] = date.slice(0, 19).split('T')
      for (const text of [date, `${day} ${time}`, `${day.split('-').reverse().join('/')}, ${time}`])
        expect(holdsCardNumber(text), text).toBe(false)
    }
    for (const text of [
      '12,50 13,00 14,75 9,90 8,45',
      '3 × 1,30 + 2 × 8,45 = 20,80',
      '10:30, 11:45, 12:00',
      '½ l, 0,75 l, 1 l, 5 l',
    ])
      expect(holdsCardNumber(text), text).toBe(false)
  })
})
