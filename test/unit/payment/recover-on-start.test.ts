/**
 * Goal: a program stopped after any journal record decides by itself, and ledger and till agree. Method: the disk in
 * memory outlives the engine, which is thrown away after its n-th record; a new one recovers.
 */
import { describe, expect, it } from 'vitest'
import { isFinal } from '#payment/engine/payment-state.ts'
import { benchEngine } from '#test/support/payment/bench-till.ts'
import { settle } from '#test/support/payment/manual-clock.ts'

const STEPS = { 'chip sale': 7, 'chip sale with a signature': 8 } as const

function stops() {
  return Object.entries(STEPS).flatMap(([kind, steps]) =>
    Array.from({ length: steps }, (_, step) => step + 1).flatMap((record) => [
      [kind, record, 'before it is written'] as const,
      [kind, record, 'right after'] as const,
    ]),
  )
}

describe('recovery at start', () => {
  for (const [kind, records, moment] of stops()) {
    describe(`of a ${kind}`, () => {
      it(`agrees with the host after a stop at record ${records}, ${moment}`, async () => {
        const first = benchEngine()
        first.pad.authorised = { signatureRequired: kind !== 'chip sale' }
        const stopped = new Promise<void>(() => {})
        const stopAt = (at: number) => (number: number) => (number >= at ? stopped : undefined)
        if (moment === 'before it is written') first.journal.beforeCommit = stopAt(records)
        else first.journal.afterCommit = stopAt(records)
        void first.pay()
        await settle()
        void first.engine.judgeSignature(true)
        await settle()
        first.journal.beforeCommit = () => {}
        first.journal.afterCommit = () => {}
        const second = benchEngine({ journal: first.journal, host: first.host, clock: first.clock })
        await second.engine.recover()
        await settle()
        const payment = first.journal.payments.get('payment-1')
        const approvedMinor = payment?.state.kind === 'approved' ? payment.state.intent.amountMinor : 0
        expect(payment === undefined || isFinal(payment.state)).toBe(true)
        expect(first.host.netMinor()).toBe(approvedMinor)
        expect(first.journal.secrets.size).toBe(0)
      })
    })
  }
})
