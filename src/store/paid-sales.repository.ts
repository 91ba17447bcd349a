import type { PaidSale } from '#till/ports/commit-paid-sale.port.ts'
import type { CountedAmount, GiftCardFigures, PaidSalesPort, SalesFigures } from '#till/ports/paid-sales.port.ts'
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
  const tenders = allRows<SalesFigures['tenders'][number]>(
    db,
    `SELECT kind, count(*) AS count, sum(amount_minor) AS amountMinor
     FROM paid_tender WHERE day_id = ? GROUP BY kind ORDER BY kind DESC`,
    dayId,
  )
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
  const giftCards = giftCardsOf(db, dayId)
  return {
    ticketCount: sums?.ticketCount ?? 0,
    turnoverMinor: (sums?.turnoverMinor ?? 0) - giftCards.sold.amountMinor - giftCards.loaded.amountMinor,
    giftCards,
    vat,
    tenders,
    terminals,
    tips: { count: extras?.tips ?? 0, amountMinor: extras?.tipMinor ?? 0 },
    cashback: { count: extras?.cashbacks ?? 0, amountMinor: extras?.cashbackMinor ?? 0 },
  }
}

function giftCardsOf(db: ReadableDb, dayId: string): GiftCardFigures {
  const rows = allRows<CountedAmount & { kind: keyof GiftCardFigures }>(
    db,
    `SELECT kind, sum(count) AS count, sum(amount_minor) AS amountMinor FROM paid_gift_card
     WHERE day_id = ? GROUP BY kind`,
    dayId,
  )
  const of = (wanted: keyof GiftCardFigures) => {
    const { count = 0, amountMinor = 0 } = rows.find(({ kind }) => kind === wanted) ?? {}
    return { count, amountMinor }
  }
  return { sold: of('sold'), loaded: of('loaded'), redeemed: of('redeemed') }
}
