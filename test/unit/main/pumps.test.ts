/** Goal: a shop's pumps are read or the wrong field is named; what people see says what a run is about. Method: tables. */
import { describe, expect, it } from 'vitest'
import { fail, succeed } from '#contract/result.ts'
import { pumpSettingsSchema } from '#main/compose/pump-settings.ts'
import { pumpView } from '#main/compose/pump-views.ts'
import { soldFuel, soldOnly } from '#main/compose/sold-fuel.ts'
import type { FuelRunState } from '#payment/unattended/fuel-run.ts'
import { BEGUN_RUN } from '#test/support/machines/fuel-run-machine.ts'
import { MemoryPump, MemoryReservations } from '#test/support/unattended/memory-forecourt.ts'

const NOZZLES = [{ nozzle: 1, fuel: 'SP95-E10', priceMilli: 1_879, vatBasisPoints: 2_000 }]
const PUMP = { id: 'pump-1', name: 'Pump 1', endpoint: 'tcp://192.0.2.40:7000', reserveMinor: 15_000, nozzles: NOZZLES }

describe('the settings', () => {
  it('are read, with a time to take the nozzle', () => {
    expect(pumpSettingsSchema.parse([PUMP])).toMatchObject([{ id: 'pump-1', liftWithinSeconds: 120 }])
  })

  it.each([
    ['0.id', { id: 'Pump 1' }],
    ['0.endpoint', { endpoint: '192.0.2.40' }],
    ['0.reserveMinor', { reserveMinor: 0 }],
    ['0.nozzles', { nozzles: [] }],
    ['0.nozzles.1.nozzle', { nozzles: [...NOZZLES, ...NOZZLES] }],
    ['0.nozzles.0.priceMilli', { nozzles: [{ ...NOZZLES[0], priceMilli: 1.879 }] }],
  ])('name what is wrong: %s', (path, change) => {
    const read = pumpSettingsSchema.safeParse([{ ...PUMP, ...change }])
    expect(read.error?.issues[0]?.path.join('.')).toBe(path)
  })

  it('have each pump once', () => {
    expect(pumpSettingsSchema.safeParse([PUMP, PUMP]).error?.issues[0]?.path.join('.')).toBe('1.id')
  })
})

describe('a nozzle that left the settings', () => {
  const [sold] = NOZZLES
  const run = { ...BEGUN_RUN.run, fuels: NOZZLES }

  it('is sold as it was when the customer came, at its own VAT rate', () => {
    expect(soldFuel(run, 1, [])).toEqual(sold)
    expect(soldFuel(run, 1, [{ nozzle: 1, fuel: 'Gazole', priceMilli: 1_700, vatBasisPoints: 550 }])).toEqual(sold)
    expect(soldFuel({}, 1, NOZZLES)).toEqual(sold)
  })

  it('is not sold at no VAT at all: its run waits, the hold stays, until the nozzle is set again', async () => {
    expect([soldFuel(run, 2, NOZZLES), soldFuel({}, 1, [])]).toEqual([null, null])
    const bank = new MemoryReservations()
    await bank.begin({ saleId: 'r', amountMinor: 2_000 })
    const isSet = { now: false }
    const guarded = soldOnly(bank, () => isSet.now)
    const wanted = { paymentId: 'p-r', saleId: 's', amountMinor: 940 }
    expect(await guarded.complete(wanted)).toEqual(fail('PUMP_NOZZLE_NOT_SET'))
    expect(bank.completions).toEqual([])
    isSet.now = true
    expect(await guarded.complete(wanted)).toEqual(succeed({ paymentId: 'c-s' }))
    expect(await guarded.find('r')).toMatchObject({ state: 'ended' })
  })
})

describe('what people see', () => {
  const port = new MemoryPump().port()
  const pump = { ...PUMP, port, wantedMinor: 15_000, liftWithinSeconds: 120 }
  const view = (run: FuelRunState | null, failure: Parameters<typeof pumpView>[0]['failure'] = null) =>
    pumpView({ pump, run, order: null, failure }, { nozzles: NOZZLES }, 'EUR', { paidSale: async () => null })
  const { run } = BEGUN_RUN
  const reservation = { paymentId: 'p', ceilingMinor: 2_000 }
  const delivery = { nozzle: 1, priceMilli: 1_879, volumeMl: 11_000, amountMinor: 2_067, chargedMinor: 2_000 }

  it('of an idle pump is nothing, of a customer what is asked for and held', async () => {
    expect(await view(null)).toMatchObject({ state: 'idle', reservedMinor: null, canStop: false })
    expect(await view(BEGUN_RUN)).toMatchObject({ state: 'reserving', reservedMinor: 2_000, canStop: false })
    expect(await view({ kind: 'released', run, reservation })).toMatchObject({ state: 'reserved', canStop: true })
  })

  it('of a pump that went past its ceiling is said, although it was paid', async () => {
    const done = { kind: 'done', run, reservation, delivery, paymentId: 'c', endedAt: run.startedAt } as const
    expect(await view(done)).toMatchObject({ state: 'done', fuel: 'SP95-E10', failure: { code: 'PUMP_OVER_CEILING' } })
  })

  it('of a dead pump may be ended by hand, and what it says afterwards is told with its amount', async () => {
    const failure = { code: 'PUMP_UNREACHABLE', details: { endpoint: 'x' } } as const
    const delivering = { kind: 'delivering', run, reservation } as const
    expect(await view(delivering, failure)).toMatchObject({ canClose: true })
    expect(await view(delivering)).toMatchObject({ canClose: false })
    expect(await view(null, failure)).toMatchObject({ canClose: false })
    const told = { ...run, closedBy: 'Anna', toldLaterMinor: 940 }
    const over = { kind: 'let-go', run: told, reservation, cause: null, endedAt: run.startedAt } as const
    expect(await view(over)).toMatchObject({
      state: 'idle',
      failure: { code: 'PUMP_CLOSED_DIFFERS', details: { amount: expect.stringContaining('9,40') } },
    })
  })

  it('of a run that does not go on is trouble, in words', async () => {
    const failure = { code: 'PUMP_NO_ANSWER' } as const
    expect(await view({ kind: 'delivering', run, reservation }, failure)).toMatchObject({ state: 'trouble', failure })
    const unpaid = { kind: 'unpaid', run, reservation, delivery, cause: { code: 'RESERVATION_EXPIRED' } } as const
    expect(await view(unpaid)).toMatchObject({ state: 'trouble', needsNote: true, deliveredMinor: 2_067 })
  })
})
