import { realpathSync } from 'node:fs'
import { type Failure, fail } from '#contract/result.ts'
import { readSerialEndpoint } from '#contract/serial-line.ts'
import type { StandaloneTerminalPort, TerminalOutcome } from '#payment/ports/standalone-terminal.port.ts'

/** The machine itself, by number or by name. */
const LOOPBACK = /^tcp:\/\/(127(\.\d{1,3}){3}|localhost|\[::1\]):\d+$/i
/** The far side of these is a program, on Linux and on macOS. */
const PSEUDO_TERMINAL = /^\/dev\/(pts\/\d+|ttys\d+)$/

/**
 * Why nothing is ordered at this place in training; null where only a program of this machine can be behind it: loopback, or a
 * pseudo-terminal. A real terminal knows nothing of training, and would charge real cards.
 */
export function realInTraining(endpoint: string, training: boolean): Failure | null {
  if (!training || LOOPBACK.test(endpoint) || isPseudoTerminal(endpoint)) return null
  return fail('TERMINAL_REAL_IN_TRAINING', { endpoint }).error
}

/** Under whatever name: a link to a real port is a real port. */
function isPseudoTerminal(endpoint: string): boolean {
  const path = readSerialEndpoint(endpoint)?.path
  if (path === undefined) return false
  try {
    return PSEUDO_TERMINAL.test(realpathSync(path))
  } catch {
    // What is not there now may be a real port when it is.
    return PSEUDO_TERMINAL.test(path)
  }
}

/**
 * In the place of a terminal that training must not touch: its line is never opened, and every order ends before a byte leaves. It
 * is offered as the terminal is, so that whoever chooses it is told why.
 */
export function untouchedTerminal(terminal: StandaloneTerminalPort, failure: Failure): StandaloneTerminalPort {
  const refused = { ok: false, error: failure } as const
  const order = async (): Promise<TerminalOutcome> => ({ kind: 'not-started', failure })
  return {
    alias: terminal.alias,
    endpoint: terminal.endpoint,
    // Nothing of it is in any day: its own is left alone.
    can: new Set([...terminal.can].filter((operation) => operation !== 'day-end')),
    probe: async () => refused,
    pay: order,
    refund: order,
    void: order,
    reserve: order,
    complete: order,
    release: order,
    lastResult: order,
    dayEnd: async () => ({ kind: 'not-started', failure }),
    reprint: async () => refused,
    abort: async () => refused,
    close: () => terminal.close(),
    onNotice: (listener) => terminal.onNotice(listener),
  }
}
