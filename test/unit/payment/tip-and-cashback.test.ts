/**
 * Goal: a tip is charged with the goods and weighs in every limit; cash is promised only for a chip with its PIN and the
 * bank's own yes to all of it, and goes back with a void alone. Method: the real engine on the bench.
 */
import { describe, expect, it } from 'vitest'
import { refundedTipMinor } from '#payment/engine/amount-parts.ts'
import { closeBatches } from '#payment/engine/batch-close.ts'
import { parseAcquirerProfile } from '#payment/iso8583/acquirer-profile.ts'
import type { SaleRequest } from '#payment/ports/acquirer-host.port.ts'
import type { AuthorisationTerms, CardRead, PurchaseRequest } from '#payment/ports/pin-pad.port.ts'
import { type CardProduct, parseCardProduct } from '#payment/products/card-products.ts'
import { benchEngine, SALE, SOME_OFFLINE } from '#test/support/payment/bench-till.ts'
import { settle } from '#test/support/payment/manual-clock.ts'
import { ScriptedPad } from '#test/support/payment/scripted-pad.ts'
import ascii87 from '../../../resources/acquirers/ascii87.json' with { type: 'json' }

const TIPPED = { amountMinor: 2_200, tipMinor: 200 } as const
/** 20,00 of goods, 40,00 to take along. */
const WITH_CASH = { amountMinor: 6_000, cashbackMinor: 4_000 } as const
const RULES = { schemes: ['cb'], maxMinor: 4_000 } as const
const NAME = { fr: 'Cadeau', en: 'Gift', pl: 'Podarunek', de: 'Geschenk' }

/** A pad that remembers what it was told of amounts and terms. */
class ListeningPad extends ScriptedPad {
  purchase: PurchaseRequest | null = null
  terms: AuthorisationTerms | null = null

  override beginPurchase(request?: PurchaseRequest) {
    this.purchase = request ?? null
    return super.beginPurchase()
  }

  override authorise(terms?: AuthorisationTerms) {
    this.terms = terms ?? null
    return super.authorise()
  }
}

function bench(parts: Parameters<typeof benchEngine>[0] = {}) {
  const pad = new ListeningPad()
  const own = benchEngine({ pad, cashback: { ...RULES, schemes: [...RULES.schemes] }, offline: SOME_OFFLINE, ...parts })
  const asked: SaleRequest[] = []
  const { sale } = own.host
  own.host.sale = (request, ...more) => {
    asked.push(request)
    return sale.call(own.host, request, ...more)
  }
  return { ...own, pad, asked }
}

const product = (change: object): CardProduct => {
  const parsed = parseCardProduct({ id: 'gift', name: NAME, match: { schemes: ['cb'] }, basket: null, ...change })
  if (!parsed.ok) throw new Error(parsed.problem)
  return parsed.product
}

describe('a tip', () => {
  it('is inside the amount that pad and bank are asked, and named apart', async () => {
    const { pay, pad, asked, host, engine, journal } = bench()
    await pay(TIPPED)
    expect(pad.purchase).toMatchObject({ amountMinor: 2_200, allowContactless: true })
    expect(asked).toMatchObject([TIPPED])
    expect(asked[0]).not.toHaveProperty('cashbackMinor')
    expect(engine.view()).toMatchObject({ ...TIPPED, outcome: 'approved' })
    expect([host.netMinor(), (await journal.story('payment-1'))[0]?.body]).toMatchObject([2_200, TIPPED])
  })

  it('counts in the floor limit: a card that decides alone is not accepted over it', async () => {
    const { pay, pad, engine, host } = bench()
    pad.authorised = { decision: 'offline-approved', pin: 'none', pinBlockHex: null, pinKeySerialHex: null }
    await pay({ amountMinor: 2_501, tipMinor: 501 })
    expect(pad.terms?.floorLimitMinor).toBe(0)
    expect(engine.view()?.failure?.code).toBe('PINPAD_CARD_NOT_ACCEPTED')
    await pay({ attempt: 2, amountMinor: 2_500, tipMinor: 500 })
    expect([engine.view()?.offline, host.heard]).toEqual(['card', ['0220 000001']])
  })

  it('goes back with the last of the goods', async () => {
    const { pay, engine, journal, acquirers, clock } = bench()
    const paid = await pay(TIPPED)
    await closeBatches({
      journal,
      acquirers,
      clock,
      currency: 'EUR',
      drain: async () => true,
      forward: async () => true,
      whileIdle: (work) => engine.whileIdle(work),
      onStage: () => {},
    })
    const id = paid.ok ? paid.value.paymentId : ''
    await engine.operations.refund(id, 1_500)
    await engine.operations.refund(id, 700)
    const refunds = [...journal.payments.values()].map(({ state }) => state.intent).slice(1)
    expect(refunds.map(({ amountMinor, tipMinor = 0 }) => [amountMinor, tipMinor])).toEqual([
      [1_500, 0],
      [700, 200],
    ])
    expect(refundedTipMinor({ ...TIPPED, refundedMinor: 2_100 }, 100)).toBe(100)
  })
})

describe('cash to take along', () => {
  it('is asked of chip, PIN and bank together: no tap is invited, no card may answer alone', async () => {
    const { pay, pad, asked, host, engine } = bench()
    await pay(WITH_CASH)
    expect(pad.purchase).toMatchObject({ amountMinor: 6_000, cashbackMinor: 4_000, allowContactless: false })
    expect(pad.terms).toEqual({ forceOnline: true, floorLimitMinor: 0 })
    expect([engine.view()?.outcome, host.netMinor(), asked]).toMatchObject(['approved', 6_000, [WITH_CASH]])
  })

  it.each<[string, Partial<CardRead>, object, string]>([
    ['a tap', { entryMode: 'contactless' }, {}, 'PAYMENT_CASHBACK_NEEDS_CHIP'],
    ['a stripe', { entryMode: 'stripe' }, {}, 'PAYMENT_CASHBACK_NEEDS_CHIP'],
    ['a scheme that its bank has not named', { scheme: 'amex' }, {}, 'PAYMENT_CASHBACK_NOT_ALLOWED'],
    ['a kind of card that is not for it', {}, { cardProducts: [product({})] }, 'PAYMENT_CASHBACK_NOT_ALLOWED'],
  ])('is refused on %s before anything is asked of it', async (_, card, parts, code) => {
    const { pay, pad, engine, asked, journal } = bench(parts)
    pad.card = { ...pad.card, ...card }
    await pay(WITH_CASH)
    expect(engine.view()?.failure?.code).toBe(code)
    expect([pad.asked.includes('authorise'), asked, journal.secrets.size]).toEqual([false, [], 0])
  })

  it('is handed out on a kind of card whose profile says so', async () => {
    const { pay, engine } = bench({ cardProducts: [product({ cashback: true })] })
    await pay(WITH_CASH)
    expect(engine.view()?.outcome).toBe('approved')
  })

  it('is refused where the bank hands out none, or less', async () => {
    const less = bench({ cashback: { schemes: ['cb'], maxMinor: 3_999 } })
    await less.pay(WITH_CASH)
    expect(less.engine.view()?.failure).toEqual({
      code: 'PAYMENT_CASHBACK_TOO_HIGH',
      details: { limit: '39,99\u00a0€' },
    })
    const none = benchEngine()
    await none.pay(WITH_CASH)
    expect([none.engine.view()?.failure?.code, none.host.heard]).toEqual(['PAYMENT_CASHBACK_NOT_ALLOWED', []])
  })

  it('is refused when the holder typed no code, and the bank never hears of it', async () => {
    const { pay, pad, engine, asked } = bench()
    pad.authorised = { pin: 'none', pinBlockHex: null, pinKeySerialHex: null, signatureRequired: true }
    await pay(WITH_CASH)
    expect([engine.view()?.failure?.code, asked]).toEqual(['PAYMENT_CASHBACK_NEEDS_CHIP', []])
  })

  it('is never promised in the bank’s stead: away, or with a card that says yes alone', async () => {
    const away = bench()
    away.pad.authorised = { pin: 'offline', pinBlockHex: null, pinKeySerialHex: null }
    away.host.sales.push('unreachable')
    await away.pay({ amountMinor: 1_000, cashbackMinor: 500 })
    expect([away.engine.view()?.outcome, away.pad.asked.includes('complete approved')]).toEqual(['failed', false])
    const alone = bench()
    alone.pad.authorised = { decision: 'offline-approved', pin: 'offline', pinBlockHex: null, pinKeySerialHex: null }
    await alone.pay({ amountMinor: 1_000, cashbackMinor: 500 })
    expect(alone.engine.view()?.failure?.code).toBe('PINPAD_CARD_NOT_ACCEPTED')
    expect([away.host.netMinor(), alone.host.netMinor()]).toEqual([0, 0])
  })

  it('is not promised on the telephone: a bank that wants to be called has said no', async () => {
    const { pay, host, engine } = bench()
    host.declineCode = '01'
    host.sales.push('decline')
    await pay(WITH_CASH)
    expect([engine.view()?.outcome, engine.view()?.failure?.code]).toEqual(['declined', 'PAYMENT_CALL_BANK'])
  })

  it('keeps no part of the amount: what the bank approved of it goes back', async () => {
    const { pay, host, engine } = bench()
    host.sales.push('approve-half')
    await pay(WITH_CASH)
    await settle()
    expect([engine.view()?.outcome, host.netMinor()]).toEqual(['reversed', 0])
  })

  it('comes back with a void; a refund is of goods alone', async () => {
    const { pay, engine, host } = bench()
    const paid = await pay(WITH_CASH)
    const id = paid.ok ? paid.value.paymentId : ''
    const path = (amountMinor?: number) => engine.operations.returnPath(id, amountMinor)
    expect(await path()).toMatchObject({ value: { way: 'void', leftMinor: 6_000 } })
    expect(await path(2_000)).toMatchObject({ value: { way: 'refund', reason: 'part-of-amount', leftMinor: 2_000 } })
    expect(await path(2_001)).toMatchObject({ value: { way: 'none', reason: 'too-much', leftMinor: 2_000 } })
    expect((await engine.operations.void(id, 'Inès')).ok).toBe(true)
    await settle()
    expect(host.netMinor()).toBe(0)
  })

  it('asks before the same card hands out the same again', async () => {
    const { pay, engine } = bench({ repeats: null })
    await pay(WITH_CASH)
    await pay({ ...WITH_CASH, attempt: 2 })
    expect(engine.view()).toMatchObject({ prompt: 'confirm-repeat', cashbackMinor: 4_000 })
  })

  it('has a limit in the profile of the bank, below the one of the product', () => {
    const profile = (cashback: unknown) => () => parseAcquirerProfile({ ...ascii87, cashback })
    expect(profile(undefined)().cashback).toBeNull()
    expect(profile({ schemes: ['cb'], maxMinor: 100_001 })).toThrow(/cashback/)
    expect(profile({ schemes: [], maxMinor: 1_000 })).toThrow(/cashback/)
  })
})

it('asks nothing else of a plain sale', async () => {
  const { pay, pad, asked } = bench()
  await pay()
  expect(pad.purchase).not.toHaveProperty('cashbackMinor')
  expect(asked).toMatchObject([{ amountMinor: SALE.amountMinor }])
  expect(asked[0]).not.toHaveProperty('tipMinor')
})
