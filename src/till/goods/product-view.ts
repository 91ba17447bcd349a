import type { FamilyView, ProductView } from '#contract/views/till-view.ts'
import type { CatalogueProduct } from '../ports/catalogue.port.ts'

/** A product as the screen draws it. */
export function productView(families: readonly FamilyView[], product: CatalogueProduct): ProductView {
  const { parentId: _, depositProductId: __, isArchived: ___, ...shown } = product
  return { ...shown, colour: families.find(({ id }) => id === product.familyId)?.colour ?? 1 }
}
