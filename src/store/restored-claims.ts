import type { LostClaims, LostVoucher } from '#till/ports/backup-book.port.ts'
import { allRows, change, oneRow, type ReadableDb, type WritableDb } from './database.ts'
import { LEFT } from './vouchers.repository.ts'

const VOUCHERS = `SELECT number, code, amount_minor AS amountMinor, ${LEFT} AS leftMinor, issued_at AS issuedAt,
  expires_on AS expiresOn, sale_id AS saleId, by_name AS byName FROM voucher`

interface Returned {
  readonly saleId: string
  readonly amountMinor: number
}

/**
 * What data that gave way to a backup gave out and this data does not know: vouchers that it took or issued, money that went back of tickets,
 * gift cards that it loaded.
 *
 * @param replaced null where that data is gone or damaged.
 */
export function lostClaims(db: ReadableDb, replaced: ReadableDb | null): LostClaims {
  const own = allRows<LostVoucher>(db, VOUCHERS)
  const theirs = vouchersOf(replaced)
  // By the code: other data may have given the same number to another voucher.
  const known = new Map(theirs.map((voucher) => [voucher.code, voucher]))
  const taken = new Set(own.flatMap(({ number, code }) => [number, code]))
  return {
    vouchersSpent: own.flatMap(({ number, code, leftMinor }) => {
      const amountMinor = leftMinor - (known.get(code)?.leftMinor ?? leftMinor)
      return amountMinor > 0 ? [{ number, amountMinor }] : []
    }),
    vouchersIssued: theirs.filter(({ number, code }) => !taken.has(number) && !taken.has(code)),
    vouchersInDoubt: own.filter(({ code, leftMinor }) => !known.has(code) && leftMinor > 0).map(({ number }) => number),
    ticketsReturned: ticketsReturned(db, replaced),
    giftCardsDone: giftCardsDone(db, replaced),
  }
}

function vouchersOf(replaced: ReadableDb | null): readonly LostVoucher[] {
  return replaced !== null && hasTable(replaced, 'voucher') ? allRows<LostVoucher>(replaced, VOUCHERS) : []
}

/** Data that an older program left has not every table. */
function hasTable(db: ReadableDb, name: string): boolean {
  return oneRow(db, "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?", name) !== null
}

function giftCardsDone(db: ReadableDb, replaced: ReadableDb | null): LostClaims['giftCardsDone'] {
  if (replaced === null || !hasTable(replaced, 'gift_card_order')) return []
  const sql = "SELECT id AS orderId, state, amount_minor AS amountMinor FROM gift_card_order WHERE state <> 'owed'"
  const isOwed = "SELECT 1 FROM gift_card_order WHERE id = ? AND state = 'owed'"
  return allRows<LostClaims['giftCardsDone'][number]>(replaced, sql).filter(({ orderId }) =>
    oneRow(db, isOwed, orderId),
  )
}

function ticketsReturned(db: ReadableDb, replaced: ReadableDb | null): Returned[] {
  if (replaced === null) return []
  const own = returnedOf(db)
  const here = 'SELECT 1 FROM paid_sale WHERE id = ?'
  return [...returnedOf(replaced)].flatMap(([saleId, minor]) => {
    const amountMinor = minor - (own.get(saleId) ?? 0)
    return amountMinor > 0 && oneRow(db, here, saleId) !== null ? [{ saleId, amountMinor }] : []
  })
}

/** What went back of each ticket, by return tickets and by what an earlier restore found. */
function returnedOf(db: ReadableDb): ReadonlyMap<string, number> {
  const tickets = `SELECT json_extract(body, '$.returnOf.saleId') AS saleId, 0 - total_minor AS amountMinor FROM paid_sale
    WHERE json_extract(body, '$.returnOf.saleId') IS NOT NULL`
  const restored = 'SELECT sale_id AS saleId, amount_minor AS amountMinor FROM restored_return'
  const rows = [
    ...allRows<Returned>(db, tickets),
    ...(hasTable(db, 'restored_return') ? allRows<Returned>(db, restored) : []),
  ]
  const sums = new Map<string, number>()
  for (const { saleId, amountMinor } of rows) sums.set(saleId, (sums.get(saleId) ?? 0) + amountMinor)
  return sums
}

/** Keeps them with the note of the restore, inside its transaction: from here on they count as if this data had given them out. */
export function keepLostClaims(
  db: WritableDb,
  { id, at }: { readonly id: string; readonly at: string },
  { vouchersSpent, vouchersIssued, vouchersInDoubt, ticketsReturned: returned, giftCardsDone: done }: LostClaims,
): void {
  for (const voucher of vouchersIssued) {
    const sql = `INSERT INTO voucher (number, code, amount_minor, issued_at, expires_on, sale_id, by_name)
      VALUES (?, ?, ?, ?, ?, ?, ?)`
    const { number, code, amountMinor, issuedAt, expiresOn, saleId, byName } = voucher
    change(db, sql, number, code, amountMinor, issuedAt, expiresOn, saleId, byName)
  }
  const spent = [
    ...vouchersSpent,
    ...vouchersIssued.map(({ number, amountMinor, leftMinor }) => ({ number, amountMinor: amountMinor - leftMinor })),
  ]
  for (const { number, amountMinor } of spent) {
    if (amountMinor === 0) continue
    const sql = 'INSERT INTO voucher_use (voucher_number, sale_id, tender_id, amount_minor, at) VALUES (?, ?, ?, ?, ?)'
    change(db, sql, number, `restore-${id}`, `restore-${id}-${number}`, amountMinor, at)
  }
  for (const number of vouchersInDoubt) {
    change(db, 'INSERT OR IGNORE INTO voucher_in_doubt VALUES (?)', number)
  }
  for (const { saleId, amountMinor } of returned) {
    change(db, 'INSERT INTO restored_return VALUES (?, ?, ?)', id, saleId, amountMinor)
  }
  for (const { orderId, state } of done) {
    change(db, 'UPDATE gift_card_order SET state = ? WHERE id = ?', state, orderId)
  }
}
