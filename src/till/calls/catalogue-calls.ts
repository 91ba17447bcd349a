import { LIMITS } from '#contract/limits.ts'
import { fail, succeed } from '#contract/result.ts'
import { HIDDEN_CODE, holdsCardNumber } from '../barcode/barcode.ts'
import { person, type TillContext } from '../core/till-context.ts'
import { productView } from '../goods/product-view.ts'
import type { CatalogueProduct } from '../ports/catalogue.port.ts'
import type { CallsNamed } from './call-names.ts'

/** Reading the catalogue changes nothing and waits for nobody. */
export function catalogueCalls(context: TillContext): CallsNamed<'catalogue'> {
  const { memory, options } = context
  const view = (product: CatalogueProduct) => productView(memory.families, product)
  return {
    'catalogue.search': async ({ text }) => {
      const user = person(context)
      if (!user.ok) return user
      if (holdsCardNumber(text)) return fail('SALE_CARD_NUMBER_REFUSED')
      const { products, truncated } = await options.catalogue.search(text, LIMITS.searchRows)
      return succeed({ products: products.map(view), truncated })
    },
    'catalogue.quickKeys': async ({ familyId }) => {
      const user = person(context)
      if (!user.ok) return user
      const cells = await options.catalogue.quickKeys(familyId)
      return succeed({ familyId, cells: cells.map(({ product, ...cell }) => ({ ...cell, product: view(product) })) })
    },
    'catalogue.pin': async (key) => {
      if (!context.memory.families.some(({ id }) => id === key.familyId))
        return fail('IPC_BAD_REQUEST', { field: 'familyId' })
      const product = await options.catalogue.product(key.productId)
      if (product === null) return fail('SALE_UNKNOWN_BARCODE', { barcode: HIDDEN_CODE })
      await options.catalogue.pin(key)
      return succeed({})
    },
    'catalogue.unpin': async (cell) => {
      await options.catalogue.unpin(cell)
      return succeed({})
    },
    'catalogue.swapKeys': async ({ familyId, from, to }) => {
      await options.catalogue.swapKeys(familyId, from, to)
      return succeed({})
    },
  }
}
