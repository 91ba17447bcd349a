import type { CatalogueProduct, ProductBarcode, ProductRecord } from '#till/ports/catalogue.port.ts'
import { allRows, oneRow, type ReadableDb } from './database.ts'

export interface ProductRow {
  readonly sequence: number
  readonly id: string
  readonly barcode: string | null
  readonly name: string
  readonly short_name: string | null
  readonly unit: 'piece' | 'kg'
  readonly price_minor: number
  readonly vat_basis_points: number
  readonly family_id: string
  readonly is_open_price: number
  readonly is_archived: number
  readonly parent_id: string | null
  readonly variant_name: string | null
  readonly deposit_product_id: string | null
  readonly has_variants: number
}

/** What a product is sold by, of the table `product` under the name `p`. */
export const PRODUCT_COLUMNS = `p.sequence, p.id, p.name, p.short_name, p.unit, p.price_minor, p.vat_basis_points, p.family_id,
  p.is_open_price, p.is_archived, p.parent_id, p.variant_name, p.deposit_product_id,
  (SELECT b.barcode FROM product_barcode b WHERE b.product_sequence = p.sequence ORDER BY b.place LIMIT 1) AS barcode,
  EXISTS (SELECT 1 FROM product c WHERE c.parent_id = p.id AND c.is_archived = 0) AS has_variants`

export function productOf(row: ProductRow): CatalogueProduct {
  return { ...ownFields(row), barcode: row.barcode, ...(row.has_variants === 1 && { hasVariants: true as const }) }
}

function ownFields(row: Omit<ProductRow, 'barcode' | 'has_variants'>): Omit<CatalogueProduct, 'barcode'> {
  return {
    id: row.id,
    name: row.name,
    ...(row.short_name !== null && { shortName: row.short_name }),
    unit: row.unit,
    priceMinor: row.price_minor,
    vatBasisPoints: row.vat_basis_points,
    familyId: row.family_id,
    ...(row.is_open_price === 1 && { isOpenPrice: true as const }),
    ...(row.is_archived === 1 && { isArchived: true as const }),
    ...(row.parent_id !== null && { parentId: row.parent_id }),
    ...(row.variant_name !== null && { variantName: row.variant_name }),
    ...(row.deposit_product_id !== null && { depositProductId: row.deposit_product_id }),
  }
}

export function findOne(db: ReadableDb, where: string, value: string): ProductRow | null {
  return oneRow<ProductRow>(db, `SELECT ${PRODUCT_COLUMNS} FROM product p WHERE ${where}`, value)
}

export interface RecordRow extends Omit<ProductRow, 'barcode' | 'has_variants'> {
  readonly search_name: string | null
  readonly stock_milli: number | null
}

/** All that a shop says of a product but its barcodes. */
export const RECORD_ROWS = `SELECT p.*, s.quantity_milli AS stock_milli FROM product p
  LEFT JOIN stock s ON s.product_sequence = p.sequence`

export function recordOf(db: ReadableDb, row: RecordRow): ProductRecord {
  const sql = `SELECT barcode, quantity_milli AS quantityMilli FROM product_barcode WHERE product_sequence = ? ORDER BY place`
  return {
    ...ownFields(row),
    barcodes: allRows<ProductBarcode>(db, sql, row.sequence),
    stockMilli: row.stock_milli,
  }
}
