import type { JournalStep } from '#payment/ports/payment-journal.port.ts'
import type { SecretStorePort } from '#payment/ports/secret-store.port.ts'
import { adjustmentsOf, lineSign } from '#till/ports/adjustments.ts'
import type { CommitPaidSalePort, PaidSale, TillCommit } from '#till/ports/commit-paid-sale.port.ts'
import { accountPaymentMinor, notTurnoverMinor } from '#till/ports/paid-sales.port.ts'
import { keepAccountOf } from './accounts.repository.ts'
import { advanceCounter } from './counters.ts'
import { keepSaleOfCustomer } from './customers.repository.ts'
import { change, changeOne, insertRow, inTransaction, oneRow, type ReadableDb, type WritableDb } from './database.ts'
import { appendFiscalRecord } from './fiscal-chain.repository.ts'
import { keepGiftCards } from './gift-orders.repository.ts'
import { writeJournalStep } from './journal-step.ts'
import { keepPointsOf } from './loyalty.repository.ts'
import { readOpenSale, takeTicketNumber, writeOpenSale } from './open-sales.repository.ts'
import { checkReturned } from './original-claims.ts'
import { spoolJobs } from './print-spool.repository.ts'
import { keepSaleSearchedBy } from './sale-searched-by.ts'
import { keepIssuedVouchers, keepVoucherUses } from './vouchers.repository.ts'

const WHOLE_MILLI = 1_000

export interface CommitPaidSaleOptions {
  readonly db: ReadableDb
  readonly secretStore: SecretStorePort
  readonly now: () => string
  /** Called after a step that erased card blocks, outside its transaction. */
  readonly onSecretsErased: () => void
}

/** Sale, payment step, fiscal record and papers in one transaction. */
export function createCommitPaidSale(options: CommitPaidSaleOptions): CommitPaidSalePort<JournalStep> {
  const { db, secretStore, now, onSecretsErased } = options
  return {
    commitPaidSale: async (commit, cardStep) => {
      const erased = inTransaction(db, (writable) => {
        const wiped = cardStep !== null && writeJournalStep(writable, secretStore, cardStep)
        if (commit.fiscalRecord !== null) appendFiscalRecord(writable, commit.fiscalRecord)
        if (commit.paidSale === null) keepTender(writable, commit)
        else keepPaidSale(writable, commit.paidSale)
        spoolJobs(writable, commit.printJobs, now())
        return wiped
      })
      if (erased) onSecretsErased()
    },
    commitCardPapers: async (printJobs, cardStep) => {
      const erased = inTransaction(db, (writable) => {
        spoolJobs(writable, printJobs, now())
        return writeJournalStep(writable, secretStore, cardStep)
      })
      if (erased) onSecretsErased()
    },
  }
}

function keepTender(db: WritableDb, { saleId, tender }: TillCommit): void {
  const sale = readOpenSale(db, saleId)
  writeOpenSale(db, { ...sale, tenders: [...sale.tenders.filter(({ id }) => id !== tender.id), tender] })
}

function keepPaidSale(db: WritableDb, sale: PaidSale): void {
  const day = oneRow<{ id: string }>(db, 'SELECT id FROM business_day WHERE closed_at IS NULL')
  if (day === null) throw new Error('a sale needs an open business day')
  // Neither a return nor a sale without a cashier was a ticket in hand.
  const wasOpen = sale.returnOf === undefined && sale.onRequest === undefined
  if (wasOpen) changeOne(db, 'DELETE FROM open_sale WHERE id = ?', sale.id)
  else takeTicketNumber(db, sale.number)
  const sequence = insertRow(
    db,
    'INSERT INTO paid_sale (id, number, day_id, at, total_minor, body) VALUES (?, ?, ?, ?, ?, ?)',
    sale.id,
    sale.number,
    day.id,
    sale.at,
    sale.totalMinor,
    JSON.stringify(sale),
  )
  keepSaleSearchedBy(db, sequence, sale)
  for (const { basisPoints, netMinor, vatMinor, grossMinor } of sale.vat) {
    const sql = 'INSERT INTO paid_vat VALUES (?, ?, ?, ?, ?, ?)'
    change(db, sql, sale.id, day.id, basisPoints, netMinor, vatMinor, grossMinor)
  }
  for (const tender of sale.tenders) {
    if (tender.outcome !== 'received' && tender.outcome !== 'approved') continue
    const { id, kind, amountMinor, paymentId, tipMinor = 0, cashbackMinor = 0, terminal, means } = tender
    const of = [id, sale.id, day.id, kind, amountMinor, paymentId, tipMinor, cashbackMinor]
    const sql = 'INSERT INTO paid_tender VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)'
    const on = [terminal?.id ?? null, terminal?.alias ?? null]
    change(db, sql, ...of, ...on, means?.id ?? null, means?.name ?? null, means?.reference ?? null)
  }
  for (const [kind, { count, amountMinor }] of Object.entries(adjustmentsOf(sale))) {
    const sql = 'INSERT INTO paid_adjustment VALUES (?, ?, ?, ?, ?)'
    if (count !== 0 || amountMinor !== 0) change(db, sql, sale.id, day.id, kind, count, amountMinor)
  }
  keepGiftCards(db, sale, day.id)
  // A credit that is paid out is no part of its ticket.
  if (sale.returnOf !== undefined && accountPaymentMinor(sale) === 0) checkReturned(db, sale.returnOf.saleId)
  bookStock(db, sale)
  keepSaleOfCustomer(db, sale.id, sale.customerId)
  keepAccountOf(db, sale)
  keepPointsOf(db, sale)
  keepVoucherUses(db, sale.id, sale.tenders)
  keepIssuedVouchers(db, sale)
  advanceCounter(db, 'perpetual-total-minor', sale.totalMinor - notTurnoverMinor(sale))
}

/** Goods that are counted leave the stock, and come back with a return; below zero it says that the count was wrong. */
function bookStock(db: WritableDb, { lines, returnOf }: PaidSale): void {
  const sql = `UPDATE stock SET quantity_milli = quantity_milli - ?
               WHERE product_sequence = (SELECT sequence FROM product WHERE id = ?)`
  for (const line of lines) {
    const { quantityMilli, stockPerPieceMilli = WHOLE_MILLI } = line
    const takenMilli = Math.round((quantityMilli * stockPerPieceMilli) / WHOLE_MILLI)
    change(db, sql, lineSign(line, returnOf !== undefined) * takenMilli, line.productId)
  }
}
