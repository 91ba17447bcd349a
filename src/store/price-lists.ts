import { LIMITS } from '#contract/limits.ts'
import { plainText } from '#contract/plain-text.ts'
import type { CataloguePort, PriceList } from '#till/ports/catalogue.port.ts'
import { allRows, change, inTransaction, type ReadableDb, reading, type WritableDb } from './database.ts'

type PriceListCalls = Pick<
  CataloguePort,
  'priceLists' | 'savePriceList' | 'removePriceList' | 'listPrices' | 'setListPrices'
>

export function priceListCalls(db: ReadableDb): PriceListCalls {
  return {
    priceLists: async () =>
      reading(db, () =>
        allRows<{ body: string }>(db, 'SELECT body FROM price_list ORDER BY place, id').map(
          ({ body }) => JSON.parse(body) as PriceList,
        ),
      ),
    savePriceList: async (list) =>
      inTransaction(db, (writable) => {
        const sql = `INSERT INTO price_list VALUES (?, ?, ?, ?)
                     ON CONFLICT DO UPDATE SET place = excluded.place, name = excluded.name, body = excluded.body`
        const named = { ...list, name: plainText(list.name, LIMITS.familyNameCharacters) }
        change(writable, sql, named.id, named.place, named.name, JSON.stringify(named))
      }),
    removePriceList: async (id) =>
      inTransaction(db, (writable) => void change(writable, 'DELETE FROM price_list WHERE id = ?', id)),
    listPrices: async (productId) =>
      reading(db, () => {
        const sql = `SELECT e.price_list_id AS priceListId, e.price_minor AS priceMinor FROM price_list_entry e
                     JOIN product p ON p.sequence = e.product_sequence WHERE p.id = ?`
        return allRows<{ priceListId: string; priceMinor: number }>(db, sql, productId)
      }),
    setListPrices: async (priceListId, prices) =>
      inTransaction(db, (writable) => {
        for (const { productId, priceMinor } of prices) setListPrice(writable, priceListId, productId, priceMinor)
      }),
  }
}

/** In the transaction of the caller; null takes the product off the list. */
export function setListPrice(db: WritableDb, priceListId: string, productId: string, priceMinor: number | null): void {
  if (priceMinor === null) {
    const sequence = 'SELECT sequence FROM product WHERE id = ?'
    const sql = `DELETE FROM price_list_entry WHERE product_sequence = (${sequence}) AND price_list_id = ?`
    change(db, sql, productId, priceListId)
  } else {
    const sql = `INSERT INTO price_list_entry SELECT p.sequence, ?, ? FROM product p WHERE p.id = ?
                 ON CONFLICT DO UPDATE SET price_minor = excluded.price_minor`
    change(db, sql, priceListId, priceMinor, productId)
  }
}
