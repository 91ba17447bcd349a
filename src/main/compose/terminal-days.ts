import { CatalogueFailure, type Result, succeed } from '#contract/result.ts'
import type { DayView } from '#contract/views/day-view.ts'
import type { TerminalDayEndView } from '#contract/views/terminal-view.ts'
import type { PaymentEngine } from '#payment/engine/payment-engine.ts'
import { dayEndView } from '#payment/engine/terminal-desk.ts'
import type { TerminalDayEnd, Till } from '#till/till.ts'

interface Parts {
  readonly till: Till
  readonly engine: PaymentEngine
}

/**
 * Every terminal that can ends its day with the till's. One that does not holds nothing up: it is named on the Z, and is asked
 * again from there.
 */
export async function endTerminalDays(parts: Parts): Promise<void> {
  for (const { id } of parts.engine.terminals.days.ending()) await endTerminalDay(parts, id)
}

/** Its ticket is on disk with the answer, and comes out on the till's printer. Errors: TERMINAL_*, STORE_*. */
export async function endTerminalDay({ till, engine }: Parts, id: string): Promise<Result<TerminalDayEndView>> {
  const ended = await engine.terminals.days.dayEnd(id)
  if (!ended.ok) return ended
  const { alias: terminalAlias, ticket } = ended.value
  try {
    if (ticket !== null) await till.printTerminalSlip({ terminalAlias, lines: ticket }, null)
  } catch (thrown) {
    // The day end stands, whatever becomes of its paper.
    if (!(thrown instanceof CatalogueFailure)) throw thrown
  }
  return succeed(dayEndView(ended.value))
}

/** For the day's screen and its papers. */
export function terminalDays({ terminals }: Pick<PaymentEngine, 'terminals'>): TerminalDayEnd[] {
  return terminals.days.newest().map((dayEnd) => {
    return { id: dayEnd.terminalId, alias: dayEnd.alias, dayEnd: dayEndView(dayEnd) }
  })
}

/** Orders of which nobody knows what became, and terminals that did not end their day. */
export function terminalMatters(
  { terminals }: Pick<PaymentEngine, 'terminals'>,
  till: Pick<Till, 'slice'>,
): DayView['exceptions'] {
  const doubts = terminals.inDoubt().map(({ intent }) => ({
    kind: 'terminal-unknown' as const,
    amountMinor: intent.amountMinor,
    reference: `${intent.number} ${intent.terminal?.alias ?? ''}`.trimEnd(),
    ...(intent.terminal && { terminalId: intent.terminal.id }),
  }))
  const ending = terminals.days.ending().map(({ id }) => id)
  const notEnded = terminals.days
    .newest()
    .filter(({ terminalId, state }) => state !== 'done' && ending.includes(terminalId))
  if (notEnded.length === 0) return doubts
  const sums = till.slice('day').terminals ?? []
  const named = notEnded.map(({ terminalId, alias }) => ({
    kind: 'terminal-day-end' as const,
    amountMinor: sums.find(({ id }) => id === terminalId)?.amountMinor ?? 0,
    reference: alias,
    terminalId,
  }))
  return [...doubts, ...named]
}
