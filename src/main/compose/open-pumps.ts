import type { Currency } from '#contract/money.ts'
import type { PumpView } from '#contract/views/pump-view.ts'
import { createPumpDriver } from '#hardware/pumps/pump-driver.ts'
import type { FuelReservationPort } from '#payment/ports/fuel-reservation.port.ts'
import { sellsOn } from '#payment/unattended/fuel-run.ts'
import { UnattendedDesk } from '#payment/unattended/unattended-desk.ts'
import type { MeteredSale } from '#till/unattended/commit-unattended.ts'
import { FUEL_SALE } from './fuel-sale.ts'
import type { Ground } from './join-rooms.ts'
import type { PumpSettings } from './pump-settings.ts'
import { pumpView } from './pump-views.ts'
import { soldFuel, soldOnly } from './sold-fuel.ts'

export interface PumpParts {
  readonly pumps: readonly PumpSettings[]
  readonly ground: Pick<Ground, 'store' | 'clock' | 'log' | 'newId'>
  readonly currency: Currency
  readonly reservations: FuelReservationPort
  readonly onChange: () => void
}

/** The pumps of the shop that sell without a cashier. */
export interface Pumps {
  readonly desk: UnattendedDesk
  views(): Promise<PumpView[]>
  /** What the ticket of a delivery says; null when no such one is being paid. */
  meteredSale(saleId: string): MeteredSale | null
  /** Whether a pump sells up to this reservation: nobody at the counter touches it meanwhile. */
  sellsOn(paymentId: string): boolean
}

export function openPumps({ pumps, ground, currency, reservations, onChange }: PumpParts): Pumps {
  const { store, clock, log, newId } = ground
  const settingsOf = (pumpId: string) => pumps.find(({ id }) => id === pumpId)
  const meteredSale = (saleId: string): MeteredSale | null => {
    const found = desk.runOfSale(saleId)
    if (found === null) return null
    const { run, delivery } = found
    const { nozzle, volumeMl, priceMilli, amountMinor } = delivery
    const sold = soldFuel(run, nozzle, settingsOf(run.pumpId)?.nozzles ?? [])
    if (sold === null) return null
    const { fuel: fuelName, vatBasisPoints } = sold
    return { pumpName: run.pumpName, fuelName, volumeMl, priceMilli, amountMinor, vatBasisPoints }
  }
  const desk = new UnattendedDesk({
    pumps: pumps.map(({ id, name, endpoint, reserveMinor, liftWithinSeconds, nozzles }) => ({
      id,
      name,
      port: createPumpDriver({ endpoint, clock }),
      wantedMinor: reserveMinor,
      liftWithinSeconds,
      nozzles,
    })),
    reservations: soldOnly(reservations, (saleId) => meteredSale(saleId) !== null),
    journal: store.fuelRuns,
    currency,
    clock,
    newId,
    newSaleId: () => `${FUEL_SALE}${newId()}`,
    onChange,
    onUnexpected: (thrown) => void log.unexpected(thrown, 'pumps'),
  })
  return {
    desk,
    views: () =>
      Promise.all(
        desk.now().map((now) => pumpView(now, settingsOf(now.pump.id) ?? { nozzles: [] }, currency, store.paidSales)),
      ),
    meteredSale,
    sellsOn: (paymentId) => desk.now().some(({ run }) => run !== null && sellsOn(run, paymentId)),
  }
}
