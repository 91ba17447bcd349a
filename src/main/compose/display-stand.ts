import { LIMITS } from '#contract/limits.ts'
import { type Failure, type Result, succeed } from '#contract/result.ts'
import type { DeviceLogEntry, DeviceView } from '#contract/views/devices-view.ts'
import type { ClockPort } from '#payment/ports/clock.port.ts'
import { EMPTY_ROWS } from '#till/display/customer-rows.ts'
import type { CustomerDisplayPort, DisplayRows } from '#till/ports/customer-display.port.ts'
import type { BookedDevice } from '#till/ports/device-book.port.ts'

export interface DisplayStandOptions {
  readonly device: BookedDevice
  readonly display: CustomerDisplayPort
  readonly clock: ClockPort
  readonly onChange: () => void
  readonly note: (entry: Omit<DeviceLogEntry, 'at'>) => void
}

/**
 * One customer display of the till, from when it is set up until it is removed.
 *
 *   lost --connect, newest rows--> ready --line lost or a write refused--> lost --pause--> connect
 *
 * Nobody waits for it: `show` keeps the newest rows and goes, and what a slow line did not get to is dropped for what
 * came after. A display does not answer, so its rows are sent again now and then: one that was switched off and on
 * shows them by itself, and a line that ended without a sign is noticed.
 */
export class DisplayStand {
  device: BookedDevice
  readonly #options: DisplayStandOptions
  #isConnected = false
  #failure: Failure | null = null
  #lastSeenAt: string | null = null
  #lostAtMs: number | null = null
  /** What the till last told the customer; a test text stands in front of it. */
  #told: DisplayRows | null = null
  #test: DisplayRows | null = null
  #waiting: readonly DisplayRows[] = []
  #shown: DisplayRows | null = null
  #working: Promise<void> | null = null
  #cancelTimer: () => void = () => {}
  #offLost: () => void = () => {}
  #stopped = false

  constructor(options: DisplayStandOptions) {
    this.#options = options
    this.device = options.device
  }

  start(): void {
    this.#offLost = this.#options.display.onLost(() => this.#lost(this.#notFound()))
    this.#work()
  }

  async stop(): Promise<void> {
    this.#stopped = true
    this.#cancelTimer()
    this.#offLost()
    await this.#settled()
    // What a customer read last must not stay there over night.
    if (this.#isConnected) await this.#options.display.show(EMPTY_ROWS)
    await this.#options.display.close()
  }

  state(): DeviceView['state'] {
    if (!this.#isConnected) return 'lost'
    return this.#test === null ? 'ready' : 'busy'
  }

  failure(): Failure | null {
    return this.#isConnected ? null : this.#failure
  }

  lastSeenAt(): string | null {
    return this.#lastSeenAt
  }

  /** What the customer reads; null while the display is away or shows nothing yet. */
  rows(): readonly [string, string] | null {
    return this.#isConnected && this.#shown !== null ? this.#options.display.drawn(this.#shown) : null
  }

  /** The newest rows win; nothing is waited for. */
  show(rows: DisplayRows): void {
    if (sameRows(this.#told, rows)) return
    this.#told = rows
    if (this.#test === null) this.#enqueue(rows)
  }

  /** Opens the line again where it is away, and sends what should stand there. Errors: DISPLAY_*. */
  async check(): Promise<Result<null>> {
    this.#resend()
    await this.#settled()
    return this.#isConnected ? succeed(null) : this.#away()
  }

  /**
   * Shows a text in front of what the till tells, until `hidden` resolves.
   * Errors: DISPLAY_*, also when the display went away meanwhile.
   */
  async tryOut(rows: DisplayRows, hidden: () => Promise<void>): Promise<Result<null>> {
    this.#test = rows
    this.#enqueue(rows)
    await this.#settled()
    if (this.#isConnected) await hidden()
    this.#test = null
    if (!this.#isConnected) return this.#away()
    this.#resend()
    await this.#settled()
    return succeed(null)
  }

  #away(): Result<null> {
    return { ok: false, error: this.#failure ?? this.#notFound() }
  }

  #enqueue(rows: DisplayRows): void {
    this.#waiting = [...this.#waiting, rows].slice(-LIMITS.displayWaitingMessages)
    this.#work()
  }

  /** What should stand there now, once more. */
  #resend(): void {
    const rows = this.#test ?? this.#told
    if (rows === null) this.#work()
    else this.#enqueue(rows)
  }

  #work(): void {
    if (this.#stopped) return
    this.#working ??= this.#drain().finally(() => {
      this.#working = null
      // What was told while the last write ended.
      if (this.#isConnected && this.#waiting.length > 0) this.#work()
      else this.#rest()
    })
  }

  async #settled(): Promise<void> {
    while (this.#working !== null) await this.#working
  }

  /** Until the next message: looks for a display that is away, or sends to one that is there what it shows. */
  #rest(): void {
    this.#cancelTimer()
    if (this.#stopped) return
    const { clock } = this.#options
    const pauseMs = this.#isConnected ? LIMITS.displayRefreshMs : LIMITS.displayReconnectPauseMs
    this.#cancelTimer = clock.after(pauseMs, () => this.#resend())
  }

  async #drain(): Promise<void> {
    const { display } = this.#options
    if (!this.#isConnected) {
      const found = await display.connect()
      if (!found.ok) return this.#lost(found.error)
      this.#met()
    }
    for (let rows = this.#take(); rows !== null && this.#isConnected; rows = this.#take()) {
      const shown = await display.show(rows)
      if (!shown.ok) return this.#lost(shown.error)
      this.#shownNow(rows)
    }
  }

  #take(): DisplayRows | null {
    const [next = null, ...others] = this.#waiting
    this.#waiting = others
    return next
  }

  #shownNow(rows: DisplayRows): void {
    const isNews = !sameRows(this.#shown, rows)
    this.#shown = rows
    this.#lastSeenAt = this.#options.clock.now()
    if (isNews) this.#options.onChange()
  }

  #met(): void {
    const { clock, note, onChange } = this.#options
    this.#isConnected = true
    this.#failure = null
    this.#lastSeenAt = clock.now()
    if (this.#lostAtMs === null) note({ kind: 'connected', tone: 'ok', details: {} })
    else {
      const seconds = Math.round((clock.monotonicMs() - this.#lostAtMs) / 1_000)
      note({ kind: 'reconnected', tone: 'ok', details: { seconds } })
    }
    this.#lostAtMs = null
    const rows = this.#test ?? this.#told
    if (rows !== null && this.#waiting.length === 0) this.#waiting = [rows]
    onChange()
  }

  #lost(failure: Failure): void {
    const { clock, note, onChange, display } = this.#options
    const isNew = this.#isConnected || this.#failure?.code !== failure.code
    this.#isConnected = false
    this.#failure = failure
    this.#shown = null
    this.#lostAtMs ??= clock.monotonicMs()
    if (this.#stopped) return
    void display.close()
    if (isNew) note({ kind: 'lost', tone: 'bad', details: { ...failure.details, code: failure.code } })
    if (this.#working === null) this.#rest()
    onChange()
  }

  #notFound(): Failure {
    return { code: 'DISPLAY_NOT_FOUND', details: { endpoint: this.device.endpoint } }
  }
}

function sameRows(one: DisplayRows | null, other: DisplayRows): boolean {
  return one !== null && JSON.stringify(one) === JSON.stringify(other)
}
