import { describe, expect, it } from 'vitest'
import { ERROR_CODES, errorEntry, errorSentence, failureSchema } from '#contract/errors/catalogue.ts'
import { LOCALES } from '#contract/locale.ts'

const FAMILIES = [
  'PINPAD',
  'HOST',
  'PAYMENT',
  'RESERVATION',
  'BATCH',
  'SETTLEMENT',
  'SALE',
  'FLOOR',
  'SESSION',
  'SETUP',
  'BACKUP',
  'BANK',
  'SUPPORT',
  'PEOPLE',
  'PRINTER',
  'PUMP',
  'TERMINAL',
  'GIFT',
  'ARTICLES',
  'CUSTOMER',
  'ACCOUNT',
  'INVOICE',
  'LOYALTY',
  'DISPLAY',
  'SCALE',
  'VOUCHER',
  'CASH',
  'REPORT',
  'DEVICE',
  'SCENARIO',
  'STORE',
  'DAY',
  'SHELL',
  'IPC',
  'INTERNAL',
]
const placeholders = (sentence: string) => [...sentence.matchAll(/\{(\w+)\}/g)].map((match) => match[1]).sort()

describe.each(ERROR_CODES)('%s', (code) => {
  const entry = errorEntry(code)

  it('belongs to a family', () => {
    expect(code).toMatch(/^[A-Z]+(_[A-Z0-9]+)+$/)
    expect(FAMILIES).toContain(code.split('_')[0])
  })

  it('has a whole sentence in every language, with the same placeholders', () => {
    expect(Object.keys(entry.words).sort()).toEqual([...LOCALES].sort())
    for (const locale of LOCALES) {
      const sentence = entry.words[locale]
      expect(sentence).toMatch(/^\S.*[.!?]$/)
      expect(sentence).toBe(sentence.normalize('NFC'))
      expect(placeholders(sentence), locale).toEqual(placeholders(entry.words.en))
    }
  })

  it('is not offered to be tried again when nobody knows whether money moved', () => {
    expect(entry.retry === 'safe' && entry.moneyMoved === 'unknown').toBe(false)
  })
})

describe('a failure', () => {
  it('fills its sentence, and shows a dash for a detail it lacks', () => {
    const failure = { code: 'SALE_UNKNOWN_BARCODE', details: { barcode: '590' } } as const
    expect(errorSentence(failure, 'en')).toBe('Code 590 is not known. Search the product by its name.')
    expect(errorSentence({ code: 'SALE_UNKNOWN_BARCODE' }, 'fr')).toContain('Code – inconnu')
  })

  it('crosses as plain JSON with a known code only', () => {
    expect(failureSchema.safeParse({ code: 'STORE_LOCKED', details: { path: '/x', found: 2 } }).success).toBe(true)
    expect(failureSchema.safeParse({ code: 'SOMETHING_ELSE' }).success).toBe(false)
    expect(failureSchema.safeParse({ code: 'STORE_LOCKED', details: { nested: {} } }).success).toBe(false)
  })
})
