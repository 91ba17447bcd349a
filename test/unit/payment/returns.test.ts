/**
 * Goal: money of a finished sale goes back once, by the way the till finds, and never more of it than was charged,
 * whatever bank, disk and power do. Method: the real engine on the bench; host and journal are compared.
 */
import { describe, expect, it } from 'vitest'
import { CatalogueFailure, fail } from '#contract/result.ts'
import { closeBatches } from '#payment/engine/batch-close.ts'
import { failureOf } from '#payment/engine/payment-projection.ts'
import type { PaymentState } from '#payment/engine/payment-state.ts'
import { type ReturnFacts, returnPath } from '#payment/engine/return-path.ts'
import { benchEngine, SALE, SOME_OFFLINE } from '#test/support/payment/bench-till.ts'
import { settle } from '#test/support/payment/manual-clock.ts'

type Bench = ReturnType<typeof benchEngine>

/** A sale that is paid, and the name of its payment. */
async function sold(bench: Bench): Promise<string> {
  const started = await bench.pay()
  if (!started.ok) throw new Error(started.error.code)
  return started.value.paymentId
}

async function closeBatch(bench: Bench): Promise<void> {
  await closeBatches({
    journal: bench.journal,
    acquirers: bench.acquirers,
    clock: bench.clock,
    currency: 'EUR',
    drain: () => bench.engine.drainReversals(1_000),
    forward: (timeoutMs, onProgress) => bench.engine.forwardAdvices(timeoutMs, onProgress),
    whileIdle: (work) => bench.engine.whileIdle(work),
    onStage: () => {},
  })
}

/** An engine on the disk of another whose power went. */
async function afterAKill(bench: Bench): Promise<Bench> {
  const next = benchEngine({ journal: bench.journal, host: bench.host })
  await next.engine.recover()
  await settle()
  return next
}

describe('the way back', () => {
  const charged = async () => {
    const bench = benchEngine()
    return (await bench.journal.payment(await sold(bench)))?.state as PaymentState
  }
  const facts: Omit<ReturnFacts, 'state'> = { isBatchOpen: true, refundedMinor: 0, isInDoubt: false, isUntold: false }

  it.each([
    ['all of it while the batch is open', {}, { way: 'void', reason: 'batch-open', leftMinor: 2_000 }],
    ['a part of it', { amountMinor: 500 }, { way: 'refund', reason: 'part-of-amount' }],
    ['the rest of it', { refundedMinor: 500 }, { way: 'refund', reason: 'partly-refunded', leftMinor: 1_500 }],
    ['all of it once the batch is closed', { isBatchOpen: false }, { way: 'refund', reason: 'batch-closed' }],
    ['more than is left', { refundedMinor: 500, amountMinor: 1_501 }, { way: 'none', reason: 'too-much' }],
    ['anything of nothing', { refundedMinor: 2_000 }, { way: 'none', reason: 'nothing-left' }],
    ['what the bank refused', { isInDoubt: true }, { way: 'none', reason: 'in-doubt' }],
    ['what the bank was not told of', { isUntold: true }, { way: 'void', reason: 'batch-open' }],
    ['a part of what it was not told of', { isUntold: true, amountMinor: 1 }, { way: 'none', reason: 'bank-not-told' }],
  ] as const)('of %s', async (_, change, path) => {
    expect(returnPath({ state: await charged(), ...facts, ...change })).toMatchObject(path)
  })

  it('of a payment that charged nothing is none', async () => {
    const bench = benchEngine()
    bench.host.sales.push('decline')
    const path = await bench.engine.operations.returnPath(await sold(bench))
    expect(path).toMatchObject({ ok: true, value: { way: 'none', reason: 'not-charged' } })
    expect(await bench.engine.operations.returnPath('another')).toEqual(fail('PAYMENT_NOT_FOUND'))
  })
})

describe('a refund whose reversal the bank refused', () => {
  it.each([
    ['charged', 500],
    ['not-charged', 0],
  ] as const)('counts as gone back by the word of the bank alone: %s', async (word, goneMinor) => {
    const bench = benchEngine()
    const id = await sold(bench)
    bench.host.sales.push('approve-silent')
    bench.host.reversal = async () => ({
      kind: 'answered',
      answer: { responseCode: '12', accepted: false, redacted: {} },
    })
    const refunded = await bench.engine.operations.refund(id, 500)
    if (!refunded.ok) throw new Error(refunded.error.code)
    await settle()
    const { paymentId } = refunded.value
    expect(await bench.engine.bankWord.close(paymentId, { by: 'Claire D.', word, why: 'By phone' })).toMatchObject({
      ok: true,
    })
    expect(await bench.journal.refundedMinor(id)).toBe(goneMinor)
    expect(await bench.engine.operations.returnPath(id)).toMatchObject({ value: { leftMinor: 2_000 - goneMinor } })
  })
})

describe('a void', () => {
  it('takes the payment out of its batch, and the bank forgets the charge', async () => {
    const bench = benchEngine()
    const id = await sold(bench)
    expect(await bench.engine.operations.void(id, 'Inès')).toMatchObject({ ok: true, value: { paymentId: id } })
    await settle()
    const state = (await bench.journal.payment(id))?.state as PaymentState
    expect(state).toMatchObject({ kind: 'reversed', cause: 'PAYMENT_VOIDED' })
    expect(failureOf(state)).toEqual({ code: 'PAYMENT_VOIDED' })
    expect(bench.journal.voids).toMatchObject([{ state: { kind: 'approved', intent: { id } } }])
    expect(bench.host.heard).toEqual(['0200 000001', '0420 000001'])
    expect(bench.host.netMinor()).toBe(0)
    expect(await bench.journal.batchTotals({ acquirerId: 'main', number: '000001' })).toEqual({})
  })

  it.each([
    ['charged', 'PAYMENT_CLOSED_STANDS'],
    ['not-charged', 'PAYMENT_VOIDED'],
  ] as const)('that the bank refused for good says what stands by its word: %s', async (word, code) => {
    const bench = benchEngine()
    const id = await sold(bench)
    bench.host.reversal = async () => ({
      kind: 'answered',
      answer: { responseCode: '12', accepted: false, redacted: {} },
    })
    await bench.engine.operations.void(id, 'Inès')
    await settle()
    await bench.engine.bankWord.close(id, { by: 'Claire D.', word, why: 'By phone' })
    expect(failureOf((await bench.journal.payment(id))?.state as PaymentState)?.code).toBe(code)
  })

  it('is stored while the bank is away, and told until it has agreed', async () => {
    const bench = benchEngine()
    const id = await sold(bench)
    bench.host.reversals.push('unreachable', 'approve-silent', 'lost-silent')
    expect(await bench.engine.operations.void(id, 'Inès')).toMatchObject({ ok: true })
    expect(bench.host.netMinor()).toBe(SALE.amountMinor)
    await bench.clock.advance(120_000)
    expect((await bench.journal.payment(id))?.state.kind).toBe('reversed')
    expect(bench.host.netMinor()).toBe(0)
  })

  it('goes on after a kill', async () => {
    const bench = benchEngine()
    const id = await sold(bench)
    bench.host.reversals.push('unreachable')
    await bench.engine.operations.void(id, 'Inès')
    const next = await afterAKill(bench)
    await next.clock.advance(120_000)
    expect((await next.journal.payment(id))?.state.kind).toBe('reversed')
    expect(next.host.netMinor()).toBe(0)
  })

  it('of a sale that the bank was never told of ends without the bank', async () => {
    const bench = benchEngine({ offline: SOME_OFFLINE })
    bench.host.sales.push('unreachable')
    bench.host.advices.push('unreachable')
    bench.pad.authorised = { pin: 'none', pinBlockHex: null, pinKeySerialHex: null }
    const id = await sold(bench)
    expect((await bench.journal.payment(id))?.state).toMatchObject({ kind: 'approved', offline: { basis: 'stand-in' } })
    bench.host.heard.length = 0
    await bench.engine.operations.void(id, 'Inès')
    await bench.clock.advance(600_000)
    expect(bench.host.netMinor()).toBe(0)
    expect((await bench.journal.payment(id))?.state).toMatchObject({ intent: { id } })
  })

  it('is refused once, and for what is no charge any more', async () => {
    const bench = benchEngine()
    const id = await sold(bench)
    await bench.engine.operations.void(id, 'Inès')
    expect(await bench.engine.operations.void(id, 'Inès')).toEqual(fail('PAYMENT_NOT_RETURNABLE'))
    expect(await bench.engine.operations.void('another', 'Inès')).toEqual(fail('PAYMENT_NOT_FOUND'))
    expect(bench.journal.voids).toHaveLength(1)
  })

  it('waits for no card that is being paid', async () => {
    const bench = benchEngine()
    const id = await sold(bench)
    bench.pad.read = () => new Promise(() => {})
    await bench.pay({ saleId: 'sale-2' as 'sale-1' })
    expect(await bench.engine.operations.void(id, 'Inès')).toEqual(fail('PAYMENT_ALREADY_OPEN'))
  })
})

describe('a refund', () => {
  it('gives back a part, then the rest, then nothing more', async () => {
    const bench = benchEngine()
    const id = await sold(bench)
    const { operations } = bench.engine
    expect(await operations.refund(id, 500)).toMatchObject({ ok: true, value: { state: { kind: 'approved' } } })
    expect(await operations.refund(id, 1_501)).toEqual(fail('PAYMENT_REFUND_TOO_HIGH'))
    expect(await operations.void(id, 'Inès')).toEqual(fail('PAYMENT_NOT_RETURNABLE'))
    expect(await operations.refund(id, 1_500)).toMatchObject({ ok: true })
    expect(await operations.refund(id, 1)).toEqual(fail('PAYMENT_NOT_RETURNABLE'))
    expect(bench.host.netMinor()).toBe(0)
    expect(await bench.journal.batchTotals({ acquirerId: 'main', number: '000001' })).toEqual({
      cb: { debitCount: 1, debitMinor: 2_000, creditCount: 2, creditMinor: 2_000 },
    })
  })

  it('of a closed batch names its sale to the bank, and no card', async () => {
    const bench = benchEngine()
    const id = await sold(bench)
    await closeBatch(bench)
    const ended = await bench.engine.operations.refund(id, 2_000)
    expect(ended).toMatchObject({
      value: {
        state: {
          kind: 'approved',
          intent: { operation: 'refund', original: { paymentId: id, saleId: 'sale-1' } },
          request: {
            operation: 'refund',
            batchNumber: '000002',
            entryModeCode: '990',
            original: { mti: '0200', stan: '000001', approvalCode: '048213', retrievalReference: '632614048213' },
          },
        },
      },
    })
    expect([...bench.journal.secrets]).toEqual([])
    expect(await bench.journal.batchTotals({ acquirerId: 'main', number: '000002' })).toEqual({
      cb: { debitCount: 0, debitMinor: 0, creditCount: 1, creditMinor: 2_000 },
    })
  })

  it('that the bank refuses says so, and may be asked for again', async () => {
    const bench = benchEngine()
    const id = await sold(bench)
    bench.host.sales.push('decline')
    const refused = await bench.engine.operations.refund(id, 500)
    const state = refused.ok ? refused.value.state : null
    expect(state && failureOf(state)).toEqual({ code: 'PAYMENT_REFUND_DECLINED', details: { responseCode: '51' } })
    expect(await bench.engine.operations.refund(id, 2_000)).toEqual(fail('PAYMENT_NOT_RETURNABLE'))
    expect(await bench.engine.operations.refund(id, 1_999)).toMatchObject({ value: { state: { kind: 'approved' } } })
  })

  it.each(['approve-silent', 'lost-silent'] as const)('whose answer is lost (%s) is taken back', async (mood) => {
    const bench = benchEngine()
    const id = await sold(bench)
    bench.host.sales.push(mood)
    bench.host.reversals.push('unreachable', 'unreachable')
    const asked = await bench.engine.operations.refund(id, 500)
    const state = asked.ok ? asked.value.state : null
    expect(state && failureOf(state)).toEqual({ code: 'PAYMENT_REFUND_UNKNOWN' })
    expect(await bench.engine.operations.refund(id, 1_501)).toEqual(fail('PAYMENT_REVERSAL_PENDING'))
    await bench.clock.advance(120_000)
    const later = (await bench.journal.payment(asked.ok ? asked.value.paymentId : ''))?.state as PaymentState
    expect(failureOf(later)).toEqual({ code: 'PAYMENT_REFUND_TAKEN_BACK' })
    expect(bench.host.netMinor()).toBe(SALE.amountMinor)
    expect(await bench.engine.operations.refund(id, 1_999)).toMatchObject({ value: { state: { kind: 'approved' } } })
  })

  it('whose approval the disk does not take is taken back', async () => {
    const bench = benchEngine()
    const id = await sold(bench)
    const { commitApproved } = bench.journal
    bench.journal.commitApproved = async () => {
      bench.journal.commitApproved = commitApproved
      throw new CatalogueFailure({ code: 'STORE_DISK_FULL' })
    }
    await bench.engine.operations.refund(id, 500)
    await bench.clock.advance(120_000)
    expect(bench.host.netMinor()).toBe(SALE.amountMinor)
    expect(await bench.journal.refundedMinor(id)).toBe(0)
  })

  it('leaves the pad and the ticket in hand alone', async () => {
    const bench = benchEngine()
    const id = await sold(bench)
    bench.engine.dismiss()
    const asked = bench.pad.asked.length
    await bench.engine.operations.refund(id, 500)
    expect(bench.pad.asked.length).toBe(asked)
    expect(bench.engine.view()).toBeNull()
  })
})
