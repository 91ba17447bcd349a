/** What one ticket moved of its customer's points. */
export interface PointsOfSale {
  readonly customerId: string
  /** What it brought, less what returns of it took back. */
  readonly earned: number
  /** What it took, less what returns of it gave back. */
  readonly spent: number
}

/**
 * Points of customers. Movements are all there is: what a customer has is their sum.
 *
 * Guarantees: a ticket's points are booked in the transaction that stores it, and no booking leaves a customer below zero.
 */
export interface LoyaltyPort {
  pointsOf(customerId: string): Promise<number>
  /** Null for a ticket that moved none. */
  pointsOfSale(saleId: string): Promise<PointsOfSale | null>
}
