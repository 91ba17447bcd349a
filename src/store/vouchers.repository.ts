import { CatalogueFailure } from '#contract/result.ts'
import type { TenderView } from '#contract/views/sale-view.ts'
import type { Voucher, VouchersPort } from '#till/ports/vouchers.port.ts'
import { allRows, change, oneRow, type ReadableDb, reading, type WritableDb } from './database.ts'

/** Of a row of vouchers: what is left of it. */
export const LEFT = `amount_minor - (SELECT coalesce(sum(used.amount_minor), 0) FROM voucher_use AS used
  WHERE used.voucher_number = voucher.number)`
const ROWS = `SELECT number, amount_minor AS amountMinor, ${LEFT} AS leftMinor, issued_at AS issuedAt, expires_on AS expiresOn,
  by_name AS byName FROM voucher`

export function createVouchers(db: ReadableDb): VouchersPort {
  return {
    byCode: async (code) => reading(db, () => oneRow<Voucher>(db, `${ROWS} WHERE code = ?`, code)),
    isInDoubt: async (number) =>
      reading(db, () => oneRow(db, 'SELECT 1 FROM voucher_in_doubt WHERE voucher_number = ?', number) !== null),
    list: async (limit) => reading(db, () => allRows<Voucher>(db, `${ROWS} ORDER BY sequence DESC LIMIT ?`, limit)),
    openMinor: async (day) =>
      reading(db, () => {
        const sql = `SELECT coalesce(sum(${LEFT}), 0) AS minor FROM voucher WHERE expires_on >= ?`
        return oneRow<{ minor: number }>(db, sql, day)?.minor ?? 0
      }),
  }
}

type Paying = Pick<TenderView, 'id' | 'at' | 'amountMinor' | 'outcome' | 'voucher'>

/**
 * What vouchers pay of a ticket, anew with each change of it, inside its transaction: a part that was taken back, or a ticket that is gone,
 * uses none. Throws CatalogueFailure VOUCHER_SPENT, and the ticket is as it was, where one is not worth so much any more.
 */
export function keepVoucherUses(db: WritableDb, saleId: string, tenders: readonly Paying[]): void {
  change(db, 'DELETE FROM voucher_use WHERE sale_id = ?', saleId)
  for (const { id, at, amountMinor, outcome, voucher } of tenders) {
    if (voucher === undefined || outcome !== 'received' || amountMinor <= 0) continue
    const sql = 'INSERT INTO voucher_use (voucher_number, sale_id, tender_id, amount_minor, at) VALUES (?, ?, ?, ?, ?)'
    change(db, sql, voucher.number, saleId, id, amountMinor, at)
    const left = oneRow<{ minor: number }>(db, `SELECT ${LEFT} AS minor FROM voucher WHERE number = ?`, voucher.number)
    if (left === null || left.minor < 0) {
      throw new CatalogueFailure({ code: 'VOUCHER_SPENT', details: { number: voucher.number } })
    }
  }
}

/** The vouchers that a paid ticket issues, inside its transaction. */
export function keepIssuedVouchers(
  db: WritableDb,
  { id, at, cashierName, tenders }: { id: string; at: string; cashierName: string; tenders: readonly Paying[] },
): void {
  for (const { amountMinor, voucher } of tenders) {
    if (voucher?.issued === undefined || amountMinor >= 0) continue
    const { code, expiresOn } = voucher.issued
    const sql = `INSERT INTO voucher (number, code, amount_minor, issued_at, expires_on, sale_id, by_name)
      VALUES (?, ?, ?, ?, ?, ?, ?)`
    change(db, sql, voucher.number, code, 0 - amountMinor, at, expiresOn, id, cashierName)
  }
}
