import { isEan } from '../barcode/barcode.ts'
import type { WeighedCodeForm } from '../ports/catalogue.port.ts'

const PREFIX_DIGITS = 2
const EAN13_DIGITS = 13

/** What the label of a scale says. */
export interface WeighedCode {
  /** Under which of these the goods are kept: with the prefix, as they are, or without leading zeros. */
  readonly items: readonly string[]
  readonly holds: WeighedCodeForm['holds']
  /** Minor units or grams. */
  readonly value: number
}

/** Reads an EAN-13 of the shop's own with a price or a weight in it; null for any other code, and for a wrong check digit. */
export function readWeighedCode(code: string, forms: readonly WeighedCodeForm[]): WeighedCode | null {
  if (code.length !== EAN13_DIGITS || !isEan(code)) return null
  const form = forms.find(({ prefix }) => code.startsWith(prefix))
  if (form === undefined) return null
  const item = code.slice(PREFIX_DIGITS, PREFIX_DIGITS + form.itemDigits)
  const value = Number(code.slice(-1 - form.valueDigits, -1))
  return { items: [`${form.prefix}${item}`, item, item.replace(/^0+(?=\d)/, '')], holds: form.holds, value }
}
