import type { PumpOrder } from '#payment/ports/pump.port.ts'
import { beginFuelRun, type FuelRunEvent, fuelRunTransition } from '#payment/unattended/fuel-run.machine.ts'
import { type FuelRunState, isOver } from '#payment/unattended/fuel-run.ts'
import type { Actor, Machine, MachineEvent } from './machine.ts'

const AT = '2026-11-22T13:33:00.000Z'

const KINDS: Readonly<Record<FuelRunState['kind'], true>> = {
  reserving: true,
  releasing: true,
  released: true,
  delivering: true,
  withdrawing: true,
  stopping: true,
  completing: true,
  'letting-go': true,
  done: true,
  'let-go': true,
  'not-reserved': true,
  unpaid: true,
  noted: true,
}

const ORDER = {
  id: 'run',
  ceilingMinor: 2_000,
  nozzle: null,
  priceMilli: null,
  volumeMl: 0,
  amountMinor: 0,
  end: null,
} as const
const METERED = { ...ORDER, nozzle: 1, priceMilli: 1_879, volumeMl: 5_000, amountMinor: 940 }

/** What a pump may say of an order, by the name of it in the diagram. */
export const PUMP_SAYS = {
  'pump released': { ...ORDER, state: 'released' },
  'fuel runs': { ...METERED, state: 'delivering' },
  delivered: { ...METERED, state: 'ended', end: 'hung-up' },
  'nothing delivered': { ...ORDER, state: 'ended', end: 'not-lifted' },
  'pump forgot': { ...ORDER, state: 'unknown' },
} as const satisfies Readonly<Record<string, PumpOrder>>

const FAILURE = { code: 'PUMP_NO_ANSWER' } as const
const OTHERS: readonly (readonly [FuelRunEvent, Actor])[] = [
  [{ kind: 'reserved', reservation: { paymentId: 'p', ceilingMinor: 2_000 } }, 'bank'],
  [{ kind: 'not-reserved', failure: { code: 'PAYMENT_CANCELLED' } }, 'bank'],
  [{ kind: 'pump-failed', failure: FAILURE }, 'time'],
  [{ kind: 'stop-asked' }, 'person'],
  [{ kind: 'closed-by-hand', by: 'Anna', amountMinor: 940, priceMilli: 1_879 }, 'person'],
  [{ kind: 'closed-by-hand', by: 'Anna', amountMinor: 0, priceMilli: 1_879 }, 'person'],
  [{ kind: 'completed', paymentId: 'c' }, 'program'],
  [{ kind: 'not-completable', failure: { code: 'PAYMENT_NOT_FOUND' } }, 'program'],
  [{ kind: 'let-go' }, 'program'],
  [{ kind: 'noted', by: 'Anna' }, 'person'],
  [{ kind: 'interrupted' }, 'program'],
]

export const FUEL_RUN_EVENTS: readonly MachineEvent<FuelRunEvent>[] = [
  ...Object.entries(PUMP_SAYS).map(([name, order]) => ({
    name,
    by: 'pump' as const,
    event: { kind: 'pump-said' as const, order },
  })),
  ...OTHERS.map(([event, by]) => ({ name: event.kind, by, event })),
]

export const BEGUN_RUN = beginFuelRun({
  id: 'run',
  pumpId: 'p1',
  pumpName: 'Pump 1',
  nozzle: 1,
  wantedMinor: 2_000,
  currency: 'EUR',
  reservationSaleId: 'r',
  saleId: 's',
  startedAt: AT,
})

export const FUEL_RUN: Machine<FuelRunState, FuelRunEvent> = {
  name: 'Sale at a pump',
  about:
    'One customer at a fuel pump without a cashier: what is delivered is paid out of the reservation, else that is let go of.',
  source: 'src/payment/unattended/fuel-run.machine.ts',
  states: Object.keys(KINDS),
  begin: BEGUN_RUN,
  events: FUEL_RUN_EVENTS,
  step: (state, event) => fuelRunTransition(state, event, AT),
  nameOf: ({ kind }) => kind,
  isEnd: isOver,
}
