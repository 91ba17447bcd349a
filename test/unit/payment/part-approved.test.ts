/**
 * Goal: of a part that the bank approves, nothing but the cashier's clear yes stands, and what stands is the part: on the
 * disk, at the bank, in the batch and on the way back. Method: the real engine on the bench.
 */
import { describe, expect, it } from 'vitest'
import { LIMITS } from '#contract/limits.ts'
import { CatalogueFailure, fail, succeed } from '#contract/result.ts'
import { benchEngine } from '#test/support/payment/bench-till.ts'
import { settle } from '#test/support/payment/manual-clock.ts'
import { NO_FIGURES } from '#test/support/payment/scripted-pad.ts'

type Bench = ReturnType<typeof benchEngine>

/** A bank that charges 10.00 of 20.00. */
async function partApproved(entryMode: 'chip' | 'contactless' = 'chip'): Promise<Bench> {
  const bench = benchEngine()
  bench.pad.card = { ...bench.pad.card, entryMode }
  bench.host.sales.push('approve-half')
  await bench.pay()
  return bench
}

const stateOf = ({ journal }: Bench) => journal.payments.get('payment-1')?.state
const stepsOf = ({ journal }: Bench) => journal.records.map(({ kind }) => kind)

describe('a part of the price', () => {
  it('waits for the cashier with its amounts, without card secrets, and its reversal is armed', async () => {
    const bench = await partApproved()
    const dueAt = new Date(Date.parse(bench.clock.now()) + LIMITS.partQuestionTimeoutMs).toISOString()
    expect(bench.engine.view()).toMatchObject({
      prompt: 'choose-part',
      outcome: null,
      amountMinor: 2_000,
      part: { approvedMinor: 1_000, leftMinor: 1_000, dueAt },
    })
    expect([bench.journal.secrets.size, bench.journal.reversals.get('payment-1')?.state]).toEqual([0, 'armed'])
  })

  it.each(['chip', 'contactless'] as const)(
    'by %s is kept: approved, counted and given back as the part',
    async (mode) => {
      const bench = await partApproved(mode)
      expect(await bench.engine.cashier.answerPart(true)).toEqual(succeed(null))
      await settle()
      expect(stepsOf(bench).slice(-3)).toEqual(
        mode === 'chip'
          ? ['host-answered', 'part-kept', 'card-completed']
          : ['request-prepared', 'host-answered', 'part-kept'],
      )
      expect(stateOf(bench)).toMatchObject({
        kind: 'approved',
        intent: { amountMinor: 1_000, askedMinor: 2_000 },
        request: { amountMinor: 1_000 },
        answer: { approved: true },
      })
      expect(bench.engine.view()).toMatchObject({
        outcome: 'approved',
        amountMinor: 1_000,
        askedMinor: 2_000,
        part: null,
      })
      expect(await bench.journal.batchTotals(await bench.journal.batch('main'))).toMatchObject({
        cb: { debitMinor: 1_000 },
      })
      expect(bench.host.netMinor()).toBe(1_000)
      expect(await bench.engine.operations.returnPath('payment-1')).toMatchObject({ value: { leftMinor: 1_000 } })
      await bench.engine.giveBack('payment-1')
      await settle()
      expect([stateOf(bench)?.kind, bench.host.netMinor()]).toEqual(['reversed', 0])
    },
  )

  it('leaves what is over the goods of a tip, and only goods to collect', async () => {
    const bench = benchEngine()
    bench.host.sales.push('approve-half')
    await bench.pay({ amountMinor: 2_000, tipMinor: 1_100 })
    expect(bench.engine.view()?.part).toMatchObject({ approvedMinor: 1_000, leftMinor: 0 })
    await bench.engine.cashier.answerPart(true)
    await settle()
    expect(stateOf(bench)).toMatchObject({ kind: 'approved', intent: { amountMinor: 1_000, tipMinor: 100 } })
  })

  it.each([
    ['refused', (bench: Bench) => bench.engine.cashier.answerPart(false), 'part-refused'],
    ['chosen about by nobody', (bench: Bench) => bench.clock.advance(LIMITS.partQuestionTimeoutMs), 'part-overdue'],
    ['cancelled', (bench: Bench) => bench.engine.cancel(), 'cancel-requested'],
  ])('that is %s goes back, and the same ticket can be paid otherwise', async (_, end, kind) => {
    const bench = await partApproved()
    await end(bench)
    await settle()
    expect(stepsOf(bench)).toEqual([
      ...['started', 'pad-asked', 'card-read', 'track-encrypted', 'request-prepared', 'host-answered'],
      ...[kind, 'reversal-attempted', 'reversal-acknowledged'],
    ])
    expect([stateOf(bench)?.kind, bench.host.netMinor()]).toEqual(['reversed', 0])
    expect(bench.engine.view()?.failure).toEqual({ code: 'PAYMENT_PART_TAKEN_BACK' })
    expect(await bench.engine.cashier.answerPart(true)).toEqual(fail('PAYMENT_NOT_OPEN'))
    await bench.pay({ attempt: 2 })
    expect(bench.host.netMinor()).toBe(2_000)
  })

  it('that a kill left in the open goes back at the next start', async () => {
    const bench = await partApproved()
    const next = benchEngine({ journal: bench.journal, host: bench.host })
    await next.engine.recover()
    await settle()
    expect([stateOf(bench)?.kind, bench.host.netMinor()]).toEqual(['reversed', 0])
  })

  it('that the disk does not take goes back', async () => {
    const bench = await partApproved('contactless')
    const { commitApproved } = bench.journal
    bench.journal.commitApproved = async () => {
      throw new CatalogueFailure({ code: 'STORE_DISK_FULL' })
    }
    await bench.engine.cashier.answerPart(true)
    await bench.clock.advance(10_000)
    bench.journal.commitApproved = commitApproved
    expect([stateOf(bench)?.kind, bench.host.netMinor()]).toEqual(['reversed', 0])
  })

  it('that the disk does not even take down goes back, by the amount of the part', async () => {
    const bench = benchEngine()
    const { commit } = bench.journal
    bench.journal.commit = async (step) => {
      if (step.kind === 'host-answered') throw new CatalogueFailure({ code: 'STORE_DISK_FULL' })
      return commit.call(bench.journal, step)
    }
    bench.host.sales.push('approve-half')
    const amounts: (number | undefined)[] = []
    const { reversal } = bench.host
    bench.host.reversal = (request) => {
      amounts.push(request.amountMinor)
      return reversal.call(bench.host, request)
    }
    await bench.pay()
    await bench.clock.advance(10_000)
    expect([stateOf(bench)?.kind, bench.host.netMinor(), amounts]).toEqual(['reversed', 0, [1_000]])
    expect(bench.journal.records.find(({ kind }) => kind === 'approval-not-stored')?.body).toMatchObject({
      code: 'STORE_DISK_FULL',
      responseCode: '10',
    })
  })

  it('that the chip refuses after all goes back', async () => {
    const bench = await partApproved()
    bench.pad.verdict = async () => succeed({ approved: false, emvDataHex: '', emv: NO_FIGURES })
    await bench.engine.cashier.answerPart(true)
    await settle()
    expect([stateOf(bench)?.kind, bench.host.netMinor()]).toEqual(['reversed', 0])
  })

  it('of a test sale is not asked about', async () => {
    const bench = benchEngine()
    bench.host.sales.push('approve-half')
    await bench.pay({ bankOnly: true })
    expect([stateOf(bench)?.kind, bench.host.netMinor()]).toEqual(['reversed', 0])
  })
})
