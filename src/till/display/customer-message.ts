import type { CardPaymentView } from '#contract/views/payment-view.ts'
import type { SaleView } from '#contract/views/sale-view.ts'
import type { Slices } from '#contract/views/till-view.ts'
import type { DisplayWord } from './display-words.ts'

/** What the customer is told. A figure of a payment is shown only once what it says is on disk. */
export type CustomerMessage =
  | { readonly kind: 'welcome' }
  | {
      readonly kind: 'line'
      readonly name: string
      /** Pieces of it; 1 for what is weighed. */
      readonly pieces: number
      readonly lineMinor: number
      readonly totalMinor: number
    }
  | { readonly kind: 'due'; readonly itemCount: number; readonly totalMinor: number; readonly remainingMinor: number }
  /** `isReserve`: the bank is asked to hold the amount, and nothing is to be paid. */
  | { readonly kind: 'card'; readonly word: DisplayWord; readonly amountMinor: number; readonly isReserve: boolean }
  /** Of a card that is asked about or loaded: what is on it is nobody else's business. */
  | { readonly kind: 'card-aside'; readonly word: DisplayWord }
  | { readonly kind: 'reserved'; readonly amountMinor: number }
  | { readonly kind: 'paid'; readonly totalMinor: number; readonly changeMinor: number }

export type CustomerSlices = Pick<Slices, 'sale' | 'payment' | 'lastSale'>

const PIECE_MILLI = 1_000

/**
 * The one thing to tell the customer now: the card of the ticket, of a reservation or of a question, else the ticket, else what is
 * reserved, else how the last ticket ended, else a welcome. A refusal is not told here: the pad says it to the cardholder, this display to the whole queue.
 */
export function customerMessage({ sale, payment, lastSale }: CustomerSlices): CustomerMessage {
  const isReserve = payment?.operation === 'pre-authorisation'
  if (payment !== null && ASIDE.includes(payment.operation)) {
    const word = cardWord(payment)
    if (word !== null) return { kind: 'card-aside', word }
  }
  if (payment !== null && (isReserve || payment.saleId === sale.id)) {
    const word = cardWord(payment)
    if (word !== null) return { kind: 'card', word, amountMinor: payment.amountMinor, isReserve }
  }
  if (sale.lines.length > 0) return sale.state === 'paying' ? due(sale) : newest(sale)
  if (isReserve && payment.outcome === 'approved') return { kind: 'reserved', amountMinor: payment.amountMinor }
  if (lastSale !== null) return { kind: 'paid', totalMinor: lastSale.totalMinor, changeMinor: lastSale.changeMinor }
  return { kind: 'welcome' }
}

/** Charges nobody and belongs to no ticket. */
const ASIDE: readonly CardPaymentView['operation'][] = ['balance', 'card-check', 'activation', 'load']

function due({ itemCount, totalMinor, remainingMinor }: SaleView): CustomerMessage {
  return { kind: 'due', itemCount, totalMinor, remainingMinor }
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
function cardWord({ prompt, cue, outcome }: CardPaymentView): DisplayWord | null {
  // Nobody may be asked for this money again until the bank has answered.
  if (outcome === 'unknown') return 'wait'
  if (outcome !== null) return null
  if (prompt === 'present-card') return cueWord(cue)
  if (prompt === 'customer-types-pin') return 'code'
  if (prompt === 'check-signature') return 'sign'
  if (prompt === 'remove-card') return 'removeCard'
  return 'wait'
}

function cueWord(cue: CardPaymentView['cue']): DisplayWord {
  if (cue === 'insert-chip') return 'insertCard'
  if (cue === 'swipe') return 'swipe'
  if (cue === 'tap-again') return 'tapAgain'
  if (cue === 'see-phone') return 'seePhone'
  return cue === 'remove-forgotten-card' ? 'removeCard' : 'presentCard'
}
