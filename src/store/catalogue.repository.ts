import type { CataloguePort, CatalogueProduct, QuickKey } from '#till/ports/catalogue.port.ts'
import { allRows, change, inTransaction, oneRow, type ReadableDb, reading, type WritableDb } from './database.ts'
import { prefixExpression, searchForm } from './search-form.ts'

interface ProductRow {
  readonly id: string
  readonly barcode: string | null
  readonly name: string
  readonly unit: 'piece' | 'kg'
  readonly price_minor: number
  readonly vat_basis_points: number
  readonly family_id: string
}

const COLUMNS = 'p.id, p.barcode, p.name, p.unit, p.price_minor, p.vat_basis_points, p.family_id'
/** Shorter queries match so much that ranking would cost more than it tells. */
const RANKED_FROM_CHARACTERS = 3
/** The trigram index answers nothing shorter. */
const BARCODE_PART_DIGITS_MIN = 3
const UPC_A_DIGITS = 12

export function createCatalogueRepository(db: ReadableDb): CataloguePort {
  return {
    product: async (id) => reading(db, () => findOne(db, 'p.id = ?', id)),
    productByBarcode: async (barcode) =>
      reading(
        db,
        () =>
          findOne(db, 'p.barcode = ?', barcode) ??
          (barcode.length === UPC_A_DIGITS ? findOne(db, 'p.barcode = ?', `0${barcode}`) : null),
      ),
    search: async (text, limit) => reading(db, () => search(db, text, limit)),
    quickKeys: async (familyId) =>
      reading(db, () => {
        const sql = `SELECT k.row AS cell_row, k."column" AS cell_column, ${COLUMNS} FROM quick_key k
                     JOIN product p ON p.id = k.product_id WHERE k.family_id = ? ORDER BY k.row, k."column"`
        const rows = allRows<ProductRow & { cell_row: number; cell_column: number }>(db, sql, familyId)
        return rows.map((row) => ({ row: row.cell_row, column: row.cell_column, product: product(row) }))
      }),
    replaceAll: async (products, quickKeys) =>
      inTransaction(db, (writable) => replaceAll(writable, products, quickKeys)),
    productCount: async () =>
      reading(db, () => oneRow<{ count: number }>(db, 'SELECT count(*) AS count FROM product')?.count ?? 0),
  }
}

function product(row: ProductRow): CatalogueProduct {
  return {
    id: row.id,
    barcode: row.barcode,
    name: row.name,
    unit: row.unit,
    priceMinor: row.price_minor,
    vatBasisPoints: row.vat_basis_points,
    familyId: row.family_id,
  }
}

function findOne(db: ReadableDb, where: string, value: string): CatalogueProduct | null {
  const row = oneRow<ProductRow>(db, `SELECT ${COLUMNS} FROM product p WHERE ${where}`, value)
  return row === null ? null : product(row)
}

function search(db: ReadableDb, text: string, limit: number): { products: CatalogueProduct[]; truncated: boolean } {
  const rows = [...byBarcode(db, text.trim(), limit + 1), ...byName(db, text, limit + 1)]
  const products = [...new Map(rows.map((row) => [row.id, product(row)])).values()]
  return { products: products.slice(0, limit), truncated: products.length > limit }
}

function byBarcode(db: ReadableDb, text: string, limit: number): ProductRow[] {
  if (!/^\d+$/.test(text) || text.length < BARCODE_PART_DIGITS_MIN) return []
  const sql = `SELECT ${COLUMNS} FROM barcode_search s JOIN product p ON p.sequence = s.rowid
               WHERE barcode_search MATCH ? ORDER BY s.rowid LIMIT ?`
  return allRows<ProductRow>(db, sql, `"${text}"`, limit)
}

function byName(db: ReadableDb, text: string, limit: number): ProductRow[] {
  const expression = prefixExpression(text)
  if (expression === null) return []
  const order = text.trim().length >= RANKED_FROM_CHARACTERS ? 's.rank' : 's.rowid'
  const sql = `SELECT ${COLUMNS} FROM product_search s JOIN product p ON p.sequence = s.rowid
               WHERE product_search MATCH ? ORDER BY ${order} LIMIT ?`
  return allRows<ProductRow>(db, sql, expression, limit)
}

function replaceAll(db: WritableDb, products: readonly CatalogueProduct[], quickKeys: readonly QuickKey[]): void {
  for (const table of ['quick_key', 'product', 'product_search', 'barcode_search']) change(db, `DELETE FROM ${table}`)
  const insert = db.prepare<unknown[]>(
    `INSERT INTO product (id, barcode, name, unit, price_minor, vat_basis_points, family_id)
     VALUES (?, ?, ?, ?, ?, ?, ?)`,
  )
  const indexName = db.prepare<unknown[]>('INSERT INTO product_search (rowid, name) VALUES (?, ?)')
  const indexBarcode = db.prepare<unknown[]>('INSERT INTO barcode_search (rowid, barcode) VALUES (?, ?)')
  for (const p of products) {
    const name = p.name.normalize('NFC')
    const row = insert.run(p.id, p.barcode, name, p.unit, p.priceMinor, p.vatBasisPoints, p.familyId)
    indexName.run(row.lastInsertRowid, searchForm(name))
    if (p.barcode !== null) indexBarcode.run(row.lastInsertRowid, p.barcode)
  }
  const pin = db.prepare<unknown[]>('INSERT INTO quick_key VALUES (?, ?, ?, ?)')
  for (const key of quickKeys) pin.run(key.familyId, key.row, key.column, key.productId)
}
