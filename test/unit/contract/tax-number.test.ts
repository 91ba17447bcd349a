import { describe, expect, test } from 'vitest'
import { bareNumber, isCompanyNumber, isVatNumber } from '#contract/tax-number.ts'

/** Goal: numbers of companies are checked by their own figures, so that a slip shows before an invoice bears it. */

describe('a number of a company', () => {
  test.each([
    ['SIREN of the INSEE', '120027016'],
    ['SIRET of the INSEE', '12002701600563'],
    ['SIRET', '732 829 320 00074'],
    ['a branch of La Poste, which Luhn refuses', '35600000049837'],
    ['NIP', '526-000-12-46'],
    ['British company', '0044 5790'],
    ['Scottish company', 'SC 095000'],
  ])('%s is taken', (_, number) => {
    expect(isCompanyNumber(bareNumber(number))).toBe(true)
  })

  test.each([
    '',
    '1200270',
    'SC09500',
    'AB095000',
    '120027017',
    '12002701600564',
    '35600000049838',
    '5260001247',
    '4111111111111111',
    'abc',
  ])('%s is refused', (number) => {
    expect(isCompanyNumber(number)).toBe(false)
  })

  test('each slip of one figure is seen', () => {
    for (const number of ['732829320', '5260001246']) {
      for (let place = 0; place < number.length; place++) {
        const wrong = (Number(number[place]) + 1) % 10
        expect(isCompanyNumber(number.slice(0, place) + wrong + number.slice(place + 1))).toBe(false)
      }
    }
  })
})

describe('a VAT number', () => {
  test('of Great Britain shows each slip of one figure, a branch among them in all that is checked', () => {
    for (const number of ['GB980780684', 'GB980780684001']) {
      for (let place = 2; place < 11; place++) {
        const wrong = (Number(number[place]) + 1) % 10
        expect(isVatNumber(number.slice(0, place) + wrong + number.slice(place + 1))).toBe(false)
      }
    }
  })

  test.each([
    'FR44732829320',
    'FR40303265045',
    'GB980780684',
    'GB434031494',
    'GB980780684001',
    'PL5260001246',
    'DE136695976',
    'BE0428759497',
    'IT00743110157',
    'LU15027442',
    'NL004495445B01',
    'ESX12345678',
    'XI110305878',
  ])('%s is taken', (number) => {
    expect(isVatNumber(number)).toBe(true)
  })

  test.each([
    '',
    'FR45732829320',
    'FR44732829321',
    'PL5260001247',
    'DE136695977',
    'BE0428759498',
    'GB980780685',
    'GB980780685001',
    'GB98078068',
    'GB9807806840',
    'GB98078068400',
    'GB9807806840012',
    '980780684',
    'US123456789',
    '44732829320',
  ])('%s is refused', (number) => {
    expect(isVatNumber(number)).toBe(false)
  })
})
