/**
 * Goal: every display of the customer is fed by one function of what the till knows, through whole stories at the counter: each
 * thing once, nothing of who came before, nothing that is not the customer's. Method: slices as they follow each other, time that is moved.
 */
import { describe, expect, it } from 'vitest'
import { LIMITS } from '#contract/limits.ts'
import type { CustomerView } from '#contract/views/customer-screen-view.ts'
import type { PromptView } from '#contract/views/prompt-view.ts'
import { ManualClock } from '#test/support/payment/manual-clock.ts'
import {
  COMPLETED_SALE,
  LOCKED_SESSION,
  lineOf,
  paymentAt,
  promptOf,
  saleOf,
  sampleSlices,
  tenderOf,
} from '#test/support/renderer/sample-shop.ts'
import { CustomerFeed } from '#till/display/customer-feed.ts'
import type { CustomerSlices } from '#till/display/customer-message.ts'
import { customerView } from '#till/display/customer-view.ts'

const { till, session } = sampleSlices()
const IDLE: CustomerSlices = { till, session, sale: saleOf([]), payment: null, lastSale: null }
const BREAD = lineOf(['Baguette tradition', 1000, 130, 550], 0)
const HAM = lineOf(['Jambon Cru de Bayonne', 3000, 645, 550], 1)
const rung = saleOf([BREAD, HAM])
const paying = saleOf([BREAD, HAM], { state: 'paying' })

function counter() {
  const clock = new ManualClock()
  const told: CustomerView[] = []
  const feed = new CustomerFeed([{ tell: (view) => void told.push(view) }], clock)
  let slices = IDLE
  const now = (change: Partial<CustomerSlices>) => {
    slices = { ...slices, ...change }
    feed.changed(slices)
  }
  now({})
  return { clock, told, now, feed, kinds: () => told.map(({ message }) => message.kind), last: () => told.at(-1) }
}

describe('the customer follows', () => {
  it('a sale in cash from the welcome to the thanks, and a minute later somebody else is welcome', async () => {
    const { now, kinds, last, clock } = counter()
    now({ sale: saleOf([BREAD]) })
    now({ sale: rung })
    now({ sale: paying })
    now({ sale: saleOf([]), lastSale: COMPLETED_SALE })
    expect(kinds()).toEqual(['welcome', 'line', 'line', 'due', 'paid'])
    expect(last()?.message).toEqual({ kind: 'paid', totalMinor: 2776, changeMinor: 224, byCard: true })
    await clock.advance(LIMITS.customerThanksMs - 1)
    expect(last()?.message.kind).toBe('paid')
    await clock.advance(1)
    expect(last()?.message.kind).toBe('welcome')
  })

  it('the next ticket though the thanks of the last one were not over', async () => {
    const { now, last, clock } = counter()
    now({ lastSale: COMPLETED_SALE })
    await clock.advance(30_000)
    now({ lastSale: { ...COMPLETED_SALE, id: 'sale-5000', changeMinor: 0 } })
    await clock.advance(LIMITS.customerThanksMs - 1)
    expect(last()?.message.kind).toBe('paid')
    await clock.advance(1)
    expect(last()?.message.kind).toBe('welcome')
  })

  it('a card: what to do with it, that it brought nothing, and the part that another one paid', () => {
    const { now, last } = counter()
    now({ sale: paying, payment: paymentAt('present-card', { amountMinor: 2065, prompt: 'present-card' }) })
    expect(last()?.message).toMatchObject({ kind: 'card', word: 'presentCard', amountMinor: 2065 })
    now({ payment: paymentAt('outcome', { outcome: 'declined', failure: { code: 'PAYMENT_DECLINED' } }) })
    expect([last()?.message.kind, last()?.isCardRefused]).toEqual(['due', true])
    now({ payment: null })
    expect(last()?.isCardRefused).toBe(false)
    const part = tenderOf({ amountMinor: 1000, outcome: 'approved', scheme: 'cb', cardTail: '4821' })
    now({ sale: saleOf([BREAD, HAM], { state: 'paying', tenders: [part] }) })
    expect(last()?.ticket).toMatchObject({
      parts: [{ kind: 'card', cardTail: '4821', amountMinor: 1000 }],
      remainingMinor: 1065,
    })
  })

  it.each(['in-progress', 'declined', 'cancelled', 'unknown', 'reversed'] as const)(
    'no part that is %s: it is not paid',
    (outcome) => {
      const sale = saleOf([BREAD], { state: 'paying', tenders: [tenderOf({ outcome })] })
      expect(customerView({ ...IDLE, sale }).ticket?.parts).toEqual([])
    },
  )

  it('nothing of a ticket that is parked, locked or void', () => {
    const { now, last } = counter()
    now({ sale: rung })
    now({ sale: saleOf([]) })
    expect([last()?.message.kind, last()?.ticket]).toEqual(['welcome', null])
    now({ sale: rung })
    now({ session: LOCKED_SESSION })
    expect([last()?.message.kind, last()?.ticket]).toEqual(['welcome', null])
    expect(JSON.stringify(last())).not.toContain('Baguette')
    now({ sale: paying })
    expect(last()?.message.kind).toBe('due')
    now({ sale: saleOf([]), lastSale: COMPLETED_SALE })
    expect(last()?.message.kind).toBe('welcome')
    now({ session, sale: rung, lastSale: null })
    expect(last()?.ticket?.lines.map(({ name }) => name)).toEqual(['Baguette tradition', 'Jambon Cru de Bayonne'])
  })

  it('each thing once, whatever else of the till changes', () => {
    const { now, told, feed } = counter()
    now({ sale: rung })
    now({ sale: { ...rung, reference: 'Table 4' } })
    now({ session: { ...session, signedInAt: '2026-11-22T10:00:00.000Z' } as typeof session })
    expect(told).toHaveLength(2)
    feed.forget()
    now({})
    expect(told).toHaveLength(3)
  })

  it('the newest lines of a long ticket, and how many stand above', () => {
    const lines = Array.from({ length: 200 }, (_, index) => lineOf([`Article ${index}`, 1000, 100, 550], index))
    const { ticket } = customerView({ ...IDLE, sale: saleOf(lines, { touchedLineId: 'line-199' }) })
    expect(ticket?.lines).toHaveLength(LIMITS.customerScreenLines)
    expect(ticket?.linesAbove).toBe(200 - LIMITS.customerScreenLines)
    expect(ticket?.lines.at(-1)).toMatchObject({ name: 'Article 199', isTouched: true })
  })

  it('what was taken off a line and off the ticket, as one', () => {
    const line = { ...lineOf(['Tarte', 1000, 1000, 550, 1000], 0), ticketDiscountMinor: 90, totalMinor: 810 }
    expect(customerView({ ...IDLE, sale: saleOf([line]) }).ticket?.lines[0]).toMatchObject({
      discountMinor: 190,
      totalMinor: 810,
    })
  })
})

describe('a question to the customer', () => {
  const asked = (change: Parameters<typeof promptOf>[0], payment = {}) =>
    customerView({
      ...IDLE,
      sale: paying,
      payment: paymentAt('bank', { prompt: 'answer-bank', hostPrompt: promptOf(change), ...payment }),
    }).question
  const theirs: Partial<PromptView> = { place: 'customer', askedAt: 'screen', kind: 'choice', options: ['1x', '3x'] }

  it('is shown where the pad cannot ask it and a touch answers it', () => {
    expect(asked(theirs)).toEqual({ id: 'Q1', kind: 'choice', title: 'Kilométrage ?', options: ['1x', '3x'] })
    expect(asked({ ...theirs, kind: 'yes-no' })?.kind).toBe('yes-no')
    expect(asked({ ...theirs, kind: 'message' })?.kind).toBe('message')
  })

  it.each([
    ['to the cashier', { ...theirs, place: 'cashier' }, {}],
    ['that the pad asks', { ...theirs, askedAt: 'pad' }, {}],
    ['for figures', { ...theirs, kind: 'number' }, {}],
    ['for a text', { ...theirs, kind: 'text' }, {}],
    ['of a payment that is over', theirs, { outcome: 'declined' }],
  ] as const)('is not shown: one %s', (_what, change, payment) => {
    expect(asked(change, payment)).toBeNull()
  })

  it('is not shown while nobody is signed in: nobody could take the answer', () => {
    const payment = paymentAt('bank', { prompt: 'answer-bank', hostPrompt: promptOf(theirs) })
    expect(customerView({ ...IDLE, sale: paying, payment, session: LOCKED_SESSION }).question).toBeNull()
  })
})

describe('what the customer is never told', () => {
  it('who sells or buys, why a card was refused, what a line was noted for, more of a card than four figures', () => {
    const secret = {
      ...BREAD,
      note: 'sans sel SECRET',
      returned: { reason: 'abîmé SECRET' },
      orderedBy: 'Inès M. SECRET',
    }
    const sale = saleOf([secret], {
      state: 'paying',
      reference: 'SECRET table',
      discount: { agreed: { kind: 'percent', basisPoints: 500, reason: 'SECRET ami' }, amountMinor: 10 },
      tenders: [tenderOf({ outcome: 'approved', cardTail: '4821', approvalCode: 'SECRET' })],
    })
    const named = { ...sale, customer: { name: 'Mme SECRET' } as never }
    const payment = paymentAt('outcome', {
      outcome: 'declined',
      failure: { code: 'PAYMENT_DECLINED', details: { why: 'SECRET' } },
      responseCode: 'SECRET',
      cardTail: '4821',
    })
    const lastSale = { ...COMPLETED_SALE, cashierName: 'SECRET' }
    for (const session of [sampleSlices().session, LOCKED_SESSION]) {
      const text = JSON.stringify(customerView({ till, session, sale: named, payment, lastSale }))
      expect(text).not.toMatch(/SECRET|Inès|PAYMENT_DECLINED|Claire/)
    }
  })
})
