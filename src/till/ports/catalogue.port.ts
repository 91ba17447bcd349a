import type { FamilyView } from '#contract/views/till-view.ts'
import type { FiscalRecord } from './commit-paid-sale.port.ts'

/** A product as it is sold; its colour is that of its family. */
export interface CatalogueProduct {
  readonly id: string
  /** The first of its barcodes; null for loose goods. */
  readonly barcode: string | null
  /** NFC. */
  readonly name: string
  /** What it is called where there is little room: on keys. Left out: as its name is. */
  readonly shortName?: string
  readonly unit: 'piece' | 'kg'
  readonly priceMinor: number
  readonly vatBasisPoints: number
  readonly familyId: string
  /** The cashier is asked for the price. */
  readonly isOpenPrice?: true
  /** It is never sold itself: the cashier is asked which of its variants. */
  readonly hasVariants?: true
  /** Of a variant: whose it is, and what it is called among its like. */
  readonly parentId?: string
  readonly variantName?: string
  /** The product that goes on the ticket with each piece of this one, as a line of its own with its own VAT. */
  readonly depositProductId?: string
  /** Not sold any more; it is found by its barcode, to be able to say so. */
  readonly isArchived?: true
}

export interface ProductBarcode {
  /** Digits as printed: an EAN, a UPC-A under its thirteen-digit form, or the short number of a scale. */
  readonly barcode: string
  /** How much of the product one scan of it is: 6000 for a six-pack. */
  readonly quantityMilli: number
}

/** A product as the shop keeps it: all that a person may say of it. */
export interface ProductRecord extends Omit<CatalogueProduct, 'barcode' | 'hasVariants'> {
  /** The first is the one that is shown. */
  readonly barcodes: readonly ProductBarcode[]
  /** Thousandths, below zero where more was sold than was counted; null: not counted. Left out in a write: stays as it is. */
  readonly stockMilli?: number | null
}

/** A product that was not written, because another one has its barcode. */
export interface TakenBarcode {
  readonly id: string
  readonly barcode: string
  readonly ownerId: string
  readonly ownerName: string
}

/** What a write did, and all that it takes to undo it. */
export interface WrittenProducts {
  /** Ids of products that were not there. */
  readonly created: readonly string[]
  /** Products as they were before. */
  readonly replaced: readonly ProductRecord[]
  readonly refused: readonly TakenBarcode[]
}

/** A product as a person changed it, with what belongs to the change. */
export interface ProductEdit {
  readonly product: ProductRecord
  /** Prices of lists that become others; null takes the product off the list. */
  readonly listPrices: readonly { readonly priceListId: string; readonly priceMinor: number | null }[]
}

export interface QuickKey {
  readonly familyId: string
  readonly row: number
  readonly column: number
  readonly productId: string
}

/** A cell of a page, row and column from 0. */
export type KeyCell = Pick<QuickKey, 'row' | 'column'>

/** A product in its cell of a page, row and column from 0. */
export interface PinnedProduct {
  readonly row: number
  readonly column: number
  readonly product: CatalogueProduct
}

/** Prices that hold at certain times or for certain customers; whatever is left out does not limit it. */
export interface PriceList {
  readonly id: string
  /** Of several lists in force that have a price for a product, the first one is taken. */
  readonly place: number
  readonly name: string
  /** 1 Monday to 7 Sunday. */
  readonly weekdays?: readonly number[]
  /** Local time `HH:MM`, up to but not including `until`; one that ends before it begins goes over midnight. */
  readonly from?: string
  readonly until?: string
  /** Local days `YYYY-MM-DD`, both included. */
  readonly firstDay?: string
  readonly lastDay?: string
  readonly customerGroupId?: string
}

/**
 * EAN-13 of a shop's own that hold a price or a weight: prefix, the number of the goods, digits that are passed over, the
 * value in minor units or grams, the check digit.
 */
export interface WeighedCodeForm {
  /** 20 to 29. */
  readonly prefix: string
  readonly holds: 'price' | 'weight'
  readonly itemDigits: number
  readonly valueDigits: number
}

export interface ProductFilter {
  /** As in a search; left out: all. */
  readonly text?: string
  readonly familyId?: string
  readonly isArchived?: boolean
}

/** The products of the shop, on disk; nothing of them is kept in memory. */
export interface CataloguePort {
  product(id: string): Promise<CatalogueProduct | null>
  /** By a whole barcode; a code of twelve digits (UPC-A) is found under its thirteen-digit form. Archived ones too. */
  productByBarcode(
    barcode: string,
  ): Promise<{ readonly product: CatalogueProduct; readonly quantityMilli: number } | null>
  /** In the order of their names; archived ones are left out. */
  variants(parentId: string): Promise<readonly CatalogueProduct[]>
  /**
   * Exact names first, then names that begin so, then names that hold all words in any order, then names that are spelt
   * nearly so; by barcode or by part of one too. Accents and capitals are forgiven, œ is oe. Archived ones are left out.
   */
  search(text: string, limit: number): Promise<{ readonly products: CatalogueProduct[]; readonly truncated: boolean }>
  productCount(): Promise<number>

  families(): Promise<readonly FamilyView[]>
  /** All of them, in their order; the one truth that screens and papers draw from. */
  saveFamilies(families: readonly FamilyView[]): Promise<void>

  quickKeys(familyId: string): Promise<readonly PinnedProduct[]>
  /** What is in the cell gives way. */
  pin(key: QuickKey): Promise<void>
  unpin(cell: Omit<QuickKey, 'productId'>): Promise<void>
  /** The keys of two cells change places; either may be free. */
  swapKeys(familyId: string, from: KeyCell, to: KeyCell): Promise<void>

  priceLists(): Promise<readonly PriceList[]>
  savePriceList(list: PriceList): Promise<void>
  removePriceList(id: string): Promise<void>
  /** What lists have for a product. */
  listPrices(productId: string): Promise<readonly { readonly priceListId: string; readonly priceMinor: number }[]>
  /** Null takes a product off the list. Products that are not there are passed over. */
  setListPrices(
    priceListId: string,
    prices: readonly { readonly productId: string; readonly priceMinor: number | null }[],
  ): Promise<void>

  weighedCodeForms(): Promise<readonly WeighedCodeForm[]>
  saveWeighedCodeForms(forms: readonly WeighedCodeForm[]): Promise<void>

  /** A product as the shop keeps it, archived or not, with its stock. */
  record(id: string): Promise<ProductRecord | null>
  /** Records in the order they were made, for a whole export without a gap: pass `last` on until it is null. */
  recordsAfter(
    last: number,
    limit: number,
  ): Promise<{ readonly records: readonly ProductRecord[]; readonly last: number | null }>
  /** A page of the list of articles by name: pass `next` on until it is null. With a text, the one page of a search. */
  list(
    filter: ProductFilter,
    after: string | null,
    limit: number,
  ): Promise<{ readonly records: readonly ProductRecord[]; readonly next: string | null }>
  /**
   * Writes products by their ids in one transaction, indexes included. Whoever has many gives them in pieces of
   * `LIMITS.catalogueWriteRows`, so that the till sells in between. One whose barcode another product has is refused alone.
   */
  write(products: readonly ProductRecord[]): Promise<WrittenProducts>
  /** Takes back what a write did, in one transaction: new products go, replaced ones are as they were. */
  undo(written: Pick<WrittenProducts, 'created' | 'replaced'>): Promise<void>
  /**
   * Writes one product, its prices in lists and the link of the fiscal chain that tells of it, in one transaction; nothing of
   * it where another product has one of its barcodes, which is the answer then.
   */
  edit(edit: ProductEdit, record: FiscalRecord): Promise<TakenBarcode | null>
  setArchived(ids: readonly string[], isArchived: boolean): Promise<void>
  /**
   * Takes products away with barcodes, keys, prices and stock; tickets keep what they sold. With the link of the fiscal chain
   * that tells of it, in one transaction.
   */
  remove(ids: readonly string[], record?: FiscalRecord): Promise<void>
  /** Replaces the whole catalogue in one transaction; quick keys of products that are gone go with them. */
  replaceAll(products: readonly CatalogueProduct[], quickKeys: readonly QuickKey[]): Promise<void>
}
