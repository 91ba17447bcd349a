import type { ArticleView } from '#contract/views/article-view.ts'
import type { TillContext } from '../core/till-context.ts'
import type { ProductRecord } from '../ports/catalogue.port.ts'

/** An article as the screen draws it, with the names of what it is linked to. */
export async function articleView({ options }: TillContext, record: ProductRecord): Promise<ArticleView> {
  const nameOf = async (id: string | undefined) =>
    id === undefined ? null : ((await options.catalogue.product(id))?.name ?? null)
  const { isOpenPrice, isArchived, depositProductId, parentId, variantName, shortName, stockMilli, barcodes, ...rest } =
    record
  return {
    ...rest,
    barcodes: barcodes.map((each) => ({ ...each })),
    isOpenPrice: isOpenPrice === true,
    isArchived: isArchived === true,
    depositProductId: depositProductId ?? null,
    depositName: await nameOf(depositProductId),
    parentId: parentId ?? null,
    parentName: await nameOf(parentId),
    variantName: variantName ?? null,
    shortName: shortName ?? null,
    stockMilli: stockMilli ?? null,
  }
}
