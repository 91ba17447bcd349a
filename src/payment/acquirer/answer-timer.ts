import type { ClockPort } from '../ports/clock.port.ts'

/**
 * The deadline of one answer, which stands still while a person answers the host.
 *
 *   running --pause--> paused --resume--> running, with what was left
 *   running --its time is over--> onOver, once
 */
export class AnswerTimer {
  readonly #clock: ClockPort
  readonly #onOver: () => void
  #leftMs: number
  #runningSinceMs: number | null = null
  #stop: () => void = () => {}

  constructor(clock: ClockPort, timeoutMs: number, onOver: () => void) {
    this.#clock = clock
    this.#leftMs = timeoutMs
    this.#onOver = onOver
    this.resume()
  }

  pause(): void {
    if (this.#runningSinceMs === null) return
    this.#stop()
    this.#leftMs -= this.#clock.monotonicMs() - this.#runningSinceMs
    this.#runningSinceMs = null
  }

  resume(): void {
    if (this.#runningSinceMs !== null) return
    this.#runningSinceMs = this.#clock.monotonicMs()
    this.#stop = this.#clock.after(Math.max(0, this.#leftMs), this.#onOver)
  }

  stop(): void {
    this.#stop()
    this.#runningSinceMs = null
  }
}
