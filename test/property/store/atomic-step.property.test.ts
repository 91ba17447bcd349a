import { rmSync } from 'node:fs'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { CatalogueFailure } from '#contract/result.ts'
import type { ReadableDb } from '#store/database.ts'
import { openDatabase } from '#store/open-database.ts'
import { assembleStore, DATABASE_FILE_NAME, type Store } from '#store/open-store.ts'
import { nextRecord } from '#till/fiscal/fiscal-chain.ts'
import type { TillCommit } from '#till/ports/commit-paid-sale.port.ts'
import type { OpenSale } from '#till/ports/open-sales.port.ts'
import { fixedSecretStore, testClock, testSigner } from '../../support/till/fixed-ports.ts'
import { copyOfSeededFolder } from '../../support/till/open-test-till.ts'
import { paymentSteps, secretsOf } from '../../support/till/payment-steps.ts'

/**
 * Goal: a store call is whole or it is nothing. The same commit (sale, payment step, fiscal record, papers) is made
 * to fail at each table it writes, and on a disk that fills up at a random page; after each failure every row of
 * every table is as before.
 */

const AT = '2026-11-22T13:31:00.000Z'
const CUSTOMER = {
  id: 'zofia',
  name: 'Zofia',
  company: '',
  companyNumber: '',
  vatNumber: '',
  street: '',
  city: '',
  phone: '',
  email: '',
  loyaltyNumber: '0430000000126',
  groupId: null,
  note: '',
  creditLimitMinor: 10_000,
}
const signer = testSigner()
let db: ReadableDb
let store: Store
let folder: string

beforeEach(async () => {
  folder = await copyOfSeededFolder()
  const opened = openDatabase({ folder, fileName: DATABASE_FILE_NAME })
  db = opened.db
  store = assembleStore(opened, { secretStore: fixedSecretStore(), clock: testClock() })
  const record = nextRecord(null, { kind: 'event', at: AT, body: { event: 'day-opened' } }, signer)
  const day = { id: 'day', businessDate: '2026-11-22', openedAt: AT, openedBy: 'I', floatMinor: 0 }
  await store.businessDays.begin({ ...day, count: null, closedAt: null, closingNumber: null }, record)
  await store.customers.add({ ...CUSTOMER, createdAt: AT, consentedAt: null, archivedAt: null, erasedAt: null })
})
afterEach(() => {
  store.close()
  rmSync(folder, { recursive: true, force: true })
})

/** Every row of every table, as one text. */
function everything(): string {
  const tables = db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name").all() as {
    name: string
  }[]
  const indexed = /^(product|barcode)/
  return tables
    .filter(({ name }) => !indexed.test(name))
    .map(({ name }) => `${name}:${JSON.stringify(db.prepare(`SELECT * FROM "${name}"`).all())}`)
    .join('\n')
}

const blank = { currency: 'EUR', openedAt: AT, lines: [], cardAttempts: 1, touchedLineId: null } as const
const openSale = (id: string): Omit<OpenSale, 'number'> => ({
  ...blank,
  id,
  state: 'paying',
  tenders: [],
  cashierId: 'ines',
  cashierName: 'Inès M.',
})

async function commitOf(saleId: string, number: string, paperText: string): Promise<TillCommit> {
  const tender = {
    id: `tender-${saleId}`,
    kind: 'card',
    amountMinor: 2_000,
    givenMinor: null,
    outcome: 'approved',
    at: AT,
    paymentId: `pay-${saleId}`,
    paymentNumber: 'P-2-000001',
    scheme: 'visa',
    cardTail: '1111',
    approvalCode: 'A12345',
    entryMode: 'chip',
  } as const
  const onAccount = {
    ...tender,
    id: `account-${saleId}`,
    kind: 'account',
    amountMinor: 300,
    outcome: 'received',
    paymentId: null,
  } as const
  const vat = [{ letter: 'A', basisPoints: 550, netMinor: 1_896, vatMinor: 104, grossMinor: 2_000 }]
  const paidSale = {
    id: saleId,
    number,
    at: AT,
    cashierId: 'ines',
    cashierName: paperText,
    currency: 'EUR',
    lines: [],
    vat,
    itemCount: 1,
    totalMinor: 2_000,
    vatMinor: 104,
    tenders: [tender, onAccount],
    changeMinor: 0,
    training: true,
    cardDurationMs: 1,
    customerId: CUSTOMER.id,
    loyalty: { earned: 20, spent: 0, balance: 20 },
  } as const
  const fiscalRecord = nextRecord(await store.fiscalChain.last(), { kind: 'ticket', at: AT, body: { number } }, signer)
  const printJobs = ['drawer-1', 'drawer-2'].map((name) => ({
    id: `${name}-${saleId}`,
    kind: 'drawer' as const,
    saleId,
    copyNumber: 0,
    document: { kind: 'drawer' as const },
    at: AT,
  }))
  return { saleId, tender, paidSale, fiscalRecord, printJobs }
}

describe('one commit', () => {
  const WRITES = [
    ['INSERT', 'journal'],
    ['UPDATE', 'payment'],
    ['UPDATE', 'reversal'],
    ['DELETE', 'pending_sensitive'],
    ['INSERT', 'fiscal_record'],
    ['DELETE', 'open_sale'],
    ['INSERT', 'paid_sale'],
    ['INSERT', 'paid_vat'],
    ['INSERT', 'paid_tender'],
    ['INSERT', 'customer_sale'],
    ['INSERT', 'account_movement'],
    ['INSERT', 'loyalty_movement'],
    ['INSERT', 'counter'],
    ['INSERT', 'print_job'],
  ] as const

  test.each(WRITES)('that fails at the %s on %s leaves nothing, and works when repeated', async (verb, table) => {
    const payment = { paymentId: 'pay-s1', saleId: 's1', amountMinor: 2_000 }
    const { number } = await store.openSales.open(openSale('s1'))
    await store.paymentJournal.commit(paymentSteps.requesting(payment, secretsOf('x')))
    const commit = await commitOf('s1', number, 'Inès M.')
    const step = paymentSteps.approved(payment)
    const before = everything()
    db.exec(`CREATE TEMP TRIGGER injected BEFORE ${verb} ON main.${table} BEGIN SELECT RAISE(ABORT, 'injected'); END`)
    await expect(store.commitPaidSale.commitPaidSale(commit, step)).rejects.toThrow('injected')
    expect(everything()).toBe(before)
    db.exec('DROP TRIGGER injected')
    await store.commitPaidSale.commitPaidSale(commit, step)
    expect((await store.paidSales.paidSale('s1'))?.totalMinor).toBe(2_000)
    expect((await store.paymentJournal.payment('pay-s1'))?.state.kind).toBe('approved')
    expect(await store.paidSales.perpetualTotalMinor()).toBe(2_000)
    expect([await store.customers.balanceMinor('zofia'), await store.loyalty.pointsOf('zofia')]).toEqual([300, 20])
  })
})

describe('a disk that fills up', () => {
  test('each call is whole or nothing, with STORE_DISK_FULL', async () => {
    const lengths = fc.array(fc.integer({ min: 1, max: 30_000 }), { minLength: 1, maxLength: 12 })
    let serial = 0
    let refused = 0
    await fc.assert(
      fc.asyncProperty(lengths, fc.nat(6), async (textLengths, spare) => {
        const pages = Number(db.pragma('page_count', { simple: true }))
        db.pragma(`max_page_count = ${pages + spare}`)
        for (const length of textLengths) {
          serial += 1
          const saleId = `s${serial}`
          const before = everything()
          try {
            const { number } = await store.openSales.open(openSale(saleId))
            const opened = everything()
            try {
              await store.commitPaidSale.commitPaidSale(await commitOf(saleId, number, 'x'.repeat(length)), null)
            } catch (thrown) {
              expect(everything()).toBe(opened)
              throw thrown
            }
            expect((await store.paidSales.paidSale(saleId))?.cashierName).toHaveLength(length)
          } catch (thrown) {
            refused += 1
            expect(thrown instanceof CatalogueFailure && thrown.failure.code).toBe('STORE_DISK_FULL')
            const sales = await store.openSales.openSales()
            if (!sales.some(({ id }) => id === saleId)) expect(everything()).toBe(before)
          }
        }
        db.pragma('max_page_count = 1073741823')
        expect(db.pragma('quick_check', { simple: true })).toBe('ok')
      }),
      { numRuns: 12 },
    )
    expect(refused).toBeGreaterThan(0)
  })
})
