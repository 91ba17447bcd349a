/**
 * Goal: a code that the customer reads out pays like a card and is kept nowhere; whatever bank, line and power do, the
 * shop is paid once or not at all. Method: the real engine on the bench; host and journal are compared.
 */
import { describe, expect, it } from 'vitest'
import { fail } from '#contract/result.ts'
import { SHIPPED_CARD_PRODUCTS } from '#main/compose/card-product-settings.ts'
import { failureOf } from '#payment/engine/payment-projection.ts'
import { tellStory } from '#payment/engine/payment-story.ts'
import { parseCardProduct } from '#payment/products/card-products.ts'
import { benchEngine, SALE, SOME_OFFLINE } from '#test/support/payment/bench-till.ts'
import { settle } from '#test/support/payment/manual-clock.ts'

const CODE = '482917305661'
type Bench = ReturnType<typeof benchEngine>
const bankWithCodes = (parts: Parameters<typeof benchEngine>[0] = {}) =>
  benchEngine({ cardProducts: SHIPPED_CARD_PRODUCTS, ...parts })

async function pay(bench: Bench, productId = 'mobile') {
  const started = await bench.engine.codes.start({ ...SALE, productId, code: CODE })
  await settle()
  return started
}
const stateOf = (bench: Bench, id = 'payment-1') => bench.journal.payments.get(id)?.state
const onDisk = ({ journal }: Bench) =>
  JSON.stringify([journal.records, [...journal.payments], [...journal.reversals], [...journal.secrets]])

describe('a code of the customer', () => {
  it('pays without a pad, travels once, and is on disk nowhere but for its last figures', async () => {
    const bench = bankWithCodes()
    expect(await pay(bench)).toMatchObject({ ok: true })
    expect([stateOf(bench)?.kind, bench.host.codes, bench.host.netMinor()]).toEqual(['approved', [CODE], 2_000])
    expect(bench.pad.asked).toEqual([])
    expect(onDisk(bench)).not.toContain(CODE)
    expect(onDisk(bench)).toContain('***661')
    expect(onDisk(bench)).not.toContain(CODE.slice(-4))
    expect(bench.engine.view()).toMatchObject({
      cardTail: null,
      entryMode: 'manual',
      codeName: 'Paiement mobile ***661',
    })
    expect(bench.engine.view()?.steps.map(({ kind }) => kind)).toEqual(['bank', 'outcome', 'printing'])
    const rows = tellStory(await bench.journal.story('payment-1'))
    expect(rows.find(({ kind }) => kind === 'code-prepared')?.details).toMatchObject({ stan: '000001' })
  })

  it('that the bank declines moves nothing', async () => {
    const bench = bankWithCodes()
    bench.host.sales.push('decline')
    await pay(bench)
    expect([stateOf(bench)?.kind, bench.host.netMinor()]).toEqual(['declined', 0])
  })

  it('that the bank does not answer is taken back by its name, without the code', async () => {
    const bench = bankWithCodes()
    bench.host.sales.push('approve-silent')
    bench.host.reversals.push('unreachable')
    await pay(bench)
    const state = stateOf(bench)
    expect(state && failureOf(state)).toEqual({ code: 'PAYMENT_CODE_UNKNOWN' })
    expect(await bench.engine.codes.start({ ...SALE, attempt: 2, productId: 'mobile', code: CODE })).toEqual(
      fail('PAYMENT_OUTCOME_UNKNOWN'),
    )
    await bench.engine.askBank('payment-1')
    const after = stateOf(bench)
    expect(after && failureOf(after)).toEqual({ code: 'PAYMENT_CODE_TAKEN_BACK' })
    expect(bench.host.netMinor()).toBe(0)
    expect(onDisk(bench)).not.toContain(CODE)
  })

  it('is not approved in the stead of a bank that is away', async () => {
    const bench = bankWithCodes({ offline: SOME_OFFLINE })
    bench.host.sales.push('unreachable')
    await pay(bench)
    expect([stateOf(bench)?.kind, await bench.journal.offlineSales('')]).toEqual(['failed', []])
  })

  it('that a kill caught on its way is taken back at the next start', async () => {
    const bench = bankWithCodes()
    bench.host.sale = () => new Promise(() => {})
    await pay(bench)
    expect(stateOf(bench)?.kind).toBe('requesting')
    const next = bankWithCodes({ journal: bench.journal })
    await next.engine.recover()
    await settle()
    expect(stateOf(next)?.kind).toBe('reversed')
  })

  it('is paid back by its name, with no figure of the code', async () => {
    const bench = bankWithCodes()
    await pay(bench)
    expect(await bench.engine.operations.refund('payment-1', 500)).toMatchObject({ ok: true })
    expect([bench.host.netMinor(), bench.host.codes]).toEqual([1_500, [CODE]])
    expect(await bench.engine.operations.returnPath('payment-1')).toMatchObject({ value: { leftMinor: 1_500 } })
  })

  it('of a product that this shop does not take, or that is a card, starts nothing', async () => {
    const bench = bankWithCodes()
    for (const id of ['other', 'gift']) expect(await pay(bench, id)).toEqual(fail('PAYMENT_NO_ACQUIRER'))
    expect(bench.journal.payments.size).toBe(0)
  })
})

describe('a product', () => {
  const name = { fr: 'Code', en: 'Code', pl: 'Kod', de: 'Code' }
  it.each([
    ['known by nothing', {}],
    ['known by a card and by a code', { match: { schemes: ['cb'] }, code: { minDigits: 6, maxDigits: 6 } }],
    ['with a code as long as a card number', { code: { minDigits: 6, maxDigits: 13 } }],
    ['with a code too short to be one', { code: { minDigits: 3, maxDigits: 6 } }],
    ['whose longest code is its shortest', { code: { minDigits: 8, maxDigits: 6 } }],
  ])('%s is refused', (_, change) => {
    expect(parseCardProduct({ id: 'code', name, basket: null, ...change })).toMatchObject({ ok: false })
  })
})
