/**
 * Goal: a run ends as its events say, and no order of events releases a pump without a yes, pays more than the ceiling,
 * or forgets what was delivered. Method: stories by table, then random events whose seed is printed when they fail.
 */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type FuelRunEvent, fuelRunTransition } from '#payment/unattended/fuel-run.machine.ts'
import type { FuelRunState } from '#payment/unattended/fuel-run.ts'
import { BEGUN_RUN, FUEL_RUN_EVENTS } from '#test/support/machines/fuel-run-machine.ts'

const AT = '2026-11-22T13:33:00.000Z'
const eventNamed = (name: string): FuelRunEvent => {
  const found = FUEL_RUN_EVENTS.find((event) => event.name === name)
  if (found === undefined) throw new Error(`no event ${name}`)
  return found.event
}
const run = (events: readonly FuelRunEvent[], from: FuelRunState = BEGUN_RUN) =>
  events.reduce<FuelRunState>((state, event) => fuelRunTransition(state, event, AT) ?? state, from)

const YES = ['reserved']
const RELEASED = [...YES, 'pump released']

describe('a run', () => {
  it.each([
    ['a customer who fills', [...RELEASED, 'fuel runs', 'delivered', 'completed'], 'done'],
    ['one whose end comes before any news', [...YES, 'delivered', 'completed'], 'done'],
    ['a card that is refused', ['not-reserved'], 'not-reserved'],
    ['a nozzle that is not taken', [...RELEASED, 'nothing delivered', 'let-go'], 'let-go'],
    ['a pump that does not answer to its release', [...YES, 'pump-failed'], 'withdrawing'],
    ['and let fuel run all the same', [...YES, 'pump-failed', 'fuel runs', 'delivered', 'completed'], 'done'],
    ['and did not', [...YES, 'pump-failed', 'nothing delivered'], 'letting-go'],
    ['a pump that says released when that is taken back', [...YES, 'pump-failed', 'pump released'], 'withdrawing'],
    ['a pump that is away later keeps the run', [...RELEASED, 'fuel runs', 'pump-failed'], 'delivering'],
    ['old news do not undo the flow', [...RELEASED, 'fuel runs', 'pump released'], 'delivering'],
    ['a pump that forgot the order', [...RELEASED, 'pump forgot', 'nothing delivered'], 'letting-go'],
    ['a stop while fuel runs', [...RELEASED, 'fuel runs', 'stop-asked', 'fuel runs', 'delivered'], 'completing'],
    ['a stop at a pump that forgot the order', [...RELEASED, 'stop-asked', 'pump forgot'], 'withdrawing'],
    ['an end told twice', [...RELEASED, 'delivered', 'delivered', 'nothing delivered', 'completed'], 'done'],
    ['a delivery that cannot be paid', [...RELEASED, 'delivered', 'not-completable'], 'unpaid'],
    ['and a manager who knows it', [...RELEASED, 'delivered', 'not-completable', 'noted'], 'noted'],
    ['a restart while the card is read', ['interrupted', 'reserved', 'let-go'], 'let-go'],
    ['a restart before the pump answered', [...YES, 'interrupted', 'pump released'], 'withdrawing'],
    ['a restart while fuel runs', [...RELEASED, 'fuel runs', 'interrupted'], 'delivering'],
    ['a restart before the ticket is paid', [...RELEASED, 'delivered', 'interrupted', 'completed'], 'done'],
  ])('%s', (_, names, kind) => {
    expect(run(names.map(eventNamed)).kind).toBe(kind)
  })

  it('pays the ceiling where a broken pump went past it, and keeps what it metered', () => {
    const order = { id: 'run', state: 'ended', ceilingMinor: 2_000, nozzle: 1, priceMilli: 1_879 } as const
    const said: FuelRunEvent = {
      kind: 'pump-said',
      order: { ...order, volumeMl: 11_000, amountMinor: 2_067, end: 'hung-up' },
    }
    expect(run([...RELEASED.map(eventNamed), said])).toMatchObject({
      kind: 'completing',
      delivery: { amountMinor: 2_067, chargedMinor: 2_000, volumeMl: 11_000 },
    })
  })

  it('keeps its promises in any order of events', () => {
    const events = fc.array(fc.constantFrom(...FUEL_RUN_EVENTS.map(({ event }) => event)), { maxLength: 14 })
    fc.assert(
      fc.property(events, (story) => {
        let state: FuelRunState = BEGUN_RUN
        let heardYes = false
        let wasInterrupted = false
        for (const event of story) {
          const next = fuelRunTransition(state, event, AT)
          heardYes ||= event.kind === 'reserved'
          wasInterrupted ||= event.kind === 'interrupted'
          if (next === null) continue
          if (next.kind === 'releasing') expect(heardYes && !wasInterrupted).toBe(true)
          if ('delivery' in state) expect('delivery' in next && next.delivery).toEqual(state.delivery)
          if ('delivery' in next) expect(next.delivery.chargedMinor).toBeLessThanOrEqual(next.reservation.ceilingMinor)
          if (next.kind === 'letting-go') expect('delivery' in state).toBe(false)
          // Whoever ended it by hand stays with it, whatever the pump says later.
          expect(next.run.closedBy ?? state.run.closedBy).toBe(next.run.closedBy)
          if (state.kind === 'withdrawing') expect(next.kind).not.toBe('released')
          state = next
        }
      }),
      { numRuns: 2_000 },
    )
  })
})
