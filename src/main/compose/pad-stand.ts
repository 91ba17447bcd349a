import { LIMITS } from '#contract/limits.ts'
import { type Failure, fail, type Result } from '#contract/result.ts'
import type { DeviceLogEntry, DeviceView, PadIdentityView } from '#contract/views/devices-view.ts'
import type { ClockPort } from '#payment/ports/clock.port.ts'
import type { PadIdentity, PinPadPort } from '#payment/ports/pin-pad.port.ts'
import type { BookedDevice } from '#till/ports/device-book.port.ts'
import { areTablesCurrent, type InspectionTerms, inspectPad, keyTrouble, type PadDriver } from './pad-inspection.ts'

export interface PadStandOptions {
  readonly device: BookedDevice
  readonly pad: PadDriver
  readonly terms: InspectionTerms
  readonly clock: ClockPort
  readonly onChange: () => void
  readonly note: (entry: Omit<DeviceLogEntry, 'at'>) => void
  /** The first pad that answers under an alias is the one it is bound to. */
  readonly onFirstMet: (serialNumber: string) => void
}

/**
 * One pad of the till, from when it is set up until it is removed: holds its line, looks for it while it is away, and
 * knows whether it is the pad it should be.
 *
 *   lost --connect--> is it the bound one? --yes--> ready --purchase--> busy --end--> ready
 *                     --another serial number--> needs-attention --accepted--> ready
 *   any --line lost--> lost
 */
export class PadStand {
  /** The pad as payments use it. */
  readonly port: PinPadPort
  device: BookedDevice
  readonly #options: PadStandOptions
  #identity: PadIdentityView | null = null
  #isConnected = false
  #failure: Failure | null = null
  #lastSeenAt: string | null = null
  #lostAtMs: number | null = null
  #purchasing = false
  #working = false
  /** A connect under way is shared: the pad takes one conversation at a time. */
  #connecting: Promise<Result<PadIdentity>> | null = null
  #cancelTimer: () => void = () => {}
  #offNotice: () => void = () => {}
  #stopped = false

  constructor(options: PadStandOptions) {
    this.#options = options
    this.device = options.device
    this.port = this.#watched(options.pad)
  }

  start(): void {
    this.#offNotice = this.#options.pad.onNotice((notice) => {
      if (notice.kind === 'seen') this.#heard(notice.at)
      if (notice.kind === 'lost') this.#lost({ code: 'PINPAD_LINK_LOST' })
    })
    void this.#look()
  }

  async stop(): Promise<void> {
    this.#stopped = true
    this.#cancelTimer()
    this.#offNotice()
    await this.#options.pad.disconnect()
  }

  get isPurchasing(): boolean {
    return this.#purchasing
  }

  /** Something else than a payment is done with it. */
  get isWorking(): boolean {
    return this.#working
  }

  state(): DeviceView['state'] {
    if (!this.#isConnected) return 'lost'
    if (this.#judge() !== null) return 'needs-attention'
    return this.#purchasing || this.#working ? 'busy' : 'ready'
  }

  /** Why it is not ready. */
  failure(): Failure | null {
    return this.#isConnected ? this.#judge() : this.#failure
  }

  lastSeenAt(): string | null {
    return this.#lastSeenAt
  }

  /** Who answered last; null as long as nobody did. */
  identity(): PadIdentityView | null {
    return this.#identity
  }

  /** The pad as a technician uses it, within `work`. */
  get driver(): PadDriver {
    return this.#options.pad
  }

  /** Asks anew who is there, over a fresh connection. Errors: PINPAD_BUSY while a payment holds it, those of `connect`. */
  async check(): Promise<Result<PadIdentity>> {
    if (this.#purchasing || this.#working) return fail('PINPAD_BUSY')
    await this.#connecting
    this.#isConnected = false
    await this.#options.pad.disconnect()
    return this.port.connect()
  }

  /** The version of the tables was read again. */
  learnTables(tableVersion: string | null): void {
    if (this.#identity === null) return
    const tablesCurrent = areTablesCurrent(tableVersion, this.#options.terms.tablesVersion)
    this.#identity = { ...this.#identity, tableVersion, tablesCurrent }
    this.#options.onChange()
  }

  /** Runs a technician's work while the pad shows as busy. */
  async work<Value>(body: () => Promise<Value>): Promise<Value> {
    this.#working = true
    this.#options.onChange()
    try {
      return await body()
    } finally {
      this.#working = false
      this.#options.onChange()
    }
  }

  async #look(): Promise<void> {
    if (this.#stopped) return
    if (!this.#purchasing && !this.#working && !this.#isConnected) await this.port.connect()
    if (!this.#stopped)
      this.#cancelTimer = this.#options.clock.after(LIMITS.padReconnectPauseMs, () => void this.#look())
  }

  /** Told once a second at most: a payment is some hundred frames. */
  #heard(at: string): void {
    const isNews = at.slice(0, 19) !== this.#lastSeenAt?.slice(0, 19)
    this.#lastSeenAt = at
    if (isNews) this.#options.onChange()
  }

  /** A pad that went away holds no purchase any more. */
  #lost(failure: Failure): void {
    const isNew = this.#lostAtMs === null || this.#failure?.code !== failure.code
    this.#lostAtMs ??= this.#options.clock.monotonicMs()
    this.#purchasing = false
    this.#isConnected = false
    this.#failure = failure
    if (isNew && !this.#stopped) this.#options.note({ kind: 'lost', tone: 'bad', details: { code: failure.code } })
    this.#options.onChange()
  }

  async #connect(): Promise<Result<PadIdentity>> {
    const found = await this.#options.pad.connect()
    if (this.#stopped) {
      await this.#options.pad.disconnect()
      return fail('PINPAD_LINK_LOST')
    }
    // A pad at work is there, even if it takes nothing else now.
    if (!found.ok && found.error.code === 'PINPAD_BUSY') return found
    if (!found.ok) {
      this.#lost(found.error)
      return found
    }
    if (!this.#isConnected) {
      const seen = await inspectPad(this.#options.pad, found.value, this.#options.terms)
      if (!seen.ok) {
        await this.#options.pad.disconnect()
        this.#lost(seen.error)
        return seen
      }
      this.#met(seen.value)
    }
    this.#heard(this.#options.clock.now())
    const failure = this.#judge()
    return failure === null ? found : { ok: false, error: failure }
  }

  #met(identity: PadIdentityView): void {
    const { clock, note, onFirstMet } = this.#options
    this.#isConnected = true
    this.#failure = null
    this.#identity = identity
    const { serialNumber } = identity
    if (this.device.boundSerialNumber === null) {
      this.device = { ...this.device, boundSerialNumber: serialNumber }
      onFirstMet(serialNumber)
    }
    const failure = this.#judge()
    if (failure?.code === 'PINPAD_OTHER_SERIAL') note({ kind: 'other-serial', tone: 'bad', details: { serialNumber } })
    else if (failure !== null) note({ kind: 'trouble', tone: 'bad', details: { code: failure.code } })
    else if (this.#lostAtMs === null) note({ kind: 'connected', tone: 'ok', details: {} })
    else {
      const seconds = Math.round((clock.monotonicMs() - this.#lostAtMs) / 1_000)
      note({ kind: 'reconnected', tone: 'ok', details: { seconds } })
    }
    this.#lostAtMs = null
    this.#options.onChange()
  }

  /** Whether this is a pad that may take payments: the one the alias is bound to, with keys of its bank. */
  #judge(): Failure | null {
    if (this.#identity === null) return null
    const { alias, boundSerialNumber } = this.device
    const { serialNumber } = this.#identity
    if (serialNumber !== boundSerialNumber) return { code: 'PINPAD_OTHER_SERIAL', details: { alias, serialNumber } }
    return keyTrouble(this.#identity, this.#options.terms)
  }

  #watched(pad: PinPadPort): PinPadPort {
    const alias = () => this.device.alias
    return {
      get alias() {
        return alias()
      },
      endpoint: pad.endpoint,
      connect: () => {
        this.#connecting ??= this.#connect().finally(() => {
          this.#connecting = null
        })
        return this.#connecting
      },
      beginPurchase: (request) => {
        this.#purchasing = true
        this.#options.onChange()
        return pad.beginPurchase(request)
      },
      encryptTrack: () => pad.encryptTrack(),
      authorise: (terms) => pad.authorise(terms),
      askCustomer: (question) => pad.askCustomer(question),
      complete: (verdict) => pad.complete(verdict),
      removeCard: () => pad.removeCard(),
      end: async () => {
        const ended = await pad.end()
        this.#purchasing = false
        this.#options.onChange()
        return ended
      },
      cancel: () => pad.cancel(),
      disconnect: () => pad.disconnect(),
      onNotice: (listener) => pad.onNotice(listener),
    }
  }
}
