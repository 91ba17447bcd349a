import { z } from 'zod'

/**
 * Money is an integer number of minor units beside its currency; it is never a fraction.
 * The digits follow ISO 4217. Formatting follows the shop's currency, not the reader's language,
 * so that a figure looks the same to everyone at the counter.
 */
export const CURRENCIES = {
  EUR: { numeric: '978', exponent: 2, sign: '€', mark: ',', isSignFirst: false },
  PLN: { numeric: '985', exponent: 2, sign: 'zł', mark: ',', isSignFirst: false },
  GBP: { numeric: '826', exponent: 2, sign: '£', mark: '.', isSignFirst: true },
} as const

export const currencySchema = z.enum(['EUR', 'PLN', 'GBP'])
export type Currency = z.infer<typeof currencySchema>

/** The largest amount a field of twelve digits can carry (ISO 8583 DE4). */
export const AMOUNT_MINOR_MAX = 999_999_999_999

/** An amount that may be negative: returns, differences. */
export const signedAmountMinorSchema = z.int().min(-AMOUNT_MINOR_MAX).max(AMOUNT_MINOR_MAX)
/** An amount of zero or more. */
export const amountMinorSchema = z.int().min(0).max(AMOUNT_MINOR_MAX)

const NARROW_NO_BREAK_SPACE = '\u202f'
const NO_BREAK_SPACE = '\u00a0'
const MINUS = '\u2212'

/** `1234567` in EUR gives `12 345,67` with narrow no-break spaces, without the sign of the currency. */
export function formatFigures(amountMinor: number, currency: Currency): string {
  const { exponent, mark } = CURRENCIES[currency]
  const digits = Math.abs(amountMinor)
    .toString()
    .padStart(exponent + 1, '0')
  const whole = digits.slice(0, -exponent).replace(/\B(?=(\d{3})+$)/g, NARROW_NO_BREAK_SPACE)
  return `${amountMinor < 0 ? MINUS : ''}${whole}${mark}${digits.slice(-exponent)}`
}

/** `1250` in EUR gives `12,50 €` with a no-break space before the sign, in GBP `£12.50`. */
export function formatAmount(amountMinor: number, currency: Currency): string {
  const { sign, isSignFirst } = CURRENCIES[currency]
  if (!isSignFirst) return `${formatFigures(amountMinor, currency)}${NO_BREAK_SPACE}${sign}`
  return `${amountMinor < 0 ? MINUS : ''}${sign}${formatFigures(Math.abs(amountMinor), currency)}`
}

/**
 * Reads what a person typed as an amount: comma and point are both the decimal mark.
 * @returns minor units, or null when the text is not an amount with at most the currency's decimals.
 */
export function parseAmount(text: string, currency: Currency): number | null {
  const { exponent } = CURRENCIES[currency]
  const match = /^(\d{1,9})(?:[.,](\d*))?$/.exec(text.replace(/[\s\u00a0\u202f]/g, ''))
  if (!match) return null
  const decimals = match[2] ?? ''
  if (decimals.length > exponent) return null
  return Number(match[1]) * 10 ** exponent + Number(decimals.padEnd(exponent, '0'))
}
