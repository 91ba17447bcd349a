import { COUNTRY_RULES, type Country, IDENTITY_FIELDS, identityLines, ratesByLetter } from '#contract/country-rules.ts'
import { bareNumber } from '#contract/identity-numbers.ts'
import type { SetupDraft, ShopFields } from '#contract/views/setup-view.ts'
import type { ShopSettings } from '../ports/settings.port.ts'
import type { ShopIdentity } from '../tickets/ticket-document.ts'

const EMPTY_FIELDS: ShopFields = {
  name: '',
  street: '',
  postcode: '',
  town: '',
  phone: '',
  registration: '',
  vatNumber: '',
  activityCode: '',
  tillLabel: '',
}

/** What stands in the answers before anybody gave one. */
export const FIRST_DRAFT: SetupDraft = {
  step: 'country',
  country: null,
  shop: EMPTY_FIELDS,
  tillNumber: 1,
  vatBasisPoints: [],
  goods: 'sample',
}

const tidy = (text: string) => text.normalize('NFC').trim().replace(/\s+/g, ' ')

/** The answers as they are kept: NFC, without blanks around them; numbers without those in between. */
export function tidyFields(country: Country, fields: ShopFields): ShopFields {
  const tidied = Object.fromEntries(Object.entries(fields).map(([name, text]) => [name, tidy(text)])) as ShopFields
  const { identity } = COUNTRY_RULES[country]
  for (const field of IDENTITY_FIELDS) {
    if (identity[field] === undefined) tidied[field] = ''
    // The figures of a German tax office are written with strokes.
    else if (!(country === 'de' && field === 'registration')) tidied[field] = bareNumber(tidied[field])
  }
  return tidied
}

/** The shop as its papers name it. */
export function shopIdentity(country: Country, fields: ShopFields): ShopIdentity {
  const { name, street, postcode, town, phone, tillLabel } = fields
  return {
    name,
    street,
    // The British write the town first.
    city: (country === 'gb' ? [town, postcode] : [postcode, town]).filter(Boolean).join(' '),
    phone,
    legal: identityLines(country, fields),
    tillLabel,
  }
}

/** Who has no float in the drawer yet begins with none. */
const FIRST_FLOAT_MINOR = 0

/** The settings of a shop that was just described. */
export function firstShop({ country, shop, tillNumber, vatBasisPoints }: SetupDraft): ShopSettings {
  const where = country ?? 'other'
  const { currency, piecesMinor } = COUNTRY_RULES[where]
  const identity = tidyFields(where, shop)
  return {
    country: where,
    identity,
    shop: shopIdentity(where, identity),
    tillNumber,
    currency,
    floatMinor: FIRST_FLOAT_MINOR,
    piecesMinor,
    vatBasisPoints: ratesByLetter(where, vatBasisPoints),
  }
}

/** The first letters of the first two words: what a key shows of a person. */
export function initialsOf(name: string): string {
  const words = name.split(/[\s\-.]+/).filter(Boolean)
  return words
    .slice(0, 2)
    .map((word) => [...word][0]?.toLocaleUpperCase() ?? '')
    .join('')
}
