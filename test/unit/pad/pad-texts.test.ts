import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { LOCALES, type Locale } from '#contract/locale.ts'
import { AMOUNT_MINOR_MAX } from '#contract/money.ts'
import {
  amountRow,
  FIRMWARE_TEXTS,
  fixedRows,
  foldForPad,
  messageRows,
  PAD_COLUMNS,
  PAD_TEXTS,
  type PadText,
  PROMPT_TEXTS,
  padRow,
  padText,
  readFirmwareText,
} from '#hardware/pad/abecs/pad-texts.ts'
import { farewellText, headingRow } from '#hardware/pad/abecs/purchase-words.ts'
import { REQUEST } from '#test/support/pad/transcript.ts'

const CARD_OPERATIONS = ['sale', 'pre-authorisation', 'activation', 'load', 'balance', 'card-check'] as const

const LATIN1 = /^[\u0020-\u007e\u00a1-\u00ac\u00ae-\u00ff]*$/
const everyText = LOCALES.flatMap((locale) =>
  Object.keys(PAD_TEXTS[locale]).map((text) => [locale, text as PadText] as const),
)

describe('texts on a pad', () => {
  it.each(everyText)('%s %s fits its row and the pad’s characters', (locale, text) => {
    const shown = padText(locale, text)
    expect(shown.length).toBeGreaterThan(0)
    expect(shown.length).toBeLessThanOrEqual(PAD_COLUMNS)
    expect(shown).toMatch(LATIN1)
  })

  it('has every text in every language', () => {
    for (const locale of LOCALES)
      expect(Object.keys(PAD_TEXTS[locale]).sort()).toEqual(Object.keys(PAD_TEXTS.fr).sort())
  })

  it('writes Polish letters as their base letters', () => {
    expect(foldForPad('ZAŻÓŁĆ GĘŚLĄ JAŹŃ zażółć gęślą jaźń')).toBe('ZAZOLC GESLA JAZN zazolc gesla jazn')
    expect(padText('pl', 'presentCard')).toBe('PRZYLOZ KARTE')
    expect(padText('de', 'seePhone')).toBe('TELEFON PRÜFEN')
  })

  it('cuts any text to a row', () => {
    expect(padRow('Zażółć gęślą jaźń, proszę')).toBe('Zazolc gesla jaz')
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (text) => {
        const row = padRow(text)
        expect(row.length).toBeLessThanOrEqual(PAD_COLUMNS)
        expect(row).toMatch(LATIN1)
      }),
      { numRuns: 100 },
    )
  })

  it('lets no control character and none outside ISO-8859-1 through', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (text) => {
        expect(foldForPad(text)).toMatch(LATIN1)
      }),
      { numRuns: 500 },
    )
  })
})

describe('the row of the amount', () => {
  it.each([
    ['fr', 2000, 'EUR', 'DEBIT  20,00 EUR'],
    ['fr', 5, 'EUR', 'DEBIT   0,05 EUR'],
    ['pl', 123456, 'PLN', '     1234,56 PLN'],
    ['en', 123456, 'EUR', 'PAY  1234,56 EUR'],
    ['de', 123456, 'EUR', '     1234,56 EUR'],
    ['fr', AMOUNT_MINOR_MAX, 'EUR', '9999999999,99EUR'],
  ] as const)('%s %i %s', (locale, amountMinor, currency, row) => {
    expect(amountRow(locale, amountMinor, currency)).toBe(row)
  })

  it('is sixteen characters with the whole amount, whatever the amount', () => {
    fc.assert(
      fc.property(fc.constantFrom(...LOCALES), fc.integer({ min: 0, max: AMOUNT_MINOR_MAX }), (locale, amountMinor) => {
        const row = amountRow(locale, amountMinor, 'EUR')
        expect(row).toHaveLength(PAD_COLUMNS)
        expect(
          row
            .replace(/^\D*/, '')
            .replace(',', '')
            .replace(/ ?EUR$/, ''),
        ).toBe(String(amountMinor).padStart(3, '0'))
      }),
    )
  })

  it.each([
    ['sale', 'DEBIT  50,00 EUR', 'PAY    50,00 EUR', 'KWOTA  50,00 EUR', 'BETRAG 50,00 EUR'],
    ['pre-authorisation', 'CAUTION    50,00', 'HOLD   50,00 EUR', 'BLOKADA    50,00', 'KAUTION    50,00'],
    ['activation', 'CADEAU 50,00 EUR', 'GIFT CARD  50,00', 'PREZENT    50,00', 'GESCHENK   50,00'],
    ['load', 'RECHARGE   50,00', 'TOP UP 50,00 EUR', 'DOLADUJ    50,00', 'AUFLADEN   50,00'],
    ['balance', 'SOLDE CARTE', 'CARD BALANCE', 'SALDO KARTY', 'GUTHABEN'],
    ['card-check', 'CONTROLE CARTE', 'CARD CHECK', 'WERYFIKACJA', 'KARTENPRÜFUNG'],
  ] as const)('says what the card is read for: %s', (operation, fr, en, pl, de) => {
    const row = (locale: Locale) => headingRow({ ...REQUEST, operation, locale, amountMinor: 5_000 }).replace('.', ',')
    expect([row('fr'), row('en'), row('pl'), row('de')]).toEqual([fr, en, pl, de])
  })

  it('calls nothing a payment that charges nobody, at its end as at its beginning', () => {
    for (const operation of CARD_OPERATIONS) {
      for (const farewell of ['accepted', 'declined', 'stopped'] as const) {
        const text = farewellText({ operation }, farewell)
        const isPayment = /PAIEMENT|PAYMENT|ZAPŁACONO|ZAHLUNG/
        for (const locale of LOCALES) {
          if (operation !== 'sale') expect(PAD_TEXTS[locale][text]).not.toMatch(isPayment)
          else expect(text).toBe(farewell)
        }
      }
    }
    expect(farewellText(null, 'stopped')).toBe('stopped')
  })

  it('fills both rows', () => {
    expect(fixedRows(['A', 'B'])).toBe(`A${' '.repeat(15)}B${' '.repeat(15)}`)
    expect(messageRows(['DEBIT', 'CODE :'])).toBe('DEBIT\rCODE :')
  })
})

describe('what the firmware says by itself', () => {
  it.each([
    [['SELECIONADO:', 'CREDITO'], 'selected', 'Choisi sur le TPE : CREDITO'],
    [['SOLICITE A SENHA', ''], 'askForCode', 'Demandez le code au client'],
    [['SENHA INVALIDA', '(+2 TENTAVIVAS)'], 'wrongCode', 'Code faux, encore 2 essai(s)'],
    [['SENHA INVALIDA', ''], 'wrongCodeUncounted', 'Code faux'],
    [['PROX. ERRO', 'BLOQUEIA SENHA'], 'lastTry', 'Dernier essai : un code faux bloque la carte'],
    [['SENHA BLOQUEADA', ''], 'codeBlocked', 'Le code de la carte est bloqué'],
    [['APLICACAO', 'INVALIDA'], 'invalidApplication', 'Application de la carte non valable'],
    [['SOLICITE CARTAO', 'NOVAMENTE'], 'cardAgain', 'Demandez à nouveau la carte'],
    [['ALGO DE NOVO', 'AQUI'], null, 'ALGO DE NOVO AQUI'],
    [['', ''], null, ''],
  ] as const)('%j', (rows, key, text) => {
    expect(readFirmwareText(rows, 'fr')).toEqual({ key, text })
  })

  it('has prompts for figures that fit a row, with words in every language, too short for a card number', () => {
    const prompts = Object.values(PROMPT_TEXTS)
    expect(prompts.length).toBeGreaterThan(0)
    for (const { rows, words, digitsMax, messageIndex } of prompts) {
      for (const row of rows) expect(padRow(row)).toBe(row)
      for (const locale of LOCALES) expect(words[locale].length).toBeGreaterThan(0)
      expect(digitsMax).toBeLessThan(13)
      // The table of the specification ends at 35 (hexadecimal); 0C and 32 ask for what stands on a card.
      expect(messageIndex).toBeGreaterThan(0)
      expect(messageIndex).toBeLessThanOrEqual(0x35)
      expect([0x0c, 0x32]).not.toContain(messageIndex)
    }
  })

  it('has words in every language', () => {
    for (const { starts, words } of Object.values(FIRMWARE_TEXTS))
      for (const locale of LOCALES) {
        expect(words[locale].length).toBeGreaterThan(0)
        expect(words[locale]).not.toContain(starts)
      }
  })
})
