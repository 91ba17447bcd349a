import type { Locale } from '#contract/locale.ts'
import { CURRENCIES, type Currency } from '#contract/money.ts'

const NO_BREAK_SPACE = '\u00a0'
const SMALL_SIGN = { EUR: `${NO_BREAK_SPACE}c`, PLN: `${NO_BREAK_SPACE}gr`, GBP: 'p' } as const

/** `20 €`, `50 c`, `£20`, `50p`: a note or a coin, from minor units. */
export function pieceName(valueMinor: number, currency: Currency): string {
  const { sign, isSignFirst } = CURRENCIES[currency]
  if (valueMinor < 100) return `${valueMinor}${SMALL_SIGN[currency]}`
  return isSignFirst ? `${sign}${valueMinor / 100}` : `${valueMinor / 100}${NO_BREAK_SPACE}${sign}`
}

/** The smallest value that is a note; the rest are coins. */
export function smallestNoteMinor(currency: Currency): number {
  return currency === 'PLN' ? 1_000 : 500
}

/** `550` is `5,5`; a point in English. */
export function percentFigures(basisPoints: number, locale: Locale): string {
  return decimals(basisPoints / 100, locale, 2)
}

/** Keeps a figure and its unit on one line: `Miel de fleurs 500 g`. */
export function unbroken(name: string): string {
  return name.replace(/(\d) (?=(?:g|kg|cl|ml|L|l|%)(?![\p{L}\d]))/gu, `$1${NO_BREAK_SPACE}`)
}

/** `412` is `0,412`, `2000` is `2`. */
export function quantityFigures(quantityMilli: number, locale: Locale): string {
  return decimals(quantityMilli / 1000, locale, 3)
}

function decimals(value: number, locale: Locale, digitsMax: number): string {
  const text = String(Number(value.toFixed(digitsMax)))
  return locale === 'en' ? text : text.replace('.', ',')
}

/** `Dimanche 22 novembre 2026`, from `2026-11-22`. */
export function longDate(businessDate: string, locale: Locale): string {
  const date = new Date(`${businessDate}T12:00:00`)
  const text = new Intl.DateTimeFormat(locale === 'en' ? 'en-GB' : locale, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
  }).format(date)
  return text.charAt(0).toLocaleUpperCase(locale) + text.slice(1)
}

/** `0:19`, whole seconds of a wait. */
export function waitTime(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000))
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}

/** `11,6`, seconds of a step that is over. */
export function stepSeconds(milliseconds: number, locale: Locale): string {
  const text = (milliseconds / 1000).toFixed(1)
  return locale === 'en' ? text : text.replace('.', ',')
}
