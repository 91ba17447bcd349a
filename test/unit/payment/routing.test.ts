/**
 * Goal: which bank takes a sale follows from the rules and the card alone, and a card that no bank takes is sent to
 * nobody. Method: rules one by one; an engine with two banks.
 */
import { describe, expect, it } from 'vitest'
import { createDirectory, type RoutableSale, withOneHost } from '#payment/routing/acquirer-directory.ts'
import { acquirerFor, type RoutingRule, routingRulesSchema } from '#payment/routing/routing-rules.ts'
import { BENCH_TERMINAL, benchEngine, NEVER_OFFLINE, SOME_OFFLINE } from '#test/support/payment/bench-till.ts'
import { LedgerHost } from '#test/support/payment/ledger-host.ts'

const SALE: RoutableSale = {
  card: { scheme: 'visa', maskedPan: '497010******4821', applicationId: 'A0000000031010' },
  amountMinor: 2_000,
  currency: 'EUR',
  operation: 'sale',
  product: 'fleet',
}
const DEFAULT: RoutingRule = { acquirer: 'default' }

describe('a rule', () => {
  it.each([
    ['a scheme', { schemes: ['visa'] }, { card: { ...SALE.card, scheme: 'amex' } }],
    [
      'a range of first figures',
      { binRanges: [{ from: '497010', to: '497019' }] },
      { card: { ...SALE.card, maskedPan: '497020******4821' } },
    ],
    ['an application', { applicationIds: ['A000000003'] }, { card: { ...SALE.card, applicationId: 'A0000000041010' } }],
    [
      'an application, of a stripe',
      { applicationIds: ['A000000003'] },
      { card: { ...SALE.card, applicationId: null } },
    ],
    ['a currency', { currencies: ['EUR'] }, { currency: 'PLN' }],
    ['an operation', { operations: ['sale'] }, { operation: 'refund' }],
    ['a card product', { products: ['fleet'] }, { product: null }],
    ['an amount from', { amountFromMinor: 2_000 }, { amountMinor: 1_999 }],
    ['an amount up to', { amountUpToMinor: 2_000 }, { amountMinor: 2_001 }],
  ] as [string, Partial<RoutingRule>, Partial<RoutableSale>][])('by %s', (_name, rule, other) => {
    const rules = routingRulesSchema.parse([{ acquirer: 'special', ...rule }, DEFAULT])
    expect(acquirerFor(rules, SALE)).toBe('special')
    expect(acquirerFor(rules, { ...SALE, ...other })).toBe('default')
  })

  it('that comes first wins, and without a default some sales have nobody', () => {
    const rules: RoutingRule[] = [
      { acquirer: 'one', schemes: ['visa'] },
      { acquirer: 'two', schemes: ['visa', 'cb'] },
    ]
    expect(acquirerFor(rules, SALE)).toBe('one')
    expect(acquirerFor(rules, { ...SALE, card: { ...SALE.card, scheme: 'cb' } })).toBe('two')
    expect(acquirerFor(rules, { ...SALE, card: { ...SALE.card, scheme: 'diners' } })).toBeNull()
  })
})

function twoBanks() {
  const [north, south] = [new LedgerHost(), new LedgerHost()]
  const bank = (id: string, primary: LedgerHost, offline = NEVER_OFFLINE) =>
    withOneHost({ id, terminal: { ...BENCH_TERMINAL, merchantId: id.padEnd(15, '0') }, offline, primary })
  const rules: RoutingRule[] = [
    { acquirer: 'south', schemes: ['amex'] },
    { acquirer: 'north', schemes: ['cb'] },
  ]
  const banks = [bank('north', north), bank('south', south, SOME_OFFLINE)]
  return { north, south, directory: createDirectory(banks, (sale) => acquirerFor(rules, sale)) }
}

describe('a till with two banks', () => {
  it('asks the bank of the card, by that bank’s own numbers', async () => {
    const { north, south, directory } = twoBanks()
    const bench = benchEngine({ acquirers: directory })
    await bench.pay()
    bench.pad.card = { ...bench.pad.card, scheme: 'amex' }
    await bench.pay({ attempt: 2 as 1 })
    expect(north.heard).toEqual(['0200 000001'])
    expect(south.heard).toEqual(['0200 000001'])
    expect(bench.journal.payments.get('payment-2')?.state).toMatchObject({
      kind: 'approved',
      request: { acquirerId: 'south', merchantId: 'south0000000000', batchNumber: '000001' },
    })
  })

  it('sends a card that no bank takes to nobody, and says so', async () => {
    const { north, south, directory } = twoBanks()
    const bench = benchEngine({ acquirers: directory })
    bench.pad.card = { ...bench.pad.card, scheme: 'diners' }
    await bench.pay()
    expect(bench.engine.view()).toMatchObject({ outcome: 'failed', failure: { code: 'PAYMENT_NO_ACQUIRER' } })
    expect([...north.heard, ...south.heard]).toEqual([])
    expect(bench.pad.asked).not.toContain('authorise')
  })

  it('goes on selling at one bank while the other owes its word on a reversal', async () => {
    const { north, south, directory } = twoBanks()
    const bench = benchEngine({ acquirers: directory })
    north.sales.push('approve-silent')
    north.reversals.push(...Array.from({ length: 9 }, () => 'unreachable' as const))
    await bench.pay()
    bench.engine.dismiss()
    bench.pad.card = { ...bench.pad.card, scheme: 'amex' }
    await bench.pay({ saleId: 'sale-2' as 'sale-1' })
    expect(bench.engine.view()?.outcome).toBe('approved')
    expect(south.netMinor()).toBe(2_000)
    bench.pad.card = { ...bench.pad.card, scheme: 'cb' }
    await bench.pay({ saleId: 'sale-3' as 'sale-1' })
    expect(bench.engine.view()).toMatchObject({ outcome: 'failed', failure: { code: 'PAYMENT_REVERSAL_PENDING' } })
    expect(north.heard).toEqual(['0200 000001'])
  })
})
