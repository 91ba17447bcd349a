import { formatAmount } from '#contract/money.ts'
import type { Failure } from '#contract/result.ts'
import type { PumpView } from '#contract/views/pump-view.ts'
import type { FuelRunState } from '#payment/unattended/fuel-run.ts'
import { isDead, type PumpNow } from '#payment/unattended/unattended-desk.ts'
import type { PaidSalesPort } from '#till/ports/paid-sales.port.ts'
import type { PumpSettings } from './pump-settings.ts'
import { soldFuel } from './sold-fuel.ts'

const STATES: Readonly<Record<FuelRunState['kind'], PumpView['state']>> = {
  reserving: 'reserving',
  releasing: 'reserved',
  released: 'reserved',
  withdrawing: 'finishing',
  delivering: 'delivering',
  stopping: 'finishing',
  completing: 'finishing',
  'letting-go': 'finishing',
  done: 'done',
  'let-go': 'idle',
  'not-reserved': 'idle',
  unpaid: 'trouble',
  noted: 'idle',
}

const STOPPABLE: readonly FuelRunState['kind'][] = ['releasing', 'released', 'delivering', 'withdrawing']

/** A pump as people see it. */
export async function pumpView(
  { pump, run, order, failure }: PumpNow,
  { nozzles }: Pick<PumpSettings, 'nozzles'>,
  currency: PumpView['currency'],
  paidSales: Pick<PaidSalesPort, 'paidSale'>,
): Promise<PumpView> {
  const sale = run?.kind === 'done' ? await paidSales.paidSale(run.run.saleId) : null
  const metered = run !== null && 'delivery' in run ? run.delivery : order?.id === run?.run.id ? order : null
  const fuelOf = (nozzle: number | null) => soldFuel(run?.run ?? {}, nozzle, nozzles)?.fuel ?? null
  const trouble = failure ?? troubleOf(run)
  return {
    id: pump.id,
    name: pump.name,
    state: stateOf(run, failure, pump.port.health().state === 'away'),
    currency: run?.run.currency ?? currency,
    reservedMinor: reservedMinor(run),
    deliveredMinor: metered?.amountMinor ?? null,
    volumeMl: metered?.volumeMl ?? null,
    fuel: metered === null ? null : fuelOf(metered.nozzle),
    failure: trouble ?? pump.port.health().failure,
    receipt: sale === null ? null : { saleId: sale.id, number: sale.number },
    canStop: run !== null && STOPPABLE.includes(run.kind),
    canClose: isDead({ run, failure }),
    needsNote: run?.kind === 'unpaid',
  }
}

function stateOf(run: FuelRunState | null, failure: Failure | null, isAway: boolean): PumpView['state'] {
  const state = run === null ? 'idle' : STATES[run.kind]
  if (state === 'idle' || state === 'done') return isAway ? 'away' : state
  return failure === null ? state : 'trouble'
}

function reservedMinor(run: FuelRunState | null): number | null {
  if (run === null) return null
  if ('reservation' in run) return run.reservation.ceilingMinor
  return run.kind === 'reserving' ? run.run.wantedMinor : null
}

/** What is to be told of a run that has ended, or waits for a manager. */
function troubleOf(run: FuelRunState | null): Failure | null {
  const toldLaterMinor = run?.run.toldLaterMinor
  if (run && toldLaterMinor !== undefined) {
    return { code: 'PUMP_CLOSED_DIFFERS', details: { amount: formatAmount(toldLaterMinor, run.run.currency) } }
  }
  if (run?.kind === 'unpaid') return run.cause
  if (run?.kind === 'not-reserved') return run.cause
  if (run?.kind === 'done' && run.delivery.amountMinor > run.delivery.chargedMinor) return { code: 'PUMP_OVER_CEILING' }
  return null
}
