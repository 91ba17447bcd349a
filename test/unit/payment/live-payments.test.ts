import { describe, expect, it } from 'vitest'
import { LIMITS } from '#contract/limits.ts'
import { newLivePayment } from '#payment/engine/live-payment.ts'
import { LivePayments } from '#payment/engine/live-payments.ts'
import type { PaymentState } from '#payment/engine/payment-state.ts'

const AT = '2026-06-22T07:00:00.000Z'
const over = { kind: 'cancelled' } as PaymentState
const unknown = { kind: 'outcome-unknown' } as PaymentState

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
})
