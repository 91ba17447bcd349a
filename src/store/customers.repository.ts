import type { Customer, CustomerSale, CustomersPort, ListedCustomer } from '#till/ports/customers.port.ts'
import { advanceCounter } from './counters.ts'
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
import { changePapers } from './open-papers.ts'
import { searchForm, searchWords } from './search-form.ts'

interface CustomerRow {
  readonly sequence: number
  readonly body: string
  readonly balanceMinor: number
}

const NUMBER_DIGITS = 6
/** The trigram index answers nothing shorter. */
const PART_DIGITS_MIN = 3
const UPC_A_DIGITS = 12
const BALANCE = '(SELECT coalesce(sum(amount_minor), 0) FROM account_movement m WHERE m.customer_id = c.id)'
const LISTED = `SELECT c.sequence, c.body, ${BALANCE} AS balanceMinor FROM customer c`

export function createCustomers(db: ReadableDb): CustomersPort {
  const one = (where: string, value: string): Customer | null => {
    const row = oneRow<{ body: string }>(db, `SELECT body FROM customer WHERE ${where}`, value)
    return row === null ? null : (JSON.parse(row.body) as Customer)
  }
  return {
    customer: async (id) => reading(db, () => one('id = ?', id)),
    customerByLoyaltyNumber: async (code) =>
      reading(
        db,
        () =>
          one('loyalty_number = ?', code) ??
          (code.length === UPC_A_DIGITS ? one('loyalty_number = ?', `0${code}`) : null),
      ),
    search: async (text, options) => reading(db, () => search(db, text, options)),
    add: async (customer) =>
      inTransaction(db, (writable) => {
        const value = advanceCounter(writable, 'customer-number')
        const numbered: Customer = { ...customer, number: `C-${String(value).padStart(NUMBER_DIGITS, '0')}` }
        const sql = 'INSERT INTO customer (id, number, archived, erased, body) VALUES (?, ?, 0, 0, ?)'
        change(writable, sql, numbered.id, numbered.number, '{}')
        write(writable, numbered)
        return numbered
      }),
    save: async (customer) => inTransaction(db, (writable) => write(writable, customer)),
    erase: async (customer) =>
      inTransaction(db, (writable) => {
        write(writable, customer)
        const unnamed = `SET document = json_remove(document, '$.customer')
          WHERE sale_id IN (SELECT sale_id FROM customer_sale WHERE customer_id = ?)`
        changePapers(writable, `UPDATE print_job ${unnamed}`, customer.id)
        change(writable, `UPDATE withheld_paper ${unnamed}`, customer.id)
      }),
    takeLoyaltyNumber: async () => inTransaction(db, (writable) => advanceCounter(writable, 'loyalty-number')),
    balanceMinor: async (customerId) => reading(db, () => balanceMinor(db, customerId)),
    sales: async (customerId, limit) => reading(db, () => sales(db, customerId, limit)),
  }
}

/** What the customer owes; below zero, has a credit. */
export function balanceMinor(db: ReadableDb, customerId: string): number {
  const sql = 'SELECT coalesce(sum(amount_minor), 0) AS minor FROM account_movement WHERE customer_id = ?'
  return oneRow<{ minor: number }>(db, sql, customerId)?.minor ?? 0
}

/** Notes whose a ticket is that is paid in this transaction. */
export function keepSaleOfCustomer(db: WritableDb, saleId: string, customerId: string | undefined): void {
  if (customerId !== undefined) change(db, 'INSERT INTO customer_sale VALUES (?, ?)', saleId, customerId)
}

function write(db: WritableDb, customer: Customer): void {
  const sql = 'UPDATE customer SET loyalty_number = ?, archived = ?, erased = ?, body = ? WHERE id = ?'
  const isArchived = customer.archivedAt === null ? 0 : 1
  const isErased = customer.erasedAt === null ? 0 : 1
  changeOne(db, sql, customer.loyaltyNumber, isArchived, isErased, JSON.stringify(customer), customer.id)
  const row = oneRow<{ sequence: number }>(db, 'SELECT sequence FROM customer WHERE id = ?', customer.id)
  const sequence = row?.sequence ?? 0
  change(db, 'DELETE FROM customer_search WHERE rowid = ?', sequence)
  change(db, 'DELETE FROM customer_digits WHERE rowid = ?', sequence)
  if (isErased === 1) return
  const { name, company, city, number, loyaltyNumber } = customer
  const words = searchForm([company, name, city, number, loyaltyNumber ?? ''].join(' ').normalize('NFC'))
  change(db, 'INSERT INTO customer_search (rowid, words) VALUES (?, ?)', sequence, words)
  change(db, 'INSERT INTO customer_digits (rowid, digits) VALUES (?, ?)', sequence, figuresOf(customer))
}

/** Country codes as people leave them out: what follows is dialled with a zero. */
const COUNTRY_CODE = /^(?:33|48|49)(?=\d{8,})/

/** Each number on its own, so that no match runs over from one to the next. */
function figuresOf({ phone, number, loyaltyNumber, companyNumber, vatNumber }: Customer): string {
  const dialled = phone.replace(/\D/g, '').replace(/^00/, '')
  const national = dialled.replace(COUNTRY_CODE, '0')
  return [dialled, national, number, loyaltyNumber ?? '', companyNumber, vatNumber].join('|').toLowerCase()
}

function search(
  db: ReadableDb,
  text: string,
  { withArchived, limit }: { readonly withArchived: boolean; readonly limit: number },
): { customers: ListedCustomer[]; truncated: boolean } {
  const shown = withArchived ? 'c.erased = 0' : 'c.erased = 0 AND c.archived = 0'
  const rows =
    text.trim() === ''
      ? allRows<CustomerRow>(db, `${LISTED} WHERE ${shown} ORDER BY c.sequence DESC LIMIT ?`, limit + 1)
      : [...byFigures(db, text, shown, limit + 1), ...byWords(db, text, shown, limit + 1)]
  const found = [...new Map(rows.map((row) => [row.sequence, row])).values()]
  const customers = found.slice(0, limit).map(({ body, balanceMinor: minor }) => {
    return { customer: JSON.parse(body) as Customer, balanceMinor: minor }
  })
  return { customers, truncated: found.length > limit }
}

function byFigures(db: ReadableDb, text: string, shown: string, limit: number): CustomerRow[] {
  const digits = text.replace(/[\s.\-/+()\u00a0\u202f]/g, '')
  if (!/^\d+$/.test(digits) || digits.length < PART_DIGITS_MIN) return []
  const sql = `${LISTED} JOIN customer_digits d ON d.rowid = c.sequence
               WHERE customer_digits MATCH ? AND ${shown} ORDER BY c.sequence DESC LIMIT ?`
  return allRows<CustomerRow>(db, sql, `"${digits}"`, limit)
}

function byWords(db: ReadableDb, text: string, shown: string, limit: number): CustomerRow[] {
  const asked = searchWords(text)
  if (asked.length === 0) return []
  const expression = asked.map((word) => `"${word}"*`).join(' ')
  const sql = `${LISTED} JOIN customer_search s ON s.rowid = c.sequence
               WHERE customer_search MATCH ? AND ${shown} ORDER BY c.sequence DESC LIMIT ?`
  return allRows<CustomerRow>(db, sql, expression, limit)
}

function sales(db: ReadableDb, customerId: string, limit: number): { sales: CustomerSale[]; total: number } {
  const sql = `SELECT p.id AS saleId, p.number, p.at, p.total_minor AS totalMinor FROM customer_sale s
               JOIN paid_sale p ON p.id = s.sale_id WHERE s.customer_id = ? ORDER BY p.sequence DESC LIMIT ?`
  const count = 'SELECT count(*) AS total FROM customer_sale WHERE customer_id = ?'
  return {
    sales: allRows<CustomerSale>(db, sql, customerId, limit),
    total: oneRow<{ total: number }>(db, count, customerId)?.total ?? 0,
  }
}
