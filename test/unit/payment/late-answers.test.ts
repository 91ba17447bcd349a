/**
 * Goal: what the bank says after the till has gone on is never dropped and never revives a payment; where it contradicts
 * how the payment ended, a person hears of it until a Z has named it. Method: the real engine on the bench.
 */
import { describe, expect, it } from 'vitest'
import { LIMITS } from '#contract/limits.ts'
import { CatalogueFailure } from '#contract/result.ts'
import { tellStory } from '#payment/engine/payment-story.ts'
import type { LateAnswer, SaleAnswer } from '#payment/ports/acquirer-host.port.ts'
import { benchEngine } from '#test/support/payment/bench-till.ts'
import type { HostMood } from '#test/support/payment/ledger-host.ts'
import { settle } from '#test/support/payment/manual-clock.ts'

type Bench = ReturnType<typeof benchEngine>

const APPROVED: SaleAnswer = {
  responseCode: '00',
  approved: true,
  approvedAmountMinor: 2_000,
  signatureRequired: false,
  approvalCode: '048213',
  retrievalReference: '632614048213',
  issuerDataHex: null,
  redacted: { 39: '00' },
}
const DECLINED: SaleAnswer = { ...APPROVED, responseCode: '51', approved: false, approvedAmountMinor: null }
const late = (answer: SaleAnswer, stan = '000001'): LateAnswer => ({ stan, terminalId: 'TERM0001', answer })

async function paidAfter(mood: HostMood): Promise<Bench> {
  const bench = benchEngine()
  bench.host.sales.push(mood)
  await bench.pay()
  return bench
}
const stateOf = (bench: Bench) => bench.journal.payments.get('payment-1')?.state.kind
const storyOf = async (bench: Bench) => tellStory(await bench.journal.story('payment-1')).map(({ kind }) => kind)

describe('a late answer to a payment that has ended', () => {
  it.each([
    ['reversed', 'lost-silent', APPROVED, 2_000],
    ['reversed', 'lost-silent', { ...DECLINED, responseCode: '10', approvedAmountMinor: 500 }, 500],
    ['declined', 'decline', APPROVED, 2_000],
    ['failed', 'unreachable', APPROVED, 2_000],
    ['approved', 'approve', DECLINED, 2_000],
  ] as const)('%s is stored and raised, and changes nothing', async (kind, mood, answer, amountMinor) => {
    const bench = await paidAfter(mood)
    expect(stateOf(bench)).toBe(kind)
    expect(await bench.engine.late.hear(late(answer))).toBe(true)
    expect(stateOf(bench)).toBe(kind)
    expect(bench.engine.late.raised).toMatchObject([{ paymentNumber: 'P-2-000001', amountMinor }])
    expect((await storyOf(bench)).at(-1)).toBe('late-host-answered')
    expect(bench.journal.records.at(-1)?.body).toMatchObject({
      responseCode: answer.responseCode,
      message: { 39: '00' },
    })
  })

  it.each([
    ['says again what it said', 'approve', APPROVED],
    ['refuses what was taken back', 'lost-silent', DECLINED],
  ] as const)('is stored only, when it %s', async (_, mood, answer) => {
    const bench = await paidAfter(mood)
    await bench.engine.late.hear(late(answer))
    expect(bench.engine.late.raised).toEqual([])
    expect((await storyOf(bench)).at(-1)).toBe('late-host-answered')
  })

  it('is raised across restarts until a Z has named it', async () => {
    const bench = await paidAfter('lost-silent')
    await bench.engine.late.hear(late(APPROVED))
    const again = benchEngine({ journal: bench.journal, host: bench.host })
    await again.engine.recover()
    expect(again.engine.late.raised).toHaveLength(1)
    await again.engine.late.named(again.engine.late.raised)
    expect(again.engine.late.raised).toEqual([])
    await again.engine.late.hear(late(APPROVED))
    expect(again.engine.late.raised).toHaveLength(1)
  })

  it('finds its payment after a restart', async () => {
    const bench = await paidAfter('lost-silent')
    const again = benchEngine({ journal: bench.journal, host: bench.host })
    await again.engine.recover()
    expect(await again.engine.late.hear(late(APPROVED))).toBe(true)
    expect(again.engine.late.raised).toHaveLength(1)
  })

  it('is written as soon as a full disk takes it', async () => {
    const bench = await paidAfter('lost-silent')
    bench.journal.beforeCommit = () => {
      throw new CatalogueFailure({ code: 'STORE_DISK_FULL' })
    }
    await bench.engine.late.hear(late(APPROVED))
    expect(bench.engine.late.raised).toEqual([])
    bench.journal.beforeCommit = () => {}
    await bench.clock.advance(1_000)
    expect(bench.engine.late.raised).toHaveLength(1)
  })
})

describe('a late answer to a payment that waits for its reversal', () => {
  it('is stored in its story; the reversal goes on and nothing is raised', async () => {
    const bench = benchEngine()
    bench.host.sales.push('approve-silent')
    bench.host.reversals.push('unreachable', 'unreachable')
    await bench.pay()
    expect(stateOf(bench)).toBe('outcome-unknown')
    await bench.engine.late.hear(late(APPROVED))
    expect(stateOf(bench)).toBe('outcome-unknown')
    expect(bench.engine.late.raised).toEqual([])
    await bench.clock.advance(LIMITS.reversalPausesMs[1] + LIMITS.reversalPausesMs[2])
    expect(stateOf(bench)).toBe('reversed')
    expect(await storyOf(bench)).toContain('late-host-answered')
    expect(bench.host.netMinor()).toBe(0)
  })
})

describe('an answer to a number that is not ours', () => {
  it.each([
    ['another number', late(APPROVED, '000009')],
    ['another terminal', { ...late(APPROVED), terminalId: 'TERM0002' }],
  ])('of %s touches no payment', async (_, answer) => {
    const bench = await paidAfter('lost-silent')
    const records = bench.journal.records.length
    expect(await bench.engine.late.hear(answer)).toBe(false)
    await settle()
    expect([bench.journal.records.length, bench.engine.late.raised]).toEqual([records, []])
  })
})
