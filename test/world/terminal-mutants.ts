import type { TerminalOrder, TerminalOutcome, TerminalResult } from '#payment/ports/standalone-terminal.port.ts'
import type { Mutant } from './mutant.ts'

const guessed = ({ amountMinor }: TerminalOrder): TerminalResult => ({
  amountMinor,
  reference: { approvalCode: null, receiptNumber: null, traceNumber: null },
  scheme: 'other',
  maskedPan: null,
  applicationId: null,
  entryMode: null,
  contract: null,
  ticket: null,
})

/** What comes of an order, changed. */
const withPay = (
  changed: (order: TerminalOrder, outcome: TerminalOutcome) => TerminalOutcome,
): Mutant['wrapTerminal'] => {
  return (terminal) => ({ ...terminal, pay: async (order) => changed(order, await terminal.pay(order)) })
}

/** Faults in what standalone terminals are told and believed. */
export const TERMINAL_MUTANTS: readonly Mutant[] = [
  {
    name: 'order given to the terminal again when it is silent',
    wrapTerminal: (terminal) => ({
      ...terminal,
      pay: async (order) => {
        const outcome = await terminal.pay(order)
        return outcome.kind === 'unknown' ? terminal.pay(order) : outcome
      },
    }),
  },
  {
    name: 'silence of the terminal taken for a yes',
    wrapTerminal: withPay((order, outcome) =>
      outcome.kind === 'unknown' ? { kind: 'approved', result: guessed(order) } : outcome,
    ),
  },
  {
    name: 'silence of the terminal taken for a no',
    wrapTerminal: withPay((_, outcome) =>
      outcome.kind === 'unknown' ? { kind: 'declined', failure: { code: 'TERMINAL_DECLINED' } } : outcome,
    ),
  },
  {
    name: 'ticket out of what a terminal holds ordered again when it is silent',
    wrapTerminal: (terminal) => ({
      ...terminal,
      complete: async (order) => {
        const outcome = await terminal.complete(order)
        return outcome.kind === 'unknown' ? terminal.complete(order) : outcome
      },
    }),
  },
  {
    name: 'silence on what a terminal is to hold taken for a yes',
    wrapTerminal: (terminal) => ({
      ...terminal,
      reserve: async (order) => {
        const outcome = await terminal.reserve(order)
        return outcome.kind === 'unknown' ? { kind: 'approved', result: guessed(order) } : outcome
      },
    }),
  },
  {
    name: 'part paid on the terminal taken for the whole',
    wrapTerminal: withPay((order, outcome) =>
      outcome.kind === 'approved'
        ? { ...outcome, result: { ...outcome.result, amountMinor: order.amountMinor } }
        : outcome,
    ),
  },
]
