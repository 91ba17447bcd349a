import type { Result } from '#contract/result.ts'
import type { OperationEndView, ReturnPathView } from '#contract/views/operation-view.ts'
import type { ReturnedGoods } from './approved-card-part.ts'

/** What may go back on a card that paid a finished ticket. */
export interface CardLeft {
  /** What it paid of the ticket and has not gone back, refunds under way counted; neither tip nor handed out cash. */
  readonly leftMinor: number
}

/** What goes back on a card, with the lines of the ticket that it is for. */
export interface GoodsOnCard {
  readonly way: 'void' | 'refund'
  readonly amountMinor: number
  readonly goods: ReturnedGoods
  /** Who gives it back. */
  readonly by: string
}

/**
 * Money of a finished ticket that goes back on the cards that paid it, whatever stands behind them. The return ticket is stored with the
 * card's own step (`Till.commitReturn`): an answer of `done` is on disk.
 */
export interface CardReturnsPort {
  /** Null for a payment that charged nothing. */
  left(paymentId: string): Promise<CardLeft | null>
  /** The way that so much would go back by, and why. */
  path(paymentId: string, amountMinor: number): Promise<Pick<ReturnPathView, 'way' | 'reason'>>
  giveBack(paymentId: string, wanted: GoodsOnCard): Promise<Result<OperationEndView>>
  /**
   * What of this ticket the bank was asked to pay back and has not answered for, and what stands there by its word alone: neither has a
   * return ticket.
   */
  withoutTicket(saleId: string): Promise<{ readonly isUnderWay: boolean; readonly standsMinor: number }>
}
