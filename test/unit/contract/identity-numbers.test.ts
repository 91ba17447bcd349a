/**
 * Goal: a number of the state that was typed wrong is told before it stands on every ticket. Method: published examples, and
 * every single wrong figure of them.
 */
import { describe, expect, it } from 'vitest'
import { COUNTRIES, COUNTRY_RULES, identityLines } from '#contract/country-rules.ts'
import { isActivityCode, isBritishVat, isNip, isSiret, isVatNumber } from '#contract/identity-numbers.ts'

/** Every text that differs from this one in one figure. */
function misreadings(text: string): string[] {
  return [...text].flatMap((character, place) =>
    /\d/.test(character)
      ? [...'0123456789']
          .filter((other) => other !== character)
          .map((other) => `${text.slice(0, place)}${other}${text.slice(place + 1)}`)
      : [],
  )
}

describe('numbers of the state', () => {
  it.each([
    ['SIRET', isSiret, '12345678200010'],
    ['SIRET of the tax office of Paris', isSiret, '73282932000074'],
    ['NIP', isNip, '1234563218'],
    ['French VAT', isVatNumber, 'FR11123456782'],
    ['German VAT', isVatNumber, 'DE136695976'],
    ['Polish VAT', isVatNumber, 'PL1234563218'],
  ])('%s: the right one passes, with or without blanks; no misread figure does', (_, check, text) => {
    expect(check(text)).toBe(true)
    expect(check(`${text.slice(0, 3)} ${text.slice(3, 6)}\u00a0${text.slice(6)}`)).toBe(true)
    expect(misreadings(text).filter((wrong) => check(wrong))).toEqual([])
    for (const wrong of ['', text.slice(1), `${text}0`, 'x']) expect(check(wrong)).toBe(false)
  })

  it('knows the offices of La Poste, whose SIRET is no Luhn number', () => {
    expect(isSiret('35600000049837')).toBe(true)
    expect(isSiret('35600000049838')).toBe(false)
  })

  it('looks at the shape alone of a VAT number whose rule it does not know', () => {
    expect(isVatNumber('BE0123456749')).toBe(true)
    for (const wrong of ['BE', '0123456749', 'BE-ABCDEF', 'BE01234567890123']) expect(isVatNumber(wrong)).toBe(false)
    expect(isActivityCode('47.11B')).toBe(true)
    expect(isActivityCode('4711')).toBe(false)
  })

  it('knows a British VAT number by its last two figures, made in either way', () => {
    for (const right of ['GB 980 7806 84', '434031494', 'GB 100 1900 90', 'GB 980 7806 84 001'])
      expect([right, isBritishVat(right)]).toEqual([right, true])
    for (const wrong of ['GB 980 7806 85', '98078068', 'GB 980 7806 844', 'FR980780684'])
      expect(isBritishVat(wrong)).toBe(false)
  })

  it('shows an example that is right in every country', () => {
    const examples = COUNTRIES.flatMap((country) => Object.values(COUNTRY_RULES[country].identity))
    expect(examples.filter(({ check, example }) => !check(example))).toEqual([])
  })

  it('prints them in the words of the country, and nothing where nothing is', () => {
    const numbers = { registration: '12345678200010', vatNumber: 'FR11123456782', activityCode: '4711B' }
    expect(identityLines('fr', numbers)).toEqual(['SIRET 123 456 782 00010  APE 4711B', 'TVA FR11123456782'])
    expect(identityLines('pl', { registration: '1234563218', vatNumber: '', activityCode: '' })).toEqual([
      'NIP 123-456-32-18',
    ])
    expect(identityLines('other', { registration: '', vatNumber: '', activityCode: '' })).toEqual([])
  })
})
