import { fail, type Result, succeed } from '#contract/result.ts'
import type { ScalePort, ScaleWeight } from '#till/ports/scale.port.ts'

/** A scale on its line that says what it is told to say. */
export class BenchScale {
  readonly endpoint: string
  says: Result<ScaleWeight> = succeed({ state: 'stable', weightMilli: 1_250, isNet: false })
  asked = 0
  #isPlugged: boolean
  readonly #listeners = new Set<() => void>()

  constructor(endpoint: string, isPlugged = true) {
    this.endpoint = endpoint
    this.#isPlugged = isPlugged
  }

  unplug(): void {
    this.#isPlugged = false
    for (const listener of [...this.#listeners]) listener()
  }

  plug(): void {
    this.#isPlugged = true
  }

  driver(): ScalePort {
    const gone = () => fail('SCALE_NOT_FOUND', { endpoint: this.endpoint })
    return {
      endpoint: this.endpoint,
      connect: async () => (this.#isPlugged ? succeed(null) : gone()),
      weigh: async () => {
        this.asked += 1
        return this.#isPlugged ? this.says : gone()
      },
      close: async () => {},
      onLost: (listener) => {
        this.#listeners.add(listener)
        return () => void this.#listeners.delete(listener)
      },
    }
  }
}
