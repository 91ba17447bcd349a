import { CatalogueFailure, type Failure, fail } from '#contract/result.ts'
import type { IsoMessage } from '../iso8583/field-table.ts'
import { FrameReader, type Framing, keepAliveFrame } from '../iso8583/length-frame.ts'
import type { ClockPort } from '../ports/clock.port.ts'
import type { HostDialPort, HostSocket } from '../ports/host-dial.port.ts'
import type { AnswerVerdict } from './answer-matching.ts'
import { AnswerTimer } from './answer-timer.ts'
import { type AttemptState, failedIn } from './link-attempt.ts'

export interface LinkTimeouts {
  readonly connectMs: number
  /** Between two bytes of one frame. */
  readonly stallMs: number
  /** How long a silent connection is trusted to be alive. */
  readonly idleMs: number
}

export interface Outgoing {
  readonly frame: Uint8Array
  readonly answerTimeoutMs: number
  readonly onState: (state: AttemptState) => void
}

export type LinkOutcome =
  | { readonly kind: 'answered'; readonly message: IsoMessage }
  | { readonly kind: 'not-sent' | 'silent'; readonly failure: Failure }

/** fresh: just connected, nothing was said on it yet. */
export type LineState = 'open' | 'fresh' | 'unreachable'

/** What the host asks by itself is answered by bytes; what a person has to answer, later and by `say`. */
export type LinkVerdict =
  | Exclude<AnswerVerdict, { kind: 'request' }>
  | { readonly kind: 'reply'; readonly frame: Uint8Array }
  | { readonly kind: 'asked' }

interface Conversation {
  readonly outgoing: Outgoing
  readonly timer: AnswerTimer
  state: AttemptState
  end(outcome: LinkOutcome): void
}

/**
 * The TCP line to one host. One message at a time; a message is written once and never again.
 *
 * The connection stays open between messages, so that a reversal follows its sale on the same ordered stream and
 * cannot overtake it. A connection that the host is known to have closed is never written to: a fresh one is opened.
 * A close that crosses the message on its way makes it silent. A connection idle for longer than `idleMs` may be dead
 * without a sign (a router forgot it), and is replaced before it costs a customer a whole answer deadline. After an
 * unanswered message the connection serves the next one (its reversal); when that one stays unanswered too, or
 * anything unreadable arrived, it is closed.
 */
export class HostLink {
  readonly #endpoint: string
  readonly #framing: Framing
  readonly #clock: ClockPort
  readonly #timeouts: LinkTimeouts
  readonly #judge: (bytes: Uint8Array) => LinkVerdict
  readonly #onDisconnected: () => void
  readonly #dial: HostDialPort
  #socket: HostSocket | null = null
  #reader: FrameReader
  #stopStallTimer: () => void = () => {}
  #conversation: Conversation | null = null
  #unansweredBefore = false
  #lastUsedMs = 0
  /** What ended the last attempt to connect, or the line after it, where that is known. */
  #trouble: Failure | null = null
  #closed = false

  constructor(options: {
    endpoint: string
    framing: Framing
    clock: ClockPort
    timeouts: LinkTimeouts
    dial: HostDialPort
    /** Judges a message against the request under way and logs what is late. */
    judge: (bytes: Uint8Array) => LinkVerdict
    /** A connection ended, whoever ended it. */
    onDisconnected: () => void
  }) {
    this.#endpoint = options.endpoint
    this.#framing = options.framing
    this.#reader = new FrameReader(options.framing)
    this.#clock = options.clock
    this.#timeouts = options.timeouts
    this.#dial = options.dial
    this.#judge = options.judge
    this.#onDisconnected = options.onDisconnected
  }

  get connected(): boolean {
    return this.#socket !== null
  }

  /** Whether the host may still turn the till away on this line: nothing financial goes before it has answered. */
  get isUnproven(): boolean {
    return this.#socket?.mayStillRefuse ?? false
  }

  /** Sees to it that there is a connection to talk on. `onConnecting` runs before one is opened. */
  async open(onConnecting: () => void): Promise<LineState> {
    // Lets a close that already arrived from the host be seen before an idle connection is trusted.
    await this.#dial.arrivals()
    if (this.#clock.monotonicMs() - this.#lastUsedMs > this.#timeouts.idleMs) this.drop()
    if (this.#socket !== null) return 'open'
    onConnecting()
    return (await this.#connect()) ? 'fresh' : 'unreachable'
  }

  /** Sends one message on the open connection and waits for its answer. The caller never overlaps two calls. */
  async converse(outgoing: Outgoing): Promise<LinkOutcome> {
    const outcome = await this.#converse(outgoing)
    this.#lastUsedMs = this.#clock.monotonicMs()
    return outcome
  }

  /** Sends what belongs to the message under way and waits for nothing: an answer to the host's own question. */
  say(frame: Uint8Array): void {
    if (this.#conversation !== null) this.#socket?.write(frame)
  }

  /** The deadline of the message under way stands still until `resumeAnswer`: a person answers the host. */
  pauseAnswer(): void {
    this.#conversation?.timer.pause()
  }

  resumeAnswer(): void {
    this.#conversation?.timer.resume()
  }

  close(): void {
    this.#closed = true
    this.drop()
  }

  /** Ends the connection; what was under way on it ends with it. */
  drop(): void {
    const socket = this.#socket
    this.#socket = null
    this.#stopStallTimer()
    if (this.#conversation) this.#fail(this.#conversation)
    if (socket === null) return
    socket.destroy()
    this.#onDisconnected()
  }

  unreachable(): Failure {
    return this.#trouble ?? fail('HOST_UNREACHABLE', { endpoint: this.#endpoint }).error
  }

  /** @returns whether there is a connection within the deadline. */
  #connect(): Promise<boolean> {
    const address = parseTcpEndpoint(this.#endpoint)
    this.#trouble = null
    if (address === null || this.#closed) return Promise.resolve(false)
    return new Promise((resolve) => {
      const socket = this.#dial.dial(address)
      const stopTimer = this.#clock.after(this.#timeouts.connectMs, () => socket.destroy())
      socket.once('connect', () => {
        stopTimer()
        this.#adopt(socket)
        resolve(true)
      })
      socket.on('error', (error) => {
        if (error instanceof CatalogueFailure) this.#trouble = error.failure
      })
      socket.once('close', () => {
        stopTimer()
        resolve(false)
      })
    })
  }

  #adopt(socket: HostSocket): void {
    socket.setNoDelay(true)
    this.#socket = socket
    this.#reader = new FrameReader(this.#framing)
    this.#unansweredBefore = false
    const dropThis = () => {
      if (this.#socket === socket) this.drop()
    }
    socket.on('data', (chunk) => {
      if (this.#socket === socket) this.#receive(chunk)
    })
    // A half-closed line can bring no more answers.
    socket.once('end', dropThis)
    socket.once('close', dropThis)
    if (this.#closed) this.drop()
  }

  #converse(outgoing: Outgoing): Promise<LinkOutcome> {
    return new Promise((resolve) => {
      const timer = new AnswerTimer(this.#clock, outgoing.answerTimeoutMs, () => this.#giveUp())
      const conversation: Conversation = {
        outgoing,
        timer,
        state: 'prepared',
        end: (outcome) => {
          timer.stop()
          this.#conversation = null
          resolve(outcome)
        },
      }
      this.#conversation = conversation
      const socket = this.#socket
      if (socket === null) {
        this.#fail(conversation)
        return
      }
      this.#enter(conversation, 'writing')
      socket.write(outgoing.frame, (error) => {
        if (!error && this.#conversation === conversation) this.#enter(conversation, 'written')
      })
    })
  }

  #enter(conversation: Conversation, state: AttemptState): void {
    conversation.state = state
    conversation.outgoing.onState(state)
  }

  #receive(chunk: Uint8Array): void {
    this.#stopStallTimer()
    const { messages, keepAlives, broken } = this.#reader.push(chunk)
    const keepAlive = keepAliveFrame(this.#framing)
    for (let left = keepAlives; keepAlive !== null && left > 0; left -= 1) this.#socket?.write(keepAlive)
    for (const bytes of messages) this.#take(bytes)
    if (broken) this.#refuse(broken.field)
    else if (this.#reader.midFrame) {
      this.#stopStallTimer = this.#clock.after(this.#timeouts.stallMs, () => this.drop())
    }
  }

  #take(bytes: Uint8Array): void {
    const verdict = this.#judge(bytes)
    if (verdict.kind === 'malformed') this.#refuse(verdict.field)
    if (verdict.kind === 'reply') this.#socket?.write(verdict.frame)
    const conversation = this.#conversation
    if (verdict.kind !== 'answer' || conversation === null) return
    this.#unansweredBefore = false
    this.#enter(conversation, 'answered')
    conversation.end({ kind: 'answered', message: verdict.message })
  }

  /** Nothing that follows on this line could be trusted. */
  #refuse(field: string): void {
    this.#conversation?.end({ kind: 'silent', failure: fail('HOST_MALFORMED_ANSWER', { field }).error })
    this.drop()
  }

  #giveUp(): void {
    const keep = !this.#unansweredBefore && !this.#reader.midFrame
    this.#unansweredBefore = true
    if (this.#conversation) this.#fail(this.#conversation)
    if (!keep) this.drop()
  }

  #fail(conversation: Conversation): void {
    const kind = failedIn(conversation.state)
    conversation.end({ kind, failure: kind === 'silent' ? fail('HOST_NO_ANSWER').error : this.unreachable() })
  }
}

/** `tcp://127.0.0.1:4012`. @returns null when it is none. */
function parseTcpEndpoint(endpoint: string): { host: string; port: number } | null {
  const match = /^tcp:\/\/(?:\[([^\]]+)\]|([^:/]+)):(\d{1,5})$/.exec(endpoint)
  const host = match?.[1] ?? match?.[2]
  const port = Number(match?.[3])
  return host === undefined || port < 1 || port > 65_535 ? null : { host, port }
}
