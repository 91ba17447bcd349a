import type { CardAuthorisation, CardRead } from '#payment/ports/pin-pad.port.ts'
import { benchEngine, SOME_OFFLINE } from './bench-till.ts'

export type Bench = ReturnType<typeof benchEngine>

export const NO_PIN = { pin: 'none', pinBlockHex: null, pinKeySerialHex: null } as const

/** A bench whose card asks for no PIN; `over` says what else its card does. */
export function offlineBench(over: Partial<CardAuthorisation> = {}, card: Partial<CardRead> = {}, parts = {}): Bench {
  const bench = benchEngine({ offline: SOME_OFFLINE, ...parts })
  bench.pad.authorised = { ...NO_PIN, ...over }
  bench.pad.card = { ...bench.pad.card, ...card }
  return bench
}
export const byCard = () => offlineBench({ decision: 'offline-approved' })
export const stateOf = ({ journal }: Bench, id = 'payment-1') => journal.payments.get(id)?.state
export const adviceOf = ({ journal }: Bench, id = 'payment-1') => journal.advice(id)
