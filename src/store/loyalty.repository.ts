import type { PaidSale } from '#till/ports/commit-paid-sale.port.ts'
import type { LoyaltyPort, PointsOfSale } from '#till/ports/loyalty.port.ts'
import { change, oneRow, type ReadableDb, reading, type WritableDb } from './database.ts'

export function createLoyalty(db: ReadableDb): LoyaltyPort {
  return {
    pointsOf: async (customerId) => reading(db, () => points(db, customerId)),
    pointsOfSale: async (saleId) => {
      const sql = `SELECT customer_id AS customerId,
                          coalesce(sum(points) FILTER (WHERE kind IN ('earned', 'taken-back')), 0) AS earned,
                          0 - coalesce(sum(points) FILTER (WHERE kind IN ('spent', 'given-back')), 0) AS spent
                   FROM loyalty_movement WHERE of_sale_id = ? GROUP BY customer_id`
      return reading(db, () => oneRow<PointsOfSale>(db, sql, saleId))
    },
  }
}

function points(db: ReadableDb, customerId: string): number {
  const sql = 'SELECT coalesce(sum(points), 0) AS points FROM loyalty_movement WHERE customer_id = ?'
  return oneRow<{ points: number }>(db, sql, customerId)?.points ?? 0
}

/**
 * The points of a ticket that is paid in this transaction, or of a return. What comes in is booked before what goes out, and no more goes
 * out than is there: money that was taken is never refused for a point.
 */
export function keepPointsOf(db: WritableDb, { id, at, customerId, loyalty, returnOf }: PaidSale): void {
  if (customerId === undefined || loyalty === undefined) return
  const { earned, spent } = loyalty
  const ofSaleId = returnOf?.saleId ?? id
  const moves = [
    { kind: spent > 0 ? 'spent' : 'given-back', moved: 0 - spent },
    { kind: earned > 0 ? 'earned' : 'taken-back', moved: earned },
  ]
  for (const { kind, moved } of moves) {
    const booked = Math.max(moved, 0 - points(db, customerId))
    if (booked === 0) continue
    const sql =
      'INSERT INTO loyalty_movement (customer_id, sale_id, of_sale_id, kind, points, at) VALUES (?, ?, ?, ?, ?, ?)'
    change(db, sql, customerId, id, ofSaleId, kind, booked, at)
  }
}
