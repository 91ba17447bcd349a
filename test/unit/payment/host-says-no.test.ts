/** Goal: what the host says instead of yes reaches the cashier in its own words, and a part it took goes back. */
import { describe, expect, it } from 'vitest'
import { benchEngine } from '#test/support/payment/bench-till.ts'
import { settle } from '#test/support/payment/manual-clock.ts'

const paymentOf = (bench: ReturnType<typeof benchEngine>) => bench.journal.payments.get('payment-1')?.state

describe('a host that does not approve', () => {
  it('gives the reason that may be given', async () => {
    const bench = benchEngine()
    bench.host.sales.push('decline')
    await bench.pay()
    expect(paymentOf(bench)).toMatchObject({ kind: 'declined', failure: { code: 'PAYMENT_FUNDS_SHORT' } })
  })

  it('and charges a part only that nobody wants: it is taken back, and the sale can be paid otherwise', async () => {
    const bench = benchEngine()
    bench.host.sales.push('approve-half')
    await bench.pay()
    await bench.engine.cashier.answerPart(false)
    await settle()
    expect(paymentOf(bench)).toMatchObject({ kind: 'reversed', cause: 'PAYMENT_PARTLY_APPROVED' })
    expect(bench.host.heard).toEqual(['0200 000001', '0420 000001'])
    expect(bench.host.netMinor()).toBe(0)
    await bench.pay({ attempt: 2 as 1 })
    expect(bench.host.netMinor()).toBe(2_000)
  })
})
