import { Iso8583Error } from './iso8583-error.ts'

/**
 * DE54, up to six amounts of 20 characters each:
 *
 *   2   account type, `00` where it is not said
 *   2   what the amount is, by profile
 *   3   currency, ISO 4217 number
 *   1   C or D: of the cardholder's account
 *   12  amount, minor units
 */
export interface AdditionalAmount {
  readonly type: string
  readonly currencyNumeric: string
  /** Below zero is a debit balance in a host's answer; our own requests only ever say what is charged. */
  readonly amountMinor: number
}

const CHARACTERS = 20
const ROW = /^(\d{2})([0-9A-Z]{2})(\d{3})([CD])(\d{12})$/

/** The parts of a charge: all of them debit the account. */
export function writeAdditionalAmounts(parts: readonly AdditionalAmount[]): string {
  return parts
    .map(
      ({ type, currencyNumeric, amountMinor }) =>
        `00${type}${currencyNumeric}D${String(amountMinor).padStart(CHARACTERS - 8, '0')}`,
    )
    .join('')
}

/** @throws Iso8583Error when a row is broken. */
export function readAdditionalAmounts(text: string): AdditionalAmount[] {
  if (text.length % CHARACTERS !== 0) throw new Iso8583Error(54, 'length')
  return Array.from({ length: text.length / CHARACTERS }, (_, index) => {
    const row = ROW.exec(text.slice(index * CHARACTERS, (index + 1) * CHARACTERS))
    if (row === null) throw new Iso8583Error(54, 'content')
    const [, , type = '', currencyNumeric = '', sign, digits] = row
    const amountMinor = sign === 'D' ? -Number(digits) : Number(digits)
    return { type, currencyNumeric, amountMinor }
  })
}
