import type { PaidSale } from '#till/ports/commit-paid-sale.port.ts'
import type { SaleKey, SaleMeaning, SaleQuestion, SaleSearchPort } from '#till/ports/sale-search.port.ts'
import { allRows, composedRows, oneRow, type ReadableDb, reading } from './database.ts'
import { keyWord } from './sale-searched-by.ts'
import { searchForm } from './search-form.ts'

export function createSaleSearch(db: ReadableDb): SaleSearchPort {
  return {
    find: async (question) => reading(db, () => find(db, question)),
    returnsOf: async (saleId) => {
      const sql = `SELECT body FROM paid_sale WHERE json_extract(body, '$.returnOf.saleId') = ? ORDER BY sequence`
      return reading(db, () => allRows<{ body: string }>(db, sql, saleId)).map(saleOf)
    },
  }
}

const saleOf = ({ body }: { readonly body: string }): PaidSale => JSON.parse(body) as PaidSale

/** Sequences from the first one included up to the last one, which is left out. */
interface Stretch {
  readonly first: number
  readonly beyond: number
}

function find(db: ReadableDb, question: SaleQuestion): PaidSale[] {
  const stretch = stretchOf(db, question)
  if (stretch === null) return []
  const { from, before, limit } = question
  const time = [
    ...(from === null ? [] : [{ sql: 'paid_sale.at >= ?', value: from }]),
    ...(before === null ? [] : [{ sql: 'paid_sale.at < ?', value: before }]),
  ]
  const expression = expressionOf(question)
  const values = [stretch.first, stretch.beyond, ...time.map(({ value }) => value), limit]
  const inTime = time.map(({ sql }) => ` AND ${sql}`).join('')
  if (expression === null) {
    const sql = `SELECT body FROM paid_sale WHERE sequence >= ? AND sequence < ?${inTime} ORDER BY sequence DESC LIMIT ?`
    return composedRows<{ body: string }>(db, sql, values).map(saleOf)
  }
  // The index leads, in its own order: a page is read and no more.
  const sql = `SELECT body FROM sale_search CROSS JOIN paid_sale ON paid_sale.sequence = sale_search.rowid
    WHERE sale_search MATCH ? AND sale_search.rowid >= ? AND sale_search.rowid < ?${inTime}
    ORDER BY sale_search.rowid DESC LIMIT ?`
  return composedRows<{ body: string }>(db, sql, [expression, ...values]).map(saleOf)
}

/**
 * Between the first and the last ticket of a time; null where it has none. The clock of a till may have been put back, so that
 * each ticket between is still asked for its time.
 */
function stretchOf(db: ReadableDb, { from, before, beforeNumber }: SaleQuestion): Stretch | null {
  const older = beforeNumber === null ? null : sequenceOf(db, beforeNumber)
  const whole = { first: 0, beyond: older ?? Number.MAX_SAFE_INTEGER }
  if (from === null && before === null) return whole
  const sql = `SELECT min(sequence) AS first, max(sequence) AS last FROM paid_sale INDEXED BY paid_sale_by_time
    WHERE at >= ? AND at < ?`
  const found = oneRow<{ first: number | null; last: number | null }>(db, sql, from ?? '', before ?? '~')
  if (found?.first == null || found.last === null) return null
  return { first: found.first, beyond: Math.min(whole.beyond, found.last + 1) }
}

function sequenceOf(db: ReadableDb, number: string): number | null {
  return oneRow<{ sequence: number }>(db, 'SELECT sequence FROM paid_sale WHERE number = ?', number)?.sequence ?? null
}

/** As FTS5 takes it; null asks for nothing. A word without a letter or a figure fits nothing. */
function expressionOf({ meanings, keys }: SaleQuestion): string | null {
  const parts = [...keys.map(keyTerm), ...meanings.map(meaningTerm)]
  return parts.length === 0 ? null : parts.map((part) => `(${part})`).join(' AND ')
}

function keyTerm(key: SaleKey): string {
  return `keys : "${keyWord(key)}"`
}

/** A word that no ticket has. */
const NO_WORD = 'words : "0nothing0"'

/** A barcode, and a letter alone, are words of their own and no beginnings: half a catalogue begins like them. */
function isWhole(part: string): boolean {
  return part.length < 2 || /^\d+$/.test(part)
}

function meaningTerm({ keys, word }: SaleMeaning): string {
  const words = word === null ? [] : (searchForm(word).match(/[\p{L}\p{N}]+/gu) ?? [])
  const typed = words.map((part) => `words : "${part}"${isWhole(part) ? '' : ' *'}`).join(' AND ')
  const either = [...keys.map(keyTerm), ...(typed === '' ? [] : [`(${typed})`])]
  return either.length === 0 ? NO_WORD : either.join(' OR ')
}
