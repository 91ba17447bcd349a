import { LIMITS } from '#contract/limits.ts'
import { plainText } from '#contract/plain-text.ts'
import type {
  CatalogueProduct,
  ProductRecord,
  QuickKey,
  TakenBarcode,
  WrittenProducts,
} from '#till/ports/catalogue.port.ts'
import { RECORD_ROWS, type RecordRow, recordOf } from './catalogue-rows.ts'
import { allRows, change, changeOne, insertRow, oneRow, type ReadableDb, type WritableDb } from './database.ts'
import { searchWords } from './search-form.ts'

const ONE_PIECE_MILLI = 1_000
/** Longer ones are codes and addresses, which nobody types with an error. */
const WORD_CHARACTERS_MAX = 24

/**
 * Writes products inside the transaction of the caller, who can put with it what it takes to undo them. One whose barcode
 * another product has is refused, and the others are written.
 */
export function writeProducts(db: WritableDb, products: readonly ProductRecord[]): WrittenProducts {
  const created: string[] = []
  const replaced: ProductRecord[] = []
  const refused: TakenBarcode[] = []
  const words = new Set<string>()
  const isKnown = knownAmong(db, products)
  for (const product of products) {
    const mayBeThere = isKnown(product)
    const taken = mayBeThere ? takenBarcode(db, product) : null
    if (taken !== null) {
      refused.push(taken)
      continue
    }
    const row = mayBeThere ? recordRow(db, product.id) : null
    if (row === null) created.push(product.id)
    else replaced.push(recordOf(db, row))
    writeOne(db, product, row, words)
  }
  keepWords(db, words)
  return { created, replaced, refused }
}

/**
 * Takes a write back inside the transaction of the caller. Barcodes of all of them go before any comes back, so that
 * products that changed barcodes among themselves get their own again.
 */
export function undoWrite(db: WritableDb, { created, replaced }: Pick<WrittenProducts, 'created' | 'replaced'>): void {
  removeProducts(db, created)
  for (const { id } of replaced) {
    const sql = 'DELETE FROM product_barcode WHERE product_sequence = (SELECT sequence FROM product WHERE id = ?)'
    change(db, sql, id)
  }
  const { refused } = writeProducts(db, replaced)
  if (refused.length > 0) throw new Error('a barcode of before has another product now')
}

export function removeProducts(db: WritableDb, ids: readonly string[]): void {
  for (const id of ids) {
    const row = oneRow<{ sequence: number }>(db, 'SELECT sequence FROM product WHERE id = ?', id)
    if (row === null) continue
    change(db, 'DELETE FROM product_search WHERE rowid = ?', row.sequence)
    change(db, 'DELETE FROM barcode_search WHERE rowid = ?', row.sequence)
    change(db, 'DELETE FROM product WHERE sequence = ?', row.sequence)
  }
}

/** Archived goods keep what they are, and are in no search. */
export function archiveProducts(db: WritableDb, ids: readonly string[], isArchived: boolean): void {
  for (const id of ids) change(db, 'UPDATE product SET is_archived = ? WHERE id = ?', isArchived ? 1 : 0, id)
}

export function replaceProducts(
  db: WritableDb,
  products: readonly CatalogueProduct[],
  quickKeys: readonly QuickKey[],
): void {
  for (const table of ['quick_key', 'product', 'product_search', 'barcode_search', 'search_word']) {
    change(db, `DELETE FROM ${table}`)
  }
  change(db, "INSERT INTO word_search (word_search) VALUES ('delete-all')")
  const { refused } = writeProducts(db, products.map(asRecord))
  if (refused.length > 0) throw new Error(`two products have the barcode ${refused[0]?.barcode}`)
  for (const key of quickKeys) {
    change(db, 'INSERT INTO quick_key VALUES (?, ?, ?, ?)', key.familyId, key.row, key.column, key.productId)
  }
}

function asRecord({ barcode, hasVariants: _, ...product }: CatalogueProduct): ProductRecord {
  return { ...product, barcodes: barcode === null ? [] : [{ barcode, quantityMilli: ONE_PIECE_MILLI }] }
}

/** Folds the names that a step of the schema brought without. */
export function foldNames(db: WritableDb): void {
  const rows = allRows<{ sequence: number; name: string }>(
    db,
    'SELECT sequence, name FROM product WHERE search_name IS NULL',
  )
  const words = new Set<string>()
  for (const { sequence, name } of rows) {
    const folded = searchWords(name)
    for (const word of folded) words.add(word)
    change(db, 'UPDATE product SET search_name = ? WHERE sequence = ?', folded.join(' '), sequence)
  }
  keepWords(db, words)
}

/**
 * Which of the products may be on disk already, or have a barcode that is: asked by two questions for all, since most are new and
 * asking one by one costs most of their time. What comes twice among them counts as known.
 */
function knownAmong(db: ReadableDb, products: readonly ProductRecord[]): (product: ProductRecord) => boolean {
  const ids = products.map(({ id }) => id)
  const barcodes = products.flatMap((product) => product.barcodes.map(({ barcode }) => barcode))
  const known = (sql: string, values: readonly string[]) =>
    new Set([
      ...allRows<{ value: string }>(db, sql, JSON.stringify(values)).map(({ value }) => value),
      ...twice(values),
    ])
  const knownIds = known(KNOWN_IDS, ids)
  const knownBarcodes = known(KNOWN_BARCODES, barcodes)
  return ({ id, barcodes: own }) => knownIds.has(id) || own.some(({ barcode }) => knownBarcodes.has(barcode))
}

const KNOWN_IDS = 'SELECT j.value FROM json_each(?) AS j JOIN product p ON p.id = j.value'
const KNOWN_BARCODES = 'SELECT j.value FROM json_each(?) AS j JOIN product_barcode k ON k.barcode = j.value'

function twice(values: readonly string[]): readonly string[] {
  const seen = new Set<string>()
  return values.filter((value) => {
    const isAgain = seen.has(value)
    seen.add(value)
    return isAgain
  })
}

function takenBarcode(db: ReadableDb, product: ProductRecord): TakenBarcode | null {
  for (const { barcode } of product.barcodes) {
    const sql = `SELECT p.id, p.name FROM product_barcode b JOIN product p ON p.sequence = b.product_sequence
                 WHERE b.barcode = ?`
    const owner = oneRow<{ id: string; name: string }>(db, sql, barcode)
    if (owner !== null && owner.id !== product.id) {
      return { id: product.id, barcode, ownerId: owner.id, ownerName: owner.name }
    }
  }
  return null
}

export function recordRow(db: ReadableDb, id: string): RecordRow | null {
  return oneRow<RecordRow>(db, `${RECORD_ROWS} WHERE p.id = ?`, id)
}

const INSERT = `INSERT INTO product (name, short_name, search_name, unit, price_minor, vat_basis_points, family_id, is_open_price,
    is_archived, parent_id, variant_name, deposit_product_id, id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`
const UPDATE = `UPDATE product SET name = ?, short_name = ?, search_name = ?, unit = ?, price_minor = ?, vat_basis_points = ?, family_id = ?,
    is_open_price = ?, is_archived = ?, parent_id = ?, variant_name = ?, deposit_product_id = ? WHERE id = ?`

function writeOne(db: WritableDb, product: ProductRecord, before: RecordRow | null, words: Set<string>): void {
  const name = storedName(product.name)
  const folded = searchWords(name)
  const searchName = folded.join(' ')
  const fields = [
    name,
    product.shortName === undefined ? null : storedName(product.shortName, LIMITS.articleShortNameCharacters),
    searchName,
    product.unit,
    storedPrice(product.priceMinor),
    product.vatBasisPoints,
    product.familyId,
    product.isOpenPrice === true ? 1 : 0,
    product.isArchived === true ? 1 : 0,
    product.parentId ?? null,
    product.variantName === undefined ? null : storedName(product.variantName),
    product.depositProductId ?? null,
    product.id,
  ]
  // A new row is inserted as such: asking FTS5 to replace what may be there costs a look for each.
  const isNew = before === null
  const sequence = isNew ? insertRow(db, INSERT, ...fields) : before.sequence
  if (!isNew) changeOne(db, UPDATE, ...fields)
  if (before?.search_name !== searchName) {
    const insert = isNew ? 'INSERT' : 'INSERT OR REPLACE'
    change(db, `${insert} INTO product_search (rowid, name) VALUES (?, ?)`, sequence, searchName)
    for (const word of folded) words.add(word)
  }
  writeBarcodes(db, sequence, product, isNew)
  writeStock(db, sequence, product.stockMilli)
}

/** Whoever brings a name, what is stored of it steers nothing and fits on a line of paper. */
function storedName(name: string, charactersMax: number = LIMITS.articleNameCharacters): string {
  const stored = plainText(name, charactersMax)
  if (stored.trim() === '') throw new Error('a product has no name')
  return stored
}

function storedPrice(priceMinor: number): number {
  if (Number.isInteger(priceMinor) && priceMinor >= 0 && priceMinor <= LIMITS.articlePriceMinor) return priceMinor
  throw new Error('a product has a price that is none')
}

function writeBarcodes(db: WritableDb, sequence: number, { barcodes }: ProductRecord, isNew: boolean): void {
  if (!isNew) {
    change(db, 'DELETE FROM product_barcode WHERE product_sequence = ?', sequence)
    change(db, 'DELETE FROM barcode_search WHERE rowid = ?', sequence)
  }
  const once = [...new Map(barcodes.map((each) => [each.barcode, each])).values()]
  for (const [place, { barcode, quantityMilli }] of once.entries()) {
    change(db, 'INSERT INTO product_barcode VALUES (?, ?, ?, ?)', barcode, sequence, place, quantityMilli)
  }
  if (barcodes.length === 0) return
  const all = barcodes.map(({ barcode }) => barcode).join(' ')
  change(db, 'INSERT INTO barcode_search (rowid, barcode) VALUES (?, ?)', sequence, all)
}

function writeStock(db: WritableDb, sequence: number, stockMilli: number | null | undefined): void {
  if (stockMilli === null) change(db, 'DELETE FROM stock WHERE product_sequence = ?', sequence)
  else if (stockMilli !== undefined) {
    const sql = 'INSERT INTO stock VALUES (?, ?) ON CONFLICT DO UPDATE SET quantity_milli = excluded.quantity_milli'
    change(db, sql, sequence, stockMilli)
  }
}

/** Words that names hold, to find the one that was meant. One of a product that is gone costs nothing. */
function keepWords(db: WritableDb, words: ReadonlySet<string>): void {
  const short = [...words].filter((word) => word.length <= WORD_CHARACTERS_MAX)
  if (short.length === 0) return
  const unknown = `SELECT j.value AS word FROM json_each(?) AS j
    WHERE NOT EXISTS (SELECT 1 FROM search_word w WHERE w.word = j.value)`
  for (const { word } of allRows<{ word: string }>(db, unknown, JSON.stringify(short))) {
    const sequence = insertRow(db, 'INSERT INTO search_word (word) VALUES (?)', word)
    change(db, 'INSERT INTO word_search (rowid, word) VALUES (?, ?)', sequence, word)
  }
}
