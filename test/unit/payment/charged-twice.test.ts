/**
 * Goal: nobody is charged twice by mistake: what is not decided blocks its sale, and a card that has just paid the same
 * amount is charged again only when the cashier says so. Method: the real engine on the bench; the host's ledger says
 * what was charged.
 */
import { describe, expect, it } from 'vitest'
import { LIMITS } from '#contract/limits.ts'
import { fail, succeed } from '#contract/result.ts'
import { tellStory } from '#payment/engine/payment-story.ts'
import { benchEngine, SALE } from '#test/support/payment/bench-till.ts'
import { settle } from '#test/support/payment/manual-clock.ts'

const SECOND = { ...SALE, saleId: 'sale-2', attempt: 1 } as const
type Bench = ReturnType<typeof benchEngine>
const stateOf = (bench: Bench, id = 'payment-2') => bench.journal.payments.get(id)?.state
const asksAgain = (bench: Bench) => bench.engine.view()?.prompt === 'confirm-repeat'

/** A card has paid for one sale; the same card is read for the next one. */
async function paidOnce(parts: Parameters<typeof benchEngine>[0] = {}): Promise<Bench> {
  const bench = benchEngine({ repeats: null, ...parts })
  await bench.pay()
  expect(bench.host.netMinor()).toBe(2_000)
  return bench
}

describe('the same card and amount shortly after', () => {
  it('asks before the card is asked for its cryptogram, and says what was paid', async () => {
    const bench = await paidOnce()
    await bench.clock.advance(120_000)
    bench.pad.asked.length = 0
    await bench.pay(SECOND)
    const now = bench.clock.now()
    expect(bench.engine.view()).toMatchObject({
      prompt: 'confirm-repeat',
      cardTail: '1111',
      cancellable: true,
      repeat: {
        paymentNumber: bench.journal.payments.get('payment-1')?.number,
        chargedAt: new Date(Date.parse(now) - 120_000).toISOString(),
        isCertain: true,
        dueAt: new Date(Date.parse(now) + LIMITS.repeatQuestionTimeoutMs).toISOString(),
      },
    })
    expect(bench.pad.asked).toEqual(['connect', 'read'])
    expect(bench.host.heard).toHaveLength(1)
  })

  it.each([
    ['with a tip after none', {}, { amountMinor: 2_200, tipMinor: 200 }],
    ['without the tip of before', { amountMinor: 2_200, tipMinor: 200 }, {}],
  ])('asks %s: the ticket is the same', async (_, first, second) => {
    const bench = benchEngine({ repeats: null })
    await bench.pay({ ...SALE, ...first })
    await bench.pay({ ...SECOND, ...second })
    expect(asksAgain(bench)).toBe(true)
  })

  it('is charged again by a yes, and its story says who said so', async () => {
    const bench = await paidOnce({ repeats: true })
    await bench.pay(SECOND)
    expect(stateOf(bench)?.kind).toBe('approved')
    expect(bench.host.netMinor()).toBe(4_000)
    const kinds = tellStory(await bench.journal.story('payment-2')).map(({ kind }) => kind)
    expect(kinds.slice(0, 4)).toEqual(['started', 'pad-asked', 'card-read', 'repeat-confirmed'])
    expect(bench.journal.records.find(({ body }) => 'repeats' in body)?.body.repeats).toBe('P-2-000001')
  })

  it('is not charged again by a no; the next card may pay at once', async () => {
    const bench = await paidOnce({ repeats: false })
    await bench.pay(SECOND)
    expect(stateOf(bench)).toMatchObject({ kind: 'cancelled', failure: { code: 'PAYMENT_NOT_REPEATED' } })
    expect(bench.pad.asked.slice(-3)).toEqual(['cancel', 'remove', 'end'])
    bench.pad.card = { ...bench.pad.card, maskedPan: '555555******4444' }
    await bench.pay({ ...SECOND, attempt: 2 })
    expect(stateOf(bench, 'payment-3')?.kind).toBe('approved')
    expect(bench.host.netMinor()).toBe(4_000)
  })

  it('is not charged again when nobody answers in time', async () => {
    const bench = await paidOnce()
    await bench.pay(SECOND)
    await bench.clock.advance(LIMITS.repeatQuestionTimeoutMs - 1)
    expect(asksAgain(bench)).toBe(true)
    await bench.clock.advance(1)
    expect(stateOf(bench)).toMatchObject({ kind: 'cancelled', failure: { code: 'PAYMENT_NOT_REPEATED' } })
    expect(await bench.engine.cashier.answerRepeat(true)).toEqual(fail('PAYMENT_NOT_OPEN'))
    expect(bench.host.netMinor()).toBe(2_000)
  })

  it.each(['stopped by the cashier', 'killed'])('ends without a charge when the question is %s', async (how) => {
    const bench = await paidOnce()
    await bench.pay(SECOND)
    if (how === 'killed') await benchEngine({ journal: bench.journal, host: bench.host }).engine.recover()
    else expect(await bench.engine.cancel()).toEqual(succeed(null))
    expect(stateOf(bench)).toMatchObject({ kind: 'cancelled', failure: { code: 'PAYMENT_CANCELLED' } })
    expect(bench.host.netMinor()).toBe(2_000)
  })

  it('asks across a restart, and within a sale that is split', async () => {
    const before = await paidOnce()
    const after = benchEngine({ journal: before.journal, host: before.host, clock: before.clock, repeats: null })
    await after.pay({ ...SALE, attempt: 2 })
    expect(asksAgain(after)).toBe(true)
  })

  it.each([
    ['another amount', { amountMinor: 2_001 }, {}, 0],
    ['another card', {}, { maskedPan: '411111******1112' }, 0],
    ['another currency', { currency: 'PLN' as const }, {}, 0],
    ['the time over', {}, {}, LIMITS.repeatChargeWindowMs + 1],
  ])('does not ask for %s', async (_, over, card, passMs) => {
    const bench = await paidOnce()
    await bench.clock.advance(passMs)
    bench.pad.card = { ...bench.pad.card, ...card }
    await bench.pay({ ...SECOND, ...over })
    expect(stateOf(bench)?.kind).toBe('approved')
  })

  it('asks up to the last moment of the time', async () => {
    const bench = await paidOnce()
    await bench.clock.advance(LIMITS.repeatChargeWindowMs)
    await bench.pay(SECOND)
    expect(asksAgain(bench)).toBe(true)
  })

  it.each(['decline', 'approve-silent'] as const)(
    'does not ask after a charge that does not stand: %s',
    async (mood) => {
      const bench = benchEngine({ repeats: null })
      bench.host.sales.push(mood)
      await bench.pay()
      await bench.pay(SECOND)
      expect(stateOf(bench)?.kind).toBe('approved')
    },
  )

  it.each(['voided', 'voided while the bank is away', 'given back while the bank is away'])(
    'does not ask after a charge that was %s',
    async (how) => {
      const bench = await paidOnce()
      if (how !== 'voided') bench.host.reversals.push(...Array.from({ length: 20 }, () => 'unreachable' as const))
      if (how.startsWith('given')) await bench.engine.giveBack('payment-1')
      else await bench.engine.operations.void('payment-1', 'Inès')
      await settle()
      const { maskedPan } = bench.pad.card
      const wanted = { maskedPan, amountMinor: 2_000, ticketMinor: 2_000, currency: 'EUR', sinceAt: '' } as const
      expect(await bench.journal.earlierCharge(wanted)).toBeNull()
    },
  )

  it('asks after a charge that the bank did not let go', async () => {
    const bench = await paidOnce()
    bench.host.reversal = async () => ({
      kind: 'answered',
      answer: { responseCode: '12', accepted: false, redacted: {} },
    })
    await bench.engine.operations.void('payment-1', 'Inès')
    await settle()
    await bench.pay(SECOND)
    expect(bench.engine.view()?.repeat).toMatchObject({ isCertain: false })
  })

  it('does not ask after a charge that was paid back, nor because of that itself; it does after a part of it', async () => {
    const bench = await paidOnce()
    await bench.engine.operations.refund('payment-1', 500)
    await bench.pay(SECOND)
    expect(asksAgain(bench)).toBe(true)
    await bench.engine.cashier.answerRepeat(false)
    await settle()
    await bench.engine.operations.refund('payment-1', 1_500)
    await bench.pay({ ...SECOND, attempt: 2 })
    expect(asksAgain(bench)).toBe(false)
  })

  it('does not ask for a test sale, where nobody could answer', async () => {
    const bench = await paidOnce()
    await bench.pay({ ...SECOND, bankOnly: true })
    expect(stateOf(bench)?.kind).toBe('approved')
  })
})

describe('a charge that the bank has not decided', () => {
  /** The bank booked a sale, its answer is lost, and it refuses the reversal: a person has to ask. */
  async function parked(): Promise<Bench> {
    const bench = benchEngine({ repeats: null })
    bench.host.sales.push('approve-silent')
    bench.host.reversal = async () => ({
      kind: 'answered',
      answer: { responseCode: '12', accepted: false, redacted: {} },
    })
    await bench.pay()
    expect(stateOf(bench, 'payment-1')?.kind).toBe('outcome-unknown')
    return bench
  }

  it('blocks its own sale, also after a restart', async () => {
    const bench = await parked()
    expect(await bench.engine.start({ ...SALE, attempt: 2 })).toEqual(fail('PAYMENT_OUTCOME_UNKNOWN'))
    const again = benchEngine({ journal: bench.journal, host: bench.host, clock: bench.clock })
    await again.engine.recover()
    await settle()
    expect(await again.engine.start({ ...SALE, attempt: 3 })).toEqual(fail('PAYMENT_OUTCOME_UNKNOWN'))
    expect(bench.host.heard.filter((message) => message.startsWith('0200'))).toHaveLength(1)
  })

  it('is asked about when the same card pays the same for another sale', async () => {
    const bench = await parked()
    await bench.pay(SECOND)
    expect(bench.engine.view()?.repeat).toMatchObject({ isCertain: false, ticketNumber: null })
  })
})
