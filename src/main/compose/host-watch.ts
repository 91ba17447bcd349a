import type { StatusView } from '#contract/views/till-view.ts'
import type { AcquirerHostPort, HostOutcome } from '#payment/ports/acquirer-host.port.ts'
import type { ClockPort } from '#payment/ports/clock.port.ts'

export interface HostWatchOptions {
  readonly host: AcquirerHostPort
  readonly clock: ClockPort
  readonly onChange: () => void
}

/** Keeps the status bar honest about the bank: notes when it was last heard. It hands on every call as it is. */
export class HostWatch {
  readonly host: AcquirerHostPort
  readonly #options: HostWatchOptions
  #state: StatusView['host']['state'] = 'lost'
  #lastSeenAt: string | null = null

  constructor(options: HostWatchOptions) {
    this.#options = options
    this.host = this.#watchedHost(options.host)
  }

  status(): StatusView['host'] {
    const { alias, endpoint } = this.#options.host
    return { alias, endpoint, state: this.#state, lastSeenAt: this.#lastSeenAt }
  }

  #watchedHost(host: AcquirerHostPort): AcquirerHostPort {
    const note = async <Answer>(asked: Promise<HostOutcome<Answer>>): Promise<HostOutcome<Answer>> => {
      const outcome = await asked
      this.#state = outcome.kind === 'answered' ? 'ready' : 'lost'
      if (outcome.kind === 'answered') this.#lastSeenAt = this.#options.clock.now()
      this.#options.onChange()
      return outcome
    }
    return {
      alias: host.alias,
      endpoint: host.endpoint,
      describeSale: (request, secrets) => host.describeSale(request, secrets),
      sale: (request, secrets, dialogue) => note(host.sale(request, secrets, dialogue)),
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
