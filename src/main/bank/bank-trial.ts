import { lookup } from 'node:dns/promises'
import { LIMITS } from '#contract/limits.ts'
import type { Failure } from '#contract/result.ts'
import type { BankTry, Mode, TryReason, TryStep } from '#contract/views/bank-view.ts'
import { createIsoAcquirer } from '#payment/acquirer/iso-acquirer.ts'
import { TCP_DIAL } from '#payment/acquirer/tcp-dial.ts'
import { createTlsDial } from '#payment/acquirer/tls-dial.ts'
import type { ClockPort } from '#payment/ports/clock.port.ts'
import type { HostDialPort } from '#payment/ports/host-dial.port.ts'
import type { AcquirerSettings } from '../compose/acquirer-settings.ts'

export interface BankTrialOptions {
  readonly mode: Mode
  readonly host: string
  readonly port: string
  readonly settings: AcquirerSettings
  readonly clock: ClockPort
  readonly nextStan: () => Promise<string>
  /** The view changed. */
  readonly onChange: () => void
  /** In place of the name service of the machine. Rejects for a name that nobody has. */
  readonly findAddress?: (host: string) => Promise<unknown>
}

type Step = BankTry['steps'][number]

/** What a failure of the line says, whatever step it came in. */
const REASONS: Readonly<Partial<Record<Failure['code'], TryReason>>> = {
  HOST_TLS_UNTRUSTED: 'untrusted',
  HOST_TLS_OTHER_KEY: 'other-key',
  HOST_TLS_OUT_OF_DATE: 'out-of-date',
  HOST_TLS_OTHER_NAME: 'other-name',
  HOST_TLS_TILL_REFUSED: 'till-refused',
  HOST_TLS_NOT_SPOKEN: 'not-encrypted',
  HOST_TLS_BROKEN_OFF: 'broken-off',
  HOST_MALFORMED_ANSWER: 'not-understood',
  HOST_SIGN_ON_REFUSED: 'sign-on',
  HOST_KEY_REFUSED: 'key',
}

/**
 * One try of a bank: finds its address, opens a line of its own, encrypts it where that is asked for, signs on where the
 * profile does, and asks for an echo (0800). Nothing of it is a payment; the line in use is not touched. It ends within
 * `LIMITS.bankTryTimeoutMs`, or when it is stopped.
 */
export class BankTrial {
  readonly #options: BankTrialOptions
  readonly #startedMs: number
  readonly #head: Pick<BankTry, 'mode' | 'endpoint' | 'startedAt' | 'limitMs'>
  #steps: readonly Step[]
  #stepStartedMs: number
  #end: BankTry['end'] = null
  #responseCode: string | null = null
  #isRefused = false
  #endEarly: (reason: TryReason) => void = () => {}

  constructor(options: BankTrialOptions) {
    const { mode, host, port, clock, settings } = options
    this.#options = options
    this.#startedMs = clock.monotonicMs()
    this.#stepStartedMs = this.#startedMs
    const startedAt = clock.now()
    this.#head = { mode, endpoint: `tcp://${host}:${port}`, startedAt, limitMs: LIMITS.bankTryTimeoutMs }
    const order: TryStep[] = ['address', 'line', ...(settings.tls ? (['encryption'] as const) : []), 'answer', 'code']
    this.#steps = order.map((step, place) => ({ step, state: place === 0 ? 'running' : 'waiting', durationMs: null }))
  }

  view(): BankTry {
    return { ...this.#head, steps: [...this.#steps], end: this.#end }
  }

  get isOver(): boolean {
    return this.#end !== null
  }

  stop(): void {
    this.#endEarly('stopped')
  }

  /** Resolves when it is over; never rejects. */
  async run(): Promise<void> {
    const { clock } = this.#options
    const early = new Promise<TryReason>((resolve) => {
      this.#endEarly = resolve
    })
    const forget = clock.after(LIMITS.bankTryTimeoutMs, () => this.#endEarly(this.#reasonOf(null)))
    const acquirer = this.#acquirer()
    try {
      this.#finish(await Promise.race([this.#walk(acquirer), early]))
    } catch {
      // The till itself could not go on: no number for a message came from its disk.
      this.#finish('till')
    } finally {
      forget()
      await acquirer.close()
    }
  }

  #acquirer() {
    const { settings, clock, nextStan } = this.#options
    const { profile, tls, keyEncryptionKey } = settings
    return createIsoAcquirer({
      alias: '',
      endpoint: this.#head.endpoint,
      profile,
      clock,
      nextStan,
      ...(keyEncryptionKey ? { keyEncryptionKey } : {}),
      timeouts: { answerMs: LIMITS.bankTryAnswerTimeoutMs },
      dial: this.#watched(tls ? createTlsDial(tls) : TCP_DIAL, tls ? 'encryption' : 'line'),
      onNotice: (notice) => {
        if (notice.kind === 'attempt' && notice.state === 'answered') this.#passed('answer')
      },
    })
  }

  /** Tells how far a line has come. */
  #watched(dial: HostDialPort, lastStep: 'line' | 'encryption'): HostDialPort {
    return {
      arrivals: () => dial.arrivals(),
      dial: (address) => {
        const socket = dial.dial(address)
        socket.once('tcp', () => this.#passed('line'))
        socket.once('connect', () => this.#passed(lastStep))
        socket.on('error', (error) => {
          if ('code' in error && error.code === 'ECONNREFUSED') this.#isRefused = true
        })
        return socket
      },
    }
  }

  /** @returns why it came to nothing; null when the bank answered as it should. */
  async #walk(acquirer: ReturnType<typeof createIsoAcquirer>): Promise<TryReason | null> {
    const { host, findAddress = lookup, nextStan } = this.#options
    const isFound = await findAddress(host).then(
      () => true,
      () => false,
    )
    if (!isFound) return 'address'
    this.#passed('address')
    const outcome = await acquirer.echo(await nextStan())
    if (outcome.kind !== 'answered') return this.#reasonOf(outcome.failure)
    this.#responseCode = outcome.answer.responseCode
    return outcome.answer.responseCode === '00' ? null : 'code'
  }

  #running(): TryStep | null {
    return this.#steps.find(({ state }) => state === 'running')?.step ?? null
  }

  /** By what is known of the line, else by the step that did not come to its end. */
  #reasonOf(failure: Failure | null): TryReason {
    const code = failure?.details?.responseCode
    if (code !== undefined) this.#responseCode = String(code)
    const known = failure === null ? undefined : REASONS[failure.code]
    if (known !== undefined) return known
    const running = this.#running()
    if (running === 'address') return 'address'
    if (running === 'line') return this.#isRefused ? 'line-refused' : 'line-silent'
    return running === 'encryption' ? 'broken-off' : 'no-answer'
  }

  /** A step, and with it those before. */
  #passed(step: TryStep): void {
    if (this.#end !== null) return
    const place = this.#steps.findIndex((each) => each.step === step)
    const running = this.#steps.findIndex(({ state }) => state === 'running')
    if (place < running || running < 0) return
    const now = this.#options.clock.monotonicMs()
    const durationMs = Math.round(now - this.#stepStartedMs)
    this.#stepStartedMs = now
    this.#steps = this.#steps.map((each, at) => {
      if (at < running) return each
      if (at <= place) return { ...each, state: 'passed', durationMs: at === place ? durationMs : 0 }
      return at === place + 1 ? { ...each, state: 'running' } : each
    })
    this.#options.onChange()
  }

  #finish(reason: TryReason | null): void {
    if (reason === null) this.#passed('code')
    const { clock } = this.#options
    const durationMs = Math.round(clock.monotonicMs() - this.#startedMs)
    const failed = reason === null ? null : (failedStep(reason) ?? this.#running())
    this.#steps = this.#steps.map((each) => {
      if (each.step === failed) return { ...each, state: 'failed' }
      return each.state === 'running' ? { ...each, state: 'waiting' } : each
    })
    this.#end = { at: clock.now(), durationMs, reason, responseCode: this.#responseCode }
    this.#options.onChange()
  }
}

/** TLS 1.3 lets the bank refuse the till after the line stood: it is that step which failed. */
function failedStep(reason: TryReason): TryStep | null {
  return reason === 'till-refused' ? 'encryption' : null
}
