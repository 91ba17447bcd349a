/**
 * Goal: who may ask for what, and what a question that cannot be answered says. Method: the calls over a real store
 * with a few payments.
 */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Caller } from '#contract/dispatch.ts'
import type { Role } from '#contract/views/user-view.ts'
import { openExplorer } from '#main/explorer/open-explorer.ts'
import type { ExplorerCalls } from '#main/handlers/explorer-calls.ts'
import { openTestTill, type TestTill } from '#test/support/till/open-test-till.ts'
import { paymentSteps, secretsOf } from '#test/support/till/payment-steps.ts'
import { guardCalls, type WhoMay } from '#till/session/guard.ts'

const CALLER: Caller = { carrier: 'test' }
const PAYMENT = { paymentId: 'pay-1', saleId: 'sale-1', amountMinor: 2_000 }
const PAGE = { filter: {}, towards: 'older', limit: 10 } as const

let bench: TestTill
let calls: ExplorerCalls
let signedIn: WhoMay['signedIn']
let folder: string
let work: Promise<void>

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'comptoir-explorer-'))
  bench = await openTestTill()
  const { store, till } = bench
  await store.paymentJournal.commit(paymentSteps.requesting(PAYMENT, secretsOf('a')))
  await store.paymentJournal.commit(paymentSteps.approved(PAYMENT))
  signedIn = someone('cashier')
  const explorer = await openExplorer({
    dataFolder: folder,
    store,
    clock: bench.clock,
    till: () => till,
    onChange: () => {},
    run: (task) => {
      work = task()
    },
  })
  calls = guardCalls(
    explorer.calls,
    () => ({ signedIn, roleChanges: {} }),
    () => '2026-11-22T13:30:00.000Z',
  )
})
afterEach(() => {
  bench.close()
  rmSync(folder, { recursive: true, force: true })
})

const someone = (role: Role): WhoMay['signedIn'] => ({ user: { id: 'u', name: 'U', initials: 'U', role } })

const codeOf = (answer: { ok: boolean; error?: { code: string } }) => (answer.ok ? 'ok' : answer.error?.code)

describe('whoever is signed in', () => {
  it('finds a payment by any of its keys, with its file', async () => {
    for (const filter of [{}, { cardTail: '1111' }, { text: '20,00' }, { stan: '42' }, { approvalCode: 'a12345' }]) {
      const answer = await calls['explorer.page']({ ...PAGE, filter }, CALLER)
      expect(answer.ok && answer.value.rows.map(({ paymentId }) => paymentId), JSON.stringify(filter)).toEqual([
        'pay-1',
      ])
    }
    const file = await calls['explorer.payment']({ paymentId: 'pay-1' }, CALLER)
    expect(file.ok && file.value).toMatchObject({ stan: '000042', verifiedBy: 'none', row: { cardTail: '1111' } })
    expect(JSON.stringify(file)).not.toContain('411111')
  })

  it('is told of one that is not there, and of a card number in a search', async () => {
    expect(codeOf(await calls['explorer.payment']({ paymentId: 'pay-9' }, CALLER))).toBe('PAYMENT_NOT_FOUND')
    const typed = { filter: { text: '4970101234567890' } }
    expect(codeOf(await calls['explorer.page']({ ...PAGE, ...typed }, CALLER))).toBe('PAYMENT_CARD_NUMBER_TYPED')
    expect(codeOf(await calls['explorer.totals'](typed, CALLER))).toBe('PAYMENT_CARD_NUMBER_TYPED')
  })

  it('gets the sums of all that fits', async () => {
    const answer = await calls['explorer.totals']({ filter: { outcome: 'approved' } }, CALLER)
    expect(answer.ok && answer.value.totals).toMatchObject({
      count: 1,
      approved: [{ currency: 'EUR', amountMinor: 2_000 }],
    })
  })
})

describe('who may not', () => {
  it('nobody who is not signed in', async () => {
    signedIn = null
    const answers = await Promise.all([
      calls['explorer.page'](PAGE, CALLER),
      calls['explorer.totals']({ filter: {} }, CALLER),
      calls['explorer.choices']({}, CALLER),
      calls['explorer.payment']({ paymentId: 'pay-1' }, CALLER),
      calls['explorer.export']({ filter: {} }, CALLER),
      calls['explorer.cancelExport']({}, CALLER),
    ])
    expect(answers.map(codeOf)).toEqual(Array(6).fill('SESSION_LOCKED'))
  })

  it('no cashier takes the list out of the till', async () => {
    expect(codeOf(await calls['explorer.export']({ filter: {} }, CALLER))).toBe('SESSION_NOT_ALLOWED')
    expect(codeOf(await calls['explorer.cancelExport']({}, CALLER))).toBe('SESSION_NOT_ALLOWED')
    expect(readdirSync(folder)).toEqual([])
    signedIn = someone('manager')
    expect(codeOf(await calls['explorer.export']({ filter: {} }, CALLER))).toBe('ok')
    await work
    expect(readdirSync(join(folder, 'exports'))).toHaveLength(1)
  })
})
