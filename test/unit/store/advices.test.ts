import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { AdviceChange, JournalStep } from '#payment/ports/payment-journal.port.ts'
import { type OpenedDatabase, openDatabase } from '#store/open-database.ts'
import { assembleStore, DATABASE_FILE_NAME, type Store } from '#store/open-store.ts'
import { fixedSecretStore, testClock } from '../../support/till/fixed-ports.ts'
import { paymentSteps, secretsOf } from '../../support/till/payment-steps.ts'

/**
 * Goal: a sale without the bank keeps its advice, its batch and its card blocks for exactly as long as the bank must
 * still be told, through restarts; a batch counts what the bank took in it, and remembers what it uploaded.
 */

let folder: string
let opened: OpenedDatabase
let store: Store
const secretStore = fixedSecretStore()

function start(): void {
  opened = openDatabase({ folder, fileName: DATABASE_FILE_NAME })
  store = assembleStore(opened, { secretStore, clock: testClock() })
}
function restart(): void {
  opened.close()
  start()
}
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'comptoir-advices-'))
  start()
})
afterEach(() => {
  opened.close()
  rmSync(folder, { recursive: true, force: true })
})

const AT = '2026-11-22T13:31:00.000Z'
const IMAGE = { redacted: { 0: '0220', 4: '000000002000' }, digestHex: 'AB' } as const
const PAYMENT = { paymentId: 'pay-1', saleId: 'sale-1', amountMinor: 2_000 }
const journal = () => store.paymentJournal

/** The step that approves a sale without the bank, as the engine writes it. */
function offlineApproval(options = PAYMENT): JournalStep {
  const { reversal: _, eraseSecrets: __, ...step } = paymentSteps.approved(options)
  if (step.state.kind !== 'approved') throw new Error('not an approval')
  const offline = { basis: 'card', responseCode: 'Y1' } as const
  const secrets = { ...secretsOf(options.paymentId), pinBlockHex: null, pinKeySerialHex: null }
  return { ...step, state: { ...step.state, offline }, secrets, advice: 'queue' }
}

function move(change: AdviceChange, paymentId = 'pay-1') {
  return journal().commitAdvice({ paymentId, saleId: 'sale-1', at: AT, change })
}
const attempt = (paymentId = 'pay-1') =>
  move({ kind: 'attempt', via: 'primary', nextAt: 'later', image: IMAGE }, paymentId)
const settle = (paymentId = 'pay-1') => move({ kind: 'settle', responseCode: '00' }, paymentId)

async function closeBatch(number: string, kind: 'closing' | 'closed' = 'closed'): Promise<void> {
  await journal().commitBatch({
    at: AT,
    acquirerId: 'main',
    number,
    kind,
    result: null,
    till: {},
    host: null,
    advance: true,
  })
}

describe('the advice of a sale', () => {
  test('keeps the card blocks over restarts until the bank has answered, then leaves no trace of them', async () => {
    await journal().commit(offlineApproval())
    await attempt()
    restart()
    expect(await journal().adviceSecrets('pay-1')).toMatchObject({ pinBlockHex: null, emvDataHex: expect.anything() })
    const keys = secretStore.sealed.length
    await settle()
    expect(await journal().adviceSecrets('pay-1')).toBeNull()
    const block = opened.db.prepare('SELECT count(*) AS rows FROM pending_sensitive').get()
    expect([block, keys]).toEqual([{ rows: 0 }, secretStore.sealed.length])
    const track = Buffer.from(secretsOf('pay-1').encryptedTrack2Hex, 'utf8')
    expect(readdirSync(folder).filter((name) => readFileSync(join(folder, name)).includes(track))).toEqual([])
  })

  test('keeps them through a late record of its payment, and loses them when it is given back', async () => {
    await journal().commit(offlineApproval())
    const { advice: _, secrets: __, ...late } = offlineApproval()
    await journal().commit({ ...late, kind: 'late-cancel-requested' })
    expect(await journal().adviceSecrets('pay-1')).not.toBeNull()
    await journal().commit({ ...paymentSteps.reversed(PAYMENT), reversal: undefined as never, advice: 'withdraw' })
    expect(await journal().adviceSecrets('pay-1')).toBeNull()
    expect(await journal().offlineSales('')).toEqual([])
  })

  test('is not withdrawn as never sent when it was sent meanwhile', async () => {
    await journal().commit(offlineApproval())
    await attempt()
    const { intent } = offlineApproval().state
    const state = { kind: 'cancelled', intent, card: null, failure: { code: 'PAYMENT_CANCELLED' } } as const
    await expect(journal().commit({ ...offlineApproval(), state, advice: 'withdraw' })).rejects.toThrow('one row')
    expect(await journal().advice('pay-1')).toMatchObject({ state: 'sent' })
  })

  test('a refusal ends it, and a manager’s note stays with who and when', async () => {
    await journal().commit(offlineApproval())
    await attempt()
    await move({ kind: 'refuse', responseCode: '51', answer: { 0: '0230', 39: '51' } })
    expect(await journal().adviceSecrets('pay-1')).toBeNull()
    await move({ kind: 'note', by: 'Marc D.' })
    expect(await move({ kind: 'note', by: 'Somebody else' })).toMatchObject({ state: 'refused', seenBy: 'Marc D.' })
    expect(opened.db.prepare('SELECT seen_at FROM offline_sale').get()).toEqual({ seen_at: AT })
    const told = (await journal().story('pay-1')).slice(-4)
    expect(told.map(({ kind, body }) => [kind, body.message])).toEqual([
      ['advice-attempted', IMAGE.redacted],
      ['advice-refused', { 0: '0230', 39: '51' }],
      ['advice-noted', undefined],
      ['advice-noted', undefined],
    ])
  })

  test('a parked one keeps its card blocks over a restart until a manager has noted it', async () => {
    await journal().commit(offlineApproval())
    await attempt()
    await move({ kind: 'park', responseCode: '30' })
    restart()
    expect(await journal().adviceSecrets('pay-1')).not.toBeNull()
    await move({ kind: 'note', by: 'Marc D.' })
    expect(await journal().adviceSecrets('pay-1')).toBeNull()
  })

  test('an answer that comes after it was withdrawn changes nothing', async () => {
    await journal().commit(offlineApproval())
    await attempt()
    await journal().commit({ ...paymentSteps.unknown(PAYMENT), advice: 'withdraw' })
    expect(await settle()).toMatchObject({ state: 'withdrawn' })
  })

  test('is listed while it is open, and for a while after', async () => {
    await journal().commit(offlineApproval())
    await attempt()
    await settle()
    expect(await journal().offlineSales('2026-11-22')).toMatchObject([{ state: 'settled' }])
    expect(await journal().offlineSales('2026-11-23')).toEqual([])
  })

  test('is listed with those that are over in the order they were approved in', async () => {
    for (const paymentId of ['pay-1', 'pay-2', 'pay-3'])
      await journal().commit(offlineApproval({ ...PAYMENT, paymentId }))
    await attempt('pay-2')
    await settle('pay-2')
    const listed = async (sinceAt: string) => (await journal().offlineSales(sinceAt)).map(({ payment: { id } }) => id)
    expect(await listed('2026-11-22')).toEqual(['pay-1', 'pay-2', 'pay-3'])
    expect(await listed('2026-11-23')).toEqual(['pay-1', 'pay-3'])
    expect(await journal().openOfflineSales()).toEqual(await journal().offlineSales('2026-11-23'))
  })
})

describe('the batch of a sale without the bank', () => {
  test('is the one open at the first attempt, for every repeat', async () => {
    const first = (await journal().batch('main')).number
    await journal().commit(offlineApproval())
    await closeBatch(first)
    const second = (await journal().batch('main')).number
    expect(await attempt()).toMatchObject({ batchNumber: second })
    await closeBatch(second, 'closing')
    expect(await attempt()).toMatchObject({ batchNumber: second, attempts: 2 })
    await settle()
    expect(await journal().batchTotals({ acquirerId: 'main', number: first })).toEqual({})
    expect(await journal().batchTotals({ acquirerId: 'main', number: second })).toMatchObject({
      visa: { debitCount: 1, debitMinor: 2_000 },
    })
  })

  test('counts it only when the bank took it', async () => {
    const { number } = await journal().batch('main')
    await journal().commit(offlineApproval())
    expect(await journal().batchTotals({ acquirerId: 'main', number })).toEqual({})
    await attempt()
    expect(await journal().batchTotals({ acquirerId: 'main', number })).toEqual({})
    await move({ kind: 'refuse', responseCode: '51' })
    expect(await journal().batchTotals({ acquirerId: 'main', number })).toEqual({})
  })

  test('is a new one for a parked sale whose batch the bank has closed', async () => {
    const { number } = await journal().batch('main')
    await journal().commit(offlineApproval())
    await attempt()
    await move({ kind: 'park', responseCode: '30' })
    await move({ kind: 'retry', by: 'Marc D.' })
    expect(await attempt()).toMatchObject({ batchNumber: number })
    await move({ kind: 'park', responseCode: '30' })
    await closeBatch(number)
    await move({ kind: 'retry', by: 'Marc D.' })
    expect((await attempt()).batchNumber).not.toBe(number)
  })
})

describe('a batch that is uploaded', () => {
  test('knows after a restart what the bank acknowledged', async () => {
    const { number } = await journal().batch('main')
    const online = { paymentId: 'pay-2', saleId: 'sale-2', amountMinor: 500 }
    await journal().commit(paymentSteps.requesting(online, secretsOf('b')))
    await journal().commit(paymentSteps.approved(online))
    await journal().commit(offlineApproval())
    await attempt()
    await settle()
    await journal().commitUpload({
      at: AT,
      acquirerId: 'main',
      batchNumber: number,
      paymentId: 'pay-2',
      saleId: 'sale-2',
      responseCode: '00',
      sent: { redacted: { 0: '0320' }, digestHex: 'CD' },
      answer: { 0: '0330' },
    })
    expect((await journal().story('pay-2')).at(-1)).toMatchObject({
      kind: 'uploaded',
      body: { request: { 0: '0320' }, message: { 0: '0330' } },
    })
    restart()
    const items = await journal().uploadItems({ acquirerId: 'main', number })
    expect(items.map(({ payment, isAcknowledged }) => [payment.id, isAcknowledged])).toEqual([
      ['pay-2', true],
      ['pay-1', false],
    ])
  })
})

describe('a reversal', () => {
  test('of a part of the price, or of a sale told of afterwards, says so over a restart', async () => {
    const terms = {
      request: { ...paymentRequest() },
      via: 'standby',
      originalMti: '0220',
      amountMinor: 700,
      remainingMinor: null,
    } as const
    await journal().commit(offlineApproval())
    const unknown = paymentSteps.unknown(PAYMENT)
    await journal().commit({ ...unknown, reversal: { kind: 'queue', reason: 'cancelled', ...terms } })
    restart()
    expect(await journal().openReversals()).toMatchObject([{ state: 'queued', attempts: 0, ...terms }])
  })
})

function paymentRequest() {
  const { state } = offlineApproval()
  if (state.kind !== 'approved') throw new Error('not an approval')
  return state.request
}
