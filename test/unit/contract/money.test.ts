import { describe, expect, it } from 'vitest'
import { formatAmount, formatFigures, parseAmount } from '#contract/money.ts'

/** Goal: amounts read as people of each currency write them, and what is shown in a field can be read back. */
describe('an amount', () => {
  it.each([
    ['EUR', '12\u202f345,67\u00a0€', '\u22120,05\u00a0€'],
    ['PLN', '12\u202f345,67\u00a0zł', '\u22120,05\u00a0zł'],
    ['GBP', '£12\u202f345.67', '\u2212£0.05'],
  ] as const)('in %s has its mark and its sign where they belong', (currency, large, below) => {
    expect([formatAmount(1_234_567, currency), formatAmount(-5, currency)]).toEqual([large, below])
    expect(parseAmount(formatFigures(1_234_567, currency), currency)).toBe(1_234_567)
  })
})
