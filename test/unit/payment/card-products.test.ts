/**
 * Goal: a card is known by data alone, pays the goods its product pays and nothing else, and a refusal leaves no trace at
 * the bank. Method: the pure rules, then the real engine on a scripted pad and a host with a ledger.
 */
import { describe, expect, it } from 'vitest'
import { cardProductSettingsSchema } from '#main/compose/card-product-settings.ts'
import { type CardProduct, judgeBasket, parseCardProduct, productOf } from '#payment/products/card-products.ts'
import { benchEngine, SALE } from '#test/support/payment/bench-till.ts'
import { settle } from '#test/support/payment/manual-clock.ts'
import fleetJson from '../../../resources/card-products/fleet.json' with { type: 'json' }

const NAME = { fr: 'Titre-restaurant', en: 'Meal voucher', pl: 'Bon posiłkowy', de: 'Essensgutschein' }

function product(change: Record<string, unknown> = {}): CardProduct {
  const json = { id: 'voucher', name: NAME, match: { binRanges: [{ from: '411111', to: '411111' }] }, basket: null }
  const parsed = parseCardProduct({ ...json, ...change })
  if (!parsed.ok) throw new Error(parsed.problem)
  return parsed.product
}
const PLATE = { subject: 'vehicle', kind: 'text', title: NAME, place: 'cashier', minLength: 2, maxLength: 12 }
const BREAD_ONLY = (pays: 'every-line' | 'eligible-part') => product({ basket: { families: ['bakery'], pays } })
const BASKET = [
  { familyId: 'bakery', amountMinor: 500 },
  { familyId: 'drinks', amountMinor: 1_500 },
]
const card = (maskedPan: string, applicationId: string | null = null) =>
  ({ maskedPan, applicationId, scheme: 'other' }) as const

describe('a card product', () => {
  it('is known by number, application and scheme, all that is named; the first one wins', () => {
    const fleet = parseCardProduct(fleetJson)
    const products = [
      product({ id: 'chip', match: { applicationIds: ['A000000999'] } }),
      ...(fleet.ok ? [fleet.product] : []),
    ]
    expect(productOf(products, card('700000******0000'))?.id).toBe('fleet')
    expect(productOf(products, card('700000******0000', 'A0000009991010'))?.id).toBe('chip')
    expect(productOf(products, card('411111******1111'))).toBeNull()
    expect(productOf(products, card('**********'))).toBeNull()
  })

  it.each<[string, object, RegExp]>([
    ['nothing to know it by', { match: {} }, /^match: /],
    [
      'an empty range',
      { match: { binRanges: [{ from: '500000', to: '400000' }] } },
      /^match\.binRanges\.0: an empty range/,
    ],
    ['no families', { basket: { families: [], pays: 'every-line' } }, /^basket\.families: /],
    ['the same question twice', { prompts: [PLATE, PLATE] }, /^prompts: a subject twice/],
    ['a question of no length', { prompts: [{ ...PLATE, minLength: 13 }] }, /^prompts\.0: an empty range of lengths/],
    ['a question nobody knows', { prompts: [{ ...PLATE, subject: 'pin' }] }, /^prompts\.0\.subject: /],
    ['a question for a code', { prompts: [{ ...PLATE, subject: 'code' }] }, /^prompts\.0\.subject: /],
    ['room for a longer answer than there is', { prompts: [{ ...PLATE, maxLength: 21 }] }, /^prompts\.0\.maxLength: /],
    ['a word nobody knows', { basket: { families: ['a'], pays: 'half' } }, /^basket\.pays: /],
  ])('with %s is refused by its field', (_, change, problem) => {
    const parsed = parseCardProduct({ ...product(), ...change })
    expect(parsed.ok ? '' : parsed.problem).toMatch(problem)
  })

  it('is named in the settings, and a name or a file that is none is told', () => {
    expect(cardProductSettingsSchema.parse(['fleet'])).toMatchObject([{ id: 'fleet' }])
    expect(cardProductSettingsSchema.safeParse(['gold']).error?.issues[0]?.path).toEqual([0, 'no such card product'])
    expect(cardProductSettingsSchema.safeParse(['/nowhere.json']).error?.issues[0]?.path).toEqual([0, 'no JSON file'])
  })

  it.each<[CardProduct, typeof BASKET | null, number, object]>([
    [product(), null, 2_000, { kind: 'may-pay' }],
    [BREAD_ONLY('every-line'), BASKET.slice(0, 1), 500, { kind: 'may-pay' }],
    [BREAD_ONLY('every-line'), BASKET, 500, { kind: 'not-this-ticket' }],
    [BREAD_ONLY('every-line'), null, 500, { kind: 'not-this-ticket' }],
    [BREAD_ONLY('eligible-part'), BASKET, 500, { kind: 'may-pay' }],
    [BREAD_ONLY('eligible-part'), BASKET, 501, { kind: 'part-only', amountMinor: 500 }],
    [BREAD_ONLY('eligible-part'), BASKET.slice(1), 500, { kind: 'not-this-ticket' }],
    [BREAD_ONLY('eligible-part'), null, 1, { kind: 'not-this-ticket' }],
  ])('judges a ticket by its families (%#)', (of, basket, amountMinor, verdict) => {
    expect(judgeBasket(of, basket, amountMinor)).toEqual(verdict)
  })
})

it('counts what its cards have paid of the ticket already', () => {
  const voucher = BREAD_ONLY('eligible-part')
  const paid = (amountMinor: number, families = ['bakery']) => [{ families, amountMinor }]
  expect(judgeBasket(voucher, BASKET, 300, paid(300))).toEqual({ kind: 'part-only', amountMinor: 200 })
  expect(judgeBasket(voucher, BASKET, 200, paid(300))).toEqual({ kind: 'may-pay' })
  expect(judgeBasket(voucher, BASKET, 1, paid(500))).toEqual({ kind: 'not-this-ticket' })
  // Another product that may have paid the drinks leaves the bread as long as the drinks are enough for it.
  const wide = ['bakery', 'drinks']
  expect(judgeBasket(voucher, BASKET, 500, paid(1_500, wide))).toEqual({ kind: 'may-pay' })
  expect(judgeBasket(voucher, BASKET, 500, paid(1_600, wide))).toEqual({ kind: 'part-only', amountMinor: 400 })
  expect(judgeBasket(voucher, BASKET, 500, [...paid(1_500, wide), ...paid(200, ['drinks'])])).toMatchObject({
    amountMinor: 300,
  })
})

describe('a payment with a product', () => {
  const pay = async (cardProduct: CardProduct, amountMinor: number) => {
    const bench = benchEngine({ cardProducts: [cardProduct] })
    await bench.engine.start({ ...SALE, amountMinor, basket: BASKET })
    await settle()
    return bench
  }

  it('is refused before anything leaves, with the part that the card would pay', async () => {
    const { engine, host, pad } = await pay(BREAD_ONLY('eligible-part'), 2_000)
    expect(engine.view()).toMatchObject({
      outcome: 'failed',
      failure: { code: 'PAYMENT_PRODUCT_PART', details: { product: 'Titre-restaurant', amount: '5,00\u00a0€' } },
    })
    expect(host.heard).toEqual([])
    expect(pad.asked.slice(-3)).toEqual(['cancel', 'remove', 'end'])
    const other = await pay(BREAD_ONLY('every-line'), 2_000)
    expect(other.engine.view()?.failure?.code).toBe('PAYMENT_PRODUCT_NOT_ALLOWED')
  })

  it('lets a second voucher of the ticket pay what the first one left of its goods', async () => {
    const { engine, host, pay: payAs } = benchEngine({ cardProducts: [BREAD_ONLY('eligible-part')] })
    const part = async (attempt: number, amountMinor: number) => {
      await payAs({ amountMinor, attempt, basket: BASKET })
      return engine.view()
    }
    expect((await part(1, 300))?.outcome).toBe('approved')
    expect((await part(2, 300))?.failure).toMatchObject({
      code: 'PAYMENT_PRODUCT_PART',
      details: { amount: '2,00\u00a0€' },
    })
    expect((await part(3, 200))?.outcome).toBe('approved')
    expect((await part(4, 100))?.failure?.code).toBe('PAYMENT_PRODUCT_NOT_ALLOWED')
    expect(host.netMinor()).toBe(500)
  })

  it('counts the vouchers of every issuer: the second one does not pay the bread again, and so the drinks', async () => {
    const [first, second] = ['411111', '522222'].map((bin) =>
      product({
        id: `voucher-${bin}`,
        match: { binRanges: [{ from: bin, to: bin }] },
        basket: { families: ['bakery'], pays: 'eligible-part' },
      }),
    )
    if (!first || !second) throw new Error('two products')
    const { engine, host, pad, pay: payAs } = benchEngine({ cardProducts: [first, second] })
    await payAs({ amountMinor: 400, attempt: 1, basket: BASKET })
    pad.card = { ...pad.card, maskedPan: '522222******2222' }
    await payAs({ amountMinor: 500, attempt: 2, basket: BASKET })
    expect(engine.view()?.failure).toMatchObject({ code: 'PAYMENT_PRODUCT_PART', details: { amount: '1,00\u00a0€' } })
    await payAs({ amountMinor: 100, attempt: 3, basket: BASKET })
    expect([engine.view()?.outcome, host.netMinor()]).toEqual(['approved', 500])
  })

  it('counts what vouchers on paper have paid of its goods', async () => {
    const { engine, host, pay: payAs } = benchEngine({ cardProducts: [BREAD_ONLY('eligible-part')] })
    const paidOfGoods = [{ families: ['bakery'], amountMinor: 400 }]
    await payAs({ amountMinor: 500, attempt: 1, basket: BASKET, paidOfGoods })
    expect(engine.view()?.failure).toMatchObject({ code: 'PAYMENT_PRODUCT_PART', details: { amount: '1,00\u00a0€' } })
    await payAs({ amountMinor: 100, attempt: 2, basket: BASKET, paidOfGoods })
    expect([engine.view()?.outcome, host.netMinor()]).toEqual(['approved', 100])
  })

  it('by a code is kept to its goods as a card is', async () => {
    const code = { id: 'app', match: undefined, code: { minDigits: 6, maxDigits: 6 } }
    const app = product({ ...code, basket: { families: ['bakery'], pays: 'eligible-part' } })
    const { engine, host } = benchEngine({ cardProducts: [app] })
    const payBy = async (attempt: number, amountMinor: number) => {
      await engine.codes.start({ ...SALE, attempt, amountMinor, basket: BASKET, productId: 'app', code: '482917' })
      await settle()
      return engine.view()
    }
    expect((await payBy(1, 2_000))?.failure?.code).toBe('PAYMENT_PRODUCT_PART')
    expect(host.heard).toEqual([])
    expect((await payBy(2, 500))?.outcome).toBe('approved')
    expect((await payBy(3, 1))?.failure?.code).toBe('PAYMENT_PRODUCT_NOT_ALLOWED')
    expect(host.netMinor()).toBe(500)
  })

  it('goes on with the part that it pays; journal and routing know the product', async () => {
    const { engine, host, journal } = await pay(BREAD_ONLY('eligible-part'), 500)
    expect(engine.view()?.outcome).toBe('approved')
    expect(host.netMinor()).toBe(500)
    expect(journal.records.find(({ kind }) => kind === 'card-read')?.body).toMatchObject({ productId: 'voucher' })
  })
})
