/**
 * Goal: a program stopped after any journal record decides by itself, and ledger and till agree. Method: the disk in
 * memory outlives the engine, which is thrown away after its n-th record; a new one recovers.
 */
import { describe, expect, it } from 'vitest'
import { isFinal } from '#payment/engine/payment-state.ts'
import { benchEngine } from '#test/support/payment/bench-till.ts'
import { settle } from '#test/support/payment/manual-clock.ts'

const STEPS_OF_A_CHIP_SALE = 7

describe('recovery at start', () => {
  for (let records = 1; records <= STEPS_OF_A_CHIP_SALE; records += 1) {
    for (const moment of ['before it is written', 'right after'] as const) {
      it(`agrees with the host after a stop at record ${records}, ${moment}`, async () => {
        const first = benchEngine()
        const stopped = new Promise<void>(() => {})
        const stopAt = (at: number) => (number: number) => (number >= at ? stopped : undefined)
        if (moment === 'before it is written') first.journal.beforeCommit = stopAt(records)
        else first.journal.afterCommit = stopAt(records)
        void first.pay()
        await settle()
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
    }
  }
})
