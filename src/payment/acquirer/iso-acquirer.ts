import { createHash } from 'node:crypto'
import { CIPHERS } from '#contract/ciphers.ts'
import { LIMITS } from '#contract/limits.ts'
import { fail } from '#contract/result.ts'
import type { AcquirerProfile } from '../iso8583/acquirer-profile.ts'
import type { IsoMessage } from '../iso8583/field-table.ts'
import { Iso8583Error } from '../iso8583/iso8583-error.ts'
import { encodeFrame } from '../iso8583/length-frame.ts'
import { decodeMessage, encodeMessage } from '../iso8583/message-codec.ts'
import { redactMessage } from '../iso8583/redaction.ts'
import type { AcquirerHostPort, HostOutcome, MessageImage } from '../ports/acquirer-host.port.ts'
import type { ClockPort } from '../ports/clock.port.ts'
import { judgeAnswer, matchKey, SentRequests } from './answer-matching.ts'
import {
  readAdviceAnswer,
  readReversalAnswer,
  readSaleAnswer,
  readSignOnAnswer,
  readTotalsAnswer,
  readUploadAnswer,
  responseCodeOf,
} from './answer-messages.ts'
import { HostLink } from './host-link.ts'
import type { AttemptState } from './link-attempt.ts'
import {
  adviceMessage,
  networkMessage,
  reversalMessage,
  saleMessage,
  totalsMessage,
  uploadMessage,
} from './request-messages.ts'

/** For the log: where each message stands, lost connections, and answers that came when nobody waited for them. No card data. */
export type HostNotice =
  | { readonly kind: 'attempt'; readonly mti: string; readonly stan: string; readonly state: AttemptState }
  | { readonly kind: 'disconnected' }
  | { readonly kind: 'late-answer'; readonly mti: string; readonly stan: string }

export interface IsoAcquirerOptions {
  readonly alias: string
  /** `tcp://host:port`. */
  readonly endpoint: string
  readonly profile: AcquirerProfile
  readonly clock: ClockPort
  /** Deadlines other than those of LIMITS: an acquirer's own budget, or a test's patience. */
  readonly timeouts?: Partial<AcquirerTimeouts>
  readonly onNotice?: (notice: HostNotice) => void
}

export interface AcquirerTimeouts {
  readonly connectMs: number
  readonly answerMs: number
  readonly totalsMs: number
  readonly stallMs: number
  readonly idleMs: number
}

const DEFAULT_TIMEOUTS: AcquirerTimeouts = {
  connectMs: LIMITS.hostConnectTimeoutMs,
  answerMs: LIMITS.hostAnswerTimeoutMs,
  totalsMs: LIMITS.hostTotalsTimeoutMs,
  stallMs: LIMITS.hostStallTimeoutMs,
  idleMs: LIMITS.hostIdleConnectionMs,
}

/**
 * An ISO 8583 host behind the engine's port. Messages go one after the other; at most `LIMITS.hostWaitingMessages`
 * wait, more are answered `not-sent`. Every call ends within connect, answer and stall deadline of each message
 * ahead of it, and never rejects.
 */
export function createIsoAcquirer(options: IsoAcquirerOptions): AcquirerHostPort {
  const { alias, endpoint, profile, clock } = options
  const timeouts = { ...DEFAULT_TIMEOUTS, ...options.timeouts }
  const notify = options.onNotice ?? (() => {})
  const sent = new SentRequests()
  let underWay: IsoMessage | null = null
  const link = new HostLink({
    endpoint,
    clock,
    timeouts,
    judge: (bytes) => {
      const verdict = judgeAnswer(profile, underWay, sent, bytes)
      if (verdict.kind === 'late') notify({ kind: 'late-answer', mti: verdict.mti, stan: verdict.stan })
      return verdict
    },
    onDisconnected: () => notify({ kind: 'disconnected' }),
  })
  const inTurn = createTurns(LIMITS.hostWaitingMessages)

  async function exchange<Answer>(
    build: () => IsoMessage,
    answerTimeoutMs: number,
    read: (profile: AcquirerProfile, answer: IsoMessage) => Answer,
  ): Promise<HostOutcome<Answer>> {
    const prepared = prepare(profile, build)
    if (prepared === null) return { kind: 'not-sent', failure: fail('INTERNAL_UNEXPECTED').error }
    const { message, frame } = prepared
    const outcome = await inTurn(async () => {
      underWay = message
      const onState = (state: AttemptState) => {
        if (state === 'writing') sent.add(matchKey(profile, message))
        notify({ kind: 'attempt', mti: message.mti, stan: message.fields[11] ?? '', state })
      }
      const ended = await link.exchange({ frame, answerTimeoutMs, onState })
      underWay = null
      return ended
    })
    if (outcome === null) return { kind: 'not-sent', failure: fail('HOST_UNREACHABLE', { endpoint }).error }
    if (outcome.kind !== 'answered') return outcome
    return readAnswer(() => read(profile, outcome.message))
  }

  return {
    alias,
    endpoint,
    describeSale: (request, secrets) => pictureOf(profile, saleMessage(profile, request, secrets)),
    sale: (request, secrets) =>
      exchange(() => saleMessage(profile, request, secrets), timeouts.answerMs, readSaleAnswer),
    reversal: (request) => exchange(() => reversalMessage(profile, request), timeouts.answerMs, readReversalAnswer),
    describeAdvice: (request, secrets) => pictureOf(profile, adviceMessage(profile, request, secrets)),
    advice: (request, secrets) =>
      exchange(() => adviceMessage(profile, request, secrets), timeouts.answerMs, readAdviceAnswer),
    totals: (request) => exchange(() => totalsMessage(profile, request), timeouts.totalsMs, readTotalsAnswer),
    upload: (item) => exchange(() => uploadMessage(profile, item), timeouts.answerMs, readUploadAnswer),
    echo: (stan) =>
      exchange(
        () => networkMessage(profile.networkCodes.echo, stan, transmissionTime(clock.now())),
        timeouts.answerMs,
        (_, answer) => ({ responseCode: responseCodeOf(answer) }),
      ),
    signOn: (stan) =>
      exchange(
        () => networkMessage(profile.networkCodes.signOn, stan, transmissionTime(clock.now())),
        timeouts.answerMs,
        readSignOnAnswer,
      ),
    exchangeKeys: async () => ({ kind: 'not-sent', failure: fail('INTERNAL_UNEXPECTED').error }),
    close: async () => link.close(),
  }
}

function pictureOf(profile: AcquirerProfile, message: IsoMessage): MessageImage {
  const bytes = encodeMessage(profile.iso8583, message)
  return {
    redacted: redactMessage(decodeMessage(profile.iso8583, bytes)),
    digestHex: createHash(CIPHERS.digest).update(encodeFrame(bytes)).digest('hex'),
  }
}

/** DE7 of a moment in UTC: `2026-11-22T09:30:00.000Z` gives `1122093000`. */
function transmissionTime(iso: string): string {
  return iso.replace(/\D/g, '').slice(4, 14)
}

/** A request that cannot be written is a bug of ours: nothing left, which is what the caller must know. */
function prepare(profile: AcquirerProfile, build: () => IsoMessage) {
  try {
    const message = build()
    return { message, frame: encodeFrame(encodeMessage(profile.iso8583, message)) }
  } catch (thrown) {
    if (thrown instanceof Iso8583Error) return null
    throw thrown
  }
}

/** An answer that arrived but cannot be acted on leaves the outcome as unknown as none. */
function readAnswer<Answer>(read: () => Answer): HostOutcome<Answer> {
  try {
    return { kind: 'answered', answer: read() }
  } catch (thrown) {
    if (!(thrown instanceof Iso8583Error)) throw thrown
    return { kind: 'silent', failure: fail('HOST_MALFORMED_ANSWER', { field: thrown.field }).error }
  }
}

/** Runs tasks one after the other; null when too many wait already. Tasks never reject. */
function createTurns(waitingMax: number) {
  let last: Promise<unknown> = Promise.resolve()
  let waiting = 0
  return <Value>(task: () => Promise<Value>): Promise<Value | null> => {
    if (waiting >= waitingMax) return Promise.resolve(null)
    waiting += 1
    const turn = last.then(task).finally(() => {
      waiting -= 1
    })
    last = turn
    return turn
  }
}
