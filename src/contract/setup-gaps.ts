import { COUNTRY_RULES, IDENTITY_FIELDS } from './country-rules.ts'
import { isAllowed } from './permissions.ts'
import type { SetupDraft, SetupPerson, SetupStep, ShopFields } from './views/setup-view.ts'

/** What a step still needs, and how much: a shop is not made without it, or it must not sell for real without it. */
export interface SetupGap {
  readonly step: SetupStep
  readonly field: keyof ShopFields | 'country' | 'vatBasisPoints' | 'people' | 'goods'
  /** missing: nothing is there. wrong: it is no such number. later: needed on a real ticket, and not to learn on. */
  readonly kind: 'missing' | 'wrong' | 'later'
}

/** What the law wants to see on a ticket, beside the numbers of the country. */
const ON_EVERY_TICKET = ['street', 'postcode', 'town'] as const

/** What is not answered yet, in the order of the steps. What is `later` is `missing` where one sells for real. */
export function setupGaps(
  { country, shop, vatBasisPoints, goods }: SetupDraft,
  people: readonly Pick<SetupPerson, 'role'>[],
  training: boolean,
): SetupGap[] {
  const gaps: SetupGap[] = []
  const lack = (step: SetupStep, field: SetupGap['field'], kind: SetupGap['kind']) => gaps.push({ step, field, kind })
  const later = training ? 'later' : 'missing'
  if (country === null) lack('country', 'country', 'missing')
  if (shop.name.trim() === '') lack('shop', 'name', 'missing')
  for (const field of ON_EVERY_TICKET) if (shop[field].trim() === '') lack('shop', field, later)
  const { identity } = COUNTRY_RULES[country ?? 'other']
  for (const field of IDENTITY_FIELDS) {
    const rule = identity[field]
    if (rule === undefined) continue
    if (shop[field].trim() === '') {
      // Who owes no VAT has no such number, and a code of what one does is asked for by few.
      if (field === 'registration') lack('shop', field, later)
    } else if (!rule.check(shop[field])) lack('shop', field, 'wrong')
  }
  if (shop.tillLabel.trim() === '') lack('shop', 'tillLabel', 'missing')
  if (vatBasisPoints.length === 0) lack('taxes', 'vatBasisPoints', 'missing')
  if (new Set(vatBasisPoints).size !== vatBasisPoints.length) lack('taxes', 'vatBasisPoints', 'wrong')
  if (!training && goods === 'sample') lack('taxes', 'goods', 'wrong')
  if (!people.some((person) => isAllowed({}, person, 'manage-people'))) lack('team', 'people', 'missing')
  return gaps
}

/** Those without which no shop is made. */
export function blockingGaps(gaps: readonly SetupGap[]): SetupGap[] {
  return gaps.filter(({ kind }) => kind !== 'later')
}
