import { holdsCardNumber } from '#contract/card-number.ts'
import type { MeansDraft } from '#contract/means-api.ts'
import { fail, type Result, succeed } from '#contract/result.ts'
import { isCardNumberAlone } from '../barcode/barcode.ts'
import { emit, keepHead, person, seal, type TillContext } from '../core/till-context.ts'
import type { TenderMeans } from '../ports/settings.port.ts'
import type { Done } from './begin-paying.ts'
import { meansName, shopMeans } from './own-means.ts'

/** The shop's own ways to pay as they are set up. */
export function listMeans({ memory }: TillContext): MeansDraft[] {
  return shopMeans(memory.shop).map(({ families, name = '', ...means }) => {
    return { ...means, name, families: families === undefined ? null : [...families] }
  })
}

/**
 * Takes these ways to pay from now on, in this order. Who set them, and how, is an event of the fiscal chain. One that was taken today
 * stays, of its kind, until its day is closed: the count of that day names it. Errors: SESSION_LOCKED, SALE_MEANS_*, SALE_CARD_NUMBER_REFUSED.
 */
export async function saveMeans(context: TillContext, drafts: readonly MeansDraft[]): Promise<Done> {
  const { memory, options } = context
  const user = person(context)
  if (!user.ok) return user
  const wanted = sound(context, drafts)
  if (!wanted.ok) return wanted
  const lost = shopMeans(memory.shop).find((before) => {
    const kept = wanted.value.find(({ id }) => id === before.id)
    return isTakenToday(context, before.id) && (kept?.kind !== before.kind || kept.isCounted !== before.isCounted)
  })
  if (lost !== undefined) return fail('SALE_MEANS_IN_USE', { name: nameOf(context, lost) })
  const shop = { ...memory.shop, tenderMeans: wanted.value }
  const body = { event: 'tender-means-set', userId: user.value.id, means: JSON.parse(JSON.stringify(wanted.value)) }
  const record = seal(context, 'event', options.clock.now(), body)
  await options.settings.saveShopChange(shop, record)
  keepHead(context, record)
  memory.shop = shop
  emit(context, 'till', 'day')
  return succeed({})
}

const nameOf = ({ memory }: TillContext, means: TenderMeans) => meansName(means, memory.preferences.locale)

function isTakenToday({ memory }: TillContext, meansId: string): boolean {
  const inDay = memory.stage === 'open' && memory.figures.tenders.some(({ means }) => means?.id === meansId)
  const sales = [memory.sale, ...memory.held]
  return (
    inDay ||
    sales.some(({ tenders }) => tenders.some((each) => each.means?.id === meansId && each.outcome === 'received'))
  )
}

type MeansProblem = 'SALE_MEANS_UNNAMED' | 'SALE_MEANS_NAME_TAKEN' | 'SALE_CARD_NUMBER_REFUSED'

/** As they are kept: names that people can tell apart, families that the shop has, and nothing given back of what pays for some goods only. */
function sound(context: TillContext, drafts: readonly MeansDraft[]): Result<readonly TenderMeans[], MeansProblem> {
  const known = new Set(context.memory.families.map(({ id }) => id))
  const means = drafts.map(
    ({ id, kind, name, excess, opensDrawer, isCounted, families, reference, validMonths }): TenderMeans => {
      const called = name.normalize('NFC').trim()
      const some = families?.filter((family) => known.has(family))
      // What is left of the shop's own voucher stays on it, and the customer keeps the paper.
      if (kind === 'shop-voucher') {
        const paper = { excess: 'kept', opensDrawer: false, isCounted: false } as const
        return { id, kind, ...(called !== '' && { name: called }), ...paper, ...(validMonths && { validMonths }) }
      }
      const mayGiveChange = kind !== 'meal-voucher' && some === undefined
      return {
        id,
        kind,
        ...(called !== '' && { name: called }),
        excess: excess === 'change' && !mayGiveChange ? 'kept' : excess,
        opensDrawer,
        isCounted,
        ...(some !== undefined && { families: some }),
        ...(reference !== undefined && { reference }),
      }
    },
  )
  if (means.some(({ kind, name }) => kind === 'own' && name === undefined)) return fail('SALE_MEANS_UNNAMED')
  if (means.some(({ id, name = '' }) => holdsCardNumber(name) || isCardNumberAlone(id)))
    return fail('SALE_CARD_NUMBER_REFUSED')
  const names = means.map((each) => nameOf(context, each).toUpperCase())
  const twice = means.find(({ id }, at) => {
    return names.indexOf(names[at] ?? '') !== at || means.findIndex((other) => other.id === id) !== at
  })
  return twice === undefined ? succeed(means) : fail('SALE_MEANS_NAME_TAKEN', { name: nameOf(context, twice) })
}
