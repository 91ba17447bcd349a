import { z } from 'zod'
import {
  groupedNip,
  groupedSiret,
  isActivityCode,
  isBritishVat,
  isNip,
  isSiret,
  isVatNumber,
} from './identity-numbers.ts'
import type { Locale } from './locale.ts'
import type { Currency } from './money.ts'

/** Where a shop sells. It fixes the currency, the rates to begin with and what a ticket must name the shop by. */
export const COUNTRIES = ['fr', 'pl', 'de', 'gb', 'other'] as const
export const countrySchema = z.enum(COUNTRIES)
export type Country = z.infer<typeof countrySchema>

export const IDENTITY_FIELDS = ['registration', 'vatNumber', 'activityCode'] as const
export type IdentityField = (typeof IDENTITY_FIELDS)[number]

/** Whether the customer's papers come out by themselves, or once they are asked for. */
export const CUSTOMER_PAPERS = ['always', 'on-request'] as const
export const customerPaperSchema = z.enum(CUSTOMER_PAPERS)
export type CustomerPaper = z.infer<typeof customerPaperSchema>

interface FieldRule {
  readonly check: (text: string) => boolean
  /** What a right one looks like; of nobody. */
  readonly example: string
}

export interface CountryRules {
  readonly locale: Locale
  readonly currency: Currency
  /** Highest first, as people name them. */
  readonly vatBasisPoints: readonly number[]
  /** Which rate has the letter A on its papers. */
  readonly firstVatLetter: 'highest' | 'lowest'
  /** Notes and coins, largest first. */
  readonly piecesMinor: readonly number[]
  readonly customerPaper: CustomerPaper
  /** The numbers that belong on its tickets, in their order; one that is not here is not asked for. */
  readonly identity: Readonly<Partial<Record<IdentityField, FieldRule>>>
}

const EURO_PIECES = [50_000, 20_000, 10_000, 5_000, 2_000, 1_000, 500, 200, 100, 50, 20, 10, 5, 2, 1] as const
const ZLOTY_PIECES = [50_000, 20_000, 10_000, 5_000, 2_000, 1_000, 500, 200, 100, 50, 20, 10, 5, 2, 1] as const

const POUND_PIECES = [5_000, 2_000, 1_000, 500, 200, 100, 50, 20, 10, 5, 2, 1] as const

const VAT_NUMBER = (example: string): FieldRule => ({ check: isVatNumber, example })

/**
 * Rates: France CGI art. 278 to 281; Poland ustawa o VAT art. 41 and 146; Germany UStG §12; United Kingdom VAT Act 1994 s. 2, 29A and 30. A shop changes them where its own
 * goods are taxed otherwise. The letter A is the basic rate in Poland (rozporządzenie w sprawie kas rejestrujących). Papers: France code de l'environnement art. L. 541-15-10 IV; elsewhere each customer gets his receipt (Poland
 * ustawa o VAT art. 111, Germany AO §146a).
 */
export const COUNTRY_RULES: Readonly<Record<Country, CountryRules>> = {
  fr: {
    locale: 'fr',
    currency: 'EUR',
    vatBasisPoints: [2_000, 1_000, 550, 210],
    firstVatLetter: 'lowest',
    piecesMinor: EURO_PIECES,
    customerPaper: 'on-request',
    identity: {
      registration: { check: isSiret, example: '123 456 782 00010' },
      vatNumber: VAT_NUMBER('FR11123456782'),
      activityCode: { check: isActivityCode, example: '47.11B' },
    },
  },
  pl: {
    locale: 'pl',
    currency: 'PLN',
    vatBasisPoints: [2_300, 800, 500, 0],
    firstVatLetter: 'highest',
    piecesMinor: ZLOTY_PIECES,
    customerPaper: 'always',
    identity: { registration: { check: isNip, example: '123-456-32-18' } },
  },
  de: {
    locale: 'de',
    currency: 'EUR',
    vatBasisPoints: [1_900, 700, 0],
    firstVatLetter: 'lowest',
    piecesMinor: EURO_PIECES,
    customerPaper: 'always',
    identity: {
      registration: { check: (text) => /^[\d/ ]{10,16}$/.test(text.trim()), example: '12/345/67890' },
      vatNumber: VAT_NUMBER('DE136695976'),
    },
  },
  gb: {
    locale: 'en',
    currency: 'GBP',
    vatBasisPoints: [2_000, 500, 0],
    firstVatLetter: 'lowest',
    piecesMinor: POUND_PIECES,
    customerPaper: 'always',
    identity: { vatNumber: { check: isBritishVat, example: 'GB 980 7806 84' } },
  },
  other: {
    locale: 'en',
    currency: 'EUR',
    vatBasisPoints: [2_000, 1_000, 0],
    firstVatLetter: 'lowest',
    piecesMinor: EURO_PIECES,
    customerPaper: 'always',
    identity: { vatNumber: VAT_NUMBER('BE0123456749') },
  },
}

/** Rates in the order of their letters on the papers of a country. */
export function ratesByLetter(country: Country, rates: readonly number[]): number[] {
  const sign = COUNTRY_RULES[country].firstVatLetter === 'highest' ? -1 : 1
  return rates.toSorted((one, other) => sign * (one - other))
}

/** The numbers of a shop as its papers print them: lines in the country's own words. */
export function identityLines(country: Country, numbers: Readonly<Record<IdentityField, string>>): string[] {
  const { registration, vatNumber, activityCode } = numbers
  const first = {
    fr: [registration && `SIRET ${groupedSiret(registration)}`, activityCode && `APE ${activityCode}`],
    pl: [registration && `NIP ${groupedNip(registration)}`],
    de: [registration && `St.-Nr. ${registration}`],
    gb: [],
    other: [],
  }[country]
  const vatWord = { fr: 'TVA', pl: 'VAT', de: 'USt-IdNr.', gb: 'VAT', other: 'VAT' }[country]
  return [first.filter(Boolean).join('  '), vatNumber && `${vatWord} ${vatNumber}`].filter(Boolean)
}
