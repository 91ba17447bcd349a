import {
  EXCHANGE_TIMERS,
  type ExchangeEvent,
  type ExchangeState,
  exchange,
} from '#hardware/pad/abecs/exchange-machine.ts'
import { type Circuit, type CircuitEvent, CLOSED, nextCircuit } from '#payment/routing/circuit.ts'
import type { Actor, Machine, MachineEvent } from './machine.ts'

type Exchange = ExchangeEvent<null>

const START: Exchange = { kind: 'start', frame: new Uint8Array(1), answerTimeoutMs: 1 }

const BY_PAD = ['bytes', 'ack', 'nak', 'stopped', 'bad-frame', 'no-message', 'lost'] as const

const EVENTS: readonly MachineEvent<Exchange>[] = [
  { name: 'start', by: 'program', event: START },
  { name: 'cancel', by: 'program', event: { kind: 'cancel' } },
  { name: 'answer', by: 'pad', event: { kind: 'answer', answer: null } },
  ...BY_PAD.map((kind) => ({ name: kind, by: 'pad' as Actor, event: { kind } })),
  ...EXCHANGE_TIMERS.map((timer) => ({
    name: `${timer} time over`,
    by: 'time' as Actor,
    event: { kind: 'timer' as const, timer },
  })),
]

const KINDS: Readonly<Record<ExchangeState['kind'], true>> = {
  idle: true,
  sent: true,
  waiting: true,
  draining: true,
  stopping: true,
  settling: true,
}

/** A second command is a caller's mistake, and not an event. */
export const EXCHANGE: Machine<ExchangeState, Exchange> = {
  name: 'Exchange with a PIN pad',
  about: 'One command and its answer over a line that may fail.',
  source: 'src/hardware/pad/abecs/exchange-machine.ts',
  states: Object.keys(KINDS),
  begin: { kind: 'idle' },
  events: EVENTS,
  step: (state, event) => (event.kind === 'start' && state.kind !== 'idle' ? null : exchange(state, event).state),
  nameOf: ({ kind }) => kind,
  isEnd: ({ kind }) => kind === 'idle',
}

/** Beyond every wait. */
const LATER_MS = 1_000_000

const CIRCUIT_KINDS: Readonly<Record<Circuit['kind'], true>> = { closed: true, open: true, 'half-open': true }

export const CIRCUIT: Machine<Circuit, CircuitEvent> = {
  name: 'Circuit of a host',
  about: 'Whether one host of an acquirer is worth the time of a customer.',
  source: 'src/payment/routing/circuit.ts',
  states: Object.keys(CIRCUIT_KINDS),
  begin: CLOSED,
  events: [
    { name: 'answered', by: 'bank', event: { kind: 'answered' } },
    { name: 'turned-down', by: 'bank', event: { kind: 'turned-down', atMs: 0 } },
    { name: 'failed', by: 'time', event: { kind: 'failed', atMs: 0 } },
    { name: 'probe after the time', by: 'time', event: { kind: 'probe', atMs: LATER_MS } },
  ],
  step: nextCircuit,
  nameOf: ({ kind }) => kind,
  isEnd: ({ kind }) => kind === 'closed',
}
