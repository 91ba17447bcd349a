import type { TillBridge } from '#contract/bridge.ts'
import { LIMITS } from '#contract/limits.ts'
import type { SliceEvent } from '#contract/views/till-view.ts'
import { type TillState, withEvent, withSnapshot } from './till-store.ts'

/** Where the state lives: the store of the screen, or a plain variable in a test. */
export interface StateHolder {
  getState(): TillState
  setState(state: Partial<TillState>): void
}

/** How long an answer to `till.snapshot` may take, and the pause before it is asked again. */
export const SNAPSHOT_TIMEOUT_MS = 5_000
export const SNAPSHOT_PAUSE_MS = 500

/**
 * Keeps the screen's state equal to the till's: a snapshot, then each numbered event. An event that does not follow
 * the last one directly (one was lost, or the engine started again and counts from the beginning) costs a new
 * snapshot. Events that arrive meanwhile wait, at most `LIMITS.eventBacklog` of them.
 *
 * @returns a function that ends it.
 */
export function connectTill(bridge: Pick<TillBridge, 'till.snapshot' | 'subscribe'>, holder: StateHolder): () => void {
  let waiting: SliceEvent[] = []
  let asking = false
  let ended = false
  let pause: ReturnType<typeof setTimeout> | undefined

  /** Applies what waits; false when a number is missing. */
  function applyWaiting(): boolean {
    const events = waiting
    waiting = []
    for (const event of events) {
      const state = holder.getState()
      if (event.sequence <= state.sequence) continue
      const next = withEvent(state, event)
      if (next === null) return false
      holder.setState(next)
    }
    return true
  }

  async function ask(): Promise<void> {
    if (asking || ended) return
    asking = true
    const answer = await withDeadline(bridge['till.snapshot']({}))
    asking = false
    if (ended) return
    if (answer === null || !answer.ok) {
      holder.setState({ connected: false })
      pause = setTimeout(() => void ask(), SNAPSHOT_PAUSE_MS)
      return
    }
    holder.setState(withSnapshot(answer.value))
    if (!applyWaiting()) await ask()
  }

  const unsubscribe = bridge.subscribe((event) => {
    if (asking || holder.getState().slices === null) {
      waiting.push(event)
      if (waiting.length > LIMITS.eventBacklog) waiting.shift()
      return
    }
    const next = withEvent(holder.getState(), event)
    if (next !== null) holder.setState(next)
    else void ask()
  })
  void ask()

  return () => {
    ended = true
    clearTimeout(pause)
    unsubscribe()
  }
}

/** The answer, or null when it failed or did not come in time. */
async function withDeadline<Answer>(answer: Promise<Answer>): Promise<Answer | null> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const deadline = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), SNAPSHOT_TIMEOUT_MS)
  })
  try {
    return await Promise.race([answer, deadline])
  } catch {
    return null
  } finally {
    clearTimeout(timer)
  }
}
