/**
 * Goal: a question about a card never charges, whatever is lost on the way; an amount is put on a gift card once or not at
 * all, and only on a card that is one. Method: the real engine on the bench; the host's own ledger is the judge.
 */
import { describe, expect, it } from 'vitest'
import { LIMITS } from '#contract/limits.ts'
import type { PurchaseRequest } from '#payment/ports/pin-pad.port.ts'
import { parseCardProduct } from '#payment/products/card-products.ts'
import { benchEngine, SALE } from '#test/support/payment/bench-till.ts'
import { settle } from '#test/support/payment/manual-clock.ts'
import { mortalJournal, newLife } from '#test/support/payment/mortal-journal.ts'
import { ScriptedPad } from '#test/support/payment/scripted-pad.ts'
import giftJson from '../../../resources/card-products/gift.json' with { type: 'json' }

type Bench = ReturnType<typeof benchEngine>

/** The shipped product, known by the card of the bench. */
const parsed = parseCardProduct({ ...giftJson, match: { binRanges: [{ from: '411111', to: '411111' }] } })
if (!parsed.ok) throw new Error(parsed.problem)
const GIFT = [parsed.product]

const STRIPE = {
  entryMode: 'stripe',
  maskedPan: '411111******1111',
  scheme: 'other',
  applicationId: null,
  applicationLabel: null,
  panSequence: null,
  fallback: false,
  device: 'card',
} as const
const WITHOUT_PIN = { pin: 'none', pinBlockHex: null, pinKeySerialHex: null, emvDataHex: '' } as const

function giftBench(parts: Parameters<typeof benchEngine>[0] = {}): Bench {
  const bench = benchEngine({ cardProducts: GIFT, ...parts })
  bench.pad.card = STRIPE
  bench.pad.authorised = WITHOUT_PIN
  return bench
}

const LOAD = { saleId: 'order-1', amountMinor: 5_000, operation: 'activation', bankOnly: true } as const
const LOOK = { saleId: 'look-1', amountMinor: 0, operation: 'balance', bankOnly: true } as const
/** The engine dies at a record; the next one decides from the disk alone. */
async function killed(open: typeof benchEngine, at: number, moment: 'before' | 'after', asked: object) {
  const { journal, host, clock } = open()
  const life = newLife({ kill: { at, moment } })
  const mortal = open({ journal: mortalJournal(journal, life), host, clock })
  void mortal.pay(asked).catch(() => {})
  await clock.advance(1_000)
  life.isOver = true
  const next = open({ journal, host, clock })
  await next.engine.recover()
  await settle()
  return { next }
}

const kindsOf = (bench: Bench) => bench.journal.records.map(({ kind }) => kind)

describe('the pad', () => {
  it.each([
    [LOAD, 'activation'],
    [{ ...LOAD, operation: 'load' }, 'load'],
    [LOOK, 'balance'],
    [{ ...LOOK, operation: 'card-check' }, 'card-check'],
    [{ operation: 'pre-authorisation', label: '12' }, 'pre-authorisation'],
    [{}, 'sale'],
  ] as const)('is told what the card is read for: %o', async (asked, operation) => {
    const told: unknown[] = []
    class ListeningPad extends ScriptedPad {
      override beginPurchase(request?: PurchaseRequest) {
        told.push(request?.operation)
        return super.beginPurchase()
      }
    }
    await benchEngine({ pad: new ListeningPad() }).pay(asked)
    expect(told).toEqual([operation])
  })
})

describe('a question about a card', () => {
  it.each(['balance', 'card-check'] as const)('%s is answered, and charges nothing', async (operation) => {
    const bench = benchEngine()
    await bench.pay({ ...LOOK, operation })
    expect(bench.engine.view()).toMatchObject({ operation, outcome: 'approved', balanceMinor: 4_200, amountMinor: 0 })
    expect(bench.host.heard).toEqual(['0100 000001'])
    expect(bench.host.ledger.size).toBe(0)
    expect(await bench.journal.openReversals()).toEqual([])
    expect(await bench.journal.batchTotals({ acquirerId: 'main', number: '000001' })).toEqual({})
    expect(bench.engine.isUnresolved(LOOK.saleId)).toBe(false)
  })

  it.each([
    ['approve-silent', 'failed', 'PAYMENT_QUESTION_UNANSWERED'],
    ['lost-silent', 'failed', 'PAYMENT_QUESTION_UNANSWERED'],
    ['unreachable', 'failed', 'HOST_UNREACHABLE'],
    ['decline', 'declined', 'PAYMENT_FUNDS_SHORT'],
  ] as const)('that the bank meets with %s ends as %s, and nothing is taken back', async (mood, outcome, code) => {
    const bench = benchEngine()
    bench.host.sales.push(mood)
    await bench.pay(LOOK)
    expect(bench.engine.view()).toMatchObject({ outcome, failure: { code } })
    expect(bench.host.heard.filter((each) => each.startsWith('04'))).toEqual([])
    expect((await bench.pay({ ...LOOK, saleId: 'look-2' })).ok).toBe(true)
    expect(bench.engine.view()?.outcome).toBe('approved')
  })

  it('that is stopped while the bank is asked tells nothing', async () => {
    const bench = benchEngine()
    const answer = Promise.withResolvers<void>()
    bench.host.prompts.push({ id: '1' } as never)
    const ask = bench.host.sale.bind(bench.host)
    bench.host.sale = async (...asked) => {
      await answer.promise
      bench.host.prompts.length = 0
      return ask(...asked)
    }
    await bench.pay(LOOK)
    await bench.engine.cancel()
    answer.resolve()
    await settle()
    expect(bench.engine.view()).toMatchObject({ outcome: 'cancelled', balanceMinor: null })
  })

  it('is over after a kill, and the next start owes the bank nothing', async () => {
    for (const at of [1, 2, 3, 4, 5, 6]) {
      const { next } = await killed(benchEngine, at, 'after', LOOK)
      expect(next.engine.unresolvedCount(), String(at)).toBe(0)
      expect(
        next.host.heard.filter((each) => each.startsWith('04')),
        String(at),
      ).toEqual([])
    }
  })
})

describe('an amount on a gift card', () => {
  it('is put on it once, without a signature, and is no sale', async () => {
    const bench = giftBench()
    await bench.pay(LOAD)
    expect(bench.engine.view()).toMatchObject({ operation: 'activation', outcome: 'approved', cardTail: '1111' })
    expect([bench.host.loadedMinor(), bench.host.netMinor()]).toEqual([5_000, 0])
    expect(kindsOf(bench)).not.toContain('signature-accepted')
    expect(await bench.journal.batchTotals({ acquirerId: 'main', number: '000001' })).toEqual({})
    expect(await bench.journal.openReversals()).toEqual([])
    const [payment] = [...bench.journal.payments.values()]
    expect(await bench.engine.operations.returnPath(payment?.id ?? '')).toMatchObject({ value: { way: 'none' } })
    // What was put on it pays the same amount at once: that is no second charge, and nobody is asked.
    await bench.pay({ ...SALE, amountMinor: 5_000 })
    expect(bench.kinds).not.toContain('confirm-repeat')
  })

  it.each(['approve-silent', 'lost-silent', 'approve-half'] as const)(
    'that the bank meets with %s is taken back by itself, and never put on it twice',
    async (mood) => {
      const bench = giftBench()
      bench.host.sales.push(mood)
      bench.host.reversals.push('lost-silent', 'approve')
      await bench.pay({ ...LOAD, operation: 'load' })
      expect(bench.engine.view()).toMatchObject({ outcome: 'unknown', failure: { code: 'GIFT_CARD_LOAD_UNKNOWN' } })
      expect(await bench.engine.start({ ...SALE, ...LOAD, attempt: 2 })).toMatchObject({ ok: false })
      await bench.clock.advance(LIMITS.hostAnswerTimeoutMs)
      await settle()
      expect(bench.engine.view()).toMatchObject({
        outcome: 'reversed',
        failure: { code: 'GIFT_CARD_LOAD_TAKEN_BACK' },
      })
      expect(bench.host.loadedMinor()).toBe(0)
      await bench.pay({ ...LOAD, attempt: 2 })
      expect(bench.host.loadedMinor()).toBe(5_000)
    },
  )

  it.each([
    ['decline', 'declined', 'GIFT_CARD_LOAD_DECLINED'],
    ['unreachable', 'failed', 'HOST_UNREACHABLE'],
  ] as const)('that the bank meets with %s is not on it', async (mood, outcome, code) => {
    const bench = giftBench()
    bench.host.sales.push(mood)
    await bench.pay(LOAD)
    expect(bench.engine.view()).toMatchObject({ outcome, failure: { code } })
    expect(bench.host.loadedMinor()).toBe(0)
  })

  it('is put on no other card, and a gift card does nothing that it is not for', async () => {
    const plain = benchEngine()
    await plain.pay(LOAD)
    expect(plain.engine.view()?.failure).toEqual({ code: 'GIFT_CARD_OTHER_CARD' })
    const gift = giftBench()
    await gift.engine.reservations.begin({ amountMinor: 5_000, currency: 'EUR', label: 'Room 12' })
    await settle()
    expect(gift.engine.view()?.failure).toEqual({
      code: 'PAYMENT_PRODUCT_OPERATION',
      details: { product: 'Carte cadeau' },
    })
    expect([...plain.host.heard, ...gift.host.heard]).toEqual([])
  })

  it('is on the card once or not at all, wherever the till is killed, and the till knows which', async () => {
    const loaded = new Set<boolean>()
    for (const moment of ['before', 'after'] as const) {
      for (const at of [1, 2, 3, 4, 5, 6, 7, 8]) {
        const { next } = await killed(giftBench, at, moment, LOAD)
        await next.clock.advance(600_000)
        const [payment] = await next.journal.paymentsOfSale(LOAD.saleId)
        const isLoaded = payment?.state.kind === 'loaded'
        loaded.add(isLoaded)
        expect(next.host.loadedMinor(), `${moment} ${at}`).toBe(isLoaded ? 5_000 : 0)
        expect(next.engine.unresolvedCount(), `${moment} ${at}`).toBe(0)
      }
    }
    expect([...loaded]).toEqual([false, true])
  })
})
