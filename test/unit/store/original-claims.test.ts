/**
 * Goal: on the real disk no order of refunds and voids stores more going back than was charged, nor a void of a batch
 * that is cut; a batch counts refunds as credits.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { JournalStep } from '#payment/ports/payment-journal.port.ts'
import { type OpenedDatabase, openDatabase } from '#store/open-database.ts'
import { assembleStore, DATABASE_FILE_NAME, type Store } from '#store/open-store.ts'
import { fixedSecretStore, testClock } from '../../support/till/fixed-ports.ts'
import { paymentSteps, secretsOf } from '../../support/till/payment-steps.ts'

let folder: string
let opened: OpenedDatabase
let store: Store

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'comptoir-claims-'))
  opened = openDatabase({ folder, fileName: DATABASE_FILE_NAME })
  store = assembleStore(opened, { secretStore: fixedSecretStore(), clock: testClock() })
  await store.paymentJournal.batch('main')
  await store.paymentJournal.commit(approved(SALE))
})
afterEach(() => {
  opened.close()
  rmSync(folder, { recursive: true, force: true })
})

const SALE = { paymentId: 'pay-1', saleId: 'sale-1', amountMinor: 2_000 }
const journal = () => store.paymentJournal

function approved(options: typeof SALE): JournalStep {
  const { reversal: _, ...step } = paymentSteps.approved(options)
  return step
}

/** A step of a refund of `SALE`, or of the payment named. */
function ofRefund(step: JournalStep, original = 'pay-1'): JournalStep {
  const refund = { operation: 'refund', original: { paymentId: original, saleId: 'sale-1' } } as const
  return { ...step, state: { ...step.state, intent: { ...step.state.intent, ...refund } } } as JournalStep
}
const refundOf = (paymentId: string, amountMinor: number) => ({ paymentId, saleId: `return-${paymentId}`, amountMinor })
const ask = (paymentId: string, amountMinor: number, original?: string) =>
  journal().commit(ofRefund(paymentSteps.intent(refundOf(paymentId, amountMinor)), original))
const approve = (paymentId: string, amountMinor: number) =>
  journal().commit(ofRefund(approved(refundOf(paymentId, amountMinor))))
const decline = (paymentId: string, amountMinor: number) => {
  const { state, ...step } = approved(refundOf(paymentId, amountMinor))
  const failure = { code: 'PAYMENT_REFUND_DECLINED' } as const
  return journal().commit(ofRefund({ ...step, state: { ...state, kind: 'declined', failure } as JournalStep['state'] }))
}
const voided = () => journal().commit({ ...paymentSteps.unknown(SALE), kind: 'voided' })
const failsWith = (code: string) => ({ failure: { code } })

describe('what is left of a payment', () => {
  it('goes down with each refund that is asked for, and up again when the bank refuses it', async () => {
    await ask('pay-2', 1_200)
    await expect(ask('pay-3', 801)).rejects.toMatchObject(failsWith('PAYMENT_REFUND_TOO_HIGH'))
    await decline('pay-2', 1_200)
    await ask('pay-4', 2_000)
    await approve('pay-4', 2_000)
    expect(await journal().refundedMinor('pay-1')).toBe(2_000)
    await expect(ask('pay-5', 1)).rejects.toMatchObject(failsWith('PAYMENT_REFUND_TOO_HIGH'))
    expect(await journal().payment('pay-5')).toBeNull()
    expect(await journal().story('pay-5')).toEqual([])
  })

  it('is nothing of a payment that is not there or was taken back', async () => {
    await expect(ask('pay-2', 1, 'another')).rejects.toMatchObject(failsWith('PAYMENT_NOT_RETURNABLE'))
    await voided()
    await expect(ask('pay-2', 1)).rejects.toMatchObject(failsWith('PAYMENT_NOT_RETURNABLE'))
  })
})

describe('a reversal closed by hand', () => {
  const REFUND = refundOf('pay-2', 1_200)
  const closed = (word: 'charged' | 'not-charged') => {
    const { state, ...step } = ofRefund(paymentSteps.reversed(REFUND))
    const closedByHand = { by: 'Claire D.', word, why: 'By phone' }
    return journal().commit({
      ...step,
      kind: 'closed-by-hand',
      body: closedByHand,
      state: { ...state, closedByHand } as JournalStep['state'],
      reversal: { kind: 'discard' },
    })
  }
  const refuse = async () => {
    const park = { kind: 'park', responseCode: '12' } as const
    await journal().commit(ofRefund(paymentSteps.requesting(REFUND, secretsOf('a'))))
    await journal().commit(ofRefund(paymentSteps.unknown(REFUND)))
    await expect(closed('charged')).rejects.toMatchObject(failsWith('PAYMENT_REVERSAL_NOT_PARKED'))
    await journal().commit(ofRefund({ ...paymentSteps.unknown(REFUND), reversal: park }))
  }

  it.each([
    ['charged', 1_200],
    ['not-charged', 0],
  ] as const)('is out of the queue, counts by the word %s, and is named once', async (word, goneMinor) => {
    await ask('pay-2', 1_200)
    await refuse()
    await closed(word)
    expect([await journal().openReversals(), await journal().owedAcquirers()]).toEqual([[], ['main']])
    expect(await journal().refundedMinor('pay-1')).toBe(goneMinor)
    const [named] = await journal().closedByHand()
    expect(named).toMatchObject({ paymentNumber: 'P-2-pay-2', amountMinor: 1_200, word, by: 'Claire D.' })
    await journal().nameClosedByHand(named?.sequence ?? 0)
    expect(await journal().closedByHand()).toEqual([])
  })
})

describe('a void', () => {
  it('is not stored beside a refund, nor twice', async () => {
    await ask('pay-2', 1)
    await expect(voided()).rejects.toMatchObject(failsWith('PAYMENT_NOT_RETURNABLE'))
    await decline('pay-2', 1)
    await voided()
    await expect(voided()).rejects.toMatchObject(failsWith('PAYMENT_NOT_RETURNABLE'))
    expect((await journal().payment('pay-1'))?.state.kind).toBe('outcome-unknown')
  })

  it('is not stored once its batch is cut', async () => {
    const change = { at: '2026-11-22T20:00:00.000Z', acquirerId: 'main', number: '000001' } as const
    await journal().commitBatch({ ...change, kind: 'closing', result: null, till: {}, host: null, advance: true })
    await expect(voided()).rejects.toMatchObject(failsWith('PAYMENT_NOT_RETURNABLE'))
    expect((await journal().payment('pay-1'))?.state.kind).toBe('approved')
  })
})

describe('a batch', () => {
  it('counts what was refunded in it on the credit side', async () => {
    await ask('pay-2', 700)
    await approve('pay-2', 700)
    expect(await journal().batchTotals({ acquirerId: 'main', number: '000001' })).toEqual({
      visa: { debitCount: 1, debitMinor: 2_000, creditCount: 1, creditMinor: 700 },
    })
  })
})
