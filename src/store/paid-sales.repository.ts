import type { TenderKind } from '#contract/views/sale-view.ts'
import type { PaidSale } from '#till/ports/commit-paid-sale.port.ts'
import {
  type Adjustments,
  type CountedAmount,
  type GiftCardFigures,
  type PaidSalesPort,
  referencesOf,
  type SalesFigures,
  type TenderReference,
} from '#till/ports/paid-sales.port.ts'
import { readCounter } from './counters.ts'
import { allRows, oneRow, type ReadableDb, reading } from './database.ts'

export function createPaidSalesRepository(db: ReadableDb): PaidSalesPort {
  const one = (sql: string, key: string): PaidSale | null => {
    const row = reading(db, () => oneRow<{ body: string }>(db, sql, key))
    return row === null ? null : (JSON.parse(row.body) as PaidSale)
  }
  return {
    paidSale: async (id) => one('SELECT body FROM paid_sale WHERE id = ?', id),
    paidSaleByNumber: async (number) => one('SELECT body FROM paid_sale WHERE number = ?', number),
    paidSales: async ({ beforeNumber, limit }) => {
      const sql = `SELECT body FROM paid_sale
                   WHERE sequence < coalesce((SELECT sequence FROM paid_sale WHERE number = ?), 9007199254740991)
                   ORDER BY sequence DESC LIMIT ?`
      const rows = reading(db, () => allRows<{ body: string }>(db, sql, beforeNumber, limit))
      return rows.map((row) => JSON.parse(row.body) as PaidSale)
    },
    figures: async (dayId) => reading(db, () => figures(db, dayId)),
    perpetualTotalMinor: async () => reading(db, () => readCounter(db, 'perpetual-total-minor')),
  }
}

function figures(db: ReadableDb, dayId: string): SalesFigures {
  const sums = oneRow<{ ticketCount: number; turnoverMinor: number }>(
    db,
    'SELECT count(*) AS ticketCount, coalesce(sum(total_minor), 0) AS turnoverMinor FROM paid_sale WHERE day_id = ?',
    dayId,
  )
  const vat = allRows<SalesFigures['vat'][number]>(
    db,
    `SELECT basis_points AS basisPoints, sum(net_minor) AS netMinor, sum(vat_minor) AS vatMinor,
            sum(gross_minor) AS grossMinor
     FROM paid_vat WHERE day_id = ? GROUP BY basis_points ORDER BY basis_points`,
    dayId,
  )
  const tenders = tendersOf(db, dayId)
  const extras = oneRow<Record<'tips' | 'tipMinor' | 'cashbacks' | 'cashbackMinor', number>>(
    db,
    `SELECT count(nullif(tip_minor, 0)) AS tips, coalesce(sum(tip_minor), 0) AS tipMinor,
            count(nullif(cashback_minor, 0)) AS cashbacks, coalesce(sum(cashback_minor), 0) AS cashbackMinor
     FROM paid_tender WHERE day_id = ?`,
    dayId,
  )
  const terminals = allRows<SalesFigures['terminals'][number]>(
    db,
    `SELECT terminal_id AS id, max(terminal_alias) AS alias, count(*) AS count, sum(amount_minor) AS amountMinor
     FROM paid_tender WHERE day_id = ? AND terminal_id IS NOT NULL GROUP BY terminal_id ORDER BY terminal_id`,
    dayId,
  )
  const references = referencesOfDay(db, dayId)
  const giftCards = giftCardsOf(db, dayId)
  const accountPayments = accountPaymentsOf(db, dayId)
  return {
    ticketCount: sums?.ticketCount ?? 0,
    turnoverMinor:
      (sums?.turnoverMinor ?? 0) -
      giftCards.sold.amountMinor -
      giftCards.loaded.amountMinor -
      accountPayments.amountMinor,
    accountPayments,
    giftCards,
    adjustments: adjustmentsOfDay(db, dayId),
    vat,
    tenders,
    ...(references.length > 0 && { references }),
    terminals,
    tips: { count: extras?.tips ?? 0, amountMinor: extras?.tipMinor ?? 0 },
    cashback: { count: extras?.cashbacks ?? 0, amountMinor: extras?.cashbackMinor ?? 0 },
  }
}

function tendersOf(db: ReadableDb, dayId: string): SalesFigures['tenders'] {
  const rows = allRows<CountedAmount & { kind: TenderKind; id: string | null; name: string | null }>(
    db,
    `SELECT kind, means_id AS id, max(means_name) AS name, count(*) AS count, sum(amount_minor) AS amountMinor
     FROM paid_tender WHERE day_id = ? GROUP BY kind, means_id
     ORDER BY CASE kind WHEN 'cash' THEN 1 WHEN 'card' THEN 2 WHEN 'account' THEN 3 ELSE 4 END, means_id`,
    dayId,
  )
  return rows.map(({ kind, id, name, count, amountMinor }) => {
    return { kind, ...(id !== null && { means: { id, name: name ?? '' } }), count, amountMinor }
  })
}

/** In the order in which they were taken. */
function referencesOfDay(db: ReadableDb, dayId: string): TenderReference[] {
  const sql = `SELECT body FROM paid_sale
               WHERE id IN (SELECT sale_id FROM paid_tender WHERE day_id = ? AND reference IS NOT NULL) ORDER BY sequence`
  return allRows<{ body: string }>(db, sql, dayId).flatMap(({ body }) => [
    ...referencesOf(JSON.parse(body) as PaidSale),
  ])
}

function adjustmentsOfDay(db: ReadableDb, dayId: string): Adjustments {
  const of = sumsByKind<keyof Adjustments>(db, 'paid_adjustment', dayId)
  return { discounts: of('discounts'), goodsBack: of('goodsBack'), rounding: of('rounding') }
}

function accountPaymentsOf(db: ReadableDb, dayId: string): CountedAmount {
  const sql = `SELECT coalesce(sum(CASE WHEN m.amount_minor < 0 THEN 1 ELSE -1 END), 0) AS count,
                      coalesce(sum(0 - m.amount_minor), 0) AS amountMinor
               FROM paid_sale p JOIN account_movement m ON m.sale_id = p.id
               WHERE p.day_id = ? AND m.kind IN ('payment', 'refund')`
  return oneRow<CountedAmount>(db, sql, dayId) ?? { count: 0, amountMinor: 0 }
}

function giftCardsOf(db: ReadableDb, dayId: string): GiftCardFigures {
  const of = sumsByKind<keyof GiftCardFigures>(db, 'paid_gift_card', dayId)
  return { sold: of('sold'), loaded: of('loaded'), redeemed: of('redeemed') }
}

function sumsByKind<Kind extends string>(
  db: ReadableDb,
  table: 'paid_gift_card' | 'paid_adjustment',
  dayId: string,
): (wanted: Kind) => CountedAmount {
  const rows = allRows<CountedAmount & { kind: Kind }>(
    db,
    `SELECT kind, sum(count) AS count, sum(amount_minor) AS amountMinor FROM ${table} WHERE day_id = ? GROUP BY kind`,
    dayId,
  )
  return (wanted) => {
    const { count = 0, amountMinor = 0 } = rows.find(({ kind }) => kind === wanted) ?? {}
    return { count, amountMinor }
  }
}
