import type { Failure } from '#contract/result.ts'
import type { PumpOrder } from '../ports/pump.port.ts'
import type { Delivery, FuelReservation, FuelRun, FuelRunState } from './fuel-run.ts'

export type FuelRunEvent =
  | { readonly kind: 'reserved'; readonly reservation: FuelReservation }
  | { readonly kind: 'not-reserved'; readonly failure: Failure }
  | { readonly kind: 'pump-said'; readonly order: PumpOrder }
  /** The pump refused the order, or did not answer to it in its time. */
  | { readonly kind: 'pump-failed'; readonly failure: Failure }
  /** By a person at the till. */
  | { readonly kind: 'stop-asked' }
  /** By a manager who read the counter of a dead pump. */
  | { readonly kind: 'closed-by-hand'; readonly by: string; readonly amountMinor: number; readonly priceMilli: number }
  | { readonly kind: 'completed'; readonly paymentId: string }
  /** Nothing can be paid out of the reservation any more. */
  | { readonly kind: 'not-completable'; readonly failure: Failure }
  | { readonly kind: 'let-go' }
  /** By a manager. */
  | { readonly kind: 'noted'; readonly by: string }
  /** A start found it open. */
  | { readonly kind: 'interrupted' }

/** The first state of a run. */
export function beginFuelRun(run: FuelRun): FuelRunState {
  return { kind: 'reserving', run, isInterrupted: false }
}

/** A run as a pure function. Null: the event does not concern this state any more. */
export function fuelRunTransition(state: FuelRunState, event: FuelRunEvent, at: string): FuelRunState | null {
  if (state.run.closedBy !== undefined && event.kind === 'pump-said') return toldLater(state, event.order)
  switch (state.kind) {
    case 'reserving':
      return whileReserving(state, event, at)
    case 'releasing':
    case 'released':
    case 'delivering':
    case 'withdrawing':
    case 'stopping':
      return whileAtPump(state, event)
    case 'completing': {
      const { run, reservation, delivery } = state
      if (event.kind === 'completed')
        return { kind: 'done', run, reservation, delivery, paymentId: event.paymentId, endedAt: at }
      if (event.kind !== 'not-completable') return null
      return { kind: 'unpaid', run, reservation, delivery, cause: event.failure }
    }
    case 'letting-go':
      return event.kind === 'let-go' ? { ...state, kind: 'let-go', endedAt: at } : null
    case 'unpaid':
      return event.kind === 'noted' ? { ...state, kind: 'noted', by: event.by, endedAt: at } : null
    default:
      return null
  }
}

function whileReserving(
  state: Extract<FuelRunState, { kind: 'reserving' }>,
  event: FuelRunEvent,
  at: string,
): FuelRunState | null {
  const { run, isInterrupted } = state
  switch (event.kind) {
    case 'reserved': {
      const { reservation } = event
      if (isInterrupted) return { kind: 'letting-go', run, reservation, cause: null }
      return { kind: 'releasing', run, reservation }
    }
    case 'not-reserved':
      return { kind: 'not-reserved', run, cause: event.failure, endedAt: at }
    case 'interrupted':
      return isInterrupted ? null : { ...state, isInterrupted: true }
    default:
      return null
  }
}

type AtPump = Extract<FuelRunState, { kind: 'releasing' | 'released' | 'delivering' | 'withdrawing' | 'stopping' }>

function whileAtPump(state: AtPump, event: FuelRunEvent): FuelRunState | null {
  const { kind, run, reservation } = state
  switch (event.kind) {
    case 'pump-said':
      return event.order.state === 'ended' ? afterTheEnd(state, event.order) : moved(state, event.order)
    case 'pump-failed':
      // A release that may have been heard must not be found open by the next customer.
      return kind === 'releasing' ? { kind: 'withdrawing', run, reservation } : null
    case 'stop-asked':
      return kind === 'stopping' ? null : { kind: 'stopping', run, reservation }
    case 'closed-by-hand':
      return closedByHand(state, event)
    case 'interrupted':
      return kind === 'releasing' ? { kind: 'withdrawing', run, reservation } : null
    default:
      return null
  }
}

/** Thousandths of a unit in a minor one, times millilitres in a litre. */
const MILLI_LITRES_OF_MINOR = 10 * 1_000

/** The litres follow from the amount and the price: a counter shows both, and one of them is enough to type. */
function closedByHand(
  { run, reservation }: AtPump,
  { by, amountMinor, priceMilli }: Extract<FuelRunEvent, { kind: 'closed-by-hand' }>,
): FuelRunState {
  const closed = { ...run, closedBy: by }
  if (amountMinor === 0) return { kind: 'letting-go', run: closed, reservation, cause: null }
  const volumeMl = priceMilli === 0 ? 0 : Math.round((amountMinor * MILLI_LITRES_OF_MINOR) / priceMilli)
  const chargedMinor = Math.min(amountMinor, reservation.ceilingMinor)
  const delivery: Delivery = { nozzle: run.nozzle, priceMilli, volumeMl, amountMinor, chargedMinor }
  return { kind: 'completing', run: closed, reservation, delivery }
}

/** A pump that was closed by hand came back: what it counted is kept where it is something else, and pays nothing. */
function toldLater(state: FuelRunState, { state: ended, amountMinor }: PumpOrder): FuelRunState | null {
  const closedMinor = 'delivery' in state ? state.delivery.amountMinor : 0
  if (ended !== 'ended' || amountMinor === closedMinor || state.run.toldLaterMinor !== undefined) return null
  return { ...state, run: { ...state.run, toldLaterMinor: amountMinor } }
}

/** Where an order that has not ended brings the run; null where it was known to be. */
function moved({ kind, run, reservation }: AtPump, order: PumpOrder): FuelRunState | null {
  // A pump that never heard of it has nothing to stop: it is only kept from hearing of it later.
  if (kind === 'stopping') return order.state === 'unknown' ? { kind: 'withdrawing', run, reservation } : null
  const next = order.state === 'delivering' ? 'delivering' : order.state === 'released' ? 'released' : 'withdrawing'
  // A release that is being taken back is not asked for again; only fuel that runs changes that.
  if (kind === next || (kind === 'withdrawing' && next !== 'delivering')) return null
  // News of the release that come late do not undo the flow.
  if (kind === 'delivering' && next === 'released') return null
  return { kind: next, run, reservation }
}

function afterTheEnd({ run, reservation }: AtPump, order: PumpOrder): FuelRunState {
  const { amountMinor, nozzle, priceMilli, volumeMl } = order
  if (amountMinor === 0) return { kind: 'letting-go', run, reservation, cause: null }
  const delivery: Delivery = {
    nozzle: nozzle ?? run.nozzle,
    priceMilli: priceMilli ?? 0,
    volumeMl,
    amountMinor,
    chargedMinor: Math.min(amountMinor, reservation.ceilingMinor),
  }
  return { kind: 'completing', run, reservation, delivery }
}
