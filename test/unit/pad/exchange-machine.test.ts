import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { LIMITS } from '#contract/limits.ts'
import {
  EXCHANGE_TIMERS,
  type ExchangeEffect,
  type ExchangeEvent,
  type ExchangeState,
  type ExchangeStep,
  exchange,
} from '#hardware/pad/abecs/exchange-machine.ts'

// Goal: the whole sequence of effects for each way an exchange can go, and bounds that hold for any events.
type Event = ExchangeEvent<string>
const FRAME = Uint8Array.of(0x16, 0x41)
const START: Event = { kind: 'start', frame: FRAME, answerTimeoutMs: 7_000 }
const timer = (name: 'ack' | 'answer' | 'silence' | 'stop'): Event => ({ kind: 'timer', timer: name })

/** Effects in short: `send 18`, `arm ack 2000`, `finish answered`; disarms and resets are left out. */
function told(effects: readonly ExchangeEffect<string>[]): string[] {
  return effects.flatMap((effect) => {
    if (effect.kind === 'send') return `send ${Buffer.from(effect.bytes).toString('hex')}`
    if (effect.kind === 'arm') return `arm ${effect.timer} ${effect.delayMs}`
    return effect.kind === 'finish' ? `finish ${effect.outcome.kind}` : []
  })
}

function run(events: readonly Event[]): { state: ExchangeState; story: string[] } {
  let state: ExchangeState = { kind: 'idle' }
  const story: string[] = []
  for (const event of events) {
    const step: ExchangeStep<string> = exchange<string>(state, event)
    state = step.state
    story.push(...told(step.effects))
  }
  return { state, story }
}

const SENT = ['send 1641', 'arm ack 2000']
const ACKED = [...SENT, 'arm answer 7000']
const CAN = ['send 18', 'arm stop 2000']
const SETTLE = ['arm silence 500', 'arm stop 10000']

describe('the exchange machine', () => {
  it.each<[string, Event[], string[]]>([
    ['an answer', [START, { kind: 'ack' }, { kind: 'answer', answer: 'yes' }], [...ACKED, 'finish answered']],
    ['no acknowledgement', [START, timer('ack')], [...SENT, 'finish silent']],
    ['one refusal', [START, { kind: 'nak' }, { kind: 'ack' }], [...SENT, ...SENT, 'arm answer 7000']],
    [
      'three refusals',
      [START, { kind: 'nak' }, { kind: 'nak' }, { kind: 'nak' }],
      [...SENT, ...SENT, ...SENT, 'finish malformed'],
    ],
    [
      'an answer before its acknowledgement',
      [START, { kind: 'answer', answer: 'early' }],
      [...SENT, 'finish malformed'],
    ],
    ['a late EOT of a stop before', [START, { kind: 'stopped' }, { kind: 'ack' }], ACKED],
    ['a frame that is no message', [START, { kind: 'ack' }, { kind: 'no-message' }], [...ACKED, 'finish malformed']],
    [
      'a bad frame, silence, a good one',
      [
        START,
        { kind: 'ack' },
        { kind: 'bad-frame' },
        { kind: 'bytes' },
        timer('silence'),
        { kind: 'answer', answer: 'yes' },
      ],
      [...ACKED, 'arm silence 500', 'arm silence 500', 'send 15', 'finish answered'],
    ],
    [
      'an answer too late',
      [START, { kind: 'ack' }, timer('answer'), { kind: 'stopped' }, timer('silence')],
      [...ACKED, ...CAN, ...SETTLE, 'finish timeout'],
    ],
    [
      'a stop',
      [
        START,
        { kind: 'ack' },
        { kind: 'cancel' },
        { kind: 'answer', answer: 'late' },
        { kind: 'stopped' },
        timer('silence'),
      ],
      [...ACKED, ...CAN, ...SETTLE, 'finish cancelled'],
    ],
    [
      'a stop while it is too late',
      [START, { kind: 'ack' }, timer('answer'), { kind: 'cancel' }, { kind: 'stopped' }, timer('silence')],
      [...ACKED, ...CAN, ...SETTLE, 'finish cancelled'],
    ],
    [
      'a stop nobody confirms',
      [{ kind: 'cancel' }, timer('stop'), timer('silence'), timer('stop'), timer('silence'), timer('stop')],
      [...CAN, ...SETTLE, ...CAN, ...SETTLE, ...CAN, 'finish silent'],
    ],
    [
      'a line that never falls silent',
      [{ kind: 'cancel' }, { kind: 'stopped' }, { kind: 'bytes' }, timer('stop')],
      [...CAN, ...SETTLE, 'arm silence 500', 'finish silent'],
    ],
    ['a loss', [START, { kind: 'ack' }, { kind: 'lost' }], [...ACKED, 'finish lost']],
  ])('%s', (_, events, story) => {
    expect(run(events).story).toEqual(story)
  })

  it('refuses a command while one is under way', () => {
    expect(() => run([START, START])).toThrow('under way')
    expect(() => run([{ kind: 'cancel' }, START])).toThrow('stopped')
  })

  it('bounds its sends, leaves no timer armed when idle, and finishes each exchange once, for any events', () => {
    const event = fc.oneof(
      fc.constantFrom<Event>(
        { kind: 'ack' },
        { kind: 'nak' },
        { kind: 'bytes' },
        { kind: 'stopped' },
        { kind: 'bad-frame' },
        { kind: 'no-message' },
        { kind: 'cancel' },
        { kind: 'lost' },
        { kind: 'answer', answer: 'yes' },
      ),
      fc.constantFrom(...EXCHANGE_TIMERS).map(timer),
    )
    fc.assert(
      fc.property(fc.array(event, { maxLength: 60 }), (events) => {
        let state: ExchangeState = { kind: 'idle' }
        const armed = new Set<string>()
        let sends = 0
        let finished = 0
        for (const next of [START, ...events]) {
          // A timer fires only when it is armed, and once.
          if (next.kind === 'timer' && !armed.delete(next.timer)) continue
          const step: ExchangeStep<string> = exchange<string>(state, next)
          state = step.state
          for (const effect of step.effects) {
            if (effect.kind === 'send' && effect.bytes === FRAME) sends += 1
            if (effect.kind === 'arm') armed.add(effect.timer)
            if (effect.kind === 'disarm') armed.delete(effect.timer)
            if (effect.kind === 'finish') finished += 1
          }
          if (state.kind === 'idle') expect([...armed]).toEqual([])
          // Something will always move it on: no state but idle waits without a clock.
          else expect(armed.size).toBeGreaterThan(0)
        }
        expect(sends).toBeLessThanOrEqual(LIMITS.padTries)
        if (state.kind === 'idle') expect(finished).toBeGreaterThan(0)
      }),
      { numRuns: 500 },
    )
  })
})
