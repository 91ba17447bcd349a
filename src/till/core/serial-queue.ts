import { LIMITS } from '#contract/limits.ts'

/** Runs one piece of work after the other, in the order they were asked for. */
export interface SerialQueue {
  /** Answers what `work` answers. Throws at once when too much is waiting. */
  run<Value>(work: () => Promise<Value>): Promise<Value>
}

/** A queue of at most `LIMITS.tillCallsWaiting`; a piece that throws does not stop the next one. */
export function createSerialQueue(): SerialQueue {
  let tail: Promise<unknown> = Promise.resolve()
  let waiting = 0
  return {
    run: async (work) => {
      if (waiting >= LIMITS.tillCallsWaiting) throw new Error('too many calls wait for the till')
      waiting += 1
      const turn = tail.then(work)
      tail = turn.then(
        () => undefined,
        () => undefined,
      )
      try {
        return await turn
      } finally {
        waiting -= 1
      }
    },
  }
}
