import type { ProductRecord } from '#till/ports/catalogue.port.ts'
import type {
  FoundProduct,
  ListPrice,
  ProductImport,
  ProductImportsPort,
  WantedProduct,
} from '#till/ports/product-imports.port.ts'
import { RECORD_ROWS, type RecordRow, recordOf } from './catalogue-rows.ts'
import {
  allRows,
  change,
  changeOne,
  inTransaction,
  oneRow,
  type ReadableDb,
  reading,
  type WritableDb,
} from './database.ts'
import { appendFiscalRecord } from './fiscal-chain.repository.ts'
import { takeStepBack, writeStep } from './product-import-steps.ts'
import { searchWords } from './search-form.ts'

const LAST = `SELECT id, file_name AS fileName, at, by_name AS "by", state, counts FROM product_import
  ORDER BY at DESC LIMIT 1`

/** Imports of articles on SQLite, beside the catalogue that they change. */
export function createProductImports(db: ReadableDb): ProductImportsPort {
  return {
    last: async () =>
      reading(db, () => {
        const row = oneRow<Omit<ProductImport, 'counts'> & { readonly counts: string | null }>(db, LAST)
        return row === null ? null : { ...row, counts: row.counts === null ? null : JSON.parse(row.counts) }
      }),
    find: async (wanted) => reading(db, () => foundAll(db, wanted)),
    listPrices: async (productIds) => reading(db, () => productIds.flatMap((id) => listPrices(db, id))),
    begin: async ({ id, fileName, at, by }) =>
      inTransaction(db, (writable) => {
        change(writable, 'DELETE FROM product_import')
        change(writable, "INSERT INTO product_import VALUES (?, ?, ?, ?, 'running', NULL)", id, fileName, at, by)
      }),
    write: async (importId, step) => inTransaction(db, (writable) => writeStep(writable, importId, step)),
    finish: async (importId, counts, record) =>
      inTransaction(db, (writable) => {
        const sql = "UPDATE product_import SET state = 'done', counts = ? WHERE id = ? AND state = 'running'"
        changeOne(writable, sql, JSON.stringify(counts), importId)
        if (record !== null) appendFiscalRecord(writable, record)
      }),
    beginUndo: async (importId) => inTransaction(db, (writable) => setState(writable, importId, 'undoing')),
    stepsLeft: async (importId) => reading(db, () => stepsLeft(db, importId)),
    undoStep: async (importId) =>
      inTransaction(db, (writable) => {
        takeStepBack(writable, importId)
        return stepsLeft(writable, importId)
      }),
    endUndo: async (importId, state, record) =>
      inTransaction(db, (writable) => {
        setState(writable, importId, state)
        appendFiscalRecord(writable, record)
      }),
  }
}

function setState(db: WritableDb, importId: string, state: ProductImport['state']): void {
  changeOne(db, 'UPDATE product_import SET state = ? WHERE id = ?', state, importId)
}

function stepsLeft(db: ReadableDb, importId: string): number {
  const sql = 'SELECT count(*) AS count FROM product_import_step WHERE import_id = ?'
  return oneRow<{ count: number }>(db, sql, importId)?.count ?? 0
}

function listPrices(db: ReadableDb, productId: string): ListPrice[] {
  const sql = `SELECT e.price_list_id AS priceListId, p.id AS productId, e.price_minor AS priceMinor
               FROM price_list_entry e JOIN product p ON p.sequence = e.product_sequence WHERE p.id = ?`
  return allRows<ListPrice>(db, sql, productId)
}

/** All at once by two questions: in a file of new articles hardly any is there, and asking one by one costs most of its time. */
function foundAll(db: ReadableDb, wanted: readonly WantedProduct[]): readonly FoundProduct[] {
  const references = wanted.flatMap(({ reference }) => (reference === null ? [] : [reference]))
  const barcodes = wanted.flatMap((each) => each.barcodes)
  const byReference = new Map(recordsById(db, references).map((record) => [record.id, record]))
  const owners = new Map(
    allRows<{ barcode: string; id: string }>(db, OWNERS, JSON.stringify(barcodes)).map(({ barcode, id }) => [
      barcode,
      id,
    ]),
  )
  const owned = new Map(recordsById(db, [...new Set(owners.values())]).map((record) => [record.id, record]))
  return wanted.map((each) => ({
    byReference: each.reference === null ? null : (byReference.get(each.reference) ?? null),
    byBarcodes: each.barcodes.map((barcode) => owned.get(owners.get(barcode) ?? '') ?? null),
    byName: each.name === null ? null : byName(db, each.name),
  }))
}

const OWNERS = `SELECT k.barcode, p.id FROM json_each(?) AS j
  JOIN product_barcode k ON k.barcode = j.value JOIN product p ON p.sequence = k.product_sequence`

function recordsById(db: ReadableDb, ids: readonly string[]): readonly ProductRecord[] {
  if (ids.length === 0) return []
  const sql = `${RECORD_ROWS} WHERE p.id IN (SELECT value FROM json_each(?))`
  return allRows<RecordRow>(db, sql, JSON.stringify(ids)).map((row) => recordOf(db, row))
}

function byName(db: ReadableDb, name: string): ProductRecord | null {
  const sql = `${RECORD_ROWS} WHERE p.search_name = ? AND p.is_archived IN (0, 1) AND p.name = ? LIMIT 2`
  const [row, ...more] = allRows<RecordRow>(db, sql, searchWords(name).join(' '), name)
  return row === undefined || more.length > 0 ? null : recordOf(db, row)
}
