import type { Scheme } from '#contract/views/sale-view.ts'
import type { DebitCredit } from '../ports/acquirer-host.port.ts'
import type { AcquirerProfile } from './acquirer-profile.ts'
import type { FieldNumber, IsoMessage } from './field-table.ts'
import { Iso8583Error } from './iso8583-error.ts'

/**
 * Sub-format `scheme-rows-54` of DE63, one row per scheme that has any transaction, 54 characters each:
 *
 *   2   code of the scheme
 *   10  number of debits       16  their amount, minor units
 *   10  number of credits      16  their amount, minor units
 *
 * The widths are those of DE74 and DE86, so that a row can never overflow where the total does not.
 */
const COUNT_DIGITS = 10
const AMOUNT_DIGITS = 16
const ROW = /^([0-9A-Z]{2})(\d{10})(\d{16})(\d{10})(\d{16})$/
const ROW_CHARACTERS = 2 + 2 * (COUNT_DIGITS + AMOUNT_DIGITS)

export type { DebitCredit }
export type TotalsByScheme = Readonly<Partial<Record<Scheme, DebitCredit>>>

/** DE63 of these totals, in the profile's order of schemes; undefined when there are none. */
export function writeSchemeTotals(profile: AcquirerProfile, byScheme: TotalsByScheme): string | undefined {
  const rows = schemesOf(profile).flatMap((scheme) => {
    const totals = byScheme[scheme]
    return totals === undefined ? [] : [[profile.schemeCodes[scheme], totals] as const]
  })
  return rows.length === 0 ? undefined : writeSchemeRows(rows)
}

/** The rows of DE63 by scheme. @throws Iso8583Error on a broken row or a code that the profile does not know. */
export function readSchemeTotals(profile: AcquirerProfile, message: IsoMessage): TotalsByScheme {
  const { field } = profile.schemeTotals
  const byScheme: Partial<Record<Scheme, DebitCredit>> = {}
  for (const [code, totals] of readSchemeRows(field, message.fields[field] ?? '')) {
    byScheme[schemeOfCode(profile, code)] = totals
  }
  return byScheme
}

/** @throws Iso8583Error on a code that the profile does not know. */
export function schemeOfCode(profile: AcquirerProfile, code: string): Scheme {
  const found = schemesOf(profile).find((scheme) => profile.schemeCodes[scheme] === code)
  if (found === undefined) throw new Iso8583Error('scheme', 'unknown')
  return found
}

function schemesOf(profile: AcquirerProfile): Scheme[] {
  return Object.keys(profile.schemeCodes) as Scheme[]
}

function writeSchemeRows(rows: readonly (readonly [code: string, totals: DebitCredit])[]): string {
  return rows.map(([code, totals]) => `${code}${figures(totals)}`).join('')
}

function figures({ debitCount, debitMinor, creditCount, creditMinor }: DebitCredit): string {
  const count = (value: number) => String(value).padStart(COUNT_DIGITS, '0')
  const amount = (value: number) => String(value).padStart(AMOUNT_DIGITS, '0')
  return `${count(debitCount)}${amount(debitMinor)}${count(creditCount)}${amount(creditMinor)}`
}

/** @throws Iso8583Error on a broken row, a code that comes twice, or a figure beyond exact integers. */
function readSchemeRows(field: FieldNumber, text: string): ReadonlyMap<string, DebitCredit> {
  const rows = new Map<string, DebitCredit>()
  if (text.length % ROW_CHARACTERS !== 0) throw new Iso8583Error(field, 'length')
  for (let at = 0; at < text.length; at += ROW_CHARACTERS) {
    const [, code = '', ...values] = ROW.exec(text.slice(at, at + ROW_CHARACTERS)) ?? []
    if (code === '' || rows.has(code)) throw new Iso8583Error(field, 'content')
    const [debitCount = 0, debitMinor = 0, creditCount = 0, creditMinor = 0] = values.map((digits) =>
      wholeNumber(field, digits),
    )
    rows.set(code, { debitCount, debitMinor, creditCount, creditMinor })
  }
  return rows
}

/** Digits as an exact number. @throws Iso8583Error beyond 2^53. */
export function wholeNumber(field: FieldNumber, digits: string): number {
  const value = Number(digits)
  if (!Number.isSafeInteger(value)) throw new Iso8583Error(field, 'content')
  return value
}
