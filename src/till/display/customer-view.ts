import { LIMITS } from '#contract/limits.ts'
import type {
  CustomerPart,
  CustomerQuestion,
  CustomerTicket,
  CustomerView,
} from '#contract/views/customer-screen-view.ts'
import type { CardPaymentView } from '#contract/views/payment-view.ts'
import type { SaleLineView, SaleView, TenderView } from '#contract/views/sale-view.ts'
import { type CustomerSlices, customerMessage, showsTicket } from './customer-message.ts'

/** What the customer is shown of all that the till knows. Every display of the customer draws from this and from nothing else. */
export function customerView(slices: CustomerSlices): CustomerView {
  const { shopName, locale, currency, theme, training } = slices.till
  const { sale, payment } = slices
  return {
    shopName,
    locale,
    currency,
    theme,
    training,
    message: customerMessage(slices),
    ticket: showsTicket(slices) ? ticketOf(sale) : null,
    isCardRefused: payment !== null && showsTicket(slices) && isRefused(payment, sale),
    question: slices.session.kind === 'signed-in' && payment !== null ? questionOf(payment) : null,
  }
}

function ticketOf(sale: SaleView): CustomerTicket {
  const { lines, touchedLineId, itemCount, totalMinor, vatMinor, tenders, remainingMinor, loyalty } = sale
  const shown = lines.slice(-LIMITS.customerScreenLines)
  return {
    lines: shown.map((line) => ({ ...lineOf(line), isTouched: line.id === touchedLineId })),
    linesAbove: lines.length - shown.length,
    itemCount,
    totalMinor,
    vatMinor,
    parts: tenders.filter(({ outcome }) => outcome === 'received' || outcome === 'approved').map(partOf),
    remainingMinor,
    ...(loyalty && { points: { earned: loyalty.earned, balance: loyalty.points - loyalty.spent + loyalty.earned } }),
  }
}

const lineOf = ({
  id,
  name,
  unit,
  quantityMilli,
  discountMinor,
  ticketDiscountMinor = 0,
  totalMinor,
}: SaleLineView) => ({
  id,
  name,
  unit,
  quantityMilli,
  discountMinor: discountMinor + ticketDiscountMinor,
  totalMinor,
})

const partOf = ({ id, kind, means, isGiftCard, cardTail, amountMinor }: TenderView): CustomerPart => ({
  id,
  kind,
  name: means?.name ?? null,
  isGiftCard: isGiftCard === true,
  cardTail,
  amountMinor,
})

/** Of a payment with the card that is over and brought nothing. */
function isRefused({ saleId, outcome }: CardPaymentView, sale: SaleView): boolean {
  const isOver = outcome === 'declined' || outcome === 'cancelled' || outcome === 'failed' || outcome === 'reversed'
  return isOver && saleId === sale.id && sale.state === 'paying'
}

/** A question to the customer that no pad asks, and that a touch can answer: figures and texts are typed by the cashier. */
function questionOf({ hostPrompt, outcome }: CardPaymentView): CustomerQuestion | null {
  if (hostPrompt === null || outcome !== null) return null
  const { id, kind, place, askedAt, title, options } = hostPrompt
  if (place !== 'customer' || askedAt !== 'screen' || kind === 'number' || kind === 'text') return null
  return { id, kind, title, options }
}
