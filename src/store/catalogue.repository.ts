import type { CataloguePort, PinnedProduct, ProductRecord, WeighedCodeForm } from '#till/ports/catalogue.port.ts'
import {
  findOne,
  PRODUCT_COLUMNS,
  type ProductRow,
  productOf,
  RECORD_ROWS,
  type RecordRow,
  recordOf,
} from './catalogue-rows.ts'
import { searchProducts } from './catalogue-search.ts'
import {
  archiveProducts,
  foldNames,
  recordRow,
  removeProducts,
  replaceProducts,
  undoWrite,
  writeProducts,
} from './catalogue-write.ts'
import { allRows, change, inTransaction, oneRow, type ReadableDb, reading } from './database.ts'
import { familyCalls } from './families.ts'
import { appendFiscalRecord } from './fiscal-chain.repository.ts'
import { priceListCalls, setListPrice } from './price-lists.ts'

const UPC_A_DIGITS = 12
/** Between the folded name and the sequence of a place in the list of articles. */
const PLACE_MARK = '\u0000'

/** Of a text, so many products are looked at for those of one family. */
const SEARCHED_IN_FAMILY = 500

/** Folds what a step of the schema left unfolded, then gives the port. */
export function createCatalogueRepository(db: ReadableDb): CataloguePort {
  if (hasUnfoldedNames(db)) inTransaction(db, foldNames)
  return {
    product: async (id) => reading(db, () => productOrNull(findOne(db, 'p.id = ?', id))),
    productByBarcode: async (barcode) => reading(db, () => byBarcode(db, barcode)),
    variants: async (parentId) =>
      reading(db, () => {
        const sql = `SELECT ${PRODUCT_COLUMNS} FROM product p
                     WHERE p.parent_id = ? AND p.is_archived = 0 ORDER BY p.sequence`
        return allRows<ProductRow>(db, sql, parentId).map(productOf)
      }),
    search: async (text, limit) => reading(db, () => searchProducts(db, text, limit)),
    productCount: async () =>
      reading(db, () => oneRow<{ count: number }>(db, 'SELECT count(*) AS count FROM product')?.count ?? 0),
    ...familyCalls(db),
    ...quickKeyCalls(db),
    ...priceListCalls(db),
    ...weighedCodeCalls(db),
    ...recordCalls(db),
    write: async (products) => inTransaction(db, (writable) => writeProducts(writable, products)),
    undo: async (written) => inTransaction(db, (writable) => undoWrite(writable, written)),
    edit: async ({ product, listPrices }, record) =>
      inTransaction(db, (writable) => {
        const [taken = null] = writeProducts(writable, [product]).refused
        if (taken !== null) return taken
        for (const { priceListId, priceMinor } of listPrices) {
          setListPrice(writable, priceListId, product.id, priceMinor)
        }
        appendFiscalRecord(writable, record)
        return null
      }),
    setArchived: async (ids, isArchived) => inTransaction(db, (writable) => archiveProducts(writable, ids, isArchived)),
    remove: async (ids, record) =>
      inTransaction(db, (writable) => {
        removeProducts(writable, ids)
        if (record !== undefined) appendFiscalRecord(writable, record)
      }),
    replaceAll: async (products, quickKeys) =>
      inTransaction(db, (writable) => replaceProducts(writable, products, quickKeys)),
  }
}

function hasUnfoldedNames(db: ReadableDb): boolean {
  const sql = 'SELECT 1 FROM product WHERE is_archived IN (0, 1) AND search_name IS NULL LIMIT 1'
  return reading(db, () => oneRow(db, sql) !== null)
}

const productOrNull = (row: ProductRow | null) => (row === null ? null : productOf(row))

function byBarcode(db: ReadableDb, barcode: string) {
  const sql = `SELECT k.quantity_milli AS scanned_milli, ${PRODUCT_COLUMNS} FROM product_barcode k
               JOIN product p ON p.sequence = k.product_sequence WHERE k.barcode = ?`
  const find = (code: string) => oneRow<ProductRow & { scanned_milli: number }>(db, sql, code)
  const row = find(barcode) ?? (barcode.length === UPC_A_DIGITS ? find(`0${barcode}`) : null)
  return row === null ? null : { product: productOf(row), quantityMilli: row.scanned_milli }
}

function quickKeyCalls(db: ReadableDb): Pick<CataloguePort, 'quickKeys' | 'pin' | 'unpin' | 'swapKeys'> {
  return {
    quickKeys: async (familyId) =>
      reading(db, () => {
        const sql = `SELECT k.row AS cell_row, k."column" AS cell_column, ${PRODUCT_COLUMNS} FROM quick_key k
                     JOIN product p ON p.id = k.product_id WHERE k.family_id = ? AND p.is_archived = 0
                     ORDER BY k.row, k."column"`
        const rows = allRows<ProductRow & { cell_row: number; cell_column: number }>(db, sql, familyId)
        return rows.map((row): PinnedProduct => {
          return { row: row.cell_row, column: row.cell_column, product: productOf(row) }
        })
      }),
    pin: async ({ familyId, row, column, productId }) =>
      inTransaction(db, (writable) => {
        const sql = 'INSERT OR REPLACE INTO quick_key VALUES (?, ?, ?, ?)'
        change(writable, sql, familyId, row, column, productId)
      }),
    unpin: async ({ familyId, row, column }) =>
      inTransaction(db, (writable) => {
        const sql = 'DELETE FROM quick_key WHERE family_id = ? AND row = ? AND "column" = ?'
        change(writable, sql, familyId, row, column)
      }),
    swapKeys: async (familyId, from, to) =>
      inTransaction(db, (writable) => {
        const taken = [from, to].map(({ row, column }) => {
          const sql =
            'DELETE FROM quick_key WHERE family_id = ? AND row = ? AND "column" = ? RETURNING product_id AS id'
          return oneRow<{ id: string }>(writable, sql, familyId, row, column)
        })
        for (const [place, { row, column }] of [to, from].entries()) {
          const key = taken[place]
          if (key) change(writable, 'INSERT INTO quick_key VALUES (?, ?, ?, ?)', familyId, row, column, key.id)
        }
      }),
  }
}

function weighedCodeCalls(db: ReadableDb): Pick<CataloguePort, 'weighedCodeForms' | 'saveWeighedCodeForms'> {
  return {
    weighedCodeForms: async () =>
      reading(db, () => {
        const sql = `SELECT prefix, holds, item_digits AS itemDigits, value_digits AS valueDigits
                     FROM weighed_code ORDER BY prefix`
        return allRows<WeighedCodeForm>(db, sql)
      }),
    saveWeighedCodeForms: async (forms) =>
      inTransaction(db, (writable) => {
        change(writable, 'DELETE FROM weighed_code')
        for (const { prefix, holds, itemDigits, valueDigits } of forms) {
          change(writable, 'INSERT INTO weighed_code VALUES (?, ?, ?, ?)', prefix, holds, itemDigits, valueDigits)
        }
      }),
  }
}

function recordCalls(db: ReadableDb): Pick<CataloguePort, 'record' | 'recordsAfter' | 'list'> {
  const recordsOf = (rows: readonly RecordRow[]): ProductRecord[] => rows.map((row) => recordOf(db, row))
  return {
    record: async (id) =>
      reading(db, () => {
        const row = recordRow(db, id)
        return row === null ? null : recordOf(db, row)
      }),
    recordsAfter: async (last, limit) =>
      reading(db, () => {
        const rows = allRows<RecordRow>(
          db,
          `${RECORD_ROWS} WHERE p.sequence > ? ORDER BY p.sequence LIMIT ?`,
          last,
          limit,
        )
        return { records: recordsOf(rows), last: rows.length < limit ? null : (rows.at(-1)?.sequence ?? null) }
      }),
    list: async ({ text = '', familyId, isArchived = false }, after, limit) =>
      reading(db, () => {
        if (text.trim() !== '') {
          const { products } = searchProducts(db, text, familyId === undefined ? limit : SEARCHED_IN_FAMILY, isArchived)
          const inFamily = products.filter((product) => familyId === undefined || product.familyId === familyId)
          const rows = inFamily.slice(0, limit).map(({ id }) => recordRow(db, id))
          return { records: recordsOf(rows.filter((row) => row !== null)), next: null }
        }
        const [name = '', sequence = '0'] = (after ?? '').split(PLACE_MARK)
        const family = familyId === undefined ? '' : 'p.family_id = ? AND'
        const sql = `${RECORD_ROWS} WHERE ${family} p.is_archived = ? AND (p.search_name, p.sequence) > (?, ?)
                     ORDER BY p.search_name, p.sequence LIMIT ?`
        const of = [isArchived ? 1 : 0, name, Number(sequence), limit]
        const rows = allRows<RecordRow>(db, sql, ...(familyId === undefined ? of : [familyId, ...of]))
        const last = rows.at(-1)
        const next =
          last === undefined || rows.length < limit ? null : `${last.search_name}${PLACE_MARK}${last.sequence}`
        return { records: recordsOf(rows), next }
      }),
  }
}
