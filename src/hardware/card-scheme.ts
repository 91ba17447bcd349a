import type { Scheme } from '#contract/views/sale-view.ts'

/** Registered application providers (ISO/IEC 7816-5), longest first: CB is one application of its provider. */
const SCHEME_BY_APPLICATION: readonly (readonly [prefix: string, scheme: Scheme])[] = [
  ['A0000000421010', 'cb'],
  ['A000000003', 'visa'],
  ['A000000004', 'mastercard'],
  ['A000000025', 'amex'],
  ['A000000152', 'diners'],
]
/** First digits, for a stripe, which names no application. */
const SCHEME_BY_NUMBER: readonly (readonly [RegExp, Scheme])[] = [
  [/^4/, 'visa'],
  [/^(5[1-5]|2(22[1-9]|2[3-9]|[3-6]|7[01]|720))/, 'mastercard'],
  [/^3[47]/, 'amex'],
  [/^3[0689]/, 'diners'],
]

/** By the application's id where there is one, else by the first digits of the number. */
export function schemeOf(applicationId: string | null, maskedPan: string): Scheme {
  if (applicationId !== null)
    return SCHEME_BY_APPLICATION.find(([prefix]) => applicationId.startsWith(prefix))?.[1] ?? 'other'
  return SCHEME_BY_NUMBER.find(([pattern]) => pattern.test(maskedPan))?.[1] ?? 'other'
}
