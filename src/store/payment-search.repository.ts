import { setImmediate } from 'node:timers/promises'
import type {
  FoundPage,
  FoundPayment,
  PageWanted,
  PaymentFilter,
  PaymentSearchPort,
  PaymentSum,
  SearchChoices,
  SearchPlace,
} from '#payment/ports/payment-search.port.ts'
import { allRows, composedRows, oneRow, type ReadableDb, reading } from './database.ts'
import { beyond, type Condition, type Way, waysThrough } from './search-ways.ts'

/** Rows looked at before other work may pass: a few milliseconds. */
const STRETCH_ROWS = 4_000

const NEWEST_FIRST = 'ORDER BY started_ms DESC, payment_search.sequence DESC'
const OLDEST_FIRST = 'ORDER BY started_ms, payment_search.sequence'

const COLUMNS = `found.started_ms AS startedMs, found.sequence, found.amount_minor AS amountMinor, found.currency,
  found.outcome, found.operation, found.scheme, found.card_tail AS cardTail, found.entry_mode AS entryMode, found.stan,
  found.terminal_id AS terminalId, found.acquirer_id AS acquirerId, found.retrieval_reference AS retrievalReference,
  found.approval_code AS approvalCode, found.response_code AS responseCode, found.cashier_id AS cashierId,
  found.cashier_name AS cashierName`

/** The payments' search over the rows that migration 140 keeps in step with them. */
export function createPaymentSearch(db: ReadableDb): PaymentSearchPort {
  return {
    page: (wanted) => page(db, wanted),
    sums: (filter, isOver) => sums(db, filter, isOver),
    choices: async () => reading(db, () => choices(db)),
    found: async (paymentId) => {
      const sql = `SELECT id AS paymentId, number, sale_id AS saleId, ${COLUMNS}
        FROM payment JOIN payment_search AS found USING (sequence) WHERE id = ?`
      return reading(db, () => oneRow<FoundPayment>(db, sql, paymentId))
    },
    saleNumber: async (saleId) => {
      const sql = `SELECT number FROM paid_sale WHERE id = @saleId UNION ALL SELECT number FROM open_sale WHERE id = @saleId`
      return reading(db, () => oneRow<{ number: string }>(db, sql, { saleId }))?.number ?? null
    },
  }
}

const where = (conditions: readonly Condition[]): string =>
  conditions.length === 0 ? '' : `WHERE ${conditions.map(({ sql }) => sql).join(' AND ')}`
const valuesOf = (conditions: readonly Condition[]) => conditions.flatMap(({ values }) => values)

async function page(db: ReadableDb, { filter, from, towards, limit }: PageWanted): Promise<FoundPage> {
  const found = new Map<number, SearchPlace>()
  for (const way of reading(db, () => waysThrough(db, filter))) {
    for (const place of await placesAlong(db, way, { from, towards, limit: limit + 1 }))
      found.set(place.sequence, place)
  }
  const sign = towards === 'older' ? 1 : -1
  const inOrder = [...found.values()].sort((one, other) => sign * byPlace(one, other))
  const shown = inOrder.slice(0, limit).sort(byPlace)
  const rows = reading(db, () => shown.flatMap(({ sequence }) => rowOf(db, sequence) ?? []))
  return { rows, more: inOrder.length > limit }
}

/** Newest first. */
function byPlace(one: SearchPlace, other: SearchPlace): number {
  return other.startedMs - one.startedMs || other.sequence - one.sequence
}

function rowOf(db: ReadableDb, sequence: number): FoundPayment | null {
  const sql = `SELECT id AS paymentId, number, sale_id AS saleId, ${COLUMNS}
    FROM payment_search AS found JOIN payment USING (sequence) WHERE found.sequence = ?`
  return oneRow<FoundPayment>(db, sql, sequence)
}

type PlacesWanted = Pick<PageWanted, 'from' | 'towards' | 'limit'>

/** The first places that fit, looked for in stretches where rows on the way may be left out. */
async function placesAlong(db: ReadableDb, way: Way, { from, towards, limit }: PlacesWanted): Promise<SearchPlace[]> {
  const order = towards === 'older' ? NEWEST_FIRST : OLDEST_FIRST
  const places: SearchPlace[] = []
  let start = from
  while (true) {
    const lead = start === null ? way.lead : [...way.lead, beyond(start, towards)]
    const end = reading(db, () =>
      way.isSorted && way.rest.length > 0 ? endOfStretch(db, way.from, lead, order) : null,
    )
    const conditions = [...lead, ...(end === null ? [] : [upTo(end, towards)]), ...way.rest]
    const sql = `SELECT started_ms AS startedMs, sequence FROM ${way.from} ${where(conditions)} ${order} LIMIT ?`
    const wanted = limit - places.length
    places.push(...reading(db, () => composedRows<SearchPlace>(db, sql, [...valuesOf(conditions), wanted])))
    if (end === null || places.length === limit) return places
    start = end
    await setImmediate()
  }
}

/** The last row of the next stretch; null when less than one is left. */
function endOfStretch(db: ReadableDb, from: string, lead: readonly Condition[], order: string): SearchPlace | null {
  const sql = `SELECT started_ms AS startedMs, sequence FROM ${from} ${where(lead)} ${order}
    LIMIT 1 OFFSET ${STRETCH_ROWS - 1}`
  return composedRows<SearchPlace>(db, sql, valuesOf(lead))[0] ?? null
}

/** Not beyond a place: it and all before it. */
function upTo({ startedMs, sequence }: SearchPlace, towards: 'older' | 'newer'): Condition {
  const sign = towards === 'older' ? '>' : '<'
  return {
    sql: `(started_ms ${sign}= ? AND (started_ms ${sign} ? OR payment_search.sequence ${sign}= ?))`,
    values: [startedMs, startedMs, sequence],
  }
}

type SummedRow = Omit<PaymentSum, 'count'> & SearchPlace

/** Each payment once, whichever ways lead to it. */
async function sums(db: ReadableDb, filter: PaymentFilter, isOver: () => boolean): Promise<PaymentSum[] | null> {
  const ways = reading(db, () => waysThrough(db, filter))
  const seen = ways.length > 1 ? new Set<number>() : null
  const groups = new Map<string, PaymentSum>()
  for (const way of ways) {
    let start: SearchPlace | null = null
    while (true) {
      if (isOver()) return null
      const lead: readonly Condition[] = [...way.lead, ...(start === null ? [] : [beyond(start, 'older')])]
      const stretch = reading(db, () => stretchOf(db, way, lead))
      for (const row of stretch.fitting) {
        if (seen?.has(row.sequence)) continue
        seen?.add(row.sequence)
        add(groups, row)
      }
      if (stretch.end === null) break
      start = stretch.end
      await setImmediate()
    }
  }
  return [...groups.values()]
}

interface Stretch {
  readonly fitting: readonly SummedRow[]
  /** Null: the way ends here. */
  readonly end: SearchPlace | null
}

/** The rows of one stretch that fit; an unsorted way is one stretch. */
function stretchOf(db: ReadableDb, way: Way, lead: readonly Condition[]): Stretch {
  const end = way.isSorted ? endOfStretch(db, way.from, lead, NEWEST_FIRST) : null
  const conditions = [...lead, ...(end === null ? [] : [upTo(end, 'older')]), ...way.rest]
  const sql = `SELECT currency, operation, outcome, amount_minor AS amountMinor, started_ms AS startedMs, sequence
    FROM ${way.from} ${where(conditions)}`
  return { fitting: composedRows<SummedRow>(db, sql, valuesOf(conditions)), end }
}

function add(groups: Map<string, PaymentSum>, { currency, operation, outcome, amountMinor }: SummedRow): void {
  const name = `${currency} ${operation} ${outcome}`
  const before = groups.get(name)
  groups.set(name, {
    currency,
    operation,
    outcome,
    count: (before?.count ?? 0) + 1,
    amountMinor: (before?.amountMinor ?? 0) + amountMinor,
  })
}

/** Each value once, jumping from one to the next in its index. */
function choices(db: ReadableDb): SearchChoices {
  const values = (column: string): string[] =>
    allRows<{ value: string }>(
      db,
      `WITH RECURSIVE each (value) AS (
         SELECT min(${column}) FROM payment_search
         UNION ALL
         SELECT (SELECT min(${column}) FROM payment_search WHERE ${column} > each.value) FROM each
         WHERE each.value IS NOT NULL
       )
       SELECT value FROM each WHERE value IS NOT NULL`,
    ).map(({ value }) => value)
  const nameOf = (id: string): string => {
    const sql = 'SELECT cashier_name AS name FROM payment_search WHERE cashier_id = ? ORDER BY started_ms DESC LIMIT 1'
    return oneRow<{ name: string | null }>(db, sql, id)?.name ?? id
  }
  return {
    terminalIds: values('terminal_id'),
    acquirerIds: values('acquirer_id'),
    cashiers: values('cashier_id').map((id) => ({ id, name: nameOf(id) })),
  }
}
