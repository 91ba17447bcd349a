/** Numbers that a state gives a shop, each with the check that its own rule allows. Blanks, points and dashes in between are forgiven. */

const bare = (text: string) => text.replace(/[\s.\-\u00a0\u202f]/g, '').toUpperCase()
const digitsOf = (text: string) => [...text].map(Number)

/** Luhn (ISO/IEC 7812-1 annex B). */
function luhnSum(digits: string): number {
  return digitsOf(digits)
    .reverse()
    .reduce((sum, digit, place) => {
      const doubled = place % 2 === 0 ? digit : digit * 2
      return sum + (doubled > 9 ? doubled - 9 : doubled)
    }, 0)
}

/** The offices of La Poste have one SIREN; their SIRET adds up to a multiple of five instead (INSEE). */
const LA_POSTE = '356000000'

/** A SIRET of 14 figures: Luhn over all of it, and over the nine of its SIREN. */
export function isSiret(text: string): boolean {
  const siret = bare(text)
  if (!/^\d{14}$/.test(siret)) return false
  if (siret.startsWith(LA_POSTE)) {
    return luhnSum(siret) % 10 === 0 || digitsOf(siret).reduce((sum, digit) => sum + digit, 0) % 5 === 0
  }
  return luhnSum(siret) % 10 === 0 && luhnSum(siret.slice(0, 9)) % 10 === 0
}

const NIP_WEIGHTS = [6, 5, 7, 2, 3, 4, 5, 6, 7] as const

/** A Polish NIP of ten figures: the last is the weighted sum of the others modulo 11, which is never 10. */
export function isNip(text: string): boolean {
  const nip = bare(text).replace(/^PL/, '')
  if (!/^\d{10}$/.test(nip)) return false
  const sum = NIP_WEIGHTS.reduce((total, weight, place) => total + weight * Number(nip[place]), 0)
  return sum % 11 === Number(nip[9])
}

/** A German VAT number: nine figures, the last by ISO 7064 MOD 11,10. */
function isGermanVat(digits: string): boolean {
  if (!/^[1-9]\d{8}$/.test(digits)) return false
  const product = digitsOf(digits.slice(0, 8)).reduce((carried, digit) => {
    const sum = (digit + carried) % 10
    return ((sum === 0 ? 10 : sum) * 2) % 11
  }, 10)
  return (11 - product) % 10 === Number(digits[8])
}

/** A French VAT number: a key of two characters before the SIREN; a key of figures is computed from it, one with a letter is not. */
function isFrenchVat(rest: string): boolean {
  const [, key = '', siren = ''] = /^([0-9A-HJ-NP-Z]{2})(\d{9})$/.exec(rest) ?? []
  if (siren === '' || luhnSum(siren) % 10 !== 0) return false
  return !/^\d{2}$/.test(key) || Number(key) === (12 + 3 * (Number(siren) % 97)) % 97
}

/**
 * A British VAT number: nine figures, of which the eighth and ninth make a sum of 97 or, since 2010, 42 come out even; a branch of a
 * group has three figures more, which check nothing (HMRC).
 */
export function isBritishVat(text: string): boolean {
  const figures = bare(text).replace(/^GB/, '')
  if (!/^\d{9}(?:\d{3})?$/.test(figures)) return false
  const sum = [8, 7, 6, 5, 4, 3, 2].reduce((total, weight, place) => total + weight * Number(figures[place]), 0)
  const left = (sum + Number(figures.slice(7, 9))) % 97
  return left === 0 || left === 42
}

/** A VAT number with the letters of its country; one of a country whose rule is not known here is looked at for its shape alone. */
export function isVatNumber(text: string): boolean {
  const number = bare(text)
  const rest = number.slice(2)
  if (number.startsWith('FR')) return isFrenchVat(rest)
  if (number.startsWith('PL')) return isNip(rest)
  if (number.startsWith('DE')) return isGermanVat(rest)
  return /^[A-Z]{2}[0-9A-Z]{2,12}$/.test(number) && /\d/.test(rest)
}

/** The French code of what a shop does, `47.11B`. */
export function isActivityCode(text: string): boolean {
  return /^\d{4}[A-Z]$/.test(bare(text))
}

/** `12345678200010` as `123 456 782 00010`. */
export function groupedSiret(text: string): string {
  return bare(text).replace(/^(\d{3})(\d{3})(\d{3})(\d{5})$/, '$1 $2 $3 $4')
}

/** `1234563218` as `123-456-32-18`. */
export function groupedNip(text: string): string {
  return bare(text)
    .replace(/^PL/, '')
    .replace(/^(\d{3})(\d{3})(\d{2})(\d{2})$/, '$1-$2-$3-$4')
}

/** A number as it is kept: without what was typed for the eye. */
export const bareNumber = bare
