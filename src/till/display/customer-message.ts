import type { CardWord, CustomerMessage } from '#contract/views/customer-screen-view.ts'
import type { CardPaymentView } from '#contract/views/payment-view.ts'
import type { CompletedSaleView, SaleView } from '#contract/views/sale-view.ts'
import type { Slices } from '#contract/views/till-view.ts'

export type CustomerSlices = Pick<Slices, 'till' | 'session' | 'sale' | 'payment' | 'lastSale'>

const PIECE_MILLI = 1_000

/**
 * The one thing to tell the customer now: the card of the ticket, of a reservation or of a question, else the ticket, else what is
 * reserved, else how the last ticket ended, else a welcome. A refusal is not told here: the pad says it to the cardholder, this display to the
 * whole queue. While nobody is signed in only what is being paid is told.
 */
export function customerMessage({ session, sale, payment, lastSale }: CustomerSlices): CustomerMessage {
  const isReserve = payment?.operation === 'pre-authorisation'
  if (payment !== null && ASIDE.includes(payment.operation)) {
    const word = cardWord(payment)
    if (word !== null) return { kind: 'card-aside', word }
  }
  if (payment !== null && (isReserve || payment.saleId === sale.id)) {
    const word = cardWord(payment)
    if (word !== null) return { kind: 'card', word, amountMinor: payment.amountMinor, isReserve }
  }
  if (showsTicket({ session, sale })) return sale.state === 'paying' ? due(sale) : newest(sale)
  if (isReserve && payment.outcome === 'approved') return { kind: 'reserved', amountMinor: payment.amountMinor }
  return lastSale === null || session.kind === 'locked' ? { kind: 'welcome' } : paid(lastSale)
}

/** A locked till has nobody before it: what one customer bought is not for the next one. What is being paid stays. */
export function showsTicket({ session, sale }: Pick<CustomerSlices, 'session' | 'sale'>): boolean {
  return sale.lines.length > 0 && (session.kind === 'signed-in' || sale.state === 'paying')
}

/** Charges nobody and belongs to no ticket. */
const ASIDE: readonly CardPaymentView['operation'][] = ['balance', 'card-check', 'activation', 'load']

function due({ itemCount, totalMinor, remainingMinor }: SaleView): CustomerMessage {
  return { kind: 'due', itemCount, totalMinor, remainingMinor }
}

function paid({ totalMinor, changeMinor, tenders }: CompletedSaleView): CustomerMessage {
  const byCard = tenders.some(({ kind, outcome }) => kind === 'card' && outcome === 'approved')
  return { kind: 'paid', totalMinor, changeMinor, byCard }
}

/** The line just added or changed, with what the ticket comes to. */
function newest({ lines, touchedLineId, totalMinor }: SaleView): CustomerMessage {
  const line = lines.find(({ id }) => id === touchedLineId) ?? lines.at(-1)
  if (line === undefined) return { kind: 'welcome' }
  const isCounted = line.unit === 'piece' && line.quantityMilli % PIECE_MILLI === 0
  const pieces = isCounted ? line.quantityMilli / PIECE_MILLI : 1
  return { kind: 'line', name: line.name, pieces, lineMinor: line.totalMinor, totalMinor }
}

/** What the customer should do about the card; null once the payment asks nothing of them any more. */
function cardWord({ prompt, cue, outcome }: CardPaymentView): CardWord | null {
  // Nobody may be asked for this money again until the bank has answered.
  if (outcome === 'unknown') return 'wait'
  if (outcome !== null) return null
  if (prompt === 'present-card') return cueWord(cue)
  if (prompt === 'customer-types-pin') return 'code'
  if (prompt === 'check-signature') return 'sign'
  if (prompt === 'remove-card') return 'removeCard'
  if (prompt === 'follow-terminal') return 'followTerminal'
  return 'wait'
}

function cueWord(cue: CardPaymentView['cue']): CardWord {
  if (cue === 'insert-chip') return 'insertCard'
  if (cue === 'swipe') return 'swipe'
  if (cue === 'tap-again') return 'tapAgain'
  if (cue === 'see-phone') return 'seePhone'
  return cue === 'remove-forgotten-card' ? 'removeCard' : 'presentCard'
}
