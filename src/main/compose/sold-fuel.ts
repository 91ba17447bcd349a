import { fail } from '#contract/result.ts'
import type { FuelReservationPort } from '#payment/ports/fuel-reservation.port.ts'
import type { FuelRun, SoldFuel } from '#payment/unattended/fuel-run.ts'

/** What ran out of a nozzle: as it was when the customer came, else as it is set now. Null: nobody knows its VAT rate. */
export function soldFuel(
  { fuels = [] }: Pick<FuelRun, 'fuels'>,
  nozzle: number | null,
  nozzlesNow: readonly SoldFuel[],
): SoldFuel | null {
  return [...fuels, ...nozzlesNow].find((each) => each.nozzle === nozzle) ?? null
}

/** What has no VAT rate is not sold: the run waits for a technician, and its reservation stays. */
export function soldOnly(reservations: FuelReservationPort, isSold: (saleId: string) => boolean): FuelReservationPort {
  return {
    begin: (wanted) => reservations.begin(wanted),
    find: (saleId) => reservations.find(saleId),
    release: (paymentId) => reservations.release(paymentId),
    complete: async (wanted) => (isSold(wanted.saleId) ? reservations.complete(wanted) : fail('PUMP_NOZZLE_NOT_SET')),
  }
}
