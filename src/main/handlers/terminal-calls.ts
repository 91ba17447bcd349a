import type { Handlers } from '#contract/dispatch.ts'
import { type Result, succeed } from '#contract/result.ts'
import type { TerminalDesk } from '#payment/engine/terminal-desk.ts'
import type { Till } from '#till/till.ts'
import type { DayClose } from '../compose/close-day.ts'

interface Parts {
  readonly till: Pick<Till, 'seller' | 'chosenPrinter' | 'printTerminalSlip'>
  readonly terminals: TerminalDesk
  readonly dayClose: Pick<DayClose, 'endTerminalDay'>
}

type TerminalCalls = Pick<
  Handlers,
  'terminal.abort' | 'terminal.askAgain' | 'terminal.decide' | 'terminal.reprint' | 'terminal.dayEnd'
>

/** Standalone terminals. Whoever may sell may stop them, ask them and say what their tickets show; `tender.terminal` pays. */
export function terminalCalls({ till, terminals, dayClose }: Parts): TerminalCalls {
  const done = (result: Result<null>) => (result.ok ? succeed({}) : result)
  return {
    'terminal.abort': async () => done(await terminals.abort()),
    'terminal.askAgain': async ({ paymentId }) => done(await terminals.askAgain(paymentId)),
    'terminal.decide': async ({ paymentId, outcome, approvalCode: typed = '', amountMinor = null }) => {
      const user = till.seller()
      if (!user.ok) return user
      return done(await terminals.read(paymentId, { by: user.value.name, outcome, typed, amountMinor }))
    },
    'terminal.reprint': async ({ terminalId, deviceId }) => {
      const where = till.chosenPrinter(deviceId)
      if (!where.ok) return where
      const again = await terminals.days.reprint(terminalId)
      if (!again.ok) return again
      await till.printTerminalSlip(again.value, where.value)
      return succeed({})
    },
    'terminal.dayEnd': async ({ terminalId }) => dayClose.endTerminalDay(terminalId),
  }
}
