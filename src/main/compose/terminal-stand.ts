import { LIMITS } from '#contract/limits.ts'
import { type Failure, fail, type Result, succeed } from '#contract/result.ts'
import type { DeviceLogEntry, DeviceView } from '#contract/views/devices-view.ts'
import type { ClockPort } from '#payment/ports/clock.port.ts'
import type {
  StandaloneTerminalPort,
  TerminalDayEnd,
  TerminalIdentity,
  TerminalOutcome,
} from '#payment/ports/standalone-terminal.port.ts'
import type { BookedDevice } from '#till/ports/device-book.port.ts'

export interface TerminalStandOptions {
  readonly device: BookedDevice
  readonly terminal: StandaloneTerminalPort
  readonly clock: ClockPort
  readonly onChange: () => void
  readonly note: (entry: Omit<DeviceLogEntry, 'at'>) => void
}

/** Nobody is there, or no longer. All others are a terminal's own word. */
const AWAY: readonly Failure['code'][] = [
  'TERMINAL_NOT_FOUND',
  'TERMINAL_PORT_BUSY',
  'TERMINAL_NO_ANSWER',
  'TERMINAL_LINK_LOST',
  'TERMINAL_WRONG_PROTOCOL',
  'TERMINAL_UNTRUSTED',
  'TERMINAL_NOT_PAIRED',
  'TERMINAL_REAL_IN_TRAINING',
]

const STOPPED: TerminalOutcome = { kind: 'not-started', failure: { code: 'TERMINAL_ABANDONED' } }

/**
 * One standalone terminal of the till, from when it is set up until it is removed.
 *
 *   lost --a look answered--> ready --order--> busy --its word--> ready
 *   ready --an order found nobody, or the line went--> lost --pause--> look
 *   any --still at what came before, or somebody has to see to it--> needs-attention --pause--> look
 *
 * A terminal that answers is left alone: each question lights its screen. Nothing is asked while an order runs, nor while the late
 * word of one may still come: a question would end the line that it comes on.
 */
export class TerminalStand {
  /** The terminal as payments use it. */
  readonly port: StandaloneTerminalPort
  device: BookedDevice
  readonly #options: TerminalStandOptions
  #identity: TerminalIdentity | null = null
  #isReachable = false
  #failure: Failure | null = null
  #lastSeenAt: string | null = null
  #lostAtMs: number | null = null
  #orders = 0
  /** An order that is not with its driver yet: it can still be stopped without a word to the terminal. */
  #waiting: { isStopped: boolean } | null = null
  /** A late word may come until then. */
  #quietUntilMs = 0
  /** A look under way; an order waits for it, since a terminal serves one caller at a time. */
  #looking: Promise<Result<TerminalIdentity>> | null = null
  #cancelTimer: () => void = () => {}
  #offNotice: () => void = () => {}
  #stopped = false

  constructor(options: TerminalStandOptions) {
    this.#options = options
    this.device = options.device
    this.port = this.#watched(options.terminal)
  }

  start(): void {
    this.#offNotice = this.#options.terminal.onNotice((notice) => {
      if (notice.kind === 'late') this.#quietUntilMs = 0
      this.#heard()
    })
    void this.#watch()
  }

  async stop(): Promise<void> {
    this.#stopped = true
    this.#cancelTimer()
    this.#offNotice()
    await this.#options.terminal.close()
  }

  /** Something is asked of it just now. */
  get isOrdering(): boolean {
    return this.#orders > 0
  }

  get isReachable(): boolean {
    return this.#isReachable
  }

  state(): DeviceView['state'] {
    if (this.isOrdering) return 'busy'
    if (!this.#isReachable) return 'lost'
    return this.#failure === null ? 'ready' : 'needs-attention'
  }

  failure(): Failure | null {
    return this.#failure
  }

  lastSeenAt(): string | null {
    return this.#lastSeenAt
  }

  identity(): TerminalIdentity | null {
    return this.#identity
  }

  /**
   * Asks who is there, without money. Errors: TERMINAL_BUSY while something is asked of it or its late word may come, those of
   * `probe`.
   */
  async check(): Promise<Result<TerminalIdentity>> {
    return this.isOrdering || this.#isQuiet() ? fail('TERMINAL_BUSY') : this.#look()
  }

  async #watch(): Promise<void> {
    const { clock } = this.#options
    const isWanted = !this.#isReachable || this.#failure !== null
    if (isWanted && !this.isOrdering && !this.#isQuiet()) await this.#look()
    if (!this.#stopped) this.#cancelTimer = clock.after(LIMITS.terminalReconnectPauseMs, () => void this.#watch())
  }

  /** A late word may still come: a question would end the line that it comes on. */
  #isQuiet(): boolean {
    return this.#options.clock.monotonicMs() < this.#quietUntilMs
  }

  #look(): Promise<Result<TerminalIdentity>> {
    this.#looking ??= this.#probe().finally(() => {
      this.#looking = null
    })
    return this.#looking
  }

  async #probe(): Promise<Result<TerminalIdentity>> {
    const found = await this.#options.terminal.probe()
    if (this.#stopped) return found
    if (found.ok) {
      const { trouble = null, ...identity } = found.value
      this.#identity = identity
      this.#met(trouble)
    } else this.#learn(found.error)
    return found
  }

  #learn(failure: Failure): void {
    if (failure.code === 'TERMINAL_BUSY') this.#met(failure)
    else if (AWAY.includes(failure.code)) this.#lost(failure)
    else this.#met(null)
  }

  #heard(): void {
    const at = this.#options.clock.now()
    const isNews = at.slice(0, 19) !== this.#lastSeenAt?.slice(0, 19)
    this.#lastSeenAt = at
    if (isNews) this.#options.onChange()
  }

  /** @param trouble what it says of itself, though it is there. */
  #met(trouble: Failure | null): void {
    const { clock, note, onChange } = this.#options
    const before = this.#isReachable ? this.#failure : null
    if (!this.#isReachable && this.#lostAtMs === null) note({ kind: 'connected', tone: 'ok', details: {} })
    else if (this.#lostAtMs !== null) {
      const seconds = Math.round((clock.monotonicMs() - this.#lostAtMs) / 1_000)
      note({ kind: 'reconnected', tone: 'ok', details: { seconds } })
    }
    if (trouble !== null && before === null) note({ kind: 'trouble', tone: 'bad', details: { code: trouble.code } })
    if (trouble === null && before !== null) note({ kind: 'trouble-over', tone: 'ok', details: { code: before.code } })
    this.#isReachable = true
    this.#failure = trouble
    this.#lostAtMs = null
    this.#lastSeenAt = clock.now()
    onChange()
  }

  #lost(failure: Failure): void {
    const { clock, note, onChange } = this.#options
    const isNew = this.#lostAtMs === null || this.#failure?.code !== failure.code
    this.#lostAtMs ??= clock.monotonicMs()
    this.#isReachable = false
    this.#failure = failure
    if (isNew && !this.#stopped) note({ kind: 'lost', tone: 'bad', details: { code: failure.code } })
    onChange()
  }

  #judge(ended: TerminalOutcome | TerminalDayEnd): void {
    const failure = 'failure' in ended ? ended.failure : null
    if (ended.kind === 'unknown' && failure?.code === 'TERMINAL_NO_ANSWER') {
      this.#quietUntilMs = this.#options.clock.monotonicMs() + LIMITS.terminalLateMs
    } else if (ended.kind !== 'unknown' && ended.kind !== 'not-started') this.#quietUntilMs = 0
    // What was not begun since the till itself was at it says nothing of the terminal.
    const isStopped = ended.kind === 'not-started' && failure?.code === 'TERMINAL_ABANDONED'
    if (failure?.code === 'TERMINAL_CANNOT' || isStopped) return
    if (failure === null) this.#met(null)
    else this.#learn(failure)
  }

  async #asked<Ended>(ask: () => Promise<Ended>, judge: (ended: Ended) => void): Promise<Ended> {
    this.#orders += 1
    this.#options.onChange()
    try {
      await this.#looking
      const ended = await ask()
      judge(ended)
      return ended
    } finally {
      this.#orders -= 1
      this.#options.onChange()
    }
  }

  #unlessStopped(ask: () => Promise<TerminalOutcome>): () => Promise<TerminalOutcome> {
    const waiting = { isStopped: false }
    this.#waiting = waiting
    return async () => {
      this.#waiting = null
      return waiting.isStopped ? STOPPED : ask()
    }
  }

  async #abort(): Promise<Result<null>> {
    if (this.#waiting === null) return this.#options.terminal.abort()
    this.#waiting.isStopped = true
    return succeed(null)
  }

  #watched(terminal: StandaloneTerminalPort): StandaloneTerminalPort {
    const judge = (ended: TerminalOutcome | TerminalDayEnd) => this.#judge(ended)
    const ordered = (ask: () => Promise<TerminalOutcome>) => this.#asked(this.#unlessStopped(ask), judge)
    const alias = () => this.device.alias
    return {
      get alias() {
        return alias()
      },
      endpoint: terminal.endpoint,
      can: terminal.can,
      probe: () => this.check(),
      pay: (order) => ordered(() => terminal.pay(order)),
      refund: (order) => ordered(() => terminal.refund(order)),
      void: (order) => ordered(() => terminal.void(order)),
      reserve: (order) => ordered(() => terminal.reserve(order)),
      complete: (order) => ordered(() => terminal.complete(order)),
      release: (order) => ordered(() => terminal.release(order)),
      lastResult: (order) => this.#asked(() => terminal.lastResult(order), judge),
      dayEnd: () => this.#asked(() => terminal.dayEnd(), judge),
      reprint: () =>
        this.#asked(
          () => terminal.reprint(),
          (ended) => (ended.ok ? this.#met(null) : this.#judge({ kind: 'not-started', failure: ended.error })),
        ),
      abort: () => this.#abort(),
      close: () => terminal.close(),
      onNotice: (listener) => terminal.onNotice(listener),
    }
  }
}
