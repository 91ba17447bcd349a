/**
 * Goal: no order of events, however wild, leads to a second request, to an approval without an armed reversal
 * or a queued advice with it, or out of a final state. Method: random event sequences through the pure machine.
 */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { transition } from '#payment/engine/payment.machine.ts'
import type { PaymentEvent } from '#payment/engine/payment-event.ts'
import { isFinal, type PaymentState } from '#payment/engine/payment-state.ts'
import { SAMPLE_EVENTS } from '#test/support/payment/sample-events.ts'

const events: fc.Arbitrary<PaymentEvent> = fc.constantFrom(...Object.values(SAMPLE_EVENTS).flat())
const [started] = SAMPLE_EVENTS.started

describe('any order of events', () => {
  it('sends one request, to one host or because nothing left to both, arms its reversal first, and never leaves a final state', () => {
    fc.assert(
      fc.property(fc.array(events, { maxLength: 40 }), (sequence) => {
        let state: PaymentState | null = null
        let sent = 0
        let armed = false
        for (const event of [started, ...sequence]) {
          const result = transition(state, event, '2026-11-22T13:33:00.000Z')
          if (result === null) continue
          expect(state === null || !isFinal(state)).toBe(true)
          if (result.reversal?.kind === 'arm') armed = true
          if (result.effects.some(({ kind }) => kind === 'send-sale')) {
            sent += 1
            // The blocks are on disk already when the other host is asked.
            expect(armed && (result.keepSecrets || event.kind === 'rerouted')).toBe(true)
            if (sent > 1) expect(event.kind === 'rerouted' && result.reversal?.kind === 'arm').toBe(true)
          }
          if (result.approval) expect(sent >= 1 || result.advice === 'queue').toBe(true)
          if (result.state.kind === 'approved') expect(result.advice === 'queue').toBe(result.state.offline !== null)
          if (result.advice === 'queue') expect(result.approval && result.keepSecrets).toBe(true)
          if (result.state.kind === 'approved') expect(result.approval).toBe(true)
          if (result.state.kind === 'signing') expect(result.signatureSlip).toBe(true)
          if (result.state.kind === 'outcome-unknown' && state?.kind !== 'outcome-unknown') {
            expect(result.reversal?.kind).toBe('queue')
          }
          state = result.state
        }
        expect(sent).toBeLessThanOrEqual(2)
      }),
      { numRuns: 2_000 },
    )
  })
})
