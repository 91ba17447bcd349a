import { LIMITS } from '#contract/limits.ts'
import type { ClockPort } from '#payment/ports/clock.port.ts'

/** How a worker rests between two turns: somebody may wake it, and no notice is lost. */
export class WorkerRest {
  readonly #clock: Pick<ClockPort, 'after'>
  #isWoken = false
  #isOver = false
  #wake: () => void = () => {}
  #tries = 0

  constructor(clock: Pick<ClockPort, 'after'>) {
    this.#clock = clock
  }

  /** There is something to do. */
  wake(): void {
    this.#isWoken = true
    this.#wake()
  }

  /** A turn begins: whoever woke until here is answered by it. */
  begin(): void {
    this.#isWoken = false
  }

  /** No rest any more. */
  end(): void {
    this.#isOver = true
    this.wake()
  }

  /** The next pause is the first one again. */
  startOver(): void {
    this.#tries = 0
  }

  /** The pause before the next try, longer each time up to the last. */
  async pause(): Promise<void> {
    const pauses = LIMITS.printerRetryPausesMs
    const pauseMs = pauses[Math.min(this.#tries, pauses.length - 1)] ?? 0
    this.#tries += 1
    await this.sleep(pauseMs)
  }

  /** Until the time is over or somebody wakes; a notice given meanwhile counts. */
  async sleep(durationMs: number): Promise<void> {
    if (this.#isOver) return
    if (!this.#isWoken)
      await new Promise<void>((resolve) => {
        const forget = this.#clock.after(durationMs, resolve)
        this.#wake = () => {
          forget()
          resolve()
        }
      })
    this.#isWoken = false
    this.#wake = () => {}
  }
}
