import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { LIMITS } from '#contract/limits.ts'
import type { JournalStep } from '#payment/ports/payment-journal.port.ts'
import { type OpenedDatabase, openDatabase } from '#store/open-database.ts'
import { assembleStore, DATABASE_FILE_NAME, type Store } from '#store/open-store.ts'
import { readSecrets } from '#store/pending-sensitive.ts'
import { fixedSecretStore, type TestClock, testClock } from '../../support/till/fixed-ports.ts'
import { paymentSteps, secretsOf } from '../../support/till/payment-steps.ts'

/** Goal: the engine's journal keeps its guarantees: it only grows, numbers never repeat, secrets leave no trace. */

let folder: string
let opened: OpenedDatabase
let store: Store
let secretStore: ReturnType<typeof fixedSecretStore>
let clock: TestClock

function start(): void {
  opened = openDatabase({ folder, fileName: DATABASE_FILE_NAME })
  clock = testClock()
  store = assembleStore(opened, { secretStore, clock })
}
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'comptoir-journal-'))
  secretStore = fixedSecretStore()
  start()
})
afterEach(() => {
  opened.close()
  rmSync(folder, { recursive: true, force: true })
})

const PAYMENT = { paymentId: 'pay-1', saleId: 'sale-1', amountMinor: 2_000 }
const journal = () => store.paymentJournal

function filesHolding(bytes: Buffer | string): string[] {
  return readdirSync(folder).filter((name) => readFileSync(join(folder, name)).includes(bytes))
}

describe('the same card and amount', () => {
  const WANTED = {
    maskedPan: '411111******1111',
    amountMinor: 2_000,
    ticketMinor: 2_000,
    currency: 'EUR',
    sinceAt: '2026-11-22T00:00:00.000Z',
  } as const

  test('is found with its ticket while the charge stands or may stand, also after a restart', async () => {
    await journal().commit(paymentSteps.requesting(PAYMENT, secretsOf('a')))
    expect(await journal().earlierCharge(WANTED)).toBeNull()
    await journal().commit(paymentSteps.unknown(PAYMENT))
    const found = { paymentNumber: 'P-2-pay-1', ticketNumber: null }
    expect(await journal().earlierCharge(WANTED)).toMatchObject({ ...found, isCertain: false })
    await journal().commit(paymentSteps.approved(PAYMENT))
    opened.db.exec(`INSERT INTO business_day (id, business_date, opened_at, opened_by, float_minor)
                    VALUES ('day-1', '2026-11-22', '', '', 0);
                    INSERT INTO paid_sale (id, number, day_id, at, total_minor, body)
                    VALUES ('sale-1', '2-004217', 'day-1', '', 2000, '{}')`)
    opened.close()
    start()
    expect(await journal().earlierCharge(WANTED)).toMatchObject({
      ...found,
      ticketNumber: '2-004217',
      isCertain: true,
    })
    await journal().commit(paymentSteps.reversed(PAYMENT))
    expect(await journal().earlierCharge(WANTED)).toBeNull()
  })

  test('is not found once it was taken back, unless the bank has refused that', async () => {
    await journal().commit(paymentSteps.requesting(PAYMENT, secretsOf('a')))
    await journal().commit(paymentSteps.approved(PAYMENT))
    const { state, ...unknown } = paymentSteps.unknown(PAYMENT)
    const voided = { ...state, reason: 'cancelled', cause: 'PAYMENT_VOIDED' } as typeof state
    await journal().commit({ ...unknown, state: voided })
    expect(await journal().earlierCharge(WANTED)).toBeNull()
    const { reversal: _, ...kept } = unknown
    await journal().commit({ ...kept, state: voided, reversal: { kind: 'park', responseCode: '12' } })
    expect(await journal().earlierCharge(WANTED)).toMatchObject({ isCertain: false })
  })

  test('is not found once it was paid back whole, and what paid it back is no charge', async () => {
    await journal().commit(paymentSteps.requesting(PAYMENT, secretsOf('a')))
    await journal().commit(paymentSteps.approved(PAYMENT))
    const back = async (paymentId: string, amountMinor: number) => {
      const step = paymentSteps.approved({ paymentId, saleId: `return-${paymentId}`, amountMinor })
      const original = { paymentId: 'pay-1', saleId: 'sale-1' }
      const intent = { ...step.state.intent, operation: 'refund', original } as const
      const { reversal: _, ...kept } = step
      await journal().commit({ ...kept, state: { ...step.state, intent } })
    }
    await back('pay-2', 500)
    expect(await journal().earlierCharge(WANTED)).toMatchObject({ paymentNumber: 'P-2-pay-1' })
    await back('pay-3', 1_500)
    expect(await journal().earlierCharge(WANTED)).toBeNull()
    expect(await journal().earlierCharge({ ...WANTED, amountMinor: 1_500, ticketMinor: 1_500 })).toBeNull()
  })

  test.each([
    ['another card', { maskedPan: '411111******1112' }],
    ['another amount', { amountMinor: 2_001, ticketMinor: 2_001 }],
    ['another currency', { currency: 'PLN' }],
    ['a charge too long ago', { sinceAt: '2026-11-23T00:00:00.000Z' }],
  ] as const)('is not %s', async (_, other) => {
    await journal().commit(paymentSteps.requesting(PAYMENT, secretsOf('a')))
    await journal().commit(paymentSteps.approved(PAYMENT))
    expect(await journal().earlierCharge(WANTED)).not.toBeNull()
    expect(await journal().earlierCharge({ ...WANTED, ...other })).toBeNull()
  })
})

describe('late answers', () => {
  const record = (raised: boolean, chargedMinor: number | null) =>
    journal().commit({ ...paymentSteps.reversed(PAYMENT), kind: 'late-host-answered', body: { raised, chargedMinor } })

  test('find their payment by number and terminal, and are raised until they are named', async () => {
    await journal().commit(paymentSteps.requesting(PAYMENT, secretsOf('a')))
    expect((await journal().paymentOfRequest('000042', 'TILL0002'))?.id).toBe('pay-1')
    expect(await journal().paymentOfRequest('000042', 'TILL0003')).toBeNull()
    expect(await journal().paymentOfRequest('000043', 'TILL0002')).toBeNull()
    // The first request of a sale that the telephone let go on under another number.
    const { reversal: _, ...unknown } = paymentSteps.unknown(PAYMENT)
    await journal().commit({ ...unknown, kind: 'request-prepared', body: { stan: '000043' } })
    expect((await journal().paymentOfRequest('000043', 'TILL0002'))?.id).toBe('pay-1')
    expect(await journal().paymentOfRequest('000043', 'TILL0003')).toBeNull()
    await record(false, 2_000)
    await record(true, 1_500)
    await record(true, null)
    const raised = await journal().raisedAnswers()
    expect(raised).toMatchObject([
      { paymentId: 'pay-1', paymentNumber: 'P-2-pay-1', amountMinor: 1_500 },
      { paymentId: 'pay-1', amountMinor: 2_000 },
    ])
    await journal().nameRaisedAnswers(raised[0]?.sequence ?? 0)
    opened.close()
    start()
    expect(await journal().raisedAnswers()).toEqual(raised.slice(1))
  })
})

describe('steps', () => {
  test('state, story and reversal follow one another', async () => {
    await journal().commit(paymentSteps.intent(PAYMENT))
    await journal().commit(paymentSteps.requesting(PAYMENT, secretsOf('a')))
    expect(await journal().reversal('pay-1')).toMatchObject({ state: 'armed', stan: '000042', attempts: 0 })
    await journal().commit(paymentSteps.unknown(PAYMENT))
    expect(await journal().openReversals()).toMatchObject([{ state: 'queued', reason: 'timeout' }])
    expect((await journal().openPayments()).map(({ state }) => state.kind)).toEqual(['outcome-unknown'])
    const attempt = { ...paymentSteps.unknown(PAYMENT), reversal: { kind: 'attempt', nextAt: 'later' } } as const
    await journal().commit(attempt)
    expect(await journal().reversal('pay-1')).toMatchObject({ attempts: 1, nextAt: 'later' })
    await journal().commit(paymentSteps.reversed(PAYMENT))
    expect([await journal().openReversals(), await journal().openPayments()]).toEqual([[], []])
    const kinds = (await journal().story('pay-1')).map(({ kind }) => kind)
    expect(kinds).toEqual(['started', 'request-built', 'host-silent', 'host-silent', 'reversal-acknowledged'])
    expect(await journal().paymentsOfSale('sale-1')).toMatchObject([{ id: 'pay-1', number: 'P-2-pay-1' }])
  })

  test('the reversal of a part that was kept names the part, not what was armed', async () => {
    await journal().commit(paymentSteps.requesting(PAYMENT, secretsOf('a')))
    await journal().commit(paymentSteps.unknown({ ...PAYMENT, amountMinor: 1_250 }))
    expect(await journal().openReversals()).toMatchObject([{ request: { amountMinor: 1_250 }, amountMinor: null }])
  })

  test('a parked reversal stays in sight, an acknowledged or discarded one does not', async () => {
    const refused = { ...paymentSteps.unknown(PAYMENT), reversal: { kind: 'park', responseCode: '12' } } as const
    const second = { paymentId: 'pay-2', saleId: 'sale-2', amountMinor: 100 }
    await journal().commit(paymentSteps.requesting(PAYMENT, secretsOf('a')))
    await journal().commit(paymentSteps.unknown(PAYMENT))
    await journal().commit(refused)
    await journal().commit(paymentSteps.requesting(second, secretsOf('b')))
    expect((await journal().openReversals()).map(({ state }) => state)).toEqual(['parked', 'armed'])
    await journal().commit(paymentSteps.approved(second))
    expect(await journal().reversal('pay-2')).toMatchObject({ state: 'discarded' })
    expect((await journal().openReversals()).map(({ paymentId }) => paymentId)).toEqual(['pay-1'])
  })

  test.each(['UPDATE journal SET kind = kind', 'DELETE FROM journal'])('%s is refused', async (sql) => {
    await journal().commit(paymentSteps.intent(PAYMENT))
    expect(() => opened.db.exec(sql)).toThrow('only grows')
    expect(await journal().story('pay-1')).toHaveLength(1)
  })

  test('a second payment under the same sale and attempt is refused', async () => {
    await journal().commit(paymentSteps.intent(PAYMENT))
    const twin = paymentSteps.intent({ ...PAYMENT, paymentId: 'pay-2' })
    const intent = { ...twin.state.intent, idempotencyKey: 'sale-1/pay-1' }
    await expect(journal().commit({ ...twin, state: { kind: 'intent', intent } })).rejects.toThrow('UNIQUE')
    expect(await journal().story('pay-2')).toEqual([])
  })
})

describe('numbers', () => {
  test('STAN wraps over 000000 and is on disk before it is seen', async () => {
    opened.db.exec("INSERT INTO counter VALUES ('stan:main', 999998)")
    expect([await journal().nextStan('main'), await journal().nextStan('main')]).toEqual(['999999', '000001'])
    opened.close()
    start()
    expect(await journal().nextStan('main')).toBe('000002')
  })

  test('a batch that used every STAN gives no more; the next one does', async () => {
    const batch = await journal().batch('main')
    opened.db.exec("UPDATE counter SET value = 999999 WHERE name = 'stans-in-batch:main'")
    await expect(journal().nextStan('main')).rejects.toThrow('no STAN')
    const change = { at: 'now', acquirerId: 'main', number: batch.number, result: null, till: {}, host: null } as const
    await journal().commitBatch({ ...change, kind: 'closing', advance: true })
    expect(await journal().nextStan('main')).toBe('000001')
  })

  test('payment numbers go on', async () => {
    expect([await journal().nextPaymentNumber(), await journal().nextPaymentNumber()]).toEqual([
      'P-1-000001',
      'P-1-000002',
    ])
  })
})

describe('batch', () => {
  test('is known after its end, with both sides as they were agreed', async () => {
    const { number } = await journal().batch('main')
    const row = { debitCount: 1, debitMinor: 500, creditCount: 0, creditMinor: 0 }
    const change = { at: 'now', acquirerId: 'main', number, till: { cb: row }, advance: true } as const
    await journal().commitBatch({ ...change, kind: 'closing', result: null, host: null })
    expect(await journal().endedBatches('main', '')).toEqual([
      { acquirerId: 'main', number, result: null, till: { cb: row }, host: null },
    ])
    await journal().commitBatch({ ...change, kind: 'closed', result: 'balanced', host: { cb: row } })
    expect(await journal().endedBatches('main', '')).toMatchObject([{ result: 'balanced', host: { cb: row } }])
    expect(await journal().endedBatches('main', number)).toEqual([])
  })

  test('totals count what is approved and not given back', async () => {
    const approve = async (paymentId: string, amountMinor: number): Promise<void> => {
      const payment = { paymentId, saleId: `s-${paymentId}`, amountMinor }
      await journal().commit(paymentSteps.requesting(payment, secretsOf(paymentId)))
      await journal().commit(paymentSteps.approved(payment))
    }
    await approve('a', 1_000)
    await approve('b', 2_000)
    await approve('c', 4_000)
    const third = { paymentId: 'c', saleId: 's-c', amountMinor: 4_000 }
    await journal().commit(paymentSteps.unknown(third))
    expect(await journal().batchTotals({ acquirerId: 'main', number: '000001' })).toEqual({
      visa: { debitCount: 2, debitMinor: 3_000, creditCount: 0, creditMinor: 0 },
    })
    expect(await journal().batchTotals({ acquirerId: 'main', number: '000002' })).toEqual({})
  })

  test('closing opens the next one once; the unconfirmed is found again after a restart', async () => {
    const first = await journal().batch('main')
    const change = { at: 'now', acquirerId: 'main', number: first.number, result: null, till: {}, host: null } as const
    await journal().commitBatch({ ...change, kind: 'closing', advance: true })
    await journal().commitBatch({ ...change, kind: 'pending', advance: true })
    opened.close()
    start()
    expect(await journal().unconfirmedBatches()).toMatchObject([{ number: '000001', state: 'pending' }])
    expect(await journal().batch('main')).toMatchObject({ number: '000002', state: 'open' })
    await journal().commitBatch({ ...change, kind: 'closed', result: 'balanced', host: {}, advance: false })
    expect(await journal().unconfirmedBatches()).toEqual([])
  })
})

describe('reservations', () => {
  const hold = { reservedMinor: 2_000, reservedAt: '2026-11-22T13:31:00.000Z', expiresAt: '2026-11-29T13:31:00.000Z' }
  const reserved = (number: number, kind: 'reserved' | 'reversed'): JournalStep => {
    const names = { paymentId: `pay-${number}`, saleId: `sale-${number}`, amountMinor: 2_000 }
    const { reversal: _, ...step } = kind === 'reversed' ? paymentSteps.reversed(names) : paymentSteps.approved(names)
    const intent = { ...step.state.intent, operation: 'pre-authorisation' }
    return { ...step, kind: 'noted', state: { ...step.state, kind, intent, hold } as JournalStep['state'] }
  }

  test('that are open are listed however many they are, those that are over up to the limit', async () => {
    const count = LIMITS.historyRows + 1
    const steps = Array.from({ length: 2 * count }, (_, at) => reserved(at, at < count ? 'reserved' : 'reversed'))
    await journal().commitAll(steps)
    const listed = await journal().reservations('2026-11-20T00:00:00.000Z')
    const kinds = listed.map(({ payment: { state } }) => state.kind)
    expect(kinds.filter((kind) => kind === 'reserved')).toHaveLength(count)
    expect(kinds.filter((kind) => kind === 'reversed')).toHaveLength(LIMITS.historyRows)
    expect(listed[0]?.payment.id).toBe(`pay-${count - 1}`)
    const isOpen = ({ payment }: (typeof listed)[number]) => payment.state.kind === 'reserved'
    expect(await journal().openReservations()).toEqual(listed.filter(isOpen))
  })
})

describe('card blocks', () => {
  const secrets = secretsOf('whole')

  test('live sealed while needed and are in no file once the payment is over', async () => {
    await journal().commit(paymentSteps.intent(PAYMENT))
    await journal().commit(paymentSteps.requesting(PAYMENT, secrets))
    expect(readSecrets(opened.db, secretStore, 'pay-1')).toEqual(secrets)
    const row = opened.db.prepare('SELECT sealed_key, ciphertext FROM pending_sensitive').get() as {
      sealed_key: Buffer
      ciphertext: Buffer
    }
    expect(filesHolding(row.ciphertext)).not.toEqual([])
    await journal().commit(paymentSteps.approved(PAYMENT))
    const [key] = secretStore.sealed
    const blocks = Object.values(secrets).flatMap((hex) => (hex === null ? [] : [hex, Buffer.from(hex, 'hex')]))
    const traces = [row.ciphertext, row.sealed_key, key ?? Buffer.alloc(0), ...blocks]
    expect(key).toHaveLength(32)
    // Its row is gone with the step, in the files a moment later: a customer does not wait for that.
    expect(opened.db.prepare('SELECT count(*) AS rows FROM pending_sensitive').get()).toEqual({ rows: 0 })
    clock.advance(LIMITS.logCutDelayMs)
    for (const trace of traces) expect(filesHolding(trace)).toEqual([])
    expect(filesHolding('host-silent')).toEqual([])
  })

  test('that go on without their PIN block leave no trace of it, though the payment is not over', async () => {
    await journal().commit(paymentSteps.requesting(PAYMENT, secrets))
    const { ciphertext, sealed_key } = opened.db.prepare('SELECT * FROM pending_sensitive').get() as {
      ciphertext: Buffer
      sealed_key: Buffer
    }
    const withoutPin = { ...secrets, pinBlockHex: null, pinKeySerialHex: null }
    const { reversal: _, ...step } = paymentSteps.requesting(PAYMENT, withoutPin)
    await journal().commit(step)
    clock.advance(LIMITS.logCutDelayMs)
    expect(readSecrets(opened.db, secretStore, 'pay-1')).toEqual(withoutPin)
    for (const trace of [ciphertext, sealed_key]) expect(filesHolding(trace)).toEqual([])
  })

  test('are bound to their payment: a row moved to another one does not open', async () => {
    await journal().commit(paymentSteps.requesting(PAYMENT, secrets))
    await journal().commit(paymentSteps.intent({ ...PAYMENT, paymentId: 'pay-2', saleId: 'sale-2' }))
    opened.db.exec("UPDATE pending_sensitive SET payment_id = 'pay-2'")
    expect(() => readSecrets(opened.db, secretStore, 'pay-2')).toThrow()
  })

  test('what a kill left of a closed payment goes at the next start, what is under way stays', async () => {
    await journal().commit(paymentSteps.requesting(PAYMENT, secrets))
    const second = { ...PAYMENT, paymentId: 'pay-2', saleId: 'sale-2' }
    await journal().commit(paymentSteps.requesting(second, secretsOf('other')))
    opened.db.exec("UPDATE payment SET final = 1 WHERE id = 'pay-1'")
    const row = opened.db.prepare("SELECT ciphertext FROM pending_sensitive WHERE payment_id = 'pay-1'").get() as {
      ciphertext: Buffer
    }
    opened.close()
    start()
    expect(readSecrets(opened.db, secretStore, 'pay-1')).toBeNull()
    expect(readSecrets(opened.db, secretStore, 'pay-2')).toEqual(secretsOf('other'))
    expect(filesHolding(row.ciphertext)).toEqual([])
  })
})
