import { LIMITS } from '#contract/limits.ts'

/**
 * Whether one host is worth a customer's time (acquirer-host sheet 2.3):
 *
 *            three failures in a row
 *   closed ───────────────────────────► open ◄──┐
 *     ▲                                  │      │ no echo back
 *     │                     time is over │      │
 *     │ an answer to anything            ▼      │
 *     └───────────────────────────── half-open ─┘
 *
 * A failure is a connection that does not come about or an answer that does not come. Half-open is one echo, never a
 * customer's sale. A host that answers that it cannot help (`turned-down`) is there: it stays closed, and is avoided for
 * a while where another one can be asked.
 */
export type Circuit =
  | { readonly kind: 'closed'; readonly failures: number; readonly avoidUntilMs: number | null }
  | { readonly kind: 'open'; readonly untilMs: number }
  | { readonly kind: 'half-open' }

export type CircuitEvent =
  | { readonly kind: 'answered' }
  | { readonly kind: 'turned-down'; readonly atMs: number }
  | { readonly kind: 'failed'; readonly atMs: number }
  /** Somebody wants to know whether the host is back. */
  | { readonly kind: 'probe'; readonly atMs: number }

export const CLOSED: Circuit = { kind: 'closed', failures: 0, avoidUntilMs: null }

/** The circuit after an event; pure, times are those of one clock that only grows. */
export function nextCircuit(circuit: Circuit, event: CircuitEvent): Circuit {
  switch (event.kind) {
    case 'answered':
      return circuit.kind === 'closed' ? { ...circuit, failures: 0 } : CLOSED
    case 'turned-down':
      return { kind: 'closed', failures: 0, avoidUntilMs: event.atMs + LIMITS.hostAvoidMs }
    case 'failed':
      return afterFailure(circuit, event.atMs)
    case 'probe':
      return circuit.kind === 'open' && event.atMs >= circuit.untilMs ? { kind: 'half-open' } : circuit
  }
}

function afterFailure(circuit: Circuit, atMs: number): Circuit {
  if (circuit.kind === 'open') return circuit
  const failures = circuit.kind === 'closed' ? circuit.failures + 1 : LIMITS.hostFailuresMax
  if (circuit.kind === 'closed' && failures < LIMITS.hostFailuresMax) return { ...circuit, failures }
  return { kind: 'open', untilMs: atMs + LIMITS.hostOpenCircuitMs }
}
