/**
 * Goal: a request goes to the other host of its acquirer only while nothing of it left, and to nobody else once it may
 * have arrived; whatever happens, both hosts together charge once or not at all. Method: two hosts with ledgers, their
 * circuits, and the table of the acquirer-host sheet 2.3 row by row; the program stopped at every record.
 */
import { describe, expect, it } from 'vitest'
import { LIMITS } from '#contract/limits.ts'
import { fail } from '#contract/result.ts'
import { type AttemptState, failedIn } from '#payment/acquirer/link-attempt.ts'
import { closeBatches } from '#payment/engine/batch-close.ts'
import { isFinal } from '#payment/engine/payment-state.ts'
import { tellStory } from '#payment/engine/payment-story.ts'
import type { HostOutcome } from '#payment/ports/acquirer-host.port.ts'
import { type Circuit, CLOSED, nextCircuit } from '#payment/routing/circuit.ts'
import { mayHearOf, mayResend } from '#payment/routing/failover.ts'
import { type BenchBanks, benchBanks } from '#test/support/payment/bench-banks.ts'
import { benchEngine, SOME_OFFLINE } from '#test/support/payment/bench-till.ts'
import { settle } from '#test/support/payment/manual-clock.ts'

const declined = (responseCode: string) => ({ kind: 'answered', answer: { responseCode } }) as const
const endedIn = (state: AttemptState): HostOutcome<{ responseCode: string }> => {
  const failure = fail('HOST_UNREACHABLE').error
  return { kind: failedIn(state), failure }
}

describe('after a request that was not approved', () => {
  it.each([
    ['no connection was asked for yet', endedIn('prepared'), 'same-request'],
    ['name, connection, handshake or sign-on failed', endedIn('connecting'), 'same-request'],
    ['the socket failed before the whole frame was taken', endedIn('writing'), 'nothing'],
    ['no answer came', endedIn('written'), 'nothing'],
    ['91: issuer or switch down', declined('91'), 'new-attempt'],
    ['92: nobody to send it to', declined('92'), 'new-attempt'],
    ['96: system malfunction', declined('96'), 'new-attempt'],
    ['68: late', declined('68'), 'nothing'],
    ['09: in progress', declined('09'), 'nothing'],
    ['51: not enough funds', declined('51'), 'nothing'],
    [
      'a message that no host can be sent',
      { kind: 'not-sent', failure: { code: 'INTERNAL_UNEXPECTED' } } as const,
      'nothing',
    ],
  ] as const)('%s', (_row, outcome, resend) => {
    expect(mayResend(outcome)).toBe(resend)
  })

  it.each([
    [false, ['primary']],
    [true, ['primary', 'standby']],
  ] as const)('its reversal may go, with a shared journal %s, to %j', (sharedJournal, hosts) => {
    const { acquirer } = benchBanks({ sharedJournal })
    expect(mayHearOf(acquirer, 'primary')).toEqual(hosts)
  })
})

describe('the circuit of a host', () => {
  const circuitAfter = (...events: readonly Parameters<typeof nextCircuit>[1][]) =>
    events.reduce<Circuit>((circuit, event) => nextCircuit(circuit, event), CLOSED)
  const failed = (atMs: number) => ({ kind: 'failed', atMs }) as const
  const probe = (atMs: number) => ({ kind: 'probe', atMs }) as const
  const OPEN = [failed(0), failed(1), failed(2)] as const

  it('opens after three failures in a row, for a minute, and not before', () => {
    expect(circuitAfter(failed(0), failed(1), { kind: 'answered' }, failed(2), failed(3)).kind).toBe('closed')
    expect(circuitAfter(...OPEN)).toEqual({ kind: 'open', untilMs: 2 + LIMITS.hostOpenCircuitMs })
  })

  it('is tried again when the minute is over, and closes by an answer alone', () => {
    const untilMs = 2 + LIMITS.hostOpenCircuitMs
    expect(circuitAfter(...OPEN, probe(untilMs - 1)).kind).toBe('open')
    expect(circuitAfter(...OPEN, probe(untilMs)).kind).toBe('half-open')
    expect(circuitAfter(...OPEN, probe(untilMs), failed(untilMs + 5))).toMatchObject({
      kind: 'open',
      untilMs: untilMs + 5 + LIMITS.hostOpenCircuitMs,
    })
    expect(circuitAfter(...OPEN, probe(untilMs), { kind: 'answered' })).toEqual(CLOSED)
  })

  it('does not open by a host that says that it cannot help', () => {
    expect(circuitAfter({ kind: 'turned-down', atMs: 10 })).toMatchObject({
      kind: 'closed',
      avoidUntilMs: 10 + LIMITS.hostAvoidMs,
    })
  })
})

const bench = (banks: BenchBanks, parts: Parameters<typeof benchEngine>[0] = {}) =>
  benchEngine({ acquirers: banks.directory, clock: banks.clock, ...parts })

describe('a primary that is not reached', () => {
  it('has its request taken by the standby, under the same STAN, written down before it leaves', async () => {
    const banks = benchBanks()
    banks.primary.sales.push('unreachable')
    const till = bench(banks)
    let onDisk: unknown
    banks.standby.afterBooking = async () => {
      onDisk = (await till.journal.openReversals()).map(({ state, via, stan }) => ({ state, via, stan }))
    }
    await till.pay()
    expect(till.engine.view()?.outcome).toBe('approved')
    expect(banks.standby.heard).toEqual(['0200 000001'])
    expect(onDisk).toEqual([{ state: 'armed', via: 'standby', stan: '000001' }])
    const story = await till.journal.story('payment-1')
    expect(story.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['request-prepared', 'rerouted']))
    expect(till.journal.payments.get('payment-1')?.state).toMatchObject({ kind: 'approved', via: 'standby' })
  })

  it('fails the sale when the standby is not reached either, and each is asked once', async () => {
    const banks = benchBanks()
    banks.primary.sales.push('unreachable', 'approve')
    banks.standby.sales.push('unreachable', 'approve')
    const till = bench(banks)
    await till.pay()
    expect(till.engine.view()).toMatchObject({ outcome: 'failed', failure: { code: 'HOST_UNREACHABLE' } })
    expect([banks.primary.netMinor(), banks.standby.netMinor()]).toEqual([0, 0])
  })

  it('is not gone round for a customer who is leaving', async () => {
    const banks = benchBanks()
    banks.primary.sale = async () => {
      await till.engine.cancel()
      return { kind: 'not-sent', failure: { code: 'HOST_UNREACHABLE' } }
    }
    const till = bench(banks)
    await till.pay()
    expect(till.engine.view()?.outcome).toBe('cancelled')
    expect(banks.standby.heard).toEqual([])
  })

  it('is given up after three failures, tried by echoes, and serves again once it answers', async () => {
    const banks = benchBanks()
    const till = bench(banks)
    for (const attempt of [1, 2, 3]) {
      banks.primary.sales.push('unreachable')
      await till.pay({ attempt: attempt as 1 })
    }
    expect(banks.acquirer.serving()).toBe('standby')
    await till.pay({ attempt: 4 as 1 })
    const told = tellStory(await till.journal.story('payment-4')).map(({ kind }) => kind)
    expect(told).toContain('request-prepared-standby')
    expect(told).not.toContain('rerouted')
    banks.primary.echoes.push('unreachable')
    await banks.clock.advance(LIMITS.hostOpenCircuitMs)
    expect(banks.acquirer.serving()).toBe('standby')
    await banks.clock.advance(LIMITS.hostOpenCircuitMs)
    expect(banks.acquirer.serving()).toBe('primary')
  })
})

describe('a primary that says it cannot help', () => {
  it.each(['91', '92', '96'])('declines with %s, and the next attempt is a new one at the standby', async (code) => {
    const banks = benchBanks()
    banks.primary.declineCode = code
    banks.primary.sales.push('decline')
    const till = bench(banks)
    await till.pay()
    expect(till.engine.view()?.outcome).toBe('declined')
    expect(banks.standby.heard).toEqual([])
    await till.pay({ attempt: 2 as 1 })
    expect(till.engine.view()?.outcome).toBe('approved')
    expect(banks.standby.heard).toEqual(['0200 000002'])
    // The card gave a cryptogram for each of them.
    expect(till.pad.asked.filter((what) => what === 'authorise')).toHaveLength(2)
    await banks.clock.advance(LIMITS.hostAvoidMs)
    expect(banks.acquirer.serving()).toBe('primary')
  })
})

describe('a black-holed primary', () => {
  /** It takes every message, answers none, and books the sale or not. */
  const swallow = (banks: BenchBanks, books: boolean) => {
    const mood = books ? 'approve-silent' : 'lost-silent'
    banks.primary.sales.push(...Array.from({ length: 9 }, () => mood))
    banks.primary.reversals.push(...Array.from({ length: 9 }, () => 'lost-silent' as const))
    banks.primary.echoes.push(...Array.from({ length: 9 }, () => 'lost-silent' as const))
  }
  const recover = (banks: BenchBanks) => {
    for (const moods of [banks.primary.sales, banks.primary.reversals, banks.primary.echoes]) moods.length = 0
  }
  const net = (banks: BenchBanks) => banks.primary.netMinor() + banks.standby.netMinor()

  it.each([true, false])('yields exactly one net charge over both hosts (it booked the sale: %s)', async (books) => {
    const banks = benchBanks()
    swallow(banks, books)
    const till = bench(banks)
    await till.pay()
    expect(till.engine.view()?.outcome).toBe('unknown')
    expect(banks.standby.heard).toEqual([])
    await banks.clock.advance(60_000)
    // The same sale waits for the bank's word; another customer is served by the standby.
    expect(
      await till.engine.start({ saleId: 'sale-1', attempt: 2, amountMinor: 2_000, currency: 'EUR' }),
    ).toMatchObject({ error: { code: 'PAYMENT_OUTCOME_UNKNOWN' } })
    till.engine.dismiss()
    await till.pay({ saleId: 'sale-2' as 'sale-1' })
    expect(till.engine.view()?.outcome).toBe('approved')
    expect(banks.standby.heard).toEqual(['0200 000002'])
    recover(banks)
    await banks.clock.advance(2 * LIMITS.hostOpenCircuitMs)
    expect(till.journal.payments.get('payment-1')?.state.kind).toBe('reversed')
    expect(banks.standby.heard).toEqual(['0200 000002'])
    expect(net(banks)).toBe(2_000)
  })

  it('has its reversal taken by a standby that keeps the same journal', async () => {
    const banks = benchBanks({ sharedJournal: true })
    swallow(banks, true)
    const till = bench(banks)
    await till.pay()
    await banks.clock.advance(2 * LIMITS.hostOpenCircuitMs)
    expect(till.journal.payments.get('payment-1')?.state.kind).toBe('reversed')
    expect(banks.standby.heard).toEqual([expect.stringContaining('042')])
    expect(banks.primary.netMinor()).toBe(0)
  })
})

const FIRST_WORDS = ['unreachable', 'approve-silent', 'lost-silent', 'approve'] as const
const CUTS = FIRST_WORDS.flatMap((word) =>
  Array.from({ length: 9 }, (_, index) => index + 1).flatMap((record) => [
    [word, record, 'before it is written'] as const,
    [word, record, 'right after'] as const,
  ]),
)

describe('a program that is stopped while hosts change', () => {
  it.each(CUTS)('charges once or not at all (primary: %s; record %i, %s)', async (word, record, moment) => {
    const banks = benchBanks()
    banks.primary.sales.push(word)
    const first = bench(banks)
    const stopped = new Promise<void>(() => {})
    const stopAt = (number: number) => (number >= record ? stopped : undefined)
    if (moment === 'right after') first.journal.afterCommit = stopAt
    else first.journal.beforeCommit = stopAt
    void first.pay()
    await settle()
    first.journal.beforeCommit = () => {}
    first.journal.afterCommit = () => {}
    const second = bench(banks, { journal: first.journal })
    await second.engine.recover()
    await banks.clock.advance(LIMITS.hostOpenCircuitMs)
    const payment = first.journal.payments.get('payment-1')
    const approvedMinor = payment?.state.kind === 'approved' ? payment.state.intent.amountMinor : 0
    expect(payment === undefined || isFinal(payment.state)).toBe(true)
    expect(banks.primary.netMinor() + banks.standby.netMinor()).toBe(approvedMinor)
  })
})

describe('a sale that the bank is told of afterwards', () => {
  const offline = (banks: BenchBanks) => {
    const till = bench(banks)
    till.pad.authorised = { decision: 'offline-approved', pin: 'none', pinBlockHex: null }
    return till
  }

  it('is told to the same host again once it may have arrived there', async () => {
    const banks = benchBanks({ offline: SOME_OFFLINE })
    banks.primary.advices.push('accept-silent', ...Array.from({ length: 9 }, () => 'lost-silent' as const))
    const till = offline(banks)
    await till.pay()
    await banks.clock.advance(20 * 60_000)
    expect(banks.standby.heard).toEqual([])
    expect(banks.primary.netMinor()).toBe(2_000)
  })

  it('goes to the standby while nothing of it ever left', async () => {
    const banks = benchBanks({ offline: SOME_OFFLINE })
    banks.primary.advices.push(...Array.from({ length: 99 }, () => 'unreachable' as const))
    banks.primary.echoes.push(...Array.from({ length: 99 }, () => 'unreachable' as const))
    const till = offline(banks)
    await till.pay()
    await banks.clock.advance(5 * 60_000)
    expect(banks.primary.netMinor()).toBe(0)
    expect(banks.standby.netMinor()).toBe(2_000)
    expect(await till.journal.advice('payment-1')).toMatchObject({ state: 'settled', via: 'standby' })
    // Given back, it is given back where it is.
    await till.engine.giveBack('payment-1')
    await settle()
    expect(banks.standby.netMinor()).toBe(0)
  })
})

describe('the batch of an acquirer whose hosts keep their own journals', () => {
  const close = (till: ReturnType<typeof benchEngine>) =>
    closeBatches({
      journal: till.journal,
      acquirers: till.acquirers,
      clock: till.clock,
      currency: 'EUR',
      drain: () => till.engine.drainReversals(1_000),
      forward: till.engine.forwardAdvices.bind(till.engine),
      whileIdle: till.engine.whileIdle.bind(till.engine),
      onStage: () => {},
    })

  it('is agreed with each host about its own sales, and is both together', async () => {
    const banks = benchBanks()
    const till = bench(banks)
    await till.pay()
    banks.primary.sales.push('unreachable')
    await till.pay({ attempt: 2 as 1 })
    expect(await close(till)).toMatchObject({
      value: [{ number: '000001', result: 'balanced', till: { cb: { debitCount: 2, debitMinor: 4_000 } } }],
    })
    expect(banks.primary.heard.at(-1)).toBe('0500 000001')
    expect(banks.standby.heard.at(-1)).toBe('0500 000001')
  })

  it('asks the standby nothing when it was never needed', async () => {
    const banks = benchBanks()
    const till = bench(banks)
    await till.pay()
    expect(await close(till)).toMatchObject({ value: [{ result: 'balanced' }] })
    expect(banks.standby.heard).toEqual([])
  })

  it('is pending as a whole while one of them does not answer', async () => {
    const banks = benchBanks()
    const till = bench(banks)
    banks.primary.sales.push('unreachable')
    await till.pay()
    banks.standby.totals = async () => ({ kind: 'silent', failure: { code: 'HOST_NO_ANSWER' } })
    expect(await close(till)).toMatchObject({ value: [{ result: null, failure: { code: 'BATCH_HOST_SILENT' } }] })
  })
})

describe('a refund', () => {
  const soldAtStandby = async (parts: Parameters<typeof benchBanks>[0] = {}) => {
    const banks = benchBanks(parts)
    const bench = benchEngine({ acquirers: banks.directory, clock: banks.clock })
    banks.primary.sales.push('unreachable')
    await bench.pay()
    expect((await bench.journal.payment('payment-1'))?.state).toMatchObject({ kind: 'approved', via: 'standby' })
    return { banks, bench }
  }

  it('goes to the host that saw the sale, though the other one serves', async () => {
    const { banks, bench } = await soldAtStandby()
    expect(banks.acquirer.serving()).toBe('primary')
    banks.primary.heard.length = 0
    const ended = await bench.engine.operations.refund('payment-1', 500)
    expect(ended).toMatchObject({ value: { state: { kind: 'approved', via: 'standby' } } })
    expect(banks.primary.heard).toEqual([])
    expect([banks.primary.netMinor(), banks.standby.netMinor()]).toEqual([0, 1_500])
  })

  it('whose host is away goes nowhere else, and nothing of it is kept', async () => {
    const { banks, bench } = await soldAtStandby()
    banks.primary.heard.length = 0
    banks.standby.sales.push('unreachable')
    const ended = await bench.engine.operations.refund('payment-1', 500)
    expect(ended).toMatchObject({ value: { state: { kind: 'failed' } } })
    expect(banks.primary.heard).toEqual([])
    expect(await bench.journal.refundedMinor('payment-1')).toBe(0)
    expect(banks.standby.netMinor()).toBe(2_000)
  })

  it('may go to the other one where both keep one journal', async () => {
    const { banks, bench } = await soldAtStandby({ sharedJournal: true })
    banks.standby.sales.push('unreachable')
    const ended = await bench.engine.operations.refund('payment-1', 500)
    expect(ended).toMatchObject({ value: { state: { kind: 'approved', via: 'primary' } } })
    expect(banks.primary.netMinor()).toBe(1_500)
  })
})
