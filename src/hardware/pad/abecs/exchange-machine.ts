import { LIMITS } from '#contract/limits.ts'
import { assertNever } from '#contract/result.ts'
import { CONTROL } from './framing.ts'

/**
 * One command and its answer over a line that may fail (pin-pad sheet 2.1; specification 2.2), as a pure machine.
 *
 *           start           ACK             answer
 *   idle ─────────► sent ─────────► waiting ───────► idle, answered
 *    ▲               │ NAK: again,   │  ▲
 *    │               │ three sends   │  │ 500 ms silence: NAK, three times
 *    │               ▼               ▼  │
 *    │             idle, malformed  draining ◄── bad frame
 *    │
 *    │  any state ── cancel, answer too late ──► stopping (CAN) ── EOT ──► settling ── 500 ms silence ──► idle,
 *    │                                             ▲   │ 2 s                  │                   cancelled / timeout
 *    │                                             └───┴── three CAN in all ──┘
 *    └── lost: from anywhere
 *
 * No acknowledgement within 2 s, or three CAN without EOT: silent. A frame that came whole but is no message:
 * malformed. Whatever arrives after CAN is dropped, so that the answer of a stopped command is never taken for
 * the answer of the next one.
 */
export type ExchangeState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'sent'; readonly frame: Uint8Array; readonly answerTimeoutMs: number; readonly sends: number }
  | { readonly kind: 'waiting'; readonly rejections: number }
  | { readonly kind: 'draining'; readonly rejections: number }
  | { readonly kind: 'stopping'; readonly tries: number; readonly outcome: StopOutcome }
  | {
      readonly kind: 'settling'
      readonly confirmed: boolean
      readonly tries: number
      readonly outcome: StopOutcome
    }

type StopOutcome = 'cancelled' | 'timeout'

export type ExchangeEvent<Answer> =
  | { readonly kind: 'start'; readonly frame: Uint8Array; readonly answerTimeoutMs: number }
  | { readonly kind: 'cancel' }
  /** Anything at all arrived. */
  | { readonly kind: 'bytes' }
  | { readonly kind: 'ack' }
  | { readonly kind: 'nak' }
  /** EOT. */
  | { readonly kind: 'stopped' }
  /** A frame that was cut, spoiled or too long. */
  | { readonly kind: 'bad-frame' }
  | { readonly kind: 'answer'; readonly answer: Answer }
  /** A whole frame that is no message. */
  | { readonly kind: 'no-message' }
  | { readonly kind: 'timer'; readonly timer: ExchangeTimer }
  | { readonly kind: 'lost' }

export const EXCHANGE_TIMERS = ['ack', 'answer', 'silence', 'stop'] as const
export type ExchangeTimer = (typeof EXCHANGE_TIMERS)[number]

export type ExchangeOutcome<Answer> =
  | { readonly kind: 'answered'; readonly answer: Answer }
  | { readonly kind: 'cancelled' | 'timeout' | 'silent' | 'malformed' | 'lost' }

export type ExchangeEffect<Answer> =
  | { readonly kind: 'send'; readonly bytes: Uint8Array }
  /** Starts the timer anew. */
  | { readonly kind: 'arm'; readonly timer: ExchangeTimer; readonly delayMs: number }
  | { readonly kind: 'disarm'; readonly timer: ExchangeTimer }
  /** Forgets a frame begun. */
  | { readonly kind: 'reset-reader' }
  /** Ends whatever waits: the command under way and every stop asked for. */
  | { readonly kind: 'finish'; readonly outcome: ExchangeOutcome<Answer> }

export interface ExchangeStep<Answer> {
  readonly state: ExchangeState
  readonly effects: readonly ExchangeEffect<Answer>[]
}

const NAK = Uint8Array.of(CONTROL.NAK)
const CAN = Uint8Array.of(CONTROL.CAN)

const arm = (timer: ExchangeTimer, delayMs: number) => ({ kind: 'arm', timer, delayMs }) as const
const stay = (state: ExchangeState): ExchangeStep<never> => ({ state, effects: [] })

function finish<Answer>(outcome: ExchangeOutcome<Answer>): ExchangeStep<Answer> {
  const disarms = EXCHANGE_TIMERS.map((timer) => ({ kind: 'disarm', timer }) as const)
  return { state: { kind: 'idle' }, effects: [...disarms, { kind: 'finish', outcome }] }
}

function sendCan(tries: number, outcome: StopOutcome): ExchangeStep<never> {
  return {
    state: { kind: 'stopping', tries, outcome },
    effects: [
      { kind: 'disarm', timer: 'ack' },
      { kind: 'disarm', timer: 'answer' },
      { kind: 'disarm', timer: 'silence' },
      { kind: 'reset-reader' },
      { kind: 'send', bytes: CAN },
      arm('stop', LIMITS.padAckTimeoutMs),
    ],
  }
}

/** The next state and what must be done. `start` outside idle is a caller's mistake and throws. */
export function exchange<Answer>(state: ExchangeState, event: ExchangeEvent<Answer>): ExchangeStep<Answer> {
  if (event.kind === 'lost') return finish({ kind: 'lost' })
  if (event.kind === 'cancel') return onCancel(state)
  switch (state.kind) {
    case 'idle':
      return onIdle(state, event)
    case 'sent':
      return onSent(state, event)
    case 'waiting':
      return onWaiting(state, event)
    case 'draining':
      return onDraining(state, event)
    case 'stopping':
      return onStopping(state, event)
    case 'settling':
      return onSettling(state, event)
    default:
      return assertNever(state)
  }
}

type In<Kind extends ExchangeState['kind']> = Extract<ExchangeState, { kind: Kind }>

function onCancel<Answer>(state: ExchangeState): ExchangeStep<Answer> {
  if (state.kind === 'stopping' || state.kind === 'settling') return stay({ ...state, outcome: 'cancelled' })
  return sendCan(1, 'cancelled')
}

function onIdle<Answer>(state: In<'idle'>, event: ExchangeEvent<Answer>): ExchangeStep<Answer> {
  if (event.kind !== 'start') return stay(state)
  const { frame, answerTimeoutMs } = event
  return {
    state: { kind: 'sent', frame, answerTimeoutMs, sends: 1 },
    effects: [{ kind: 'reset-reader' }, { kind: 'send', bytes: frame }, arm('ack', LIMITS.padAckTimeoutMs)],
  }
}

function onSent<Answer>(state: In<'sent'>, event: ExchangeEvent<Answer>): ExchangeStep<Answer> {
  switch (event.kind) {
    case 'start':
      throw new Error('a command is already under way')
    case 'ack':
      return {
        state: { kind: 'waiting', rejections: 0 },
        effects: [{ kind: 'disarm', timer: 'ack' }, arm('answer', state.answerTimeoutMs)],
      }
    case 'nak':
      if (state.sends === LIMITS.padTries) return finish({ kind: 'malformed' })
      return {
        state: { ...state, sends: state.sends + 1 },
        effects: [{ kind: 'send', bytes: state.frame }, arm('ack', LIMITS.padAckTimeoutMs)],
      }
    case 'timer':
      return event.timer === 'ack' ? finish({ kind: 'silent' }) : stay(state)
    case 'answer':
    case 'no-message':
      return finish({ kind: 'malformed' })
    default:
      return stay(state)
  }
}

function onWaiting<Answer>(state: In<'waiting'>, event: ExchangeEvent<Answer>): ExchangeStep<Answer> {
  switch (event.kind) {
    case 'start':
      throw new Error('a command is already under way')
    case 'answer':
      return finish({ kind: 'answered', answer: event.answer })
    case 'no-message':
      return finish({ kind: 'malformed' })
    case 'bad-frame':
      if (state.rejections === LIMITS.padTries) return finish({ kind: 'malformed' })
      return {
        state: { kind: 'draining', rejections: state.rejections },
        effects: [arm('silence', LIMITS.padQuietMs)],
      }
    case 'timer':
      return event.timer === 'answer' ? sendCan(1, 'timeout') : stay(state)
    default:
      return stay(state)
  }
}

function onDraining<Answer>(state: In<'draining'>, event: ExchangeEvent<Answer>): ExchangeStep<Answer> {
  if (event.kind === 'start') throw new Error('a command is already under way')
  if (event.kind === 'bytes') return { state, effects: [arm('silence', LIMITS.padQuietMs)] }
  if (event.kind !== 'timer') return stay(state)
  if (event.timer === 'answer') return sendCan(1, 'timeout')
  if (event.timer !== 'silence') return stay(state)
  return {
    state: { kind: 'waiting', rejections: state.rejections + 1 },
    effects: [{ kind: 'reset-reader' }, { kind: 'send', bytes: NAK }],
  }
}

function onStopping<Answer>(state: In<'stopping'>, event: ExchangeEvent<Answer>): ExchangeStep<Answer> {
  if (event.kind === 'start') throw new Error('the pad is being stopped')
  const timedOut = event.kind === 'timer' && event.timer === 'stop'
  if (timedOut && state.tries === LIMITS.padTries) return finish({ kind: 'silent' })
  if (event.kind !== 'stopped' && !timedOut) return stay(state)
  return {
    state: { kind: 'settling', confirmed: !timedOut, tries: state.tries, outcome: state.outcome },
    // The second timer bounds a line that never falls silent.
    effects: [arm('silence', LIMITS.padQuietMs), arm('stop', LIMITS.padAnswerTimeoutMs)],
  }
}

function onSettling<Answer>(state: In<'settling'>, event: ExchangeEvent<Answer>): ExchangeStep<Answer> {
  if (event.kind === 'start') throw new Error('the pad is being stopped')
  if (event.kind === 'bytes') return { state, effects: [arm('silence', LIMITS.padQuietMs)] }
  if (event.kind !== 'timer') return stay(state)
  if (event.timer === 'stop') return finish({ kind: 'silent' })
  if (event.timer !== 'silence') return stay(state)
  return state.confirmed ? finish({ kind: state.outcome }) : sendCan(state.tries + 1, state.outcome)
}
