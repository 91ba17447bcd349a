import { describe, expect, it } from 'vitest'
import { LIMITS } from '#contract/limits.ts'
import { newLivePayment } from '#payment/engine/live-payment.ts'
import { LivePayments } from '#payment/engine/live-payments.ts'
import type { PaymentState } from '#payment/engine/payment-state.ts'

const AT = '2026-06-22T07:00:00.000Z'
const intent = { saleId: 'another' }
const over = { kind: 'cancelled', intent } as PaymentState
const unknown = { kind: 'outcome-unknown', intent } as PaymentState

function livePayments(count: number, stateOf: (place: number) => PaymentState) {
  const live = new LivePayments()
  for (let place = 1; place <= count; place += 1) {
    const identity = { id: `p${place}`, number: `P-1-${place}`, saleId: `s${place}` }
    live.add(newLivePayment(identity, stateOf(place), AT))
    if (place === 2) live.setFocus('p2')
  }
  return live
}

describe('the payments in hand', () => {
  it('do not grow with what is over: the journal has it', () => {
    const live = livePayments(LIMITS.paymentsInHand + 10, () => over)
    expect(live.get('p1')).toBeUndefined()
    expect(live.get(`p${LIMITS.paymentsInHand + 10}`)).toBeDefined()
  })

  it('keep the one on the screen and every one that is not over', () => {
    const live = livePayments(LIMITS.paymentsInHand + 10, (place) => (place === 3 ? unknown : over))
    expect(live.focus()?.id).toBe('p2')
    expect(live.isUnresolved('s3')).toBe(true)
    expect(live.unresolvedCount()).toBe(1)
  })

  it('go as soon as many that were open for long are over', () => {
    const many = LIMITS.paymentsInHand * 5
    const live = livePayments(many, () => unknown)
    for (let place = 1; place <= many; place += 1) {
      const one = live.get(`p${place}`)
      if (one) one.state = over
    }
    for (let place = 1; place <= LIMITS.paymentsInHand * 2; place += 1) {
      live.add(newLivePayment({ id: `later${place}`, number: `P-2-${place}`, saleId: `later${place}` }, over, AT))
    }
    const held = Array.from({ length: many }, (_, index) => live.get(`p${index + 1}`)).filter(Boolean)
    expect(held.map((payment) => payment?.id)).toEqual(['p2'])
  })
})
