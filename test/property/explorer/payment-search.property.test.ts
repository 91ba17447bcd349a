import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { FoundPayment, PaymentFilter, PaymentSearchPort, TextMeaning } from '#payment/ports/payment-search.port.ts'
import { MIGRATIONS } from '#store/migrations/migrations.ts'
import { type OpenedDatabase, openDatabase } from '#store/open-database.ts'
import { assembleStore, type Store } from '#store/open-store.ts'
import {
  ACQUIRERS,
  AMOUNTS,
  APPROVALS,
  CASHIERS,
  ENTRY_MODES,
  MOMENTS,
  OPERATIONS,
  paymentNumberOf,
  type RandomPayment,
  REFERENCES,
  randomPayment,
  SCHEMES,
  STANS,
  saleNumberOf,
  stepsOf,
  TAILS,
  TERMINALS,
} from '../../support/explorer/random-payments.ts'
import { fixedSecretStore, testClock } from '../../support/till/fixed-ports.ts'

/**
 * Goal: the search finds exactly what a plain walk over all payments finds, in the same order, page by page in either
 * direction, with the same sums; and rows filled in afterwards are those that are kept in step.
 */

const SEED = Number(process.env.SEED ?? Date.now() % 1_000_000)
const DAY_MS = 86_400_000

let folder: string
let opened: OpenedDatabase
let store: Store
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'comptoir-search-'))
  opened = openDatabase({ folder, fileName: 'till.db' })
  opened.db.pragma('synchronous = OFF')
  store = assembleStore(opened, { secretStore: fixedSecretStore(), clock: testClock() })
})
afterEach(() => {
  opened.close()
  rmSync(folder, { recursive: true, force: true })
})

const blankSale = JSON.stringify({ cashierId: 'ines', cashierName: 'Name of ines' })

async function fill(payments: readonly RandomPayment[]): Promise<void> {
  for (let index = 0; index < 5; index += 1) {
    const sql = "INSERT OR IGNORE INTO open_sale (id, number, state, body) VALUES (?, ?, 'held', ?)"
    opened.db.prepare(sql).run(`sale-${index}`, saleNumberOf(index), blankSale)
  }
  for (const [index, payment] of payments.entries()) {
    for (const step of stepsOf(payment, index)) await store.paymentJournal.commit(step)
  }
}

function fits(payment: RandomPayment, index: number, filter: PaymentFilter): boolean {
  const { card, request, answer } = payment
  const { exact } = filter
  const outcome =
    payment.kind === 'outcome-unknown'
      ? 'unknown'
      : payment.kind === 'requesting' || payment.kind === 'reading'
        ? 'open'
        : payment.kind
  const same = (wanted: string | undefined, value: string | null | undefined) =>
    wanted === undefined || wanted === value
  return (
    payment.startedMs >= (filter.fromMs ?? 0) &&
    payment.startedMs < (filter.beforeMs ?? Number.MAX_SAFE_INTEGER) &&
    payment.amountMinor >= (filter.amountFromMinor ?? 0) &&
    payment.amountMinor <= (filter.amountToMinor ?? Number.MAX_SAFE_INTEGER) &&
    same(exact.outcome, outcome) &&
    same(exact.operation, payment.operation ?? 'sale') &&
    same(exact.cashierId, payment.cashierId) &&
    same(exact.scheme, card?.scheme) &&
    same(exact.cardTail, card?.tail) &&
    same(exact.entryMode, card?.entryMode) &&
    same(exact.stan, request?.stan) &&
    same(exact.terminalId, request?.terminalId) &&
    same(exact.acquirerId, request?.acquirerId) &&
    same(exact.retrievalReference, answer?.reference) &&
    same(exact.approvalCode, answer?.approvalCode) &&
    (filter.anyOf === null || filter.anyOf.some((meaning) => means(payment, index, meaning)))
  )
}

function means(payment: RandomPayment, index: number, meaning: TextMeaning): boolean {
  switch (meaning.kind) {
    case 'card-tail':
      return payment.card?.tail === meaning.value
    case 'stan':
      return payment.request?.stan === meaning.value
    case 'retrieval-reference':
      return payment.answer?.reference === meaning.value
    case 'approval-code':
      return payment.answer?.approvalCode === meaning.value
    case 'payment-number':
      return paymentNumberOf(index) === meaning.value
    case 'ticket-number':
      return saleNumberOf(payment.saleNumber) === meaning.value
    case 'amount':
      return payment.amountMinor === meaning.amountMinor
  }
}

/** The ids that fit, newest first. */
function plainWalk(payments: readonly RandomPayment[], filter: PaymentFilter): string[] {
  return payments
    .map((payment, index) => ({ payment, index }))
    .filter(({ payment, index }) => fits(payment, index, filter))
    .sort((one, other) => other.payment.startedMs - one.payment.startedMs || other.index - one.index)
    .map(({ index }) => `pay-${index}`)
}

async function walk(search: PaymentSearchPort, filter: PaymentFilter, towards: 'older' | 'newer', limit: number) {
  const rows: FoundPayment[] = []
  let from: FoundPayment | null = null
  for (let more = true; more; ) {
    const page = await search.page({ filter, from, towards, limit })
    expect(page.rows.length).toBeLessThanOrEqual(limit)
    more = page.more
    if (towards === 'older') rows.push(...page.rows)
    else rows.unshift(...page.rows)
    from = (towards === 'older' ? page.rows.at(-1) : page.rows[0]) ?? null
  }
  return rows
}

const some = <Value>(values: readonly Value[]) => fc.option(fc.constantFrom(...values), { nil: undefined, freq: 3 })
const bound = fc.option(fc.constantFrom(...MOMENTS), { nil: null, freq: 2 })
const amount = fc.option(fc.constantFrom(...AMOUNTS), { nil: null, freq: 2 })
const rare = <Value>(arbitrary: fc.Arbitrary<Value>) =>
  fc.oneof({ weight: 4, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary })

const meaning: fc.Arbitrary<TextMeaning> = fc.oneof(
  fc.record({ kind: fc.constant('card-tail' as const), value: fc.constantFrom(...TAILS) }),
  fc.record({ kind: fc.constant('stan' as const), value: fc.constantFrom(...STANS) }),
  fc.record({ kind: fc.constant('retrieval-reference' as const), value: fc.constantFrom(...REFERENCES) }),
  fc.record({ kind: fc.constant('approval-code' as const), value: fc.constantFrom(...APPROVALS) }),
  fc.record({ kind: fc.constant('payment-number' as const), value: fc.constantFrom('P-2-000003', 'P-2-999999') }),
  fc.record({ kind: fc.constant('ticket-number' as const), value: fc.constantFrom('2-001230', '2-999999') }),
  fc.record({ kind: fc.constant('amount' as const), amountMinor: fc.constantFrom(...AMOUNTS) }),
)

const filter: fc.Arbitrary<PaymentFilter> = fc.record({
  fromMs: bound,
  beforeMs: bound,
  amountFromMinor: amount,
  amountToMinor: amount,
  exact: fc.record({
    cardTail: rare(some(TAILS)),
    stan: rare(some(STANS)),
    retrievalReference: rare(some(REFERENCES)),
    approvalCode: rare(some(APPROVALS)),
    terminalId: rare(some(TERMINALS)),
    acquirerId: rare(some(ACQUIRERS)),
    cashierId: rare(some(CASHIERS)),
    scheme: rare(some(SCHEMES)),
    entryMode: rare(some(ENTRY_MODES)),
    outcome: rare(some(['approved', 'declined', 'unknown', 'open', 'reversed'] as const)),
    operation: rare(some(OPERATIONS)),
  }),
  anyOf: fc.option(fc.array(meaning, { maxLength: 3 }), { nil: null, freq: 2 }),
})

const NOTHING: PaymentFilter = {
  fromMs: null,
  beforeMs: null,
  amountFromMinor: null,
  amountToMinor: null,
  exact: {},
  anyOf: null,
}

describe('the search', () => {
  test('finds what a plain walk finds, by pages in either direction, with the same sums', async () => {
    const [payments = []] = fc.sample(fc.array(randomPayment, { minLength: 220, maxLength: 220 }), {
      numRuns: 1,
      seed: SEED,
    })
    await fill(payments)
    let foundSome = 0
    await fc.assert(
      fc.asyncProperty(filter, fc.integer({ min: 1, max: 60 }), async (wanted, limit) => {
        const expected = plainWalk(payments, wanted)
        foundSome += expected.length > 0 ? 1 : 0
        const rows = await walk(store.paymentSearch, wanted, 'older', limit)
        expect(rows.map(({ paymentId }) => paymentId)).toEqual(expected)
        const back = await walk(store.paymentSearch, wanted, 'newer', limit)
        expect(back.map(({ paymentId }) => paymentId)).toEqual(expected)
        const sums = (await store.paymentSearch.sums(wanted, () => false)) ?? []
        const sumOf = (pick: (row: FoundPayment) => number) => rows.reduce((sum, row) => sum + pick(row), 0)
        expect(sums.reduce((total, { count }) => total + count, 0)).toBe(rows.length)
        expect(sums.reduce((total, sum) => total + sum.amountMinor, 0)).toBe(sumOf(({ amountMinor }) => amountMinor))
        for (const { outcome, operation, count } of sums) {
          const same = rows.filter((row) => row.outcome === outcome && row.operation === operation)
          expect(same).toHaveLength(count)
        }
      }),
      { numRuns: 120, seed: SEED },
    )
    expect(foundSome, `seed ${SEED}`).toBeGreaterThan(20)
  })

  test('rows filled in afterwards are those that were kept in step, with the cashier of their sale', async () => {
    const [payments = []] = fc.sample(fc.array(randomPayment, { minLength: 40, maxLength: 40 }), {
      numRuns: 1,
      seed: SEED,
    })
    await fill(payments)
    const kept = opened.db.prepare('SELECT * FROM payment_search ORDER BY sequence').all()
    expect(kept).toEqual(opened.db.prepare('SELECT * FROM payment_fact ORDER BY sequence').all())
    opened.db.exec('DROP TABLE payment_search; DROP VIEW payment_fact')
    opened.db.exec(MIGRATIONS.find(({ name }) => name === 'payment-search')?.sql ?? '')
    const filled = opened.db.prepare('SELECT * FROM payment_search ORDER BY sequence').all()
    const cashierless = (row: unknown) => ({ ...(row as object), cashier_id: null, cashier_name: null })
    expect(filled.map(cashierless)).toEqual(kept.map(cashierless))
    expect(new Set(filled.map((row) => (row as { cashier_id: string }).cashier_id))).toEqual(new Set(['ines']))
    expect(kept).toHaveLength(40)
  })

  test('long ways go by in stretches: rare among many, in order, and over as soon as it is told', async () => {
    const sql = `WITH RECURSIVE each (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM each WHERE n < 30000)
      INSERT INTO payment (id, number, sale_id, batch_number, idempotency_key, kind, final, amount_minor, currency,
                           started_at, state)
      SELECT 'pay-' || n, 'P-' || n, 's', 'b', 'k-' || n, 'approved', 1, n, 'EUR',
             strftime('%Y-%m-%dT%H:%M:%fZ', 1790000000 + n / 3, 'unixepoch'),
             json_object('card', json_object('scheme', iif(n % 2, 'cb', 'visa'), 'maskedPan', '411111******1111'),
                         'answer', json_object('approvalCode', iif(n % 7001 = 0, 'RARE01', 'OFTEN1')),
                         'intent', json_object('cashier', json_object('id', iif(n % 2, 'a', 'b'), 'name', 'N')))
      FROM each;
      INSERT INTO payment_search SELECT * FROM payment_fact`
    opened.db.exec(sql)
    const ids = async (exact: PaymentFilter['exact'], more: Partial<PaymentFilter> = {}) =>
      (await walk(store.paymentSearch, { ...NOTHING, ...more, exact }, 'older', 500)).map(({ paymentId }) => paymentId)
    expect(await ids({ approvalCode: 'RARE01' })).toEqual(['pay-28004', 'pay-21003', 'pay-14002', 'pay-7001'])
    // Dense keys that never meet: every row of one of them is gone through.
    expect(await ids({ scheme: 'cb', cashierId: 'b' })).toEqual([])
    expect(await ids({ scheme: 'cb', approvalCode: 'RARE01' })).toEqual(['pay-21003', 'pay-7001'])
    const between = { amountFromMinor: 10, amountToMinor: 12_010 }
    expect(await ids({ scheme: 'cb', cashierId: 'a' }, between)).toHaveLength(6_000)
    let asked = 0
    expect(await store.paymentSearch.sums(NOTHING, () => ++asked > 2)).toBeNull()
    expect((await store.paymentSearch.sums(NOTHING, () => false))?.[0]?.count).toBe(30_000)
    const earliest = { ...NOTHING, beforeMs: 1_790_000_000_000 + DAY_MS }
    expect(await store.paymentSearch.choices()).toMatchObject({ cashiers: [{ id: 'a', name: 'N' }, { id: 'b' }] })
    expect(
      (await store.paymentSearch.page({ filter: earliest, from: null, towards: 'newer', limit: 1 })).rows,
    ).toMatchObject([{ paymentId: 'pay-1', saleId: 's' }])
  })
})
