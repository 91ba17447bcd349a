import type { CardOperation, PurchaseRequest } from '#payment/ports/pin-pad.port.ts'
import { amountRow, type PadText, padText } from './pad-texts.ts'

/** How a conversation ended for the customer. */
export type Farewell = 'accepted' | 'declined' | 'stopped'

/** The word of the first row; a question about a card has no amount beside it. */
const HEADINGS: Readonly<Record<CardOperation, { readonly word: PadText; readonly isQuestion?: true }>> = {
  sale: { word: 'amount' },
  'pre-authorisation': { word: 'hold' },
  activation: { word: 'giftCard' },
  load: { word: 'topUp' },
  balance: { word: 'balance', isQuestion: true },
  'card-check': { word: 'cardCheck', isQuestion: true },
}

/** What nobody paid by is not told as a payment. */
const FAREWELLS_OF_CARD = { accepted: 'cardAccepted', declined: 'cardDeclined', stopped: 'cardStopped' } as const

/** The first row while a card is read and asked: what it is read for, and the amount where there is one. */
export function headingRow({ operation = 'sale', locale, amountMinor, currency }: PurchaseRequest): string {
  const { word, isQuestion } = HEADINGS[operation]
  return isQuestion ? padText(locale, word) : amountRow(locale, amountMinor, currency, word)
}

/** What stands above "remove card". */
export function farewellText(request: Pick<PurchaseRequest, 'operation'> | null, farewell: Farewell): PadText {
  return (request?.operation ?? 'sale') === 'sale' ? farewell : FAREWELLS_OF_CARD[farewell]
}
