import type { Currency } from '#contract/money.ts'
import type { GiftCardOperation } from '#contract/views/sale-view.ts'

/** An amount for a gift card on a paid ticket; its id is that of the line. */
export interface GiftOrder {
  readonly id: string
  readonly saleId: string
  readonly ticketNumber: string
  readonly operation: GiftCardOperation
  readonly amountMinor: number
  readonly currency: Currency
  readonly orderedAt: string
  readonly state: 'owed' | 'delivered' | 'returned'
}

/**
 * What customers have paid for to be put on gift cards.
 *
 * Guarantees: an order is on disk with the ticket that it stands on. It becomes delivered only in the transaction that
 * stores the bank's word that the amount is on a card, returned only in the one that stores the return ticket; the first of
 * them wins, and the other is refused (GIFT_CARD_NOT_OWED). Nothing is asked of the bank for an order that is not owed or
 * on which the bank owes its word.
 */
export interface GiftOrdersPort {
  /** Neither on a card nor given back, oldest first. */
  owed(): Promise<GiftOrder[]>
  order(id: string): Promise<GiftOrder | null>
}
