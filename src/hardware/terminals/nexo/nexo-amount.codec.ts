import { AMOUNT_MINOR_MAX, CURRENCIES, type Currency } from '#contract/money.ts'

/** `1234` in EUR is the number 12.34 of a message: put together from its figures, never divided. */
export function nexoAmount(amountMinor: number, currency: Currency): number {
  const { exponent } = CURRENCIES[currency]
  const figures = String(amountMinor).padStart(exponent + 1, '0')
  const point = figures.length - exponent
  return Number(`${figures.slice(0, point)}.${figures.slice(point)}`)
}

/**
 * Minor units of a number of a message, by the figures that it is written with. Null for what is no amount of the currency: negative,
 * too large, or with more decimals than it has.
 */
export function minorOf(amount: number, currency: Currency): number | null {
  const { exponent } = CURRENCIES[currency]
  const match = /^(\d{1,12})(?:\.(\d+))?$/.exec(String(amount))
  const decimals = match?.[2] ?? ''
  if (match === null || decimals.length > exponent) return null
  const amountMinor = Number(match[1]) * 10 ** exponent + Number(decimals.padEnd(exponent, '0'))
  return amountMinor <= AMOUNT_MINOR_MAX ? amountMinor : null
}
