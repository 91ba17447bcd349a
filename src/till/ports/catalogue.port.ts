import type { ProductView } from '#contract/views/till-view.ts'

/** A product as it is kept; its colour is that of its family. */
export type CatalogueProduct = Omit<ProductView, 'colour'>

export interface QuickKey {
  readonly familyId: string
  readonly row: number
  readonly column: number
  readonly productId: string
}

/** A product in its cell of a page, row and column from 0. */
export interface PinnedProduct {
  readonly row: number
  readonly column: number
  readonly product: CatalogueProduct
}

/** The products of the shop. Names are NFC; barcodes are digits as printed, or null for loose goods. */
export interface CataloguePort {
  product(id: string): Promise<CatalogueProduct | null>
  /** By the whole barcode; a code of twelve digits (UPC-A) is found under its thirteen-digit form. */
  productByBarcode(barcode: string): Promise<CatalogueProduct | null>
  /** By words of the name in any order (accents and capitals forgiven, œ as oe), by barcode or by part of one. */
  search(text: string, limit: number): Promise<{ readonly products: CatalogueProduct[]; readonly truncated: boolean }>
  quickKeys(familyId: string): Promise<readonly PinnedProduct[]>
  /** Replaces the whole catalogue in one transaction; quick keys of products that are gone go with them. */
  replaceAll(products: readonly CatalogueProduct[], quickKeys: readonly QuickKey[]): Promise<void>
  productCount(): Promise<number>
}
