import { LIMITS } from '#contract/limits.ts'
import { CatalogueFailure } from '#contract/result.ts'
import type { AcquirerHostPort, HostOutcome } from '../ports/acquirer-host.port.ts'
import type { ClockPort } from '../ports/clock.port.ts'
import { type Circuit, type CircuitEvent, CLOSED, nextCircuit } from './circuit.ts'
import { mayResend } from './failover.ts'

export interface GuardedHostOptions {
  readonly host: AcquirerHostPort
  readonly clock: ClockPort
  /** A STAN that was never used, for an echo. */
  readonly nextStan: () => Promise<string>
  /** It is tried by echoes when it is quiet or was given up: of use where another host can take its place. */
  readonly isProbed: boolean
  /** Its health changed, or it was heard again. */
  readonly onChange: () => void
  /** It answers again after it was given up. */
  readonly onReturn: () => void
}

/**
 * One host with its circuit. Hands on every call as it is and learns from its outcome; tries a silent host by an echo,
 * so that it is known to be back before a customer depends on it.
 */
export class GuardedHost {
  /** The host to talk to. */
  readonly port: AcquirerHostPort
  readonly #options: GuardedHostOptions
  #circuit: Circuit = CLOSED
  #state: 'ready' | 'lost' = 'lost'
  #lastSeenAt: string | null = null
  #stopTimer: () => void = () => {}
  #isClosed = false

  constructor(options: GuardedHostOptions) {
    this.#options = options
    this.port = this.#guarded(options.host)
    this.#arm()
  }

  /** It failed too often: only reversals that it alone may know of are worth a try, and those wait for its echo. */
  get isAway(): boolean {
    return this.#circuit.kind !== 'closed'
  }

  /** It said by itself that it cannot help, not long ago. */
  get isAvoided(): boolean {
    const { clock } = this.#options
    return this.#circuit.kind === 'closed' && (this.#circuit.avoidUntilMs ?? 0) > clock.monotonicMs()
  }

  /** Whether it answered the last time, and when that was. */
  get health(): { readonly state: 'ready' | 'lost'; readonly lastSeenAt: string | null } {
    return { state: this.#state, lastSeenAt: this.#lastSeenAt }
  }

  async close(): Promise<void> {
    this.#isClosed = true
    this.#stopTimer()
    await this.#options.host.close()
  }

  #guarded(host: AcquirerHostPort): AcquirerHostPort {
    const note = async <Answer>(asked: Promise<HostOutcome<Answer>>): Promise<HostOutcome<Answer>> => {
      const outcome = await asked
      this.#note(outcome.kind === 'answered', eventOf(outcome, this.#options.clock.monotonicMs()))
      return outcome
    }
    return {
      alias: host.alias,
      endpoint: host.endpoint,
      describeSale: (request, secrets) => host.describeSale(request, secrets),
      sale: async (request, secrets, dialogue) => {
        const outcome = await note(host.sale(request, secrets, dialogue))
        if (mayResend(outcome) === 'new-attempt') {
          this.#move({ kind: 'turned-down', atMs: this.#options.clock.monotonicMs() })
        }
        return outcome
      },
      describeReversal: (request) => host.describeReversal(request),
      reversal: (request) => note(host.reversal(request)),
      describeAdvice: (request, secrets) => host.describeAdvice(request, secrets),
      advice: (request, secrets) => note(host.advice(request, secrets)),
      totals: (request) => note(host.totals(request)),
      describeUpload: (item) => host.describeUpload(item),
      upload: (item) => note(host.upload(item)),
      echo: (stan) => note(host.echo(stan)),
      signOn: (stan) => note(host.signOn(stan)),
      exchangeKeys: (stan) => note(host.exchangeKeys(stan)),
      close: () => this.close(),
    }
  }

  #note(isAnswered: boolean, event: CircuitEvent | null): void {
    this.#state = isAnswered ? 'ready' : 'lost'
    if (isAnswered) this.#lastSeenAt = this.#options.clock.now()
    if (event) this.#move(event)
    this.#arm()
    this.#options.onChange()
  }

  #move(event: CircuitEvent): void {
    const wasAway = this.isAway
    this.#circuit = nextCircuit(this.#circuit, event)
    if (wasAway && !this.isAway) this.#options.onReturn()
  }

  #arm(): void {
    this.#stopTimer()
    if (this.#isClosed || !this.#options.isProbed) return
    const pauseMs = this.isAway ? LIMITS.hostOpenCircuitMs : LIMITS.hostQuietMs
    this.#stopTimer = this.#options.clock.after(pauseMs, () => void this.#probe())
  }

  async #probe(): Promise<void> {
    const { clock, nextStan } = this.#options
    this.#move({ kind: 'probe', atMs: clock.monotonicMs() })
    try {
      await this.port.echo(await nextStan())
    } catch (thrown) {
      // Without a number from the disk there is no echo; it is tried again as soon.
      if (!(thrown instanceof CatalogueFailure)) throw thrown
      this.#arm()
    }
  }
}

/** A message that cannot be written, or an answer that cannot be read, says nothing about the line. */
function eventOf(outcome: HostOutcome<unknown>, atMs: number): CircuitEvent | null {
  if (outcome.kind === 'answered') return { kind: 'answered' }
  const { kind, failure } = outcome
  const isLine = kind === 'not-sent' ? failure.code !== 'INTERNAL_UNEXPECTED' : failure.code === 'HOST_NO_ANSWER'
  return isLine ? { kind: 'failed', atMs } : null
}
