import { holdsCardNumber } from '#contract/card-number.ts'
import { COUNTRY_RULES, type Country, IDENTITY_FIELDS, ratesByLetter } from '#contract/country-rules.ts'
import type { Json } from '#contract/json.ts'
import { fail, succeed } from '#contract/result.ts'
import type { ShopFields } from '#contract/views/setup-view.ts'
import type { ShopChange, ShopView } from '#contract/views/shop-view.ts'
import { isCardNumberAlone } from '../barcode/barcode.ts'
import { emit, keepHead, seal, type TillContext } from '../core/till-context.ts'
import { customerPaperOf } from '../papers/on-request.ts'
import type { ShopSettings } from '../ports/settings.port.ts'
import { shopIdentity, tidyFields } from '../setup/first-shop.ts'
import type { CallsNamed } from './call-names.ts'

/** Who the shop is, and how it sells: French law wants each change of a parameter in the journal of the till. */
export function shopCalls(context: TillContext): CallsNamed<'shop'> {
  const { memory, options, queue } = context
  return {
    'shop.view': async () => succeed(shopView(memory.shop)),
    'shop.change': (wanted) =>
      queue.run(async () => {
        const field = wrongField(memory.shop, wanted)
        if (field === 'card') return fail('SALE_CARD_NUMBER_REFUSED')
        if (field !== null) return fail('IPC_BAD_REQUEST', { field })
        const before = shopView(memory.shop)
        const settings = changedShop(memory.shop, wanted)
        const changes = differences(before, shopView(settings))
        if (changes.length === 0) return succeed({})
        const userId = memory.signedIn?.user.id ?? ''
        const body = { event: 'parameters-changed', userId, changes }
        const record = seal(context, 'event', options.clock.now(), body)
        await options.settings.saveShopChange(settings, record)
        keepHead(context, record)
        memory.shop = settings
        emit(context, 'till', 'sale', 'day')
        return succeed({})
      }),
  }
}

/** A shop that had no first run is where its papers say. */
const countryOf = ({ country, shop }: ShopSettings): Country =>
  country ?? (shop.legal.some((line) => line.startsWith('SIRET')) ? 'fr' : 'other')

function fieldsOf({ identity, shop }: ShopSettings): ShopFields {
  if (identity !== undefined) return { ...identity, tillLabel: shop.tillLabel }
  const [, postcode = '', town = shop.city] = /^(\S*\d\S*) (.+)$/.exec(shop.city) ?? []
  const { name, street, phone, tillLabel } = shop
  return { name, street, postcode, town, phone, tillLabel, registration: '', vatNumber: '', activityCode: '' }
}

function shopView(settings: ShopSettings): ShopView {
  const { vatBasisPoints, floatMinor, shop, currency, tillNumber } = settings
  return {
    fields: fieldsOf(settings),
    vatBasisPoints: [...vatBasisPoints],
    floatMinor,
    differenceMaxMinor: settings.differenceMaxMinor ?? null,
    footLines: [...(shop.footLines ?? [])],
    customerPaper: customerPaperOf(settings),
    guaranteeFamilies: [...(settings.guaranteeFamilies ?? [])],
    country: countryOf(settings),
    currency,
    tillNumber,
  }
}

/** Which field keeps the change from being made; `card` for what may be a card number. */
function wrongField(
  settings: ShopSettings,
  { fields, vatBasisPoints, footLines, guaranteeFamilies = [] }: ShopChange,
): string | null {
  const { identity } = COUNTRY_RULES[countryOf(settings)]
  const wrong = IDENTITY_FIELDS.find((field) => fields[field] !== '' && identity[field]?.check(fields[field]) === false)
  if (wrong !== undefined) return wrong
  const free = Object.entries(fields).filter(([name]) => !(IDENTITY_FIELDS as readonly string[]).includes(name))
  if ([...free.map(([, text]) => text), ...footLines].some(holdsCardNumber)) return 'card'
  if (guaranteeFamilies.some(isCardNumberAlone)) return 'card'
  if (fields.name.trim() === '') return 'name'
  if (fields.tillLabel.trim() === '') return 'tillLabel'
  return new Set(vatBasisPoints).size === vatBasisPoints.length ? null : 'vatBasisPoints'
}

function changedShop(settings: ShopSettings, change: ShopChange): ShopSettings {
  const country = countryOf(settings)
  const identity = tidyFields(country, change.fields)
  const shop = shopIdentity(country, identity)
  const footLines = change.footLines.map((line) => line.normalize('NFC').trim()).filter((line) => line !== '')
  const hasNumbers = IDENTITY_FIELDS.some((field) => identity[field] !== '')
  const { differenceMaxMinor: limit, ...rest } = settings
  const { differenceMaxMinor = limit ?? null } = change
  return {
    ...rest,
    ...(differenceMaxMinor !== null && { differenceMaxMinor }),
    country,
    identity,
    // Numbers that were never typed here stay on the papers as they are.
    shop: {
      ...shop,
      ...(hasNumbers ? {} : { legal: settings.shop.legal }),
      ...(footLines.length > 0 && { footLines }),
    },
    vatBasisPoints: ratesByLetter(country, change.vatBasisPoints),
    floatMinor: change.floatMinor,
    customerPaper: change.customerPaper ?? customerPaperOf(settings),
    ...(change.guaranteeFamilies && { guaranteeFamilies: change.guaranteeFamilies }),
  }
}

/** Each parameter that is another: its name, what it was, what it is. */
function differences(before: ShopView, after: ShopView): Json[] {
  const flat = ({ fields, ...others }: ShopView): Record<string, Json> => ({ ...fields, ...others })
  const [was, is] = [flat(before), flat(after)]
  return Object.keys(is)
    .filter((name) => JSON.stringify(was[name]) !== JSON.stringify(is[name]))
    .map((name) => ({ name, before: was[name] ?? null, after: is[name] ?? null }))
}
