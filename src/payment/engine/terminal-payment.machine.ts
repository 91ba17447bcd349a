import { type Failure, fail } from '#contract/result.ts'
import type { TerminalOutcome, TerminalResult, TerminalTicket } from '../ports/standalone-terminal.port.ts'
import type { Transition, TransitionResult } from './payment.machine.ts'
import type { PaymentEvent, TerminalReading } from './payment-event.ts'
import type { Ordered, PaidByTerminal, PaymentIntent, PaymentState } from './payment-state.ts'
import { whyUnknown } from './terminal-order.ts'
import { heldByTerminal } from './terminal-reservation.machine.ts'

type OrderedState = Extract<PaymentState, { kind: 'ordered' }>
type UnknownState = Extract<PaymentState, { kind: 'order-unknown' }>
type PaidState = Extract<PaymentState, { kind: 'paid-by-terminal' }>

/**
 * A payment, a refund or a void that a standalone terminal does, or what is reserved, completed or released there. The order is on
 * disk before its first byte leaves, and is given once: no state leads back to it.
 *
 *                      kept, ticket kept: noted            void refused: noted
 *                         ┌────┐                                ┌────┐
 *   started ──► ordered ──┘    ├─ approved ──► paid-by-terminal ┘    └─ given back by another order ──► taken-back-by-terminal
 *                  │           ├─ declined ──► declined
 *                  │           ├─ given up on the terminal ──► cancelled
 *                  │           └─ no byte left ──► failed
 *                  │
 *                  └─ silent, cut, strange, disk, kill ──► order-unknown ── the terminal says so, asked again or late,
 *                                                           │        │      or a person reads its ticket ──► one of these
 *                                                           │        └─ it says so and the disk refuses: stays, and keeps it
 *                                                           └─ it cannot say: stays
 *
 * A reservation that is approved ends as `held-by-terminal` where a payment is `paid-by-terminal`, and goes on from there in
 * terminal-reservation.machine.ts.
 *
 * What was kept is no approval yet: the terminal may not have heard that the till has it, and take the payment back. After a
 * kill it is asked, told by what it is to know the payment. An approval that waits for the disk is not talked away meanwhile,
 * neither by the terminal nor by a person.
 */
export function ordered(intent: PaymentIntent): Transition {
  return {
    state: { kind: 'ordered', intent, told: null, tickets: [], cancelRequested: false },
    effects: [{ kind: 'order-terminal' }],
  }
}

/** The terminal has the order. */
export function whileOrdered(state: OrderedState, event: PaymentEvent, at: string): TransitionResult {
  switch (event.kind) {
    case 'terminal-kept':
      return noted({ ...state, told: event.result })
    case 'terminal-ticket-kept':
      return noted({ ...state, tickets: withTicket(state.tickets, event.ticket) })
    case 'cancel-requested':
      return state.cancelRequested ? null : noted({ ...state, cancelRequested: true })
    case 'terminal-answered':
      return answered(state, event.outcome, at) ?? unknown(state, failureOf(event.outcome))
    case 'approval-not-stored':
      return notStored(state, event.outcome)
    case 'interrupted':
      return unknown(state, { code: 'TERMINAL_INTERRUPTED' })
    default:
      return null
  }
}

/** Only the terminal knows, or whoever reads its ticket. */
export function whileOrderUnknown(state: UnknownState, event: PaymentEvent, at: string): TransitionResult {
  switch (event.kind) {
    case 'terminal-answered':
      // That it could not be asked says nothing of the order.
      if (event.outcome.kind === 'not-started') return null
      return isApprovalWaiting(state) && event.outcome.kind !== 'approved' ? null : answered(state, event.outcome, at)
    case 'approval-not-stored':
      return stillNotStored(state, event.outcome)
    case 'terminal-ticket-kept':
      return noted({ ...state, tickets: withTicket(state.tickets, event.ticket) })
    case 'terminal-read':
      return isApprovalWaiting(state) && event.outcome === 'not-paid' ? null : asRead(state, event, at)
    default:
      return null
  }
}

/**
 * What may still happen to money that a terminal took: it is voided there, refused a void, or given back. Null: nothing that
 * concerns it.
 */
export function whilePaidByTerminal(state: PaidState, event: PaymentEvent, at: string): TransitionResult {
  const { operation } = state.intent
  if (operation === 'refund' || operation === 'release') return null
  if (event.kind === 'void-refused') {
    const note = event.isVoidAlready ? 'isVoidAlready' : 'isVoidRefused'
    const isUnclear = event.mayBeVoid === true && state.mayBeVoid !== true
    if (state[note] && !isUnclear) return null
    return noted({ ...state, [note]: true, ...(isUnclear && { mayBeVoid: true as const }) })
  }
  if (event.kind !== 'taken-back') return null
  const takenBack = { paymentId: event.paymentId, at }
  return { state: { ...state, kind: 'taken-back-by-terminal', takenBack }, effects: [] }
}

/** What ends it; null for an answer that ends nothing. */
function answered(state: Ordered, outcome: TerminalOutcome, at: string): TransitionResult {
  const { intent, told } = state
  switch (outcome.kind) {
    case 'approved':
      return paid(state, outcome.result, at, null)
    case 'declined':
      return { state: { kind: 'declined', intent, failure: outcome.failure, answer: null }, effects: [] }
    case 'aborted':
      return { state: { kind: 'cancelled', intent, failure: outcome.failure, card: null }, effects: [] }
    case 'not-started':
      // It had approved: some byte must have left.
      if (told !== null) return null
      return { state: { kind: 'failed', intent, failure: outcome.failure, card: null }, effects: [] }
    case 'unknown':
      return null
  }
}

/** A card that held less has paid what it held: from here on the payment is one of the part. */
function paid(state: Ordered, result: TerminalResult, at: string, readBy: string | null): Transition {
  const { intent } = state
  const isPart = result.amountMinor < intent.amountMinor
  const charged = isPart ? { ...intent, amountMinor: result.amountMinor, askedMinor: intent.amountMinor } : intent
  const by: PaidByTerminal = { intent: charged, result, tickets: ticketsOf(state, result), approvedAt: at, readBy }
  if (intent.terminal?.order === 'reserve') return heldByTerminal(by)
  return { state: { kind: 'paid-by-terminal', ...by }, effects: [], approval: true }
}

function asRead(state: UnknownState, reading: TerminalReading, at: string): Transition {
  const { by, outcome, approvalCode, amountMinor } = reading
  const { intent, unstored } = state
  const told = unstored?.kind === 'approved' ? unstored.result : state.told
  if (outcome === 'not-paid') {
    const { error: failure } = fail('TERMINAL_READ_AS_NOT_PAID', { by })
    return { state: { kind: 'failed', intent, failure, card: null }, effects: [] }
  }
  const reference = told?.reference ?? { receiptNumber: null, traceNumber: null, approvalCode: null }
  const result: TerminalResult = {
    ...(told ?? NOTHING_TOLD),
    amountMinor: amountMinor ?? told?.amountMinor ?? intent.amountMinor,
    reference: { ...reference, approvalCode: approvalCode ?? reference.approvalCode },
  }
  return paid(state, result, at, by)
}

const NOTHING_TOLD = {
  scheme: 'other',
  maskedPan: null,
  applicationId: null,
  entryMode: null,
  contract: null,
  ticket: null,
} as const

/** Those that were kept as they came; else the one that came with the result. */
function ticketsOf({ tickets }: Ordered, { ticket }: TerminalResult): readonly TerminalTicket[] {
  if (tickets.length > 0 || ticket === null) return tickets
  return [{ copy: 'customer', lines: ticket }]
}

function withTicket(tickets: readonly TerminalTicket[], ticket: TerminalTicket): readonly TerminalTicket[] {
  return [...tickets.filter(({ copy }) => copy !== ticket.copy), ticket]
}

function noted(state: OrderedState | UnknownState | PaidState): Transition {
  return { state, effects: [], note: true }
}

function unknown(state: Ordered, failure: Failure): Transition {
  return { state: unknownState(state, failure), effects: [{ kind: 'ask-terminal' }] }
}

/** A word that ends the order is kept in memory until the disk takes it; no word at all is asked for as after any other silence. */
function notStored(state: OrderedState, outcome: TerminalOutcome | undefined): Transition {
  const doubt = unknownState(state, { code: 'TERMINAL_NOT_KEPT' })
  return { state: isWord(outcome) ? { ...doubt, unstored: outcome } : doubt, effects: [{ kind: 'ask-terminal' }] }
}

/** The word came while it was in doubt already. What waits for the disk waits on. */
function stillNotStored(state: UnknownState, outcome: TerminalOutcome | undefined): TransitionResult {
  if (!isWord(outcome) || state.unstored !== undefined) return null
  const doubt = unknownState(state, { code: 'TERMINAL_NOT_KEPT' })
  return { state: { ...doubt, unstored: outcome }, effects: [{ kind: 'ask-terminal' }] }
}

function isWord(outcome: TerminalOutcome | undefined): outcome is TerminalOutcome {
  return outcome !== undefined && outcome.kind !== 'unknown' && outcome.kind !== 'not-started'
}

const isApprovalWaiting = ({ unstored }: UnknownState): boolean => unstored?.kind === 'approved'

function unknownState({ intent, told, tickets }: Ordered, failure: Failure): UnknownState {
  return { kind: 'order-unknown', intent, told, tickets, failure }
}

function failureOf(outcome: TerminalOutcome): Failure {
  return outcome.kind === 'approved' ? { code: 'TERMINAL_CANNOT_TELL' } : whyUnknown(outcome.failure)
}
