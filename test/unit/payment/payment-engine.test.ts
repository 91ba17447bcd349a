/**
 * Goal: the cashier sees the right sequence, the journal is ahead of every effect, and whatever goes wrong the
 * host's ledger and the till agree in the end. Method: the real engine on a scripted pad, a host with a ledger and
 * a disk in memory; time by hand.
 */
import { describe, expect, it } from 'vitest'
import { CatalogueFailure, fail, succeed } from '#contract/result.ts'
import { benchEngine, SALE } from '#test/support/payment/bench-till.ts'
import { settle } from '#test/support/payment/manual-clock.ts'
import { NO_FIGURES } from '#test/support/payment/scripted-pad.ts'

const kindsOf = (bench: ReturnType<typeof benchEngine>) => bench.journal.records.map(({ kind }) => kind)
const stateOf = (bench: ReturnType<typeof benchEngine>) => bench.journal.payments.get('payment-1')?.state.kind

describe('a card payment', () => {
  it('walks a chip card with a PIN to its approval, in order', async () => {
    const bench = benchEngine()
    await bench.pay()
    expect(kindsOf(bench)).toEqual([
      'started',
      'pad-asked',
      'card-read',
      'track-encrypted',
      'request-prepared',
      'host-answered',
      'card-completed',
    ])
    expect(bench.kinds).toEqual(['wait', 'present-card', 'wait', 'wait-for-bank', 'wait', 'approved'])
    expect(bench.pad.asked).toEqual(['connect', 'read', 'track', 'authorise', 'complete approved', 'remove', 'end'])
    expect(bench.host.netMinor()).toBe(2_000)
    expect(bench.journal.approvedSteps).toHaveLength(1)
    expect(bench.journal.reversals.get('payment-1')?.state).toBe('discarded')
  })

  it('commits a tap with the host’s approval, before the card hears of it', async () => {
    const bench = benchEngine()
    bench.pad.card = { ...bench.pad.card, entryMode: 'contactless' }
    await bench.pay()
    expect(kindsOf(bench).at(-1)).toBe('host-answered')
    expect(stateOf(bench)).toBe('approved')
  })

  it('tells the bank, also in its reversal, that the stripe stands for a chip that failed', async () => {
    const bench = benchEngine()
    bench.pad.card = { ...bench.pad.card, entryMode: 'stripe', fallback: true }
    await bench.pay()
    expect(bench.journal.reversals.get('payment-1')?.request).toMatchObject({ entryModeCode: '901', fallback: true })
  })

  it('has request and armed reversal on disk before the first byte leaves', async () => {
    const bench = benchEngine()
    bench.host.afterBooking = async () => {
      expect(bench.journal.reversals.get('payment-1')?.state).toBe('armed')
      expect(bench.journal.secrets.has('payment-1')).toBe(true)
      expect(stateOf(bench)).toBe('requesting')
    }
    await bench.pay()
    expect(bench.journal.secrets.size).toBe(0)
    expect.assertions(4)
  })

  it('says declined and lets another card try', async () => {
    const bench = benchEngine()
    bench.host.sales.push('decline')
    await bench.pay()
    expect(bench.engine.view()).toMatchObject({ outcome: 'declined', responseCode: '51' })
    expect(bench.engine.isUnresolved(SALE.saleId)).toBe(false)
    await bench.pay({ attempt: 2 as 1 })
    expect(bench.host.netMinor()).toBe(2_000)
  })

  it('reverses a lost answer by itself and then lets the sale be paid', async () => {
    const bench = benchEngine()
    bench.host.sales.push('approve-silent')
    await bench.pay()
    expect(bench.kinds.slice(-2)).toEqual(['unknown', 'reversed'])
    expect(bench.host.heard).toEqual(['0200 000001', '0420 000001'])
    await bench.pay({ attempt: 2 as 1 })
    expect(bench.host.netMinor()).toBe(2_000)
  })

  it('blocks a second charge of the sale while the outcome is unknown', async () => {
    const bench = benchEngine()
    bench.host.sales.push('approve-silent')
    bench.host.reversals.push('unreachable', 'unreachable')
    await bench.pay()
    expect(bench.engine.view()?.outcome).toBe('unknown')
    expect(await bench.engine.start({ ...SALE, attempt: 2 })).toEqual(fail('PAYMENT_OUTCOME_UNKNOWN'))
    expect(bench.host.netMinor()).toBe(2_000)
    await bench.clock.advance(60_000)
    expect(bench.engine.view()?.outcome).toBe('reversed')
    expect(bench.host.netMinor()).toBe(0)
  })

  it('repeats a reversal as 0421 for ever, with growing pauses', async () => {
    const bench = benchEngine()
    bench.host.sales.push('approve-silent')
    bench.host.reversals.push(...Array.from({ length: 8 }, () => 'lost-silent' as const))
    await bench.pay()
    await bench.clock.advance(60 * 60_000)
    expect(bench.host.heard.slice(1)).toEqual(['0420 000001', ...Array.from({ length: 8 }, () => '0421 000001')])
    expect(stateOf(bench)).toBe('reversed')
  })

  it('charges nothing when the host was never reached', async () => {
    const bench = benchEngine()
    bench.host.sales.push('unreachable')
    await bench.pay()
    expect(bench.engine.view()).toMatchObject({ outcome: 'failed', failure: { code: 'HOST_UNREACHABLE' } })
    expect(bench.host.heard).toEqual([])
  })

  it('reverses when the card refuses after the bank’s approval', async () => {
    const bench = benchEngine()
    bench.pad.verdict = async () => succeed({ approved: false, emvDataHex: '', emv: NO_FIGURES })
    await bench.pay()
    expect(bench.engine.view()?.outcome).toBe('reversed')
    expect(bench.journal.approvedSteps).toHaveLength(0)
    expect(bench.host.netMinor()).toBe(0)
  })

  it('reverses when the pad goes away after the bank’s approval', async () => {
    const bench = benchEngine()
    bench.pad.verdict = async () => fail('PINPAD_LINK_LOST')
    await bench.pay()
    expect(bench.host.netMinor()).toBe(0)
    expect(stateOf(bench)).toBe('reversed')
  })

  it('ends without a trace at the bank when the customer presses the red key', async () => {
    const bench = benchEngine()
    bench.pad.authorisation = async () => fail('PINPAD_CUSTOMER_CANCELLED')
    await bench.pay()
    expect(bench.engine.view()?.outcome).toBe('cancelled')
    expect(bench.host.heard).toEqual([])
  })
})

describe('cancel from the till', () => {
  it('stops the pad while it waits for a card', async () => {
    const bench = benchEngine()
    bench.pad.read = () => new Promise(() => {})
    await bench.pay()
    expect(await bench.engine.cancel()).toEqual(succeed(null))
    await settle()
    expect(bench.engine.view()?.outcome).toBe('cancelled')
    expect(bench.pad.asked.slice(-3)).toEqual(['cancel', 'remove', 'end'])
    expect(await bench.engine.cancel()).toEqual(fail('PAYMENT_NOT_OPEN'))
  })

  it('takes the charge back when the bank had already approved', async () => {
    const bench = benchEngine()
    bench.host.afterBooking = async () => void (await bench.engine.cancel())
    await bench.pay()
    expect(bench.engine.view()?.outcome).toBe('reversed')
    expect(bench.host.netMinor()).toBe(0)
  })
})

describe('starting', () => {
  it('refuses zero, and a second payment beside an open one', async () => {
    const bench = benchEngine()
    bench.pad.read = () => new Promise(() => {})
    expect(await bench.pay({ amountMinor: 0 as 2_000 })).toEqual(fail('SALE_AMOUNT_ZERO'))
    await bench.pay()
    expect(await bench.pay({ saleId: 'sale-2' as 'sale-1' })).toEqual(fail('PAYMENT_ALREADY_OPEN'))
  })

  it('answers the same payment for the same sale and attempt', async () => {
    const bench = benchEngine()
    const first = await bench.pay()
    expect(await bench.pay()).toEqual(first)
    expect(bench.host.netMinor()).toBe(2_000)
  })
})

describe('a disk that refuses', () => {
  it('leaves one net charge or none, whichever step it refuses', async () => {
    for (let refused = 1; refused <= 8; refused += 1) {
      const bench = benchEngine()
      bench.journal.beforeCommit = (number) => {
        if (number === refused) throw new CatalogueFailure({ code: 'STORE_DISK_FULL' })
      }
      await bench.pay().catch(() => {})
      await bench.clock.advance(120_000)
      const approvedMinor = bench.journal.approvedSteps.length * SALE.amountMinor
      expect(bench.host.netMinor(), `refused at step ${refused}`).toBe(approvedMinor)
    }
  })
})

describe('giving back', () => {
  it('reverses an approved part of a sale that is left', async () => {
    const bench = benchEngine()
    await bench.pay()
    expect(await bench.engine.giveBack('payment-1')).toEqual(succeed(null))
    await settle()
    expect(bench.host.netMinor()).toBe(0)
    expect(stateOf(bench)).toBe('reversed')
  })
})
