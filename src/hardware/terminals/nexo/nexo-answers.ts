import { type Failure, fail } from '#contract/result.ts'
import type { EntryMode, Scheme } from '#contract/views/sale-view.ts'
import type { TerminalOrder, TerminalOutcome, TerminalTicket } from '#payment/ports/standalone-terminal.port.ts'
import { schemeOf } from '../../card-scheme.ts'
import { maskedNumber, safeText } from '../terminal-text.ts'
import { minorOf } from './nexo-amount.codec.ts'
import type { NexoMessage, NexoPayment, NexoReconciliation, NexoResult, NexoReversal } from './nexo-messages.codec.ts'
import { PAYMENT_TYPES } from './nexo-orders.ts'
import { nexoTickets } from './nexo-receipt.ts'

/** Reads answers in the engine's words (standalone-terminals sheet 2d). Pure. */

/** Given up by the customer, the cashier or the till. */
const GIVEN_UP = ['Aborted', 'Cancel']
/** Something else is open on it: an operation, or a card that is still in. */
const OCCUPIED = ['Busy', 'InsertedCard']
/** The card, the customer or the bank said no. */
const OF_CARD = ['InvalidCard', 'PaymentRestriction', 'Refusal', 'UnreachableHost', 'WrongPIN']
/** It is being done just now: no end yet. */
export const UNDER_WAY = 'InProgress'
/** Of a reversal: there is nothing that it would take back, now or later, be it void already; or its bank said no. */
const NOT_REVERSIBLE = ['NotAllowed', 'NotFound', 'Refusal']
/** The terminal knows no such order. */
export const UNSEEN = 'NotFound'

const ENTRY_MODES: Readonly<Record<string, EntryMode>> = {
  ICC: 'chip',
  SynchronousICC: 'chip',
  Tapped: 'contactless',
  Contactless: 'contactless',
  RFID: 'contactless',
  Mobile: 'contactless',
  MagStripe: 'stripe',
  Keyed: 'manual',
  Manual: 'manual',
}
const BRANDS: Readonly<Record<string, Scheme>> = {
  visa: 'visa',
  mc: 'mastercard',
  mastercard: 'mastercard',
  maestro: 'mastercard',
  amex: 'amex',
  diners: 'diners',
  cartebancaire: 'cb',
}
const REASON_LENGTH_MAX = 60

/** What became of an order, and the tickets that the till is to print of it. */
export interface NexoJudgement {
  readonly outcome: TerminalOutcome
  readonly tickets: readonly TerminalTicket[]
}

/** What an answer to the order itself says; a part of it that is missing is no answer. */
export function judgementOf(
  { PaymentResponse, ReversalResponse }: Pick<NexoMessage, 'PaymentResponse' | 'ReversalResponse'>,
  category: 'Payment' | 'Reversal',
  order: TerminalOrder,
): NexoJudgement {
  const answer = category === 'Payment' ? PaymentResponse : ReversalResponse
  if (answer === undefined) return judged(unknown(malformed(`${category}Response`)))
  const { Response } = answer
  if (Response.Result === 'Failure') return judged(notDone(Response))
  // A part of a reversal is no reversal; a part of a payment is one where its order allows that.
  if (Response.Result === 'Partial' && order.mayBeLess !== true) return judged(unknown(otherAnswer('Result')))
  const wrong =
    (PaymentResponse && category === 'Payment' ? wrongInPayment(PaymentResponse, order) : null) ??
    (ReversalResponse && category === 'Reversal' ? wrongInReversal(ReversalResponse, order) : null)
  if (wrong !== null) return judged(unknown(otherAnswer(wrong)))
  const tickets = nexoTickets(answer.PaymentReceipt)
  const ticket = tickets.find(({ copy }) => copy === 'customer')?.lines ?? null
  const paid = category === 'Payment' ? PaymentResponse?.PaymentResult : undefined
  return { outcome: { kind: 'approved', result: { ...resultOf(answer, paid, order), ticket } }, tickets }
}

/** An order that the terminal has never seen, however often it is asked. */
export const UNSEEN_OUTCOME: TerminalOutcome = { kind: 'aborted', failure: { code: 'TERMINAL_ORDER_UNSEEN' } }

/** Why something was not done, where no money was in play. */
export function refusalOf({ ErrorCondition }: NexoResult): Failure {
  if (OCCUPIED.includes(ErrorCondition ?? '')) return fail('TERMINAL_BUSY').error
  return fail('TERMINAL_REFUSED_ORDER', { reason: safeText(ErrorCondition ?? '-') }).error
}

/** The totals of a day end as a ticket; null where it names none. */
export function totalsTicket({ POIReconciliationID, TransactionTotals }: NexoReconciliation): readonly string[] | null {
  const rows = TransactionTotals.flatMap(({ CardBrand = '', PaymentCurrency = '', PaymentTotals }) =>
    PaymentTotals.map(({ TransactionType, TransactionCount, TransactionAmount }) =>
      [CardBrand, TransactionType, TransactionCount, TransactionAmount, PaymentCurrency].join(' ').trim(),
    ),
  )
  const lines = [...(POIReconciliationID ? [`No. ${POIReconciliationID}`] : []), ...rows]
  return lines.length === 0 ? null : lines.map(safeText)
}

const judged = (outcome: TerminalOutcome): NexoJudgement => ({ outcome, tickets: [] })
export const unknown = (failure: Failure): TerminalOutcome => ({ kind: 'unknown', failure })
const otherAnswer = (field: string): Failure => fail('TERMINAL_OTHER_ANSWER', { field }).error
const malformed = (reason: string): Failure => fail('TERMINAL_MALFORMED_ANSWER', { reason }).error

function notDone(response: NexoResult): TerminalOutcome {
  const condition = response.ErrorCondition ?? ''
  if (condition === UNDER_WAY) return unknown(fail('TERMINAL_CANNOT_TELL').error)
  if (GIVEN_UP.includes(condition)) return { kind: 'aborted', failure: fail('TERMINAL_ABANDONED').error }
  const isNotVoidable = NOT_REVERSIBLE.includes(condition)
  const isOfCard = OF_CARD.includes(condition)
  const reason = bankTextOf(response) ?? condition
  const failure = isOfCard ? fail('TERMINAL_DECLINED', { reason }).error : refusalOf(response)
  return { kind: 'declined', failure, ...(isNotVoidable && { isNotVoidable, mayBeVoid: true }) }
}

/** `refusalReason=…&message=…`, encoded as in an address. */
function bankTextOf({ AdditionalResponse = '' }: NexoResult): string | null {
  const fields = new URLSearchParams(AdditionalResponse)
  const text = safeText(fields.get('refusalReason') ?? fields.get('message') ?? '').trim()
  return text === '' ? null : text.slice(0, REASON_LENGTH_MAX)
}

/** The field in which an approval differs from the order; null when it is the order's. */
function wrongInPayment({ SaleData, PaymentResult }: NexoPayment, order: TerminalOrder): string | null {
  const echoed = SaleData?.SaleTransactionID.TransactionID ?? order.id
  if (echoed !== order.id) return 'SaleTransactionID'
  const type = PAYMENT_TYPES[order.operation]
  if ((PaymentResult?.PaymentType ?? type) !== type) return 'PaymentType'
  const amounts = PaymentResult?.AmountsResp
  if (amounts === undefined) return 'AmountsResp'
  if (amounts.Currency !== order.currency) return 'Currency'
  const amountMinor = minorOf(amounts.AuthorizedAmount, order.currency)
  if (amountMinor === null || amountMinor === 0 || amountMinor > order.amountMinor) return 'AuthorizedAmount'
  return amountMinor < order.amountMinor && order.mayBeLess !== true ? 'AuthorizedAmount' : null
}

function wrongInReversal(
  { ReversedAmount, OriginalPOITransaction }: NexoReversal,
  order: TerminalOrder,
): string | null {
  const original = order.original?.receiptNumber ?? null
  const named = OriginalPOITransaction?.POITransactionID.TransactionID ?? original
  if (named !== original) return 'OriginalPOITransaction'
  if (ReversedAmount === undefined) return null
  return minorOf(ReversedAmount, order.currency) === order.amountMinor ? null : 'ReversedAmount'
}

function resultOf(answer: NexoPayment | NexoReversal, paid: NexoPayment['PaymentResult'], order: TerminalOrder) {
  const known = answer.POIData?.POITransactionID
  const amount = paid?.AmountsResp?.AuthorizedAmount
  const card = paid?.PaymentInstrumentData?.CardData
  const acquirer = paid?.PaymentAcquirerData
  const maskedPan = maskedNumber(card?.MaskedPan ?? '')
  const applicationId = textOf(new URLSearchParams(answer.Response.AdditionalResponse).get('AID'))
  return {
    amountMinor: (amount === undefined ? null : minorOf(amount, order.currency)) ?? order.amountMinor,
    reference: {
      approvalCode: textOf(acquirer?.ApprovalCode),
      // What names the transaction to the terminal is sent back as it came.
      receiptNumber: known?.TransactionID ?? null,
      traceNumber: known?.TimeStamp ?? null,
    },
    scheme: BRANDS[card?.PaymentBrand?.toLowerCase() ?? ''] ?? schemeOf(applicationId, maskedPan ?? ''),
    maskedPan,
    applicationId,
    entryMode: card?.EntryMode?.map((mode) => ENTRY_MODES[mode] ?? null).find((mode) => mode !== null) ?? null,
    contract: textOf(acquirer?.MerchantID),
  }
}

const textOf = (text: string | null | undefined): string | null => safeText(text ?? '').trim() || null
