/**
 * Goal: a payment with a signature is paid only when the cashier accepted it; the slip is on disk before; every other
 * way out takes the charge back. Method: the real engine on the bench.
 */
import { describe, expect, it } from 'vitest'
import { LIMITS } from '#contract/limits.ts'
import { CatalogueFailure, fail, succeed } from '#contract/result.ts'
import { benchEngine } from '#test/support/payment/bench-till.ts'
import { settle } from '#test/support/payment/manual-clock.ts'

type Bench = ReturnType<typeof benchEngine>

function signingBench(): Bench {
  const bench = benchEngine()
  bench.pad.authorised = { pin: 'none', pinBlockHex: null, pinKeySerialHex: null, signatureRequired: true }
  return bench
}

const stateOf = ({ journal }: Bench) => journal.payments.get('payment-1')?.state.kind

describe('a card whose holder signs', () => {
  it('waits with the slip on disk, and nothing is paid', async () => {
    const bench = signingBench()
    await bench.pay()
    expect(bench.journal.slips).toHaveLength(1)
    expect(bench.journal.approvedSteps).toEqual([])
    expect(bench.engine.view()).toMatchObject({ prompt: 'check-signature', outcome: null, cancellable: true })
    const dueAt = new Date(Date.parse(bench.clock.now()) + LIMITS.signatureTimeoutMs).toISOString()
    expect(bench.engine.view()?.signatureDueAt).toBe(dueAt)
  })

  it('is approved when the cashier accepts, whatever comes later', async () => {
    const bench = signingBench()
    await bench.pay()
    expect(await bench.engine.cashier.judgeSignature(true)).toEqual(succeed(null))
    await bench.clock.advance(LIMITS.signatureTimeoutMs * 2)
    expect([stateOf(bench), bench.host.netMinor()]).toEqual(['approved', 2_000])
    expect(bench.journal.approvedSteps).toMatchObject([{ state: { signed: true } }])
    expect(await bench.engine.cashier.judgeSignature(false)).toEqual(fail('PAYMENT_NOT_OPEN'))
    expect(bench.journal.records.at(-1)?.kind).toBe('signature-accepted')
  })

  it.each([
    ['refused by the cashier', (bench: Bench) => bench.engine.cashier.judgeSignature(false)],
    ['judged by nobody', (bench: Bench) => bench.clock.advance(LIMITS.signatureTimeoutMs)],
  ])('is reversed when it is %s, and the screen says why', async (_, end) => {
    const bench = signingBench()
    await bench.pay()
    await end(bench)
    await settle()
    expect([stateOf(bench), bench.host.netMinor()]).toEqual(['reversed', 0])
    expect(bench.engine.view()?.failure).toEqual({ code: 'PAYMENT_SIGNATURE_REFUSED' })
    expect(bench.journal.approvedSteps).toEqual([])
  })

  it('is reversed when the cashier cancels', async () => {
    const bench = signingBench()
    await bench.pay()
    await bench.engine.cancel()
    await settle()
    expect([stateOf(bench), bench.host.netMinor()]).toEqual(['reversed', 0])
  })

  it('is reversed when the disk takes neither slip nor approval', async () => {
    const full = () => {
      throw new CatalogueFailure({ code: 'STORE_DISK_FULL' })
    }
    const slipless = signingBench()
    slipless.journal.commitSignatureSlip = async () => full()
    const unsaved = signingBench()
    unsaved.journal.commitApproved = async () => full()
    for (const bench of [slipless, unsaved]) {
      await bench.pay()
      await bench.engine.cashier.judgeSignature(true)
      await bench.clock.advance(10_000)
      expect([stateOf(bench), bench.host.netMinor()]).toEqual(['reversed', 0])
    }
  })
})

describe('who signs', () => {
  const cases = [
    ['a stripe without a PIN', { entryMode: 'stripe' }, { pin: 'none', signatureRequired: false }, false, true],
    ['a stripe with a PIN', { entryMode: 'stripe' }, { pin: 'online', signatureRequired: false }, false, false],
    ['a card the bank wants identified', { entryMode: 'chip' }, { signatureRequired: false }, true, true],
    ['a phone, whatever the bank wants', { device: 'wallet' }, { signatureRequired: true }, true, false],
    ['a chip with a PIN', { entryMode: 'chip' }, { signatureRequired: false }, false, false],
  ] as const
  it.each(cases)('%s', async (_, card, authorised, signatureRequired, signs) => {
    const bench = benchEngine()
    bench.pad.card = { ...bench.pad.card, ...card }
    bench.pad.authorised = authorised
    const { sale } = bench.host
    bench.host.sale = async (request) => {
      const outcome = await sale.call(bench.host, request)
      return outcome.kind === 'answered' ? { ...outcome, answer: { ...outcome.answer, signatureRequired } } : outcome
    }
    await bench.pay()
    expect(stateOf(bench)).toBe(signs ? 'signing' : 'approved')
  })
})
