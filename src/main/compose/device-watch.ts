import type { Failure } from '#contract/result.ts'
import type { StatusView } from '#contract/views/till-view.ts'
import type { AcquirerHostPort, HostOutcome } from '#payment/ports/acquirer-host.port.ts'
import type { ClockPort } from '#payment/ports/clock.port.ts'
import type { PinPadPort } from '#payment/ports/pin-pad.port.ts'

export interface DeviceWatchOptions {
  readonly pad: PinPadPort
  readonly host: AcquirerHostPort
  readonly clock: ClockPort
  readonly onChange: () => void
}

interface Health {
  state: StatusView['host']['state']
  lastSeenAt: string | null
  failure: Failure | null
}

/** Pauses between tries to reach a pad that is away, so that the status bar tells before a customer stands there. */
const RECONNECT_PAUSE_MS = 5_000

/**
 * Keeps the status bar honest: notes when pad and host were last heard, and looks for a pad that is away while
 * nobody needs it. It hands on every call as it is.
 */
export class DeviceWatch {
  readonly pad: PinPadPort
  readonly host: AcquirerHostPort
  readonly #options: DeviceWatchOptions
  readonly #pad: Health = { state: 'lost', lastSeenAt: null, failure: null }
  readonly #host: Health = { state: 'lost', lastSeenAt: null, failure: null }
  #purchasing = false
  /** A connect under way is shared: the pad takes one conversation at a time. */
  #connecting: ReturnType<PinPadPort['connect']> | null = null
  #cancelTimer: () => void = () => {}
  #offNotice: () => void = () => {}
  #stopped = false

  constructor(options: DeviceWatchOptions) {
    this.#options = options
    this.pad = this.#watchedPad(options.pad)
    this.host = this.#watchedHost(options.host)
  }

  start(): void {
    this.#offNotice = this.#options.pad.onNotice((notice) => {
      if (notice.kind === 'seen') this.#heard(this.#pad, notice.at)
      if (notice.kind === 'lost') this.#lostPad({ code: 'PINPAD_LINK_LOST' })
    })
    void this.#look()
  }

  stop(): void {
    this.#stopped = true
    this.#cancelTimer()
    this.#offNotice()
  }

  padStatus(): StatusView['pad'] {
    const { alias, endpoint } = this.#options.pad
    const busy = this.#purchasing && this.#pad.state === 'ready'
    return { alias, endpoint, ...this.#pad, state: busy ? 'busy' : this.#pad.state }
  }

  hostStatus(): StatusView['host'] {
    const { alias, endpoint } = this.#options.host
    return { alias, endpoint, state: this.#host.state, lastSeenAt: this.#host.lastSeenAt }
  }

  async #look(): Promise<void> {
    if (this.#stopped) return
    if (!this.#purchasing && this.#pad.state !== 'ready') await this.pad.connect()
    if (!this.#stopped) this.#cancelTimer = this.#options.clock.after(RECONNECT_PAUSE_MS, () => void this.#look())
  }

  #heard(health: Health, at: string): void {
    Object.assign(health, { state: 'ready', lastSeenAt: at, failure: null })
    this.#options.onChange()
  }

  /** A pad that went away holds no purchase any more. */
  #lostPad(failure: Failure): void {
    this.#purchasing = false
    this.#lost(this.#pad, failure)
  }

  #lost(health: Health, failure: Failure): void {
    Object.assign(health, { state: 'lost', failure })
    this.#options.onChange()
  }

  async #connect(pad: PinPadPort): ReturnType<PinPadPort['connect']> {
    const found = await pad.connect()
    if (found.ok) this.#heard(this.#pad, this.#options.clock.now())
    else this.#lostPad(found.error)
    return found
  }

  #watchedPad(pad: PinPadPort): PinPadPort {
    return {
      alias: pad.alias,
      endpoint: pad.endpoint,
      connect: () => {
        this.#connecting ??= this.#connect(pad).finally(() => {
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

  #watchedHost(host: AcquirerHostPort): AcquirerHostPort {
    const note = async <Answer>(asked: Promise<HostOutcome<Answer>>): Promise<HostOutcome<Answer>> => {
      const outcome = await asked
      if (outcome.kind === 'answered') this.#heard(this.#host, this.#options.clock.now())
      else this.#lost(this.#host, outcome.failure)
      return outcome
    }
    return {
      alias: host.alias,
      endpoint: host.endpoint,
      describeSale: (request, secrets) => host.describeSale(request, secrets),
      sale: (request, secrets) => note(host.sale(request, secrets)),
      reversal: (request) => note(host.reversal(request)),
      describeAdvice: (request, secrets) => host.describeAdvice(request, secrets),
      advice: (request, secrets) => note(host.advice(request, secrets)),
      totals: (request) => note(host.totals(request)),
      upload: (item) => note(host.upload(item)),
      echo: (stan) => note(host.echo(stan)),
      signOn: (stan) => note(host.signOn(stan)),
      exchangeKeys: (stan) => note(host.exchangeKeys(stan)),
      close: () => host.close(),
    }
  }
}
