import type { ExactKeys, PaymentFilter, SearchPlace, TextMeaning } from '#payment/ports/payment-search.port.ts'
import { composedRows, type ReadableDb } from './database.ts'

/** A condition on a row of payment_search; `sql` is one of the fixed texts of this file. */
export interface Condition {
  readonly sql: string
  readonly values: readonly (string | number)[]
}

/**
 * How to go through the rows: along one index, by the conditions that it answers by itself, and every other condition
 * checked on the way. `isSorted`: the index has them in the order of a page; else they are few, and sorted when found.
 */
export interface Way {
  readonly from: string
  readonly lead: readonly Condition[]
  readonly rest: readonly Condition[]
  readonly isSorted: boolean
}

const COLUMNS = {
  retrievalReference: ['retrieval_reference', 'payment_search_by_reference'],
  stan: ['stan', 'payment_search_by_stan'],
  approvalCode: ['approval_code', 'payment_search_by_approval'],
  cardTail: ['card_tail', 'payment_search_by_tail'],
  outcome: ['outcome', 'payment_search_by_outcome'],
  operation: ['operation', 'payment_search_by_operation'],
  scheme: ['scheme', 'payment_search_by_scheme'],
  cashierId: ['cashier_id', 'payment_search_by_cashier'],
  acquirerId: ['acquirer_id', 'payment_search_by_acquirer'],
  terminalId: ['terminal_id', 'payment_search_by_terminal'],
  entryMode: ['entry_mode', 'payment_search_by_entry'],
} as const satisfies Readonly<Record<keyof ExactKeys, readonly [column: string, index: string]>>

const MEANINGS = {
  'card-tail': COLUMNS.cardTail,
  stan: COLUMNS.stan,
  'retrieval-reference': COLUMNS.retrievalReference,
  'approval-code': COLUMNS.approvalCode,
} as const

const AMOUNT_INDEX = 'payment_search_by_amount'
const TIME_INDEX = 'payment_search_by_time'

/** So few rows are rare: they may also be fetched and sorted at once. An index is counted no further. */
const RARE_ROWS_MAX = 2_000

interface Candidate extends Condition {
  readonly index: string
  /** Whether the rows of this condition stand in the order of a page in its index. */
  readonly isSorted: boolean
}

const along = (index: string): string => `payment_search INDEXED BY ${index}`

function timeConditions({ fromMs, beforeMs }: PaymentFilter): Condition[] {
  return [
    ...(fromMs === null ? [] : [{ sql: 'started_ms >= ?', values: [fromMs] }]),
    ...(beforeMs === null ? [] : [{ sql: 'started_ms < ?', values: [beforeMs] }]),
  ]
}

function exactCandidates(exact: ExactKeys): Candidate[] {
  return (Object.keys(COLUMNS) as (keyof ExactKeys)[]).flatMap((name) => {
    const value = exact[name]
    const [column, index] = COLUMNS[name]
    return value === undefined ? [] : [{ sql: `${column} = ?`, values: [value], index, isSorted: true }]
  })
}

function amountCandidates({ amountFromMinor: from, amountToMinor: to }: PaymentFilter): Candidate[] {
  if (from === null && to === null) return []
  if (from === to) return [{ sql: 'amount_minor = ?', values: [from ?? 0], index: AMOUNT_INDEX, isSorted: true }]
  const values = [from ?? 0, to ?? Number.MAX_SAFE_INTEGER]
  return [{ sql: 'amount_minor BETWEEN ? AND ?', values, index: AMOUNT_INDEX, isSorted: false }]
}

/** How many rows an index holds for a condition, counted up to a limit. */
function countAlong(db: ReadableDb, { index, sql, values }: Candidate, time: readonly Condition[], limit: number) {
  const where = [{ sql, values }, ...time]
  const text = `SELECT count(*) AS count FROM
    (SELECT 1 FROM ${along(index)} WHERE ${where.map((each) => each.sql).join(' AND ')} LIMIT ${limit})`
  const [counted] = composedRows<{ count: number }>(
    db,
    text,
    where.flatMap((each) => each.values),
  )
  return counted?.count ?? 0
}

/**
 * The rarest of what is asked for leads the way. Where nothing is rare, the first in the order of COLUMNS does, which
 * is that of how far they usually narrow the way down; where there is nothing with an order of its own, the time does.
 */
function wayOf(db: ReadableDb, filter: PaymentFilter): Way {
  const time = timeConditions(filter)
  const candidates = [...exactCandidates(filter.exact), ...amountCandidates(filter)]
  const [first = null] = candidates.filter(({ isSorted }) => isSorted)
  const best = candidates.length === 1 && first !== null ? first : (rarest(db, candidates, time) ?? first)
  const rest = candidates.filter((candidate) => candidate !== best)
  if (best === null) return { from: along(TIME_INDEX), lead: time, rest, isSorted: true }
  return { from: along(best.index), lead: [best, ...time], rest, isSorted: best.isSorted }
}

/** Null when each of them holds many. */
function rarest(db: ReadableDb, candidates: readonly Candidate[], time: readonly Condition[]): Candidate | null {
  let best: Candidate | null = null
  let bestCount = RARE_ROWS_MAX + 1
  for (const candidate of candidates) {
    const count = countAlong(db, candidate, time, bestCount)
    if (count >= bestCount) continue
    best = candidate
    bestCount = count
  }
  return best
}

/** What a typed text may mean leads to few rows each time. */
function wayOfMeaning(filter: PaymentFilter, meaning: TextMeaning): Way {
  const time = timeConditions(filter)
  const rest = [...exactCandidates(filter.exact), ...amountCandidates(filter)]
  const way = (index: string, sql: string, value: string | number): Way => {
    return { from: along(index), lead: [{ sql, values: [value] }, ...time], rest, isSorted: true }
  }
  switch (meaning.kind) {
    case 'payment-number':
      return byNumber(BY_PAYMENT_NUMBER, [meaning.value], [...rest, ...time])
    case 'ticket-number':
      return byNumber(BY_TICKET_NUMBER, [meaning.value, meaning.value], [...rest, ...time])
    case 'amount':
      return way(AMOUNT_INDEX, 'amount_minor = ?', meaning.amountMinor)
    default: {
      const [column, index] = MEANINGS[meaning.kind]
      return way(index, `${column} = ?`, meaning.value)
    }
  }
}

function byNumber(sql: string, values: readonly string[], rest: readonly Condition[]): Way {
  return { from: 'payment_search', lead: [{ sql, values }], rest, isSorted: false }
}

const BY_PAYMENT_NUMBER = 'payment_search.sequence IN (SELECT sequence FROM payment WHERE number = ?)'
const BY_TICKET_NUMBER = `payment_search.sequence IN (SELECT sequence FROM payment WHERE sale_id IN
  (SELECT id FROM paid_sale WHERE number = ? UNION ALL SELECT id FROM open_sale WHERE number = ?))`

/** The ways that together reach every payment that fits; one payment may be met on several. */
export function waysThrough(db: ReadableDb, filter: PaymentFilter): Way[] {
  if (filter.anyOf === null) return [wayOf(db, filter)]
  return filter.anyOf.map((meaning) => wayOfMeaning(filter, meaning))
}

/** Beyond a place, in the direction asked. */
export function beyond({ startedMs, sequence }: SearchPlace, towards: 'older' | 'newer'): Condition {
  const sign = towards === 'older' ? '<' : '>'
  return {
    sql: `(started_ms ${sign}= ? AND (started_ms ${sign} ? OR payment_search.sequence ${sign} ?))`,
    values: [startedMs, startedMs, sequence],
  }
}
