import { LIMITS } from '#contract/limits.ts'
import { CatalogueFailure, type Failure, fail } from '#contract/result.ts'
import { type AcquirerProfile, framingOf } from '../iso8583/acquirer-profile.ts'
import type { IsoMessage } from '../iso8583/field-table.ts'
import { Iso8583Error } from '../iso8583/iso8583-error.ts'
import { toFrame } from '../iso8583/wire.ts'
import type { LateAnswer } from '../ports/acquirer-host.port.ts'
import type { ClockPort } from '../ports/clock.port.ts'
import type { HostDialPort } from '../ports/host-dial.port.ts'
import type { HostDialogue } from '../ports/host-prompt.port.ts'
import { judgeAnswer, matchKey, SentRequests } from './answer-matching.ts'
import { readSaleAnswer, responseCodeOf } from './answer-messages.ts'
import { HostLink, type LinkOutcome, type LinkTimeouts, type LinkVerdict } from './host-link.ts'
import type { AttemptState } from './link-attempt.ts'
import { OperationPrompts } from './operation-prompts.ts'
import { PROMPT_CODES, promptAnswerMessage } from './prompt-messages.ts'
import { networkAnswer, networkMessage } from './request-messages.ts'
import { createTurns } from './turns.ts'
import { WorkingKeys } from './working-keys.ts'

/** For the log: where each message stands, lost connections, and what came without being waited for. No card data. */
export type HostNotice =
  | { readonly kind: 'attempt'; readonly mti: string; readonly stan: string; readonly state: AttemptState }
  | { readonly kind: 'disconnected' }
  /** `late`: what it says, where it answers a financial request and can be read. */
  | { readonly kind: 'late-answer'; readonly mti: string; readonly stan: string; readonly late: LateAnswer | null }
  /** The host asked something itself and was answered. */
  | { readonly kind: 'host-asked'; readonly code: string }
  /** The host asked a person something within an operation. */
  | { readonly kind: 'host-prompted'; readonly stan: string }

export interface HostSessionOptions {
  readonly endpoint: string
  readonly profile: AcquirerProfile
  readonly clock: ClockPort
  readonly timeouts: LinkTimeouts & { readonly answerMs: number; readonly echoMs: number }
  readonly dial: HostDialPort
  /** A STAN that was never used, for what the session asks by itself. */
  readonly nextStan: () => Promise<string>
  /** The key that brings the working key; null where none was agreed. */
  readonly keyEncryptionKey: Uint8Array | null
  readonly notify: (notice: HostNotice) => void
}

/**
 * Everything between the messages of one host: their order, the opening of the line, and its silence.
 *
 *   no line ──► connecting ──► sign-on ──► key change ──► open ──► idle ──► echo ──► open
 *      ▲            │             │            │           │                  │
 *      └────────────┴─────────────┴────────────┴───────────┴──────────────────┘
 *            any failure closes the line; what waited for it was not sent
 *
 * Sign-on and key change happen where the profile asks for them, before the first message of a fresh line; an echo takes
 * their place on a line whose host may still turn the till away (TLS 1.3 with its certificate). Messages go
 * one after the other; at most `LIMITS.hostWaitingMessages` wait, more are answered `not-sent`. A line that was silent
 * for `idleEchoSeconds` is tried by an echo and closed when none comes back, so that the next customer finds a good one.
 */
export class HostSession {
  readonly #options: HostSessionOptions
  readonly #link: HostLink
  readonly #inTurn = createTurns(LIMITS.hostWaitingMessages)
  readonly #sent = new SentRequests()
  readonly #keys = new WorkingKeys()
  #underWay: IsoMessage | null = null
  #prompts: OperationPrompts | null = null
  #stopEchoTimer: () => void = () => {}
  #closed = false

  constructor(options: HostSessionOptions) {
    this.#options = options
    this.#link = new HostLink({
      endpoint: options.endpoint,
      framing: framingOf(options.profile),
      clock: options.clock,
      timeouts: options.timeouts,
      dial: options.dial,
      judge: (payload) => this.#judge(payload),
      onDisconnected: () => options.notify({ kind: 'disconnected' }),
    })
  }

  /** Sends one message in its turn; `dialogue` answers what the host asks a person meanwhile. Never rejects. */
  async exchange(
    message: IsoMessage,
    answerTimeoutMs: number,
    dialogue: HostDialogue | null = null,
  ): Promise<LinkOutcome> {
    const outcome = await this.#inTurn(() => this.#onOpenLine(message, answerTimeoutMs, dialogue))
    return outcome ?? { kind: 'not-sent', failure: this.#link.unreachable() }
  }

  /** Asks the host for a new MAC key; it counts once it opened and matched its check value. */
  async exchangeKeys(stan: string): Promise<LinkOutcome> {
    const { keyEncryptionKey, profile } = this.#options
    if (keyEncryptionKey === null || !profile.keyExchange)
      return { kind: 'not-sent', failure: this.#link.unreachable() }
    return (
      (await this.#inTurn(async () => {
        const outcome = await this.#onOpenLine(
          this.#ask(profile.networkCodes.macKey, stan),
          this.#options.timeouts.answerMs,
        )
        return outcome.kind === 'answered' ? this.#takeKey(outcome, keyEncryptionKey) : outcome
      })) ?? { kind: 'not-sent', failure: this.#link.unreachable() }
    )
  }

  close(): void {
    this.#closed = true
    this.#stopEchoTimer()
    this.#link.close()
  }

  async #onOpenLine(
    message: IsoMessage,
    answerTimeoutMs: number,
    dialogue: HostDialogue | null = null,
  ): Promise<LinkOutcome> {
    this.#stopEchoTimer()
    this.#tell(message, 'prepared')
    const line = await this.#link.open(() => this.#tell(message, 'connecting'))
    if (line === 'unreachable') return { kind: 'not-sent', failure: this.#link.unreachable() }
    const trouble = line === 'fresh' ? await this.#greet() : null
    if (trouble !== null) {
      this.#link.drop()
      return { kind: 'not-sent', failure: trouble }
    }
    const outcome = await this.#converse(message, answerTimeoutMs, dialogue)
    this.#armEcho()
    return outcome
  }

  /** Opens the session on a fresh line. @returns why the host did not let us in, null when it did. */
  async #greet(): Promise<Failure | null> {
    const { profile, nextStan } = this.#options
    const { signOn, macKey, echo } = profile.networkCodes
    try {
      if (profile.signOn) {
        const refused = await this.#greeting(this.#ask(signOn, await nextStan()))
        if (refused !== null) return refused
      }
      if (profile.keyExchange) return await this.#greeting(this.#ask(macKey, await nextStan()))
      // An echo, whatever its answer, shows that the host lets this till in before anything financial leaves.
      if (profile.signOn || !this.#link.isUnproven) return null
      const outcome = await this.#converse(this.#ask(echo, await nextStan()), this.#options.timeouts.echoMs)
      return outcome.kind === 'answered' ? null : this.#link.unreachable()
    } catch (thrown) {
      if (thrown instanceof CatalogueFailure) return thrown.failure
      throw thrown
    }
  }

  async #greeting(message: IsoMessage): Promise<Failure | null> {
    const { keyEncryptionKey, profile, timeouts } = this.#options
    let outcome = await this.#converse(message, timeouts.answerMs)
    if (outcome.kind !== 'answered')
      return outcome.failure.code === 'HOST_NO_ANSWER' ? this.#link.unreachable() : outcome.failure
    const responseCode = outcome.message.fields[39] ?? ''
    if (responseCode !== '00') return fail('HOST_SIGN_ON_REFUSED', { responseCode }).error
    if (message.fields[70] !== profile.networkCodes.macKey) return null
    if (keyEncryptionKey === null) return fail('HOST_KEY_REFUSED').error
    outcome = this.#takeKey(outcome, keyEncryptionKey)
    return outcome.kind === 'answered' ? null : outcome.failure
  }

  #takeKey(outcome: LinkOutcome & { kind: 'answered' }, keyEncryptionKey: Uint8Array): LinkOutcome {
    try {
      if (responseCodeOf(outcome.message) === '00')
        this.#keys.take(this.#options.profile, keyEncryptionKey, outcome.message)
      return outcome
    } catch (thrown) {
      if (!(thrown instanceof Iso8583Error)) throw thrown
      return { kind: 'silent', failure: fail('HOST_KEY_REFUSED').error }
    }
  }

  #ask(networkCode: string, stan: string): IsoMessage {
    const transmittedAt = this.#options.clock.now().replace(/\D/g, '').slice(4, 14)
    return networkMessage(networkCode, stan, transmittedAt)
  }

  /** One message on the open line. */
  async #converse(
    message: IsoMessage,
    answerTimeoutMs: number,
    dialogue: HostDialogue | null = null,
  ): Promise<LinkOutcome> {
    const frame = this.#frameOf(message)
    const { profile, clock } = this.#options
    this.#underWay = message
    const prompts = new OperationPrompts({
      format: profile.hostPrompts,
      request: message,
      dialogue,
      clock,
      reply: (reply) => this.#link.say(this.#frameOf(reply)),
      pause: () => this.#link.pauseAnswer(),
      resume: () => this.#link.resumeAnswer(),
    })
    this.#prompts = prompts
    const onState = (state: AttemptState) => {
      if (state === 'writing') this.#sent.add(matchKey(profile, message))
      this.#tell(message, state)
    }
    const outcome = await this.#link.converse({ frame, answerTimeoutMs, onState })
    this.#underWay = null
    prompts.end()
    this.#prompts = null
    return outcome
  }

  #frameOf(message: IsoMessage): Uint8Array {
    const { profile } = this.#options
    return toFrame(profile, message, { tpdu: profile.tpdu, macKey: this.#keys.macKey })
  }

  #tell({ mti, fields }: IsoMessage, state: AttemptState): void {
    this.#options.notify({ kind: 'attempt', mti, stan: fields[11] ?? '', state })
  }

  #judge(payload: Uint8Array): LinkVerdict {
    const { profile, notify } = this.#options
    const verdict = judgeAnswer(profile, this.#underWay, this.#sent, payload, this.#keys.macKey)
    if (verdict.kind === 'late') notify(lateNotice(profile, verdict.message))
    // A second answer in the same breath finds nobody waiting.
    if (verdict.kind === 'answer') {
      this.#underWay = null
      this.#prompts?.end()
    }
    if (verdict.kind !== 'request') return verdict
    return verdict.message.mti === '0600' ? this.#judgePrompt(verdict.message) : this.#judgeNetwork(verdict.message)
  }

  /** What the host asks a person, on the line of the operation it belongs to. */
  #judgePrompt(message: IsoMessage): LinkVerdict {
    const { profile, notify } = this.#options
    notify({ kind: 'host-prompted', stan: message.fields[11] ?? '' })
    if (this.#prompts !== null) {
      this.#prompts.take(message)
      return { kind: 'asked' }
    }
    const code = profile.hostPrompts === null ? PROMPT_CODES.unknownKind : PROMPT_CODES.noOperation
    const answer = promptAnswerMessage(profile.hostPrompts, message, { code, value: null })
    return { kind: 'reply', frame: this.#frameOf(answer) }
  }

  #judgeNetwork(message: IsoMessage): LinkVerdict {
    const { profile, notify } = this.#options
    notify({ kind: 'host-asked', code: message.fields[70] ?? '' })
    const answer = networkAnswer(profile, message)
    return { kind: 'reply', frame: toFrame(profile, answer, { tpdu: profile.tpdu, macKey: null }) }
  }

  #armEcho(): void {
    const { clock, profile } = this.#options
    this.#stopEchoTimer()
    if (profile.idleEchoSeconds === null || this.#closed || !this.#link.connected) return
    this.#stopEchoTimer = clock.after(profile.idleEchoSeconds * 1_000, () => void this.#inTurn(() => this.#tryLine()))
  }

  /** A line that brings no echo back in a short time is no line. */
  async #tryLine(): Promise<void> {
    const { nextStan, profile, timeouts } = this.#options
    if (!this.#link.connected) return
    try {
      const outcome = await this.#converse(this.#ask(profile.networkCodes.echo, await nextStan()), timeouts.echoMs)
      if (outcome.kind === 'answered') this.#armEcho()
      else this.#link.drop()
    } catch (thrown) {
      // Without a number from the disk there is no echo; the next message finds the line as it is.
      if (!(thrown instanceof CatalogueFailure)) throw thrown
    }
  }
}

/** Answers to requests that charge or reserve; a late word on a reversal or on totals changes nothing for anybody. */
const FINANCIAL_ANSWERS = ['0110', '0210']

function lateNotice(profile: AcquirerProfile, message: IsoMessage): HostNotice {
  const { mti, fields } = message
  const stan = fields[11] ?? ''
  const notice = { kind: 'late-answer', mti, stan } as const
  if (!FINANCIAL_ANSWERS.includes(mti)) return { ...notice, late: null }
  try {
    const answer = readSaleAnswer(profile, message)
    return { ...notice, late: { stan, terminalId: fields[41] ?? '', answer } }
  } catch (thrown) {
    if (!(thrown instanceof Iso8583Error)) throw thrown
    return { ...notice, late: null }
  }
}
