import type { ReservationView } from '#contract/views/reservation-view.ts'
import { benchEngine } from './bench-till.ts'
import { settle } from './manual-clock.ts'

export type Bench = ReturnType<typeof benchEngine>

/** STAN of the pre-authorisation, the first of every bench. */
export const STAN = '000001'

/** The bank holds 100.00 for room 12. */
export async function reserved(bench: Bench, amountMinor = 10_000): Promise<string> {
  const begun = await bench.engine.reservations.begin({ amountMinor, currency: 'EUR', label: 'Room 12' })
  await settle()
  if (!begun.ok) throw new Error(begun.error.code)
  return begun.value.paymentId
}

export const complete = (bench: Bench, reservationId: string, amountMinor: number, saleId = 'sale-1') =>
  bench.engine.reservations.complete({ reservationId, saleId, attempt: 1, amountMinor })

export async function viewOf(bench: Bench, id: string): Promise<ReservationView | undefined> {
  return (await bench.engine.reservations.list()).find(({ paymentId }) => paymentId === id)
}

/** An engine on the disk of another whose power went. */
export async function afterAKill(bench: Bench): Promise<Bench> {
  const next = benchEngine({ journal: bench.journal, host: bench.host })
  await next.engine.recover()
  await settle()
  return next
}
