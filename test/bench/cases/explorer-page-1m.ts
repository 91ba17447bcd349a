import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { pathToFileURL } from 'node:url'
import type { PaymentFilter, SearchPlace } from '#payment/ports/payment-search.port.ts'
import type { ReadableDb } from '#store/database.ts'
import { MIGRATIONS } from '#store/migrations/migrations.ts'
import { openDatabase } from '#store/open-database.ts'
import { createPaymentSearch } from '#store/payment-search.repository.ts'

/**
 * One page of the explorer over a million payments on disk: by each key and by several together, near the newest and
 * deep in the list, both ways. The house plan allows 50 ms at the 95th percentile.
 */

const PAYMENTS = 1_000_000
const PAGE_ROWS = 50
const ROUNDS = 7
/** A payment every 97 s, about three years of a busy till. */
const STEP_SECONDS = 97
const FIRST_SECOND = 1_690_000_000

const NOTHING: PaymentFilter = {
  fromMs: null,
  beforeMs: null,
  amountFromMinor: null,
  amountToMinor: null,
  exact: {},
  anyOf: null,
}

/** Kept between runs under the schema it was made with. */
function openMillion(): { readonly db: ReadableDb; readonly close: () => void } {
  const folder = join(tmpdir(), 'comptoir-bench')
  const fileName = `payments-${PAYMENTS}-${MIGRATIONS.at(-1)?.number}.db`
  const path = join(folder, fileName)
  if (existsSync(path)) return openDatabase({ folder, fileName })
  mkdirSync(folder, { recursive: true })
  for (const suffix of ['', '-wal', '-shm', '.lock']) rmSync(`${path}.part${suffix}`, { force: true })
  const opened = openDatabase({ folder, fileName: `${fileName}.part` })
  fill(opened.db)
  opened.close()
  renameSync(`${path}.part`, path)
  return openDatabase({ folder, fileName })
}

/** Payments with the spread of a shop: many approved by few schemes, some of everything else, a state as large as real ones. */
function fill(db: ReadableDb): void {
  db.pragma('synchronous = OFF')
  db.exec(`
    WITH RECURSIVE each (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM each WHERE n < ${PAYMENTS})
    INSERT INTO payment (id, number, sale_id, acquirer_id, batch_number, idempotency_key, kind, final, scheme,
                         amount_minor, currency, started_at, state)
    SELECT 'pay-' || n, 'P-2-' || n, 'sale-' || n, 'cb-nord', '000001', 'key-' || n,
      CASE WHEN n % 1000 = 7 THEN 'reversed' WHEN n % 100 = 3 THEN 'cancelled' WHEN n % 20 = 1 THEN 'declined'
           ELSE 'approved' END,
      1, CASE WHEN n % 50 = 0 THEN 'amex' WHEN n % 3 = 0 THEN 'visa' ELSE 'cb' END,
      100 + (n * 7919) % 20000, 'EUR',
      strftime('%Y-%m-%dT%H:%M:%fZ', ${FIRST_SECOND} + n * ${STEP_SECONDS}, 'unixepoch'),
      json_object(
        'card', json_object('scheme', CASE WHEN n % 50 = 0 THEN 'amex' WHEN n % 3 = 0 THEN 'visa' ELSE 'cb' END,
                            'maskedPan', printf('497010******%04d', (n * 7907) % 10000),
                            'entryMode', CASE WHEN n % 4 = 0 THEN 'chip' ELSE 'contactless' END),
        'intent', json_object('cashier', json_object('id', 'user-' || (n % 6), 'name', 'Name ' || (n % 6)),
                              'operation', CASE WHEN n % 200 = 5 THEN 'refund' ELSE 'sale' END),
        'request', json_object('stan', printf('%06d', n % 1000000), 'terminalId', 'TILL000' || (n % 3),
                               'acquirerId', CASE WHEN n % 50 = 0 THEN 'amex-eu' ELSE 'cb-nord' END),
        'answer', json_object('retrievalReference', printf('%012d', n), 'approvalCode', printf('A%05d', (n * 31) % 100000),
                              'responseCode', '00'),
        'padding', printf('%.400c', '.'))
    FROM each;
    INSERT INTO payment_search SELECT * FROM payment_fact`)
}

interface Question {
  readonly what: string
  readonly filter: PaymentFilter
  readonly from?: SearchPlace
  readonly towards?: 'older' | 'newer'
  readonly isNone?: boolean
}

const placeOf = (n: number): SearchPlace => ({ startedMs: (FIRST_SECOND + n * STEP_SECONDS) * 1000, sequence: n })
const exact = (keys: PaymentFilter['exact'], more: Partial<PaymentFilter> = {}): PaymentFilter => {
  return { ...NOTHING, ...more, exact: keys }
}
const year = { fromMs: placeOf(300_000).startedMs, beforeMs: placeOf(620_000).startedMs }

const QUESTIONS: readonly Question[] = [
  { what: 'all, newest', filter: NOTHING },
  { what: 'all, from the middle', filter: NOTHING, from: placeOf(500_000) },
  { what: 'all, towards newer', filter: NOTHING, from: placeOf(500_000), towards: 'newer' },
  { what: 'all, near the oldest', filter: NOTHING, from: placeOf(40) },
  { what: 'card tail', filter: exact({ cardTail: '4821' }) },
  { what: 'trace', filter: exact({ stan: '004322' }) },
  { what: 'reference', filter: exact({ retrievalReference: '000000654321' }) },
  { what: 'approval code', filter: exact({ approvalCode: 'A04821' }) },
  { what: 'amount', filter: { ...NOTHING, amountFromMinor: 8_915, amountToMinor: 8_915 } },
  { what: 'amounts between', filter: { ...NOTHING, amountFromMinor: 8_900, amountToMinor: 9_100 } },
  { what: 'terminal', filter: exact({ terminalId: 'TILL0001' }), from: placeOf(700_000) },
  { what: 'cashier', filter: exact({ cashierId: 'user-3' }), from: placeOf(300_000) },
  { what: 'scheme', filter: exact({ scheme: 'amex' }) },
  { what: 'outcome', filter: exact({ outcome: 'reversed' }) },
  { what: 'operation', filter: exact({ operation: 'refund' }) },
  { what: 'acquirer', filter: exact({ acquirerId: 'amex-eu' }) },
  { what: 'days', filter: { ...NOTHING, ...year } },
  { what: 'declined of a scheme in a year', filter: exact({ outcome: 'declined', scheme: 'visa' }, year) },
  {
    what: 'cashier, scheme and terminal',
    filter: exact({ cashierId: 'user-4', scheme: 'cb', terminalId: 'TILL0001' }),
  },
  {
    what: 'reversed by tap at a cashier',
    filter: exact({ outcome: 'reversed', entryMode: 'contactless', cashierId: 'user-1' }),
  },
  // The cashier's payments are never among the declined ones: the longest way there is.
  { what: 'two that never meet', filter: exact({ outcome: 'declined', cashierId: 'user-0' }), isNone: true },
  {
    what: 'a text of four figures',
    filter: {
      ...NOTHING,
      anyOf: [
        { kind: 'card-tail', value: '4821' },
        { kind: 'stan', value: '004821' },
        { kind: 'payment-number', value: 'P-2-004821' },
        { kind: 'ticket-number', value: '2-004821' },
        { kind: 'amount', amountMinor: 482_100 },
      ],
    },
  },
]

let opened: ReturnType<typeof openMillion> | null = null

/** Milliseconds of every question, once each; the file stays open from one round to the next. */
async function measurePages(): Promise<readonly Sample[]> {
  opened ??= openMillion()
  const search = createPaymentSearch(opened.db)
  const samples: Sample[] = []
  for (const { what, filter, from = null, towards = 'older', isNone = false } of QUESTIONS) {
    const startedAt = performance.now()
    const page = await search.page({ filter, from, towards, limit: PAGE_ROWS })
    samples.push({ what, ms: performance.now() - startedAt })
    if ((page.rows.length === 0) !== isNone) throw new Error(`found ${page.rows.length}: ${what}`)
  }
  return samples
}

interface Sample {
  readonly what: string
  readonly ms: number
}

/** For the runner of all benches: the 95th percentile is over all questions of all rounds together. */
export const benchCase = {
  name: 'explorer.page1M',
  unit: 'ms',
  aim: 50,
  measure: async (): Promise<readonly number[]> => (await measurePages()).map(({ ms }) => ms),
  close: async (): Promise<void> => {
    opened?.close()
    opened = null
  },
} as const

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const samples: Sample[] = []
  for (let round = 0; round < ROUNDS; round += 1) samples.push(...(await measurePages()))
  await benchCase.close()
  const sorted = [...samples].sort((one, other) => one.ms - other.ms)
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]
  const ms = (share: number) => (at(share)?.ms ?? 0).toFixed(2)
  console.log(
    `explorer.page1M: median ${ms(0.5)} ms, p95 ${ms(0.95)} ms, slowest ${ms(1)} ms (${at(1)?.what}); budget ${benchCase.aim} ms`,
  )
}
