import type { ClockPort } from '#payment/ports/clock.port.ts'

const START = Date.parse('2026-11-22T13:33:00.000Z')

/** Time that moves only when told to. */
export class ManualClock implements ClockPort {
  #elapsedMs = 0
  #timers: { readonly at: number; readonly callback: () => void }[] = []

  now(): string {
    return new Date(START + this.#elapsedMs).toISOString()
  }

  monotonicMs(): number {
    return this.#elapsedMs
  }

  after(delayMs: number, callback: () => void): () => void {
    const timer = { at: this.#elapsedMs + delayMs, callback }
    this.#timers.push(timer)
    return () => {
      this.#timers = this.#timers.filter((other) => other !== timer)
    }
  }

  readonly timeZone = 'UTC'

  local(iso: string) {
    return { date: iso.slice(0, 10), time: iso.slice(11, 19) }
  }

  /** Lets time pass, firing what falls due in order, and lets promises settle between. */
  async advance(ms: number): Promise<void> {
    const end = this.#elapsedMs + ms
    for (;;) {
      await settle()
      const due = this.#timers.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0]
      if (!due) break
      this.#timers = this.#timers.filter((timer) => timer !== due)
      this.#elapsedMs = Math.max(this.#elapsedMs, due.at)
      due.callback()
    }
    this.#elapsedMs = end
    await settle()
  }
}

/** Lets every promise that can settle do so. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) await new Promise<void>((resolve) => setImmediate(resolve))
}
