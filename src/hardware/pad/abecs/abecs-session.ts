import { LIMITS } from '#contract/limits.ts'
import { type Failure, fail, type Result, succeed } from '#contract/result.ts'
import type { ByteLink } from '#hardware/link/byte-link.ts'
import type { ClockPort } from '#payment/ports/clock.port.ts'
import { EmvTlvError } from '../emv-tlv.ts'
import { findClearCardData } from './clear-card-data.ts'
import {
  type AbecsCommand,
  type AbecsResponse,
  CodecError,
  decodeResponse,
  encodeCommand,
  NOTICE_ID,
  readNotice,
  readParameters,
} from './codec.ts'
import { openCommand } from './commands.ts'
import { Conversation, type PacketMeaning } from './conversation.ts'
import { encodeFrame } from './framing.ts'
import type { PadRows } from './pad-texts.ts'
import { PARAMETER_COMMANDS, STATUS } from './parameters.ts'
import {
  generateLinkKeys,
  isSealed,
  type LinkKeyPair,
  openPacket,
  sealPacket,
  secureOpenCommand,
  unwrapSessionKey,
} from './secure-link.ts'

/** An answer with its parameters read; `parameters` is empty for commands of fixed fields. */
export interface Answer extends AbecsResponse {
  readonly parameters: ReadonlyMap<number, Uint8Array>
}

export interface SessionParts {
  readonly link: ByteLink
  readonly clock: ClockPort
  /** The pad's own words for the cashier, two rows. */
  readonly onNotice: (rows: PadRows) => void
  /** Something whole was heard. */
  readonly onHeard: () => void
}

/** Answers that come in clear whatever the link: the two that end the secure link, and its own errors. */
const CLEAR_ANSWERS: ReadonlySet<string> = new Set(['CLX', 'CLO', 'ERR'])
/** A pad's error to a command it does not take: `ERR` and the status. */
const ERROR_ID = 'ERR'

export type LinkState = 'closed' | 'open' | 'broken'

/** Statuses by which a pad says that the secure link does not stand. */
const LINK_BREAKS: ReadonlySet<string> = new Set([STATUS.NOSEC, STATUS.ERRPKTSEC])

/**
 * One line to one pad: encodes, seals where the secure link is up, checks every answer for card data in clear.
 * The secure link lives from OPN to CLX, that is for one payment:
 *
 *   closed ── OPN ──► open (in clear, or secure) ── CLX, CLO ──► closed
 *     ▲                 │ 003, 009: the pad closed the secure link, or never knew it
 *     └── OPN ───── broken
 *
 * Broken is never mended by going on in clear: the pad has closed itself, only OPN starts anew.
 */
export class AbecsSession {
  readonly #parts: SessionParts
  readonly #conversation: Conversation<Answer>
  #keys: LinkKeyPair | null = null
  #sessionKey: Uint8Array | null = null
  #state: LinkState = 'closed'
  #asked = ''
  #clearField: string | null = null

  constructor(parts: SessionParts) {
    this.#parts = parts
    this.#conversation = new Conversation<Answer>({
      link: parts.link,
      clock: parts.clock,
      understand: (packet) => this.#understand(packet),
    })
  }

  get state(): LinkState {
    return this.#state
  }

  get isSecure(): boolean {
    return this.#sessionKey !== null
  }

  /** Whole frames so far: none means that nobody here has spoken ABECS yet. */
  get packetCount(): number {
    return this.#conversation.packetCount
  }

  get byteCount(): number {
    return this.#conversation.byteCount
  }

  release(): void {
    this.#conversation.release()
    this.#close('closed')
  }

  /** CAN and quiet. Errors: PINPAD_LINK_LOST when the pad does not confirm. */
  async stop(): Promise<Result<null>> {
    const outcome = await this.#conversation.stop()
    return outcome.kind === 'cancelled' || outcome.kind === 'timeout' ? succeed(null) : fail('PINPAD_LINK_LOST')
  }

  /** Makes the key pair of the secure link, once; the only slow step of `open`. */
  async prepareKeys(): Promise<void> {
    this.#keys ??= await generateLinkKeys()
  }

  /**
   * OPN. With prepared keys a session key is agreed; a pad older than that answers without one and stays in clear.
   * Errors: those of `ask`, PINPAD_REFUSED.
   */
  async open(): Promise<Result<null>> {
    this.#close('closed')
    const keys = this.#keys
    const answer = await this.ask(keys === null ? openCommand() : secureOpenCommand(keys), LIMITS.padAnswerTimeoutMs)
    if (!answer.ok) return answer
    const { id, status, blocks } = answer.value
    if (id !== 'OPN' || status !== STATUS.OK) return fail('PINPAD_REFUSED', { status })
    const block = blocks[0]
    this.#state = 'open'
    if (keys === null || block === undefined) return succeed(null)
    try {
      this.#sessionKey = unwrapSessionKey(block, keys.privateKey)
      return succeed(null)
    } catch (thrown) {
      this.#close('broken')
      return codecFailure(thrown)
    }
  }

  /** The link that OPN gave is not the one that was wanted: nothing may be said on it. */
  reject(): void {
    this.#close('broken')
  }

  #close(state: 'closed' | 'broken'): void {
    this.#sessionKey = null
    this.#state = state
  }

  /**
   * One command, one answer, whatever its status. Errors: PINPAD_LINK_LOST, PINPAD_TIMEOUT, PINPAD_MALFORMED,
   * PINPAD_CLEAR_CARD_DATA, PAYMENT_CANCELLED.
   */
  async ask(command: AbecsCommand, answerTimeoutMs: number): Promise<Result<Answer>> {
    const clear = encodeCommand(command)
    const packet = this.#sessionKey === null ? clear : sealPacket(this.#sessionKey, clear)
    this.#asked = command.id
    this.#clearField = null
    const outcome = await this.#conversation.exchange(encodeFrame(packet), answerTimeoutMs)
    if (this.#clearField !== null) return fail('PINPAD_CLEAR_CARD_DATA', { field: this.#clearField })
    switch (outcome.kind) {
      case 'answered':
        if (command.id === 'CLX' || command.id === 'CLO') this.#close('closed')
        if (LINK_BREAKS.has(outcome.answer.status)) this.#close('broken')
        return succeed(outcome.answer)
      case 'cancelled':
        return fail('PAYMENT_CANCELLED')
      case 'timeout':
        return fail('PINPAD_TIMEOUT')
      case 'malformed':
        return fail('PINPAD_MALFORMED')
      case 'silent':
      case 'lost':
        return fail('PINPAD_LINK_LOST')
    }
  }

  /** A packet by the rules of the link; anything else than an answer or a notice to what was asked is no message. */
  #understand(packet: Uint8Array): PacketMeaning<Answer> {
    try {
      const response = decodeResponse(this.#unseal(packet))
      this.#parts.onHeard()
      if (response.id === NOTICE_ID) {
        const rows = readNotice(response)
        return { kind: 'notice', tell: () => this.#parts.onNotice(rows) }
      }
      if (response.id !== this.#asked && response.id !== ERROR_ID) return { kind: 'no-message' }
      const parameters = PARAMETER_COMMANDS.has(response.id) ? readParameters(response.blocks) : new Map()
      // GIX tells about the pad, not about a card: its lists of key slots are long runs of digits.
      if (response.id !== 'GIX') this.#clearField = findClearCardData(parameters)
      return this.#clearField === null
        ? { kind: 'answer', answer: { ...response, parameters } }
        : { kind: 'no-message' }
    } catch (thrown) {
      if (thrown instanceof CodecError || thrown instanceof EmvTlvError) return { kind: 'no-message' }
      throw thrown
    }
  }

  #unseal(packet: Uint8Array): Uint8Array {
    if (this.#sessionKey === null) return packet
    if (isSealed(packet)) return openPacket(this.#sessionKey, packet)
    const { id, status } = decodeResponse(packet)
    if (!CLEAR_ANSWERS.has(id) && status !== STATUS.ERRPKTSEC)
      throw new CodecError('packet', 'in clear on a secure link')
    return packet
  }
}

/** A value that could not be read, as the catalogue's failure; anything else thrown is a bug and goes on. */
export function codecFailure(thrown: unknown): { readonly ok: false; readonly error: Failure } {
  if (thrown instanceof CodecError || thrown instanceof EmvTlvError) return fail('PINPAD_MALFORMED')
  throw thrown
}
