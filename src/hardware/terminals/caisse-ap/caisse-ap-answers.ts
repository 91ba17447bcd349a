import { CURRENCIES } from '#contract/money.ts'
import { type Failure, fail } from '#contract/result.ts'
import type { EntryMode } from '#contract/views/sale-view.ts'
import type {
  TerminalOrder,
  TerminalOrderOperation,
  TerminalOutcome,
  TerminalResult,
} from '#payment/ports/standalone-terminal.port.ts'
import { schemeOf } from '../../card-scheme.ts'
import { maskedNumber, safeText, ticketLines } from '../terminal-text.ts'
import { type CaisseApFields, readContainer, STATUS_TAG } from './caisse-ap.codec.ts'

/** Reads answers in the engine's words (standalone-terminals sheet 2b). Pure. */

/** AE. `11` is the word of a terminal that was told not to wait, which ours never is. */
export const DONE = '10'
export const NOT_DONE = '01'

/** AF: the first two figures of the reason; what follows is the bank's own. */
const REASON_LENGTH = 2
/** The application puts DE39 and a message behind the reason. */
const BANK_CODE_LENGTH = 2
const BANK_TEXT_LENGTH = 21

/** Abandoned, time over for the customer, abandoned by the operator. */
const ABORTED_REASONS = ['06', '08', '11']
/** Format error, selection error, unknown action, wrong currency: the order, not the card, was wrong. */
const ORDER_REASONS = ['09', '10', '12', '13']
/** Refused, forbidden, an action that it does not have: a void is not done later either, be it that it was done before. */
const NOT_VOIDABLE_REASONS = ['04', '05', '12']
/** Authorised, forced: no reasons for what was not done. */
const APPROVING_REASONS = ['01', '03']

const ENTRY_MODES: Readonly<Record<string, EntryMode>> = { 1: 'chip', 2: 'contactless', 3: 'stripe', 4: 'manual' }

const DEBIT = '0'
const OPERATIONS: Readonly<Partial<Record<TerminalOrderOperation, string>>> = { refund: '1', void: '2' }

/** CD of an order. A reservation is a debit that another application of the terminal takes. */
export const actionOf = (order: TerminalOrder): string => OPERATIONS[order.operation] ?? DEBIT

/** As payments are numbered. Some terminals echo nothing, or put data of their own there: that names no other payment. */
const IS_OURS = /^[0-9a-f]{8}-[0-9a-f]{4}-/i

/** CF of an order: comes back in the answer of a terminal that knows the field. */
export const privateDataOf = (order: TerminalOrder): string => order.id.slice(0, 99)

/** What the shop and its terminal agree on, as far as answers depend on it. */
export interface CaisseApTerms {
  /** The application (CC) that holds amounts, where there is one. */
  readonly reservation?: string | undefined
  /** The order's name where it is another than `privateDataOf`: an answer has room for that alone, and names nothing else there. */
  readonly reference?: string | undefined
}

/** What an answer to the order itself says. */
export function outcomeOf(fields: CaisseApFields, order: TerminalOrder, terms: CaisseApTerms = {}): TerminalOutcome {
  const status = fields.get(STATUS_TAG)
  const reason = fields.get('AF')?.slice(0, REASON_LENGTH)
  const stranger = strangerIn(fields, order, terms)
  if (status === NOT_DONE && !APPROVING_REASONS.includes(reason ?? '')) {
    // Another order's refusal says nothing about this one.
    return stranger === null ? notPaid(fields, reason) : unknown(otherAnswer(stranger))
  }
  if (status !== DONE) return unknown(fail('TERMINAL_MALFORMED_ANSWER', { reason: `AE ${status ?? ''}` }).error)
  const wrong = stranger ?? otherMoneyIn(fields, order)
  return wrong === null ? { kind: 'approved', result: resultOf(fields, order) } : unknown(otherAnswer(wrong))
}

/**
 * What the terminal's account of its last payment says of the order: nothing, unless it carries the order's own reference and, of a
 * payment that was not made, its amount. Neither was in the question, so that neither can be an echo of it.
 */
export function recalledOutcomeOf(
  fields: CaisseApFields,
  order: TerminalOrder,
  terms: CaisseApTerms = {},
): TerminalOutcome {
  if (fields.get('CF')?.trim() !== privateDataOf(order)) return unknown(fail('TERMINAL_CANNOT_TELL').error)
  if (fields.get(STATUS_TAG) === NOT_DONE && amountOf(fields) !== order.amountMinor) {
    return unknown(fail('TERMINAL_CANNOT_TELL').error)
  }
  const { CD: _, ...own } = Object.fromEntries(fields)
  return outcomeOf(new Map(Object.entries(own)), order, terms)
}

/** The customer's ticket, where the answer carries it (ZT). */
export function ticketOf(fields: CaisseApFields): readonly string[] | null {
  const text = readContainer(fields.get('ZT') ?? '')?.get('AK')
  return text === undefined ? null : ticketLines(Buffer.from(text, 'base64'))
}

/** The field that shows that the answer is to something else; null when none does. */
function strangerIn(
  fields: CaisseApFields,
  order: TerminalOrder,
  { reservation, reference: own }: CaisseApTerms,
): string | null {
  const application = fields.get('CC')
  const isReservation = reservation !== undefined && application === reservation
  if (application !== undefined && isReservation !== (order.operation === 'reserve')) return 'CC'
  if ((fields.get('CD') ?? actionOf(order)) !== actionOf(order)) return 'CD'
  const reference = fields.get('CF')?.trim() ?? ''
  const isNamed = own === undefined ? IS_OURS.test(reference) : reference !== ''
  return isNamed && reference !== (own ?? privateDataOf(order)) ? 'CF' : null
}

/** An answer may be padded, and name less than was asked where the order allows that; never more, and no other currency. */
function otherMoneyIn(fields: CaisseApFields, order: TerminalOrder): string | null {
  const amountMinor = amountOf(fields)
  if (amountMinor === null || amountMinor === 0 || amountMinor > order.amountMinor) return 'CB'
  if (amountMinor < order.amountMinor && order.mayBeLess !== true) return 'CB'
  return fields.get('CE') === CURRENCIES[order.currency].numeric ? null : 'CE'
}

function amountOf(fields: CaisseApFields): number | null {
  const text = fields.get('CB')?.trim() ?? ''
  return /^\d{1,12}$/.test(text) ? Number(text) : null
}

function notPaid(fields: CaisseApFields, reason = '00'): TerminalOutcome {
  if (ABORTED_REASONS.includes(reason)) return { kind: 'aborted', failure: fail('TERMINAL_ABANDONED').error }
  const isOfOrder = ORDER_REASONS.includes(reason)
  const { error: failure } = isOfOrder
    ? fail('TERMINAL_REFUSED_ORDER', { reason })
    : fail('TERMINAL_DECLINED', { reason: bankTextOf(fields) ?? reason })
  const isNotVoidable = NOT_VOIDABLE_REASONS.includes(reason)
  return { kind: 'declined', failure, ...(isNotVoidable && { isNotVoidable, mayBeVoid: true }) }
}

function bankTextOf(fields: CaisseApFields): string | null {
  const start = REASON_LENGTH + BANK_CODE_LENGTH
  const text = safeText(fields.get('AF')?.slice(start, start + BANK_TEXT_LENGTH) ?? '').trim()
  return text === '' ? null : text
}

const unknown = (failure: Failure): TerminalOutcome => ({ kind: 'unknown', failure })
const otherAnswer = (field: string): Failure => fail('TERMINAL_OTHER_ANSWER', { field }).error

function resultOf(fields: CaisseApFields, order: TerminalOrder): TerminalResult {
  const text = (tag: string) => safeText(fields.get(tag) ?? '').trim() || null
  const maskedPan = maskedNumber(fields.get('AA') ?? '')
  const applicationId = text('AI')
  return {
    amountMinor: amountOf(fields) ?? order.amountMinor,
    reference: { approvalCode: text('AC'), receiptNumber: text('CH'), traceNumber: null },
    scheme: schemeOf(applicationId, maskedPan ?? ''),
    maskedPan,
    applicationId,
    entryMode: ENTRY_MODES[fields.get('CI') ?? ''] ?? null,
    contract: text('CG'),
    ticket: ticketOf(fields),
  }
}
