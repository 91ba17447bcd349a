import { isFinalPayment, type JournalStep } from '#payment/ports/payment-journal.port.ts'
import { change, oneRow, type WritableDb } from './database.ts'

type Text = string | null

/** What a payment is looked for by and its steps may change. What changes together is written together: each column has an index. */
const GROUPS = [
  ['amount_minor'],
  ['outcome'],
  ['scheme', 'card_tail', 'entry_mode'],
  ['stan', 'terminal_id', 'acquirer_id'],
  ['retrieval_reference', 'approval_code', 'response_code'],
] as const

type Column = (typeof GROUPS)[number][number]
type SearchedBy = { readonly [Name in Column]: Name extends 'amount_minor' ? number : Text }

const KEPT = `SELECT payment_search.sequence, ${GROUPS.flat()
  .map((column) => `payment_search.${column}`)
  .join(', ')}
  FROM payment CROSS JOIN payment_search ON payment_search.sequence = payment.sequence WHERE payment.id = ?`

const WRITTEN = GROUPS.map((columns) => ({
  columns,
  sql: `UPDATE payment_search SET ${columns.map((column) => `${column} = ?`).join(', ')} WHERE sequence = ?`,
}))

const ADDED = `INSERT INTO payment_search (sequence, started_ms, currency, operation, cashier_id, cashier_name, ${GROUPS.flat().join(', ')})
  VALUES (?, ?, ?, ?, ?, ?, ${GROUPS.flat()
    .map(() => '?')
    .join(', ')})`

/** The row that a new payment is looked for by. */
export function addSearchedBy(db: WritableDb, sequence: number, state: JournalStep['state']): void {
  const { startedAt, currency, operation = 'sale', cashier } = state.intent
  const now = searchedBy(state)
  const changing = GROUPS.flat().map((column) => now[column])
  const startedMs = Date.parse(startedAt) || 0
  change(db, ADDED, sequence, startedMs, currency, operation, cashier?.id ?? null, cashier?.name ?? null, ...changing)
}

/**
 * Keeps the row that a payment is looked for by in step with its new state. Most steps change nothing of it, and the look at what is kept costs less than one at the old state.
 */
export function keepSearchedBy(db: WritableDb, paymentId: string, state: JournalStep['state']): void {
  const kept = oneRow<SearchedBy & { readonly sequence: number }>(db, KEPT, paymentId)
  if (kept === null) throw new Error('this payment cannot be looked for')
  const now = searchedBy(state)
  for (const { columns, sql } of WRITTEN) {
    if (columns.every((column: Column) => kept[column] === now[column])) continue
    change(db, sql, ...columns.map((column: Column) => now[column]), kept.sequence)
  }
}

interface CardPart {
  readonly scheme?: Text
  readonly maskedPan?: Text
  readonly entryMode?: Text
}

/** Each kind of state has some of these: what a standalone terminal says of a card stands in `result`. */
interface Parts {
  readonly card?: CardPart | null
  readonly result?: (CardPart & { readonly reference?: { readonly approvalCode?: Text } | null }) | null
  readonly request?: { readonly stan?: Text; readonly terminalId?: Text; readonly acquirerId?: Text } | null
  readonly answer?: {
    readonly retrievalReference?: Text
    readonly approvalCode?: Text
    readonly responseCode?: Text
  } | null
}

/** As the view `payment_fact` says it. */
function searchedBy(state: JournalStep['state']): SearchedBy {
  const { intent } = state
  const { card, result, request, answer } = state as Parts
  return {
    amount_minor: intent.amountMinor,
    outcome: OUTCOMES[state.kind] ?? (isFinalPayment(state) ? state.kind : 'open'),
    scheme: card?.scheme ?? result?.scheme ?? null,
    card_tail: (card?.maskedPan ?? result?.maskedPan)?.slice(-4) ?? null,
    entry_mode: card?.entryMode ?? result?.entryMode ?? null,
    stan: request?.stan ?? null,
    terminal_id: request?.terminalId ?? intent.terminal?.alias ?? null,
    acquirer_id: request?.acquirerId ?? null,
    retrieval_reference: answer?.retrievalReference ?? null,
    approval_code: answer?.approvalCode ?? result?.reference?.approvalCode ?? null,
    response_code: answer?.responseCode ?? null,
  }
}

const OUTCOMES: { readonly [Kind in JournalStep['state']['kind']]?: string } = {
  'outcome-unknown': 'unknown',
  'order-unknown': 'unknown',
  reserved: 'approved',
  completed: 'approved',
  'looked-at': 'approved',
  loaded: 'approved',
  'paid-by-terminal': 'approved',
  'held-by-terminal': 'approved',
  'completed-by-terminal': 'approved',
  'taken-back-by-terminal': 'reversed',
  'released-by-terminal': 'reversed',
}
