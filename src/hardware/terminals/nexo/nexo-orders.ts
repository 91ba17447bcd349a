import type { TerminalOrder, TerminalReference } from '#payment/ports/standalone-terminal.port.ts'
import { nexoAmount } from './nexo-amount.codec.ts'
import type { NexoCategory } from './nexo-messages.codec.ts'

export interface NexoOrderTerms {
  /** What gives money back of a payment that the terminal knows: a reversal of it, or the card once more. */
  readonly returnsBy: 'reversal' | 'card'
  /** How the terminal hears that a card that holds less may pay what it holds; null where it has no word for it. */
  readonly partWish: string | null
}

interface NexoOrder {
  readonly category: Extract<NexoCategory, 'Payment' | 'Reversal'>
  readonly body: object
}

/** Of an order, what goes as its message; null where it names nothing that the terminal would know, or more than was reserved. */
export function nexoOrder(order: TerminalOrder, terms: NexoOrderTerms): NexoOrder | null {
  const original = originalOf(order.original)
  switch (order.operation) {
    case 'pay':
      return payment(order, 'Normal', terms.partWish)
    case 'reserve':
      return payment(order, 'FirstReservation')
    case 'refund':
      return original !== null && terms.returnsBy === 'reversal'
        ? reversal(order, original, true)
        : payment(order, 'Refund')
    case 'complete': {
      const isTooMuch = order.reservedMinor !== undefined && order.amountMinor > order.reservedMinor
      return original === null || isTooMuch ? null : payment(order, 'Completion', null, original)
    }
    case 'void':
    case 'release':
      return original === null ? null : reversal(order, original, false)
  }
}

/** PaymentType that an order has, as its answer may name it. */
export const PAYMENT_TYPES: Readonly<Partial<Record<TerminalOrder['operation'], string>>> = {
  pay: 'Normal',
  reserve: 'FirstReservation',
  refund: 'Refund',
  complete: 'Completion',
}

interface Original {
  readonly POITransactionID: { readonly TransactionID: string; readonly TimeStamp: string }
}

/** A terminal knows a transaction by its number and its time, which the till keeps as receipt and trace. */
function originalOf(reference: TerminalReference | undefined): Original | null {
  if (!reference?.receiptNumber || !reference.traceNumber) return null
  return { POITransactionID: { TransactionID: reference.receiptNumber, TimeStamp: reference.traceNumber } }
}

function payment(order: TerminalOrder, type: string, partWish: string | null = null, original?: Original): NexoOrder {
  const { id, orderedAt, amountMinor, currency, mayBeLess } = order
  const wish = mayBeLess && partWish !== null ? { SaleToAcquirerData: partWish } : {}
  const body = {
    SaleData: { SaleTransactionID: { TransactionID: id, TimeStamp: orderedAt }, ...wish },
    PaymentTransaction: {
      AmountsReq: { Currency: currency, RequestedAmount: nexoAmount(amountMinor, currency) },
      ...(original && { OriginalPOITransaction: original }),
    },
    ...(type !== 'Normal' && { PaymentData: { PaymentType: type } }),
  }
  return { category: 'Payment', body }
}

function reversal(order: TerminalOrder, original: Original, namesAmount: boolean): NexoOrder {
  const { id, orderedAt, amountMinor, currency } = order
  const body = {
    SaleData: { SaleTransactionID: { TransactionID: id, TimeStamp: orderedAt } },
    OriginalPOITransaction: original,
    ReversalReason: 'MerchantCancel',
    ...(namesAmount && { ReversedAmount: nexoAmount(amountMinor, currency) }),
  }
  return { category: 'Reversal', body }
}
