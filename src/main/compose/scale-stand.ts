import { LIMITS } from '#contract/limits.ts'
import { type Failure, type Result, succeed } from '#contract/result.ts'
import type { DeviceLogEntry, DeviceView } from '#contract/views/devices-view.ts'
import type { ScaleReading } from '#contract/views/scale-view.ts'
import type { ClockPort } from '#payment/ports/clock.port.ts'
import type { BookedDevice } from '#till/ports/device-book.port.ts'
import type { ScalePort, ScaleWeight } from '#till/ports/scale.port.ts'

export interface ScaleStandOptions {
  readonly device: BookedDevice
  readonly scale: ScalePort
  readonly clock: ClockPort
  readonly onChange: () => void
  readonly note: (entry: Omit<DeviceLogEntry, 'at'>) => void
}

/**
 * One scale of the till, from when it is set up until it is removed.
 *
 *   lost --connect, weigh--> ready --line lost or no weight in time--> lost --pause--> connect
 *
 * One that nobody asks is asked now and then, so that a pulled cable is known before there are goods on it.
 */
export class ScaleStand {
  device: BookedDevice
  readonly #options: ScaleStandOptions
  #isConnected = false
  #failure: Failure | null = null
  #lastSeenAt: string | null = null
  #lostAtMs: number | null = null
  #looking: Promise<Result<ScaleWeight>> | null = null
  #cancelTimer: () => void = () => {}
  #offLost: () => void = () => {}
  #stopped = false

  constructor(options: ScaleStandOptions) {
    this.#options = options
    this.device = options.device
  }

  start(): void {
    this.#offLost = this.#options.scale.onLost(() => this.#lost(this.#notFound()))
    void this.check()
  }

  async stop(): Promise<void> {
    this.#stopped = true
    this.#cancelTimer()
    this.#offLost()
    await this.#options.scale.close()
    await this.#looking
  }

  state(): DeviceView['state'] {
    return this.#isConnected ? 'ready' : 'lost'
  }

  failure(): Failure | null {
    return this.#isConnected ? null : this.#failure
  }

  lastSeenAt(): string | null {
    return this.#lastSeenAt
  }

  /** What lies on it; nobody waits for one that is away. */
  async weigh(): Promise<ScaleReading> {
    const weighed = this.#isConnected ? await this.check() : this.#away()
    return weighed.ok ? weighed.value : { state: 'away', failure: weighed.error }
  }

  /** Opens the line again where it is away, and asks what lies on it. Errors: SCALE_*. */
  check(): Promise<Result<ScaleWeight>> {
    this.#cancelTimer()
    this.#looking ??= this.#look().finally(() => {
      this.#looking = null
      this.#rest()
    })
    return this.#looking
  }

  async #look(): Promise<Result<ScaleWeight>> {
    const { scale, clock } = this.#options
    const found = this.#isConnected ? succeed(null) : await scale.connect()
    const weighed = found.ok ? await scale.weigh() : found
    if (this.#stopped) return this.#away()
    if (!weighed.ok) {
      this.#lost(weighed.error)
      return weighed
    }
    this.#lastSeenAt = clock.now()
    if (!this.#isConnected) this.#met()
    return weighed
  }

  #rest(): void {
    this.#cancelTimer()
    if (this.#stopped) return
    const pauseMs = this.#isConnected ? LIMITS.scaleLookPauseMs : LIMITS.scaleReconnectPauseMs
    this.#cancelTimer = this.#options.clock.after(pauseMs, () => void this.check())
  }

  #met(): void {
    const { clock, note, onChange } = this.#options
    this.#isConnected = true
    this.#failure = null
    if (this.#lostAtMs === null) note({ kind: 'connected', tone: 'ok', details: {} })
    else {
      const seconds = Math.round((clock.monotonicMs() - this.#lostAtMs) / 1_000)
      note({ kind: 'reconnected', tone: 'ok', details: { seconds } })
    }
    this.#lostAtMs = null
    onChange()
  }

  #lost(failure: Failure): void {
    const { clock, note, onChange, scale } = this.#options
    const isNew = this.#isConnected || this.#failure?.code !== failure.code
    this.#isConnected = false
    this.#failure = failure
    this.#lostAtMs ??= clock.monotonicMs()
    if (this.#stopped) return
    void scale.close()
    if (isNew) note({ kind: 'lost', tone: 'bad', details: { ...failure.details, code: failure.code } })
    if (this.#looking === null) this.#rest()
    onChange()
  }

  #away(): Result<ScaleWeight> {
    return { ok: false, error: this.#failure ?? this.#notFound() }
  }

  #notFound(): Failure {
    return { code: 'SCALE_NOT_FOUND', details: { endpoint: this.device.endpoint } }
  }
}
