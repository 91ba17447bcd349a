import { LIMITS } from '#contract/limits.ts'
import type { DeviceLogEntry } from '#contract/views/devices-view.ts'
import type { ClockPort } from '#payment/ports/clock.port.ts'
import type { DeviceBookPort } from '#till/ports/device-book.port.ts'

/**
 * What each device lived through, newest first. Kept on disk as well as it goes: a log that the disk refuses stays in
 * memory, and no device work fails because of it.
 */
export class DeviceLog {
  readonly #book: DeviceBookPort
  readonly #clock: ClockPort
  readonly #onUnexpected: (thrown: unknown) => void
  readonly #entries = new Map<string, readonly DeviceLogEntry[]>()
  #writing: Promise<void> = Promise.resolve()

  constructor(parts: { book: DeviceBookPort; clock: ClockPort; onUnexpected: (thrown: unknown) => void }) {
    this.#book = parts.book
    this.#clock = parts.clock
    this.#onUnexpected = parts.onUnexpected
  }

  async open(deviceId: string): Promise<void> {
    this.#entries.set(deviceId, await this.#book.log(deviceId))
  }

  of(deviceId: string): readonly DeviceLogEntry[] {
    return this.#entries.get(deviceId) ?? []
  }

  /** A device that is not in the book any more is passed over. */
  note(deviceId: string, entry: Omit<DeviceLogEntry, 'at'>): void {
    const before = this.#entries.get(deviceId)
    if (before === undefined) return
    const whole = { at: this.#clock.now(), ...entry }
    this.#entries.set(deviceId, [whole, ...before].slice(0, LIMITS.deviceLogEntries))
    this.#writing = this.#writing.then(() => this.#write(deviceId, whole))
  }

  forget(deviceId: string): void {
    this.#entries.delete(deviceId)
  }

  /** Resolves when all is on disk that the disk takes; nothing is taken any more. */
  async close(): Promise<void> {
    this.#entries.clear()
    await this.#writing
  }

  async #write(deviceId: string, entry: DeviceLogEntry): Promise<void> {
    try {
      await this.#book.note(deviceId, entry)
    } catch (thrown) {
      if (this.#entries.has(deviceId)) this.#onUnexpected(thrown)
    }
  }
}
