import type { CallName } from '#contract/api.ts'
import type { Handlers } from '#contract/dispatch.ts'
import { fail, type Result, succeed } from '#contract/result.ts'
import type { Till } from '#till/till.ts'
import type { Pumps } from '../compose/open-pumps.ts'

export type PumpCalls = Pick<Handlers, Extract<CallName, `pump.${string}`>>

/** Whoever is signed in may stop a pump and print its receipt; what nobody paid or no pump ends is a manager's. */
export function pumpCalls(
  { desk, views }: Pumps,
  till: Pick<Till, 'slice' | 'printReceipt'>,
  manager: () => Result<string>,
): PumpCalls {
  const signedIn = () => till.slice('session').kind === 'signed-in'
  return {
    'pump.stop': async ({ pumpId }) => {
      if (!signedIn()) return fail('SESSION_LOCKED')
      const stopped = await desk.stop(pumpId)
      return stopped.ok ? succeed({}) : stopped
    },
    'pump.printReceipt': async ({ pumpId }) => {
      if (!signedIn()) return fail('SESSION_LOCKED')
      const receipt = (await views()).find(({ id }) => id === pumpId)?.receipt
      if (!receipt) return fail('PUMP_IDLE')
      const printed = await till.printReceipt(receipt.saleId)
      return printed.ok ? succeed({}) : printed
    },
    'pump.closeByHand': async ({ pumpId, amountMinor }) => {
      const by = manager()
      if (!by.ok) return by
      const closed = await desk.closeByHand(pumpId, { by: by.value, amountMinor })
      return closed.ok ? succeed({}) : closed
    },
    'pump.takeNote': async ({ pumpId }) => {
      const by = manager()
      if (!by.ok) return by
      const noted = await desk.takeNote(pumpId, by.value)
      return noted.ok ? succeed({}) : noted
    },
  }
}
