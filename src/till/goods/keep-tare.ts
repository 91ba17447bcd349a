import type { Request } from '#contract/api.ts'
import { fail, succeed } from '#contract/result.ts'
import { KEPT_TARES_MAX } from '#contract/scale-api.ts'
import { keepHead, person, seal, type TillContext } from '../core/till-context.ts'
import type { Done } from '../tender/begin-paying.ts'

/** What is taken off the weight of an article where nobody takes another tare. */
export const keptTareMilli = ({ memory }: TillContext, productId: string): number =>
  memory.shop.tares?.find((each) => each.productId === productId)?.tareMilli ?? 0

/**
 * Keeps the tare of an article, or forgets it; who did stands in the fiscal chain, since what customers pay follows it.
 * Errors: SESSION_LOCKED, SCALE_TARES_FULL.
 */
export async function keepTare(
  context: TillContext,
  { productId, tareMilli }: Request<'scale.keepTare'>,
): Promise<Done> {
  const { memory, options } = context
  const user = person(context)
  if (!user.ok) return user
  const product = await options.catalogue.product(productId)
  if (product === null || product.unit !== 'kg') return fail('IPC_BAD_REQUEST', { field: 'productId' })
  const others = (memory.shop.tares ?? []).filter((each) => each.productId !== productId)
  if (tareMilli > 0 && others.length >= KEPT_TARES_MAX) return fail('SCALE_TARES_FULL', { count: others.length })
  const shop = { ...memory.shop, tares: tareMilli === 0 ? others : [...others, { productId, tareMilli }] }
  const body = { event: 'tare-kept', userId: user.value.id, productId, name: product.name, tareMilli }
  const record = seal(context, 'event', options.clock.now(), body)
  await options.settings.saveShopChange(shop, record)
  keepHead(context, record)
  memory.shop = shop
  return succeed({})
}
