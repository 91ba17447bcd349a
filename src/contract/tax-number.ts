import { isBritishVat } from './identity-numbers.ts'

/** Blanks, points and dashes between the figures are how people write them, and are no part of a number. */
export function bareNumber(text: string): string {
  return text.replace(/[\s.\-/\u00a0\u202f]/g, '').toUpperCase()
}

const SIREN_DIGITS = 9
const SIRET_DIGITS = 14
const NIP_DIGITS = 10
const BRITISH_COMPANY = /^(?:\d{8}|(?:FC|LP|NC|NI|NL|OC|R0|SC|SL|SO|ZC)\d{6})$/
/** La Poste numbers its branches under one SIREN by the sum of the figures, not by Luhn (INSEE, Sirene). */
const LA_POSTE_SIREN = '356000000'

/**
 * Whether a company may be entered under this number: a SIREN or SIRET (INSEE: Luhn), or a NIP (art. 3 of the Polish act on
 * registration: weights, modulo 11), or a British company number (Companies House: eight figures, or two letters and six; nothing in it
 * checks the rest). Which of them it is follows from its length.
 */
export function isCompanyNumber(number: string): boolean {
  if (BRITISH_COMPANY.test(number)) return true
  if (!/^\d+$/.test(number)) return false
  if (number.length === NIP_DIGITS) return isNip(number)
  if (number.length === SIREN_DIGITS) return isLuhn(number)
  if (number.length !== SIRET_DIGITS) return false
  const isOfLaPoste = number.startsWith(LA_POSTE_SIREN) && digitsOf(number).reduce((sum, one) => sum + one, 0) % 5 === 0
  return isOfLaPoste || (isLuhn(number.slice(0, SIREN_DIGITS)) && isLuhn(number))
}

/** What the rest of a VAT number must be, where its check is known here; of the other members its form alone. */
const VAT_CHECKS: Readonly<Record<string, (rest: string) => boolean>> = {
  FR: isFrenchVat,
  GB: isBritishVat,
  PL: (rest) => new RegExp(`^\\d{${NIP_DIGITS}}$`).test(rest) && isNip(rest),
  DE: isGermanVat,
  BE: (rest) => /^[01]\d{9}$/.test(rest) && 97 - (Number(rest.slice(0, 8)) % 97) === Number(rest.slice(8)),
  IT: (rest) => /^\d{11}$/.test(rest) && isLuhn(rest),
  LU: (rest) => /^\d{8}$/.test(rest) && Number(rest.slice(0, 6)) % 89 === Number(rest.slice(6)),
}
const VAT_MEMBERS = /^(AT|BG|CY|CZ|DK|EE|EL|ES|FI|HR|HU|IE|LT|LV|MT|NL|PT|RO|SE|SI|SK|XI)[0-9A-Z+*]{2,12}$/

/** A British VAT number, or one of the European Union as VIES takes it; check figures verified for GB, FR, PL, DE, BE, IT and LU. */
export function isVatNumber(number: string): boolean {
  const check = VAT_CHECKS[number.slice(0, 2)]
  return check === undefined ? VAT_MEMBERS.test(number) : check(number.slice(2))
}

/** The key before the SIREN is 12 + 3 × (SIREN mod 97), mod 97; keys with a letter are of a newer kind without one formula. */
function isFrenchVat(rest: string): boolean {
  const [, key, siren] = /^([0-9A-HJ-NP-Z]{2})(\d{9})$/.exec(rest) ?? []
  if (key === undefined || siren === undefined || !isLuhn(siren)) return false
  return !/^\d\d$/.test(key) || Number(key) === (12 + 3 * (Number(siren) % 97)) % 97
}

/** ISO 7064, MOD 11,10. */
function isGermanVat(rest: string): boolean {
  if (!/^[1-9]\d{8}$/.test(rest)) return false
  const product = digitsOf(rest.slice(0, -1)).reduce((carried, digit) => (2 * ((digit + carried) % 10 || 10)) % 11, 10)
  return (11 - product) % 10 === Number(rest.at(-1))
}

const NIP_WEIGHTS = [6, 5, 7, 2, 3, 4, 5, 6, 7] as const

function isNip(digits: string): boolean {
  const own = digitsOf(digits)
  const sum = NIP_WEIGHTS.reduce((total, weight, place) => total + weight * (own[place] ?? 0), 0)
  return sum % 11 === own[NIP_WEIGHTS.length]
}

function isLuhn(digits: string): boolean {
  const sum = digitsOf(digits)
    .reverse()
    .reduce(
      (total, digit, place) => total + (place % 2 === 0 ? digit : ((digit * 2) % 10) + Math.floor((digit * 2) / 10)),
      0,
    )
  return sum % 10 === 0
}

function digitsOf(digits: string): number[] {
  return [...digits].map(Number)
}
