import { LIMITS } from '#contract/limits.ts'
import type { Locale } from '#contract/locale.ts'
import { fail, type Result, succeed } from '#contract/result.ts'
import type { ByteLink, LinkTrouble } from '#hardware/link/byte-link.ts'
import { createLink } from '#hardware/link/create-link.ts'
import type { ClockPort } from '#payment/ports/clock.port.ts'
import type { PadIdentity, PadNotice } from '#payment/ports/pin-pad.port.ts'
import { AbecsSession, type Answer, codecFailure } from './abecs-session.ts'
import type { AbecsCommand } from './codec.ts'
import { closeCommand, eventCommand, identifyCommand } from './commands.ts'
import { specificationNumber } from './emv-tables.codec.ts'
import { IDENTITY_IDS, POWER_IDS, readIdentity, readPower } from './pad-answers.ts'
import { type PadRows, padText } from './pad-texts.ts'
import { STATUS } from './parameters.ts'
import { statusFailure } from './status-failure.ts'

export interface AbecsPadOptions {
  readonly alias: string
  readonly endpoint: string
  /** In place of the endpoint's own: a line in memory. */
  readonly link?: ByteLink
  readonly clock: ClockPort
  /** Encrypt the line where the pad can. */
  readonly secure: boolean
  /** Acquirer in the pad's tables, 1 to 99. */
  readonly acquirerIndex: number
  /** Slots of the DUKPT keys, 0 to 99. */
  readonly pinKeyIndex: number
  readonly trackKeyIndex: number
  /** Takes the stripe of a chip card whose application is unknown here; only where the acquirer's rules say so. */
  readonly stripeForUnknownChip?: boolean
}

/** Commands that go on with a card read before. */
const OF_THE_CARD: ReadonlySet<string> = new Set(['GTK', 'GPN', 'GED', 'GOX', 'FCX'])
/** First version with parameters in its commands; what came before is another protocol. */
const SPECIFICATION_MIN = 200
/** An empty slot is answered at once; the shortest wait there is, in whole seconds. */
const LOOK_MS = 1_000
/** PP_BATTINFO and PP_COMMINFO exist since. */
const POWER_SINCE = 220

/** One method under way. */
export interface Run {
  cancelled: boolean
}

const LINK_CODES = {
  'not-found': 'PINPAD_PORT_NOT_FOUND',
  busy: 'PINPAD_PORT_BUSY',
  'no-right': 'PINPAD_PORT_NOT_FOUND',
  lost: 'PINPAD_LINK_LOST',
} as const satisfies Record<LinkTrouble, string>

export interface ChannelListeners {
  readonly tell: (notice: PadNotice) => void
  readonly onFirmwareText: (rows: PadRows) => void
  /** At the start the slot was not seen to be empty. */
  readonly onCardLeft: () => void
  /** The line ended by itself: whatever was begun is over. */
  readonly onLost: () => void
  /** A method wants the pad; it begins once this is over; null: at once. */
  readonly beforeRun: () => Promise<void> | null
  readonly afterRun: () => void
}

/**
 * The line to one pad, from `connect` to `disconnect`: one method at a time, cancellable, nothing sent while a stop
 * is under way, nothing sent again after a loss.
 */
export class PadChannel {
  readonly #options: AbecsPadOptions
  readonly #listeners: ChannelListeners
  #link: ByteLink | null
  #session: AbecsSession | null = null
  #offLost: () => void = () => {}
  #identity: PadIdentity | null = null
  #running: Run | null = null
  #stopping: Promise<Result<null>> | null = null

  constructor(options: AbecsPadOptions, listeners: ChannelListeners) {
    this.#options = options
    this.#listeners = listeners
    this.#link = options.link ?? null
  }

  /** What the pad said it speaks, `ABECS 2.12`; empty before the first `connect`. */
  get specification(): string {
    return this.#identity?.specification ?? ''
  }

  get isConnected(): boolean {
    return this.#session !== null
  }

  connect(locale: Locale): Promise<Result<PadIdentity>> {
    return this.run(async (run) => {
      if (this.#session !== null && this.#identity !== null) return succeed(this.#identity)
      const openedAtMs = this.#options.clock.monotonicMs()
      const session = await this.#openLink()
      if (!session.ok) return session
      const identity = await this.#introduce(run, session.value, locale)
      if (identity.ok) {
        this.#identity = identity.value
        return identity
      }
      const isQuick = this.#options.clock.monotonicMs() - openedAtMs < LIMITS.padAckTimeoutMs
      const failure = this.#judgeStranger(session.value, identity, isQuick)
      await this.disconnect()
      return failure
    })
  }

  /** Runs one method. One that was cancelled answers so, whatever it was about to say. Errors: PINPAD_BUSY too. */
  async run<Value>(body: (run: Run) => Promise<Result<Value>>): Promise<Result<Value>> {
    if (this.#running !== null) return fail('PINPAD_BUSY')
    const run: Run = { cancelled: false }
    this.#running = run
    try {
      const leaving = this.#listeners.beforeRun()
      if (leaving !== null) await leaving
      await this.#stopping
      const result = await body(run)
      await this.#stopping
      return run.cancelled ? fail('PAYMENT_CANCELLED') : result
    } finally {
      this.#running = null
      this.#listeners.afterRun()
    }
  }

  /** OPN. CLX ended the secure link of the payment before: each payment has a session key of its own. */
  async open(run: Run): Promise<Result<null>> {
    const session = await this.#readySession(run)
    return session.ok ? this.#openSession(session.value) : session
  }

  /**
   * One command, one answer of any status. A closed link is opened first, so that nothing travels in clear where the
   * line is to be secure; but what belongs to a card that was read on the link before is refused, never asked again.
   * Errors: any PINPAD code, PAYMENT_CANCELLED.
   */
  async ask(run: Run, command: AbecsCommand, answerTimeoutMs: number): Promise<Result<Answer>> {
    const ready = await this.#readySession(run)
    if (!ready.ok) return ready
    const session = ready.value
    const needsOpening = session.state === 'broken' || (session.state === 'closed' && command.id !== 'CLX')
    if (needsOpening) {
      if (OF_THE_CARD.has(command.id)) return fail('PINPAD_REFUSED', { status: STATUS.NOSEC })
      const opened = await this.#openSession(session)
      if (!opened.ok) return opened
      if (run.cancelled) return fail('PAYMENT_CANCELLED')
    }
    return session.ask(command, answerTimeoutMs)
  }

  /** One command whose answer must be 000, turned into a value by `read`. */
  async askFor<Value>(
    run: Run,
    command: AbecsCommand,
    answerTimeoutMs: number,
    read: (answer: Answer) => Value,
  ): Promise<Result<Value>> {
    const answer = await this.ask(run, command, answerTimeoutMs)
    if (!answer.ok) return answer
    if (answer.value.status !== STATUS.OK) return statusFailure(answer.value.status)
    try {
      return succeed(read(answer.value))
    } catch (thrown) {
      return codecFailure(thrown)
    }
  }

  /** CLX with the shop's idle text. */
  async idle(run: Run, locale: Locale): Promise<Result<null>> {
    const rows: PadRows = [padText(locale, 'shop'), padText(locale, 'welcome')]
    const closed = await this.askFor(run, closeCommand(rows), LIMITS.padAnswerTimeoutMs, () => null)
    if (closed.ok) this.#listeners.tell({ kind: 'display', rows })
    return closed
  }

  async cancel(): Promise<Result<null>> {
    if (this.#running !== null) this.#running.cancelled = true
    return this.quiet()
  }

  /** Ends what the pad waits for. Errors: PINPAD_LINK_LOST. */
  async quiet(): Promise<Result<null>> {
    if (this.#session === null) return fail('PINPAD_LINK_LOST')
    this.#stopping ??= this.#session.stop().finally(() => {
      this.#stopping = null
    })
    return this.#stopping
  }

  async disconnect(): Promise<void> {
    this.#leave()
    await this.#link?.close()
  }

  /** A pad that answers OPN without a session key is older than the secure link, and than all this driver says. */
  async #openSession(session: AbecsSession): Promise<Result<null>> {
    const opened = await session.open()
    if (!opened.ok) return opened
    if (!this.#options.secure || session.isSecure) return opened
    session.reject()
    return this.#tooOld()
  }

  #tooOld() {
    return fail('PINPAD_TOO_OLD', { endpoint: this.#options.endpoint })
  }

  /** Waits for a stop under way, so that a command never meets the confirmation of the one before it. */
  async #readySession(run: Run): Promise<Result<AbecsSession>> {
    await this.#stopping
    if (run.cancelled) return fail('PAYMENT_CANCELLED')
    return this.#session === null ? fail('PINPAD_LINK_LOST') : succeed(this.#session)
  }

  async #openLink(): Promise<Result<AbecsSession>> {
    const created = this.#link === null ? createLink(this.#options.endpoint) : { ok: true as const, value: this.#link }
    const { endpoint, clock, secure } = this.#options
    if (!created.ok) return fail('PINPAD_PORT_NOT_FOUND', { endpoint })
    const link = created.value
    const opened = await link.open()
    if (!opened.ok) return fail(LINK_CODES[opened.trouble], { endpoint })
    this.#link = link
    const session = new AbecsSession({
      link,
      clock,
      onNotice: this.#listeners.onFirmwareText,
      onHeard: () => this.#listeners.tell({ kind: 'seen', at: clock.now() }),
    })
    this.#offLost = link.onLost(() => {
      this.#leave()
      this.#listeners.onLost()
      this.#listeners.tell({ kind: 'lost' })
    })
    this.#session = session
    if (secure) await session.prepareKeys()
    return succeed(session)
  }

  /** Ends what a former till left running, opens, asks who the pad is, looks for a forgotten card, and leaves it idle. */
  async #introduce(run: Run, session: AbecsSession, locale: Locale): Promise<Result<PadIdentity>> {
    const quiet = await session.stop()
    if (!quiet.ok) return quiet
    const opened = await this.open(run)
    if (!opened.ok) return opened
    const secureLink = session.isSecure
    const identity = await this.#identify(run, secureLink)
    if (!identity.ok) return identity
    const looked = await this.#lookIntoSlot(run)
    if (!looked.ok) return looked
    const closed = await this.idle(run, locale)
    return closed.ok ? identity : closed
  }

  /** A till that died, or another one before, may have left a customer's chip in the slot. */
  async #lookIntoSlot(run: Run): Promise<Result<null>> {
    const empty = eventCommand({ keys: false, stripe: false, chip: 'removed', contactless: false, timeoutMs: LOOK_MS })
    const answer = await this.ask(run, empty, LOOK_MS + LIMITS.padAnswerTimeoutMs)
    if (!answer.ok) return answer
    if (answer.value.status !== STATUS.OK) this.#listeners.onCardLeft()
    return succeed(null)
  }

  /** GIX, and once more for what only a newer pad knows of itself. */
  async #identify(run: Run, secureLink: boolean): Promise<Result<PadIdentity>> {
    const answer = await this.ask(run, identifyCommand(IDENTITY_IDS), LIMITS.padAnswerTimeoutMs)
    if (!answer.ok) return answer
    const { id, status, parameters } = answer.value
    if (id !== 'GIX' && status === STATUS.INVCALL) return this.#tooOld()
    if (status !== STATUS.OK) return statusFailure(status)
    try {
      const identity = readIdentity(parameters, secureLink)
      const version = specificationNumber(identity.specification)
      if (version < SPECIFICATION_MIN) return this.#tooOld()
      if (version < POWER_SINCE) return succeed(identity)
      return await this.askFor(run, identifyCommand(POWER_IDS), LIMITS.padAnswerTimeoutMs, (answered) => ({
        ...identity,
        ...readPower(answered.parameters),
      }))
    } catch (thrown) {
      return codecFailure(thrown)
    }
  }

  /**
   * Nobody here ever spoke ABECS: a device of another kind, or one that hangs up on a second caller at once.
   * Once known, a pad that fails is only lost.
   */
  #judgeStranger(
    session: AbecsSession,
    failed: Result<PadIdentity> & { readonly ok: false },
    isQuick: boolean,
  ): Result<never> {
    if (this.#identity !== null || session.packetCount > 0 || failed.error.code === 'PAYMENT_CANCELLED') return failed
    const { endpoint } = this.#options
    const hungUp = this.#session === null && session.byteCount === 0 && isQuick
    return fail(hungUp ? 'PINPAD_PORT_BUSY' : 'PINPAD_WRONG_PROTOCOL', { endpoint })
  }

  #leave(): void {
    this.#offLost()
    this.#session?.release()
    this.#session = null
  }
}
