import type { OpenSale, OpenSalesPort, SaleSideEffects } from '#till/ports/open-sales.port.ts'
import { advanceCounter, readCounter, tillNumber } from './counters.ts'
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
import { spoolJobs } from './print-spool.repository.ts'
import { keepVoucherUses } from './vouchers.repository.ts'

const TICKET_DIGITS = 6

export function createOpenSalesRepository(db: ReadableDb, now: () => string): OpenSalesPort {
  const writeEffects = (writable: WritableDb, effects: SaleSideEffects | undefined): void => {
    if (effects?.fiscalRecord !== undefined) appendFiscalRecord(writable, effects.fiscalRecord)
    if (effects?.printJobs !== undefined) spoolJobs(writable, effects.printJobs, now())
    const { noteNumber } = effects ?? {}
    if (noteNumber !== undefined && advanceCounter(writable, 'note-number') !== noteNumber)
      throw new Error('the next note number was taken meanwhile')
  }
  return {
    openSales: async () => {
      const rows = reading(db, () => allRows<{ body: string }>(db, 'SELECT body FROM open_sale ORDER BY sequence'))
      return rows.map((row) => JSON.parse(row.body) as OpenSale)
    },
    nextNumber: async () => reading(db, () => ticketNumber(db, readCounter(db, 'ticket-number') + 1)),
    lastNoteNumber: async () => reading(db, () => readCounter(db, 'note-number')),
    open: async (sale) =>
      inTransaction(db, (writable) => {
        const number = ticketNumber(writable, advanceCounter(writable, 'ticket-number'))
        const numbered: OpenSale = { ...sale, number }
        const sql = 'INSERT INTO open_sale (id, number, state, body) VALUES (?, ?, ?, ?)'
        change(writable, sql, sale.id, number, sale.state, JSON.stringify(numbered))
        return numbered
      }),
    save: async (sale, effects) =>
      inTransaction(db, (writable) => {
        writeOpenSale(writable, sale)
        writeEffects(writable, effects)
      }),
    rearrange: async ({ saved, opened, dropped }, effects) =>
      inTransaction(db, (writable) => {
        for (const sale of saved) writeOpenSale(writable, sale)
        for (const saleId of dropped) dropOpenSale(writable, saleId)
        for (const sale of opened) {
          takeTicketNumber(writable, sale.number)
          const sql = 'INSERT INTO open_sale (id, number, state, body) VALUES (?, ?, ?, ?)'
          change(writable, sql, sale.id, sale.number, sale.state, JSON.stringify(sale))
        }
        writeEffects(writable, effects)
      }),
    drop: async (saleId, effects) =>
      inTransaction(db, (writable) => {
        dropOpenSale(writable, saleId)
        writeEffects(writable, effects)
      }),
  }
}

function ticketNumber(db: ReadableDb, value: number): string {
  return `${tillNumber(db)}-${String(value).padStart(TICKET_DIGITS, '0')}`
}

/** Takes the next ticket number for a sale that never was open; throws when it is another than the sale was told. */
export function takeTicketNumber(db: WritableDb, expected: string): void {
  const number = ticketNumber(db, advanceCounter(db, 'ticket-number'))
  if (number !== expected) throw new Error('the next ticket number was taken meanwhile')
}

/** The open sale as it is inside the transaction under way; throws when it is not there. */
export function readOpenSale(db: ReadableDb, saleId: string): OpenSale {
  const row = oneRow<{ body: string }>(db, 'SELECT body FROM open_sale WHERE id = ?', saleId)
  if (row === null) throw new Error('this sale is not open')
  return JSON.parse(row.body) as OpenSale
}

/** A ticket that is put aside goes behind those that wait already, and is found at that place after a start too. */
const PUT_ASIDE = `UPDATE open_sale SET state = 'held', body = ?, sequence = (SELECT max(sequence) + 1 FROM open_sale)
  WHERE id = ? AND state <> 'held'`
/** Any other change leaves the row in its place: a statement that may move it writes each of its indexes anew. */
const WRITE_SALE = 'UPDATE open_sale SET state = ?, body = ? WHERE id = ?'

export function writeOpenSale(db: WritableDb, sale: OpenSale): void {
  const body = JSON.stringify(sale)
  const isPutAside = sale.state === 'held' && change(db, PUT_ASIDE, body, sale.id) === 1
  if (!isPutAside) changeOne(db, WRITE_SALE, sale.state, body, sale.id)
  keepVoucherUses(db, sale.id, sale.tenders)
}

function dropOpenSale(db: WritableDb, saleId: string): void {
  changeOne(db, 'DELETE FROM open_sale WHERE id = ?', saleId)
  keepVoucherUses(db, saleId, [])
}
