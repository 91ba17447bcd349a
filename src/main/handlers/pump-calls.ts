import type { CallName } from '#contract/api.ts'
import type { Handlers } from '#contract/dispatch.ts'
import { fail, type Result, succeed } from '#contract/result.ts'
import type { Till } from '#till/till.ts'
import type { Pumps } from '../compose/open-pumps.ts'

export type PumpCalls = Pick<Handlers, Extract<CallName, `pump.${string}`>>

/** What nobody paid or no pump ends is signed with the name of the person at the till. */
export function pumpCalls(
  { desk, views }: Pumps,
  till: Pick<Till, 'printReceipt'>,
  person: () => Result<string>,
): PumpCalls {
  return {
    'pump.stop': async ({ pumpId }) => {
      const stopped = await desk.stop(pumpId)
      return stopped.ok ? succeed({}) : stopped
    },
    'pump.printReceipt': async ({ pumpId }) => {
      const receipt = (await views()).find(({ id }) => id === pumpId)?.receipt
      if (!receipt) return fail('PUMP_IDLE')
      const printed = await till.printReceipt(receipt.saleId)
      return printed.ok ? succeed({}) : printed
    },
    'pump.closeByHand': async ({ pumpId, amountMinor }) => {
      const by = person()
      if (!by.ok) return by
      const closed = await desk.closeByHand(pumpId, { by: by.value, amountMinor })
      return closed.ok ? succeed({}) : closed
    },
    'pump.takeNote': async ({ pumpId }) => {
      const by = person()
      if (!by.ok) return by
      const noted = await desk.takeNote(pumpId, by.value)
      return noted.ok ? succeed({}) : noted
    },
  }
}
