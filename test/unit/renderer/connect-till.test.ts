import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { TillBridge } from '#contract/bridge.ts'
import { LIMITS } from '#contract/limits.ts'
import { fail, succeed } from '#contract/result.ts'
import type { SliceEvent, Snapshot } from '#contract/views/till-view.ts'
import { connectTill, SNAPSHOT_PAUSE_MS, SNAPSHOT_TIMEOUT_MS } from '#renderer/state/connect-till.ts'
import type { TillState } from '#renderer/state/till-store.ts'
import { sampleSlices } from '#test/support/renderer/sample-shop.ts'

/** The screen equals the till after any lost event, reload or restart: a gap costs a snapshot, nothing else. */

type Answer = Awaited<ReturnType<TillBridge['till.snapshot']>>

function startScreen() {
  const states: TillState[] = []
  let state: TillState = { slices: null, sequence: -1, connected: true }
  let listener: (event: SliceEvent) => void = () => undefined
  const asked: ((answer: Answer) => void)[] = []
  const end = connectTill(
    {
      'till.snapshot': () =>
        new Promise<Answer>((resolve) => {
          asked.push(resolve)
        }),
      subscribe: (given) => {
        listener = given
        return () => {
          listener = () => undefined
        }
      },
    },
    {
      getState: () => state,
      setState: (change) => {
        state = { ...state, ...change }
        states.push(state)
      },
    },
  )
  const snapshot = (sequence: number, waitingSales = 0): Snapshot => {
    const slices = sampleSlices()
    return { sequence, slices: { ...slices, status: { ...slices.status, waitingSales } } }
  }
  return {
    states,
    asked,
    end,
    state: () => state,
    answer: async (answer: Answer) => {
      asked.shift()?.(answer)
      await vi.advanceTimersByTimeAsync(0)
    },
    snapshot,
    event: (sequence: number, waitingSales: number) => {
      const value = { ...sampleSlices().status, waitingSales }
      listener({ sequence, slice: 'status', value })
    },
    waiting: () => state.slices?.status.waitingSales,
  }
}

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

describe('connect till', () => {
  test('snapshot, then events in order', async () => {
    const screen = startScreen()
    await screen.answer(succeed(screen.snapshot(4)))
    screen.event(5, 1)
    screen.event(6, 2)
    expect(screen.states.map(({ sequence }) => sequence)).toEqual([4, 5, 6])
    expect(screen.waiting()).toBe(2)
    expect(screen.asked).toHaveLength(0)
  })

  test('more events than are kept meanwhile cost one snapshot more, and nothing is missed', async () => {
    const screen = startScreen()
    const last = 4 + LIMITS.eventBacklog + 1
    for (let sequence = 5; sequence <= last; sequence += 1) screen.event(sequence, sequence)
    await screen.answer(succeed(screen.snapshot(4, 4)))
    expect(screen.asked).toHaveLength(1)
    await screen.answer(succeed(screen.snapshot(last, last)))
    expect([screen.state().sequence, screen.waiting(), screen.asked.length]).toEqual([last, last, 0])
  })

  test('events that arrive before the snapshot are kept; those it contains are dropped', async () => {
    const screen = startScreen()
    screen.event(4, 40)
    screen.event(5, 50)
    await screen.answer(succeed(screen.snapshot(4, 4)))
    expect(screen.state().sequence).toBe(5)
    expect(screen.waiting()).toBe(50)
  })

  test('a lost event costs one snapshot and ends in the till’s figures', async () => {
    const screen = startScreen()
    await screen.answer(succeed(screen.snapshot(4)))
    screen.event(6, 6)
    expect(screen.asked).toHaveLength(1)
    screen.event(7, 7)
    await screen.answer(succeed(screen.snapshot(6, 6)))
    expect(screen.state().sequence).toBe(7)
    expect(screen.waiting()).toBe(7)
    expect(screen.asked).toHaveLength(0)
  })

  test('an engine that starts again counts from the beginning: the screen asks again', async () => {
    const screen = startScreen()
    await screen.answer(succeed(screen.snapshot(500)))
    screen.event(1, 9)
    expect(screen.asked).toHaveLength(1)
    await screen.answer(succeed(screen.snapshot(1, 9)))
    expect(screen.state().sequence).toBe(1)
    expect(screen.waiting()).toBe(9)
  })

  test('a gap among the kept events asks once more', async () => {
    const screen = startScreen()
    screen.event(9, 9)
    await screen.answer(succeed(screen.snapshot(4)))
    expect(screen.asked).toHaveLength(1)
    await screen.answer(succeed(screen.snapshot(9, 9)))
    expect(screen.waiting()).toBe(9)
  })

  test('an engine that is away is asked again after a pause, and the screen says so meanwhile', async () => {
    const screen = startScreen()
    await screen.answer(fail('IPC_ENGINE_AWAY'))
    expect(screen.state().connected).toBe(false)
    await vi.advanceTimersByTimeAsync(SNAPSHOT_PAUSE_MS)
    await screen.answer(succeed(screen.snapshot(2)))
    expect(screen.state()).toMatchObject({ connected: true, sequence: 2 })
  })

  test('an answer that never comes has a deadline', async () => {
    const screen = startScreen()
    await vi.advanceTimersByTimeAsync(SNAPSHOT_TIMEOUT_MS)
    expect(screen.state().connected).toBe(false)
    await vi.advanceTimersByTimeAsync(SNAPSHOT_PAUSE_MS)
    expect(screen.asked).toHaveLength(2)
  })

  test('after its end nothing is applied', async () => {
    const screen = startScreen()
    screen.end()
    await screen.answer(succeed(screen.snapshot(2)))
    expect(screen.states).toEqual([])
  })
})
