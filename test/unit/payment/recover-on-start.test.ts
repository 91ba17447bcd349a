/**
 * Goal: a program stopped after any journal record decides by itself, and ledger and till agree. Method: the disk in
 * memory outlives the engine, which is thrown away after its n-th record; a new one recovers.
 */
import { describe, expect, it } from 'vitest'
import { isFinal } from '#payment/engine/payment-state.ts'
import { benchEngine } from '#test/support/payment/bench-till.ts'
import { settle } from '#test/support/payment/manual-clock.ts'
import { MemoryJournal } from '#test/support/payment/memory-journal.ts'
import { paymentSteps, secretsOf } from '#test/support/till/payment-steps.ts'

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
        void first.engine.cashier.judgeSignature(true)
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

describe('a start that finds many payments open', () => {
  const MANY = 200

  const journalOfMany = async () => {
    const journal = new MemoryJournal()
    for (let number = 1; number <= MANY; number += 1) {
      const options = { paymentId: `payment-${number}`, saleId: `sale-${number}`, amountMinor: 1_000 }
      await journal.commit(paymentSteps.requesting(options, secretsOf(String(number))))
    }
    return journal
  }

  it('answers with what became of them, and tells nobody of each', async () => {
    const { engine, settled, unexpected } = benchEngine({ journal: await journalOfMany() })
    const found = await engine.recover()
    expect(found.map(({ state }) => state.kind)).toEqual(Array.from({ length: MANY }, () => 'outcome-unknown'))
    expect([settled, unexpected]).toEqual([[], []])
  })

  it('reads the queue of reversals a few times only, and sends each of them', async () => {
    const journal = await journalOfMany()
    const { engine, host } = benchEngine({ journal })
    await engine.recover()
    let readings = 0
    const { openReversals } = journal
    journal.openReversals = () => {
      readings += 1
      return openReversals.call(journal)
    }
    await settle()
    const states = [...journal.payments.values()].map(({ state }) => state.kind)
    expect(states.filter((kind) => kind === 'reversed')).toHaveLength(MANY)
    expect(host.heard.filter((message) => message.startsWith('0420'))).toHaveLength(MANY)
    expect(readings).toBeLessThan(10)
  })
})
