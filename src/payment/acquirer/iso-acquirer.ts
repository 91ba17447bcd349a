import { hash } from 'node:crypto'
import { CIPHERS } from '#contract/ciphers.ts'
import { LIMITS } from '#contract/limits.ts'
import { fail } from '#contract/result.ts'
import type { AcquirerProfile } from '../iso8583/acquirer-profile.ts'
import type { IsoMessage } from '../iso8583/field-table.ts'
import { Iso8583Error } from '../iso8583/iso8583-error.ts'
import { decodeMessage, encodeMessage } from '../iso8583/message-codec.ts'
import { redactMessage } from '../iso8583/redaction.ts'
import type { AcquirerHostPort, HostOutcome, MessageImage } from '../ports/acquirer-host.port.ts'
import type { ClockPort } from '../ports/clock.port.ts'
import type { HostDialPort } from '../ports/host-dial.port.ts'
import type { HostDialogue } from '../ports/host-prompt.port.ts'
import {
  readAdviceAnswer,
  readReversalAnswer,
  readSaleAnswer,
  readSignOnAnswer,
  readTotalsAnswer,
  readUploadAnswer,
  responseCodeOf,
} from './answer-messages.ts'
import type { LinkOutcome } from './host-link.ts'
import { type HostNotice, HostSession } from './host-session.ts'
import {
  adviceMessage,
  networkMessage,
  reversalMessage,
  saleMessage,
  totalsMessage,
  uploadMessage,
} from './request-messages.ts'
import { TCP_DIAL } from './tcp-dial.ts'
import { createTlsDial, type TlsTerms } from './tls-dial.ts'

export interface IsoAcquirerOptions {
  readonly alias: string
  /** `tcp://host:port`. */
  readonly endpoint: string
  readonly profile: AcquirerProfile
  readonly clock: ClockPort
  /** A STAN that was never used: for sign-on, key change and idle echo. */
  readonly nextStan: () => Promise<string>
  /** The key agreed with the acquirer that brings the working key; only a profile with key exchange needs it. */
  readonly keyEncryptionKey?: Uint8Array
  /** Deadlines other than those of LIMITS: an acquirer's own budget, or a test's patience. */
  readonly timeouts?: Partial<AcquirerTimeouts>
  readonly onNotice?: (notice: HostNotice) => void
  /** The line is encrypted on these terms; left out: plain TCP. */
  readonly tls?: TlsTerms
  /** In place of the network. */
  readonly dial?: HostDialPort
}

export interface AcquirerTimeouts {
  readonly connectMs: number
  readonly answerMs: number
  readonly totalsMs: number
  readonly echoMs: number
  readonly stallMs: number
  readonly idleMs: number
}

const DEFAULT_TIMEOUTS: AcquirerTimeouts = {
  connectMs: LIMITS.hostConnectTimeoutMs,
  answerMs: LIMITS.hostAnswerTimeoutMs,
  totalsMs: LIMITS.hostTotalsTimeoutMs,
  echoMs: LIMITS.hostEchoTimeoutMs,
  stallMs: LIMITS.hostStallTimeoutMs,
  idleMs: LIMITS.hostIdleConnectionMs,
}

/**
 * An ISO 8583 host behind the engine's port. Every call ends within the deadlines of the messages ahead of it and its
 * own (connect, sign-on and key change where the profile has them, answer, stall), and never rejects.
 */
export function createIsoAcquirer(options: IsoAcquirerOptions): AcquirerHostPort {
  const { alias, endpoint, profile, clock } = options
  // A line that is tried by echoes may rest as long as they do.
  const restMs = (profile.idleEchoSeconds ?? 0) * 1_000
  const timeouts = { ...DEFAULT_TIMEOUTS, idleMs: LIMITS.hostIdleConnectionMs + restMs, ...options.timeouts }
  const { answerMs, totalsMs } = timeouts
  const session = new HostSession({
    endpoint,
    profile,
    clock,
    timeouts,
    dial: options.dial ?? (options.tls ? createTlsDial(options.tls) : TCP_DIAL),
    nextStan: options.nextStan,
    keyEncryptionKey: options.keyEncryptionKey ?? null,
    notify: options.onNotice ?? (() => {}),
  })

  async function exchange<Answer>(
    build: () => IsoMessage,
    answerTimeoutMs: number,
    read: (profile: AcquirerProfile, answer: IsoMessage) => Answer,
    dialogue: HostDialogue | null = null,
  ): Promise<HostOutcome<Answer>> {
    const message = prepare(profile, build)
    if (message === null) return { kind: 'not-sent', failure: fail('INTERNAL_UNEXPECTED').error }
    return answered(await session.exchange(message, answerTimeoutMs, dialogue), (answer) => read(profile, answer))
  }
  const network = (code: string, stan: string) => () => networkMessage(code, stan, transmissionTime(clock.now()))
  const { networkCodes } = profile

  return {
    alias,
    endpoint,
    describeSale: (request, secrets) => pictureOf(profile, saleMessage(profile, request, secrets)),
    sale: (request, secrets, dialogue) =>
      exchange(
        () => saleMessage(profile, request, secrets),
        answerMs,
        (_, answer) => readSaleAnswer(profile, answer, request.operation),
        dialogue,
      ),
    describeReversal: (request) => pictureOf(profile, reversalMessage(profile, request)),
    reversal: (request) => exchange(() => reversalMessage(profile, request), answerMs, readReversalAnswer),
    describeAdvice: (request, secrets) => pictureOf(profile, adviceMessage(profile, request, secrets)),
    advice: (request, secrets) => exchange(() => adviceMessage(profile, request, secrets), answerMs, readAdviceAnswer),
    totals: (request) => exchange(() => totalsMessage(profile, request), totalsMs, readTotalsAnswer),
    describeUpload: (item) => pictureOf(profile, uploadMessage(profile, item)),
    upload: (item) => exchange(() => uploadMessage(profile, item), answerMs, readUploadAnswer),
    echo: (stan) =>
      exchange(network(networkCodes.echo, stan), answerMs, (_, answer) => ({ responseCode: responseCodeOf(answer) })),
    signOn: (stan) => exchange(network(networkCodes.signOn, stan), answerMs, readSignOnAnswer),
    exchangeKeys: async (stan) =>
      answered(await session.exchangeKeys(stan), (answer) => {
        const responseCode = responseCodeOf(answer)
        return { responseCode, accepted: responseCode === '00' }
      }),
    close: async () => session.close(),
  }
}

/** The digest is that of the message before its MAC, whose key may change until it leaves. */
function pictureOf(profile: AcquirerProfile, message: IsoMessage): MessageImage {
  const bytes = encodeMessage(profile.iso8583, message)
  return {
    redacted: redactMessage(decodeMessage(profile.iso8583, bytes)),
    digestHex: hash(CIPHERS.digest, bytes, 'hex'),
  }
}

/** DE7 of a moment in UTC: `2026-11-22T09:30:00.000Z` gives `1122093000`. */
function transmissionTime(iso: string): string {
  return iso.replace(/\D/g, '').slice(4, 14)
}

/** A request that cannot be written is a bug of ours: nothing left, which is what the caller must know. */
function prepare(profile: AcquirerProfile, build: () => IsoMessage): IsoMessage | null {
  try {
    const message = build()
    encodeMessage(profile.iso8583, message)
    return message
  } catch (thrown) {
    if (thrown instanceof Iso8583Error) return null
    throw thrown
  }
}

/** An answer that arrived but cannot be acted on leaves the outcome as unknown as none. */
function answered<Answer>(outcome: LinkOutcome, read: (answer: IsoMessage) => Answer): HostOutcome<Answer> {
  if (outcome.kind !== 'answered') return outcome
  try {
    return { kind: 'answered', answer: read(outcome.message) }
  } catch (thrown) {
    if (!(thrown instanceof Iso8583Error)) throw thrown
    return { kind: 'silent', failure: fail('HOST_MALFORMED_ANSWER', { field: thrown.field }).error }
  }
}
