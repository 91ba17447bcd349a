import { readFileSync } from 'node:fs'
import { isAbsolute } from 'node:path'
import { z } from 'zod'
import { type CardProduct, parseCardProduct } from '#payment/products/card-products.ts'
import type { CodeTender } from '#till/ports/card-payment.port.ts'
import fleet from '../../../resources/card-products/fleet.json' with { type: 'json' }
import gift from '../../../resources/card-products/gift.json' with { type: 'json' }
import mobile from '../../../resources/card-products/mobile.json' with { type: 'json' }

/** The products of `resources/card-products`, which travel inside the program. Checked once at start. */
const SHIPPED: ReadonlyMap<string, CardProduct> = new Map(
  [fleet, gift, mobile].map((json) => {
    const parsed = parseCardProduct(json)
    if (!parsed.ok) throw new Error(parsed.problem)
    return [parsed.product.id, parsed.product] as const
  }),
)

export const SHIPPED_CARD_PRODUCTS: readonly CardProduct[] = [...SHIPPED.values()]

/** `cardProducts` of `settings.json`, in the order they are tried: a shipped one by its name, or a file by its whole path. */
export const cardProductSettingsSchema = z
  .array(
    z.string().transform((name, context): CardProduct => {
      const read = isAbsolute(name) ? readFile(name) : (SHIPPED.get(name) ?? 'no such card product')
      if (typeof read !== 'string') return read
      context.addIssue({ code: 'custom', path: [read], message: 'not a card product' })
      return z.NEVER
    }),
  )
  .max(50)
  .refine((products) => new Set(products.map(({ id }) => id)).size === products.length, 'the same id twice')

/** The product of a file, or what is wrong with it. */
function readFile(path: string): CardProduct | string {
  let json: unknown
  try {
    json = JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    return 'no JSON file'
  }
  const parsed = parseCardProduct(json)
  return parsed.ok ? parsed.product : parsed.problem
}

/** Ways to pay without a card, as sales see them. */
export function codeTendersOf(products: readonly CardProduct[]): CodeTender[] {
  return products.flatMap(({ id, name, code }) => (code === undefined ? [] : [{ id, name, ...code }]))
}
