import type { CatalogueProduct } from '#till/ports/catalogue.port.ts'
import { PRODUCT_COLUMNS, type ProductRow, productOf } from './catalogue-rows.ts'
import { allRows, oneRow, type ReadableDb } from './database.ts'
import { nearWords } from './near-words.ts'
import { searchWords } from './search-form.ts'

/** The trigram index answers nothing shorter. */
const BARCODE_PART_DIGITS_MIN = 3
/** Behind every character that a folded name can hold. */
const LAST_CHARACTER = '\u{10ffff}'
/** Where so many names hold the words as they are typed, nobody misspelt them. */
const FUZZY_BELOW = 5

/**
 * What a person may mean by a text, the likeliest first: the barcode, the name, its beginning, its words, words spelt nearly
 * so. Each step is asked only where those before leave room, so that the first letters of a name cost as little as the last.
 */
export function searchProducts(
  db: ReadableDb,
  text: string,
  limit: number,
  isArchived = false,
): { products: CatalogueProduct[]; truncated: boolean } {
  const among: Among = { db, archived: isArchived ? 1 : 0, limit: limit + 1 }
  const words = searchWords(text)
  const found = new Map<number, ProductRow>()
  const keep = (rows: readonly ProductRow[]): void => {
    for (const row of rows) if (found.size < among.limit && !found.has(row.sequence)) found.set(row.sequence, row)
  }
  keep(byBarcode(among, text.trim()))
  if (words.length > 0) {
    if (found.size < among.limit) keep(byBeginning(among, words.join(' ')))
    if (found.size < among.limit) keep(byExpression(among, words.map((word) => `"${word}"*`).join(' ')))
    if (found.size < FUZZY_BELOW) {
      const near = words.map((word) => nearWords(db, word))
      const meant = words.map((word, place) => near[place]?.[0] ?? word).join(' ')
      if (near.some((others) => others.length > 0)) {
        keep(byBeginning(among, meant))
        keep(byExpression(among, nearExpression(words, near)))
      }
    }
  }
  const products = [...found.values()].map(productOf)
  return { products: products.slice(0, limit), truncated: products.length > limit }
}

interface Among {
  readonly db: ReadableDb
  readonly archived: 0 | 1
  readonly limit: number
}

function byBarcode({ db, archived, limit }: Among, text: string): ProductRow[] {
  if (!/^\d+$/.test(text) || text.length < BARCODE_PART_DIGITS_MIN) return []
  const whole = `SELECT ${PRODUCT_COLUMNS} FROM product_barcode k JOIN product p ON p.sequence = k.product_sequence
                 WHERE k.barcode = ? AND p.is_archived = ?`
  const exact = oneRow<ProductRow>(db, whole, text, archived)
  const sql = `SELECT ${PRODUCT_COLUMNS} FROM barcode_search s JOIN product p ON p.sequence = s.rowid
               WHERE barcode_search MATCH ? AND p.is_archived = ? ORDER BY s.rowid LIMIT ?`
  const parts = allRows<ProductRow>(db, sql, `"${text}"`, archived, limit)
  return exact === null ? parts : [exact, ...parts]
}

/** In the order of the index a name comes before those that go on. */
function byBeginning({ db, archived, limit }: Among, folded: string): ProductRow[] {
  const sql = `SELECT ${PRODUCT_COLUMNS} FROM product p
               WHERE p.search_name >= ? AND p.search_name < ? AND p.is_archived = ? ORDER BY p.search_name LIMIT ?`
  return allRows<ProductRow>(db, sql, folded, `${folded}${LAST_CHARACTER}`, archived, limit)
}

function byExpression({ db, archived, limit }: Among, expression: string): ProductRow[] {
  const sql = `SELECT ${PRODUCT_COLUMNS} FROM product_search s JOIN product p ON p.sequence = s.rowid
               WHERE product_search MATCH ? AND p.is_archived = ? ORDER BY s.rowid LIMIT ?`
  return allRows<ProductRow>(db, sql, expression, archived, limit)
}

/** Each word or one of those that it is nearly. */
function nearExpression(words: readonly string[], near: readonly (readonly string[])[]): string {
  return words
    .map((word, place) => `(${[word, ...(near[place] ?? [])].map((each) => `"${each}"*`).join(' OR ')})`)
    .join(' AND ')
}
