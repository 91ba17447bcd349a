import { LIMITS } from '#contract/limits.ts'
import type { HostPromptFormat } from '../iso8583/acquirer-profile.ts'
import type { IsoMessage } from '../iso8583/field-table.ts'
import type { ClockPort } from '../ports/clock.port.ts'
import type { HostDialogue, HostPrompt } from '../ports/host-prompt.port.ts'
import {
  PROMPT_CODES,
  type PromptReply,
  promptAnswerMessage,
  promptIdOf,
  readPrompt,
  replyOf,
} from './prompt-messages.ts'

export interface OperationPromptsOptions {
  /** Null for a host that asks nobody anything. */
  readonly format: HostPromptFormat | null
  /** The message that waits for its answer. */
  readonly request: IsoMessage
  /** Null where nobody stands by: an advice, a reversal. */
  readonly dialogue: HostDialogue | null
  readonly clock: ClockPort
  /** Sends a 0610 on the line of the operation. */
  readonly reply: (message: IsoMessage) => void
  /** The clock of the operation's own answer. */
  readonly pause: () => void
  readonly resume: () => void
}

/**
 * The prompts of the host within one operation, from its request to its answer.
 *
 *   none ──0600──► open: the answer's clock stands still ──answer, cancel, deadline──► 0610, none: the clock goes on
 *     └──0600 that cannot be asked──► 0610 with a code, none: the clock never stopped
 *
 * Guarantees: every 0600 is answered once, a repeated one by the same answer; at most `LIMITS.hostPrompts` are asked,
 * one at a time, for at most `LIMITS.hostPromptsTotalMs` together, so that an operation ends within its own deadline and
 * that; once the operation ended nothing is asked or answered any more.
 */
export class OperationPrompts {
  readonly #options: OperationPromptsOptions
  readonly #answered = new Map<string, PromptReply>()
  #open: { readonly prompt: HostPrompt; readonly end: (reply: PromptReply | null) => void } | null = null
  #asked = 0
  #leftMs: number = LIMITS.hostPromptsTotalMs
  #isOver = false

  constructor(options: OperationPromptsOptions) {
    this.#options = options
  }

  /** One 0600. */
  take(message: IsoMessage): void {
    const { format, dialogue } = this.#options
    if (this.#isOver || this.#isRepeatOfOpen(message)) return
    const read = this.#judge(message)
    if ('code' in read) {
      this.#options.reply(promptAnswerMessage(format, message, read))
      return
    }
    this.#asked += 1
    const prompt = { ...read, deadlineMs: Math.min(read.deadlineMs, this.#leftMs) }
    if (dialogue !== null) void this.#ask(dialogue, prompt, message)
  }

  /** The host did not get the 0610 yet, or did not wait for it. */
  #isRepeatOfOpen(message: IsoMessage): boolean {
    const { format } = this.#options
    return format !== null && this.#open !== null && promptIdOf(format, message) === this.#open.prompt.id
  }

  /** What to ask, or what to answer at once. */
  #judge(message: IsoMessage): HostPrompt | PromptReply {
    const { format, dialogue, request } = this.#options
    const refused = (code: PromptReply['code']): PromptReply => ({ code, value: null })
    if (format === null || dialogue === null) return refused(PROMPT_CODES.unknownKind)
    if (!isOf(request, message)) return refused(PROMPT_CODES.noOperation)
    const former = this.#answered.get(promptIdOf(format, message) ?? '')
    if (former !== undefined) return former
    if (this.#open !== null) return refused(PROMPT_CODES.busy)
    const read = readPrompt(format, message)
    if (read.kind === 'refused') return refused(read.code)
    const isTooMuch = this.#asked >= LIMITS.hostPrompts || this.#leftMs <= 0
    return isTooMuch ? refused(PROMPT_CODES.tooMany) : read.prompt
  }

  /** The operation has its answer, or will get none. */
  end(): void {
    this.#isOver = true
    this.#open?.end(null)
  }

  async #ask(dialogue: HostDialogue, prompt: HostPrompt, message: IsoMessage): Promise<void> {
    const { clock, pause, resume, reply, format } = this.#options
    const askedAtMs = clock.monotonicMs()
    pause()
    const given = await new Promise<PromptReply | null>((resolve) => {
      const stopTimer = clock.after(prompt.deadlineMs, () => this.#open?.end(replyOf({ kind: 'too-late' })))
      const end = (ending: PromptReply | null) => {
        if (this.#open?.prompt !== prompt) return
        stopTimer()
        this.#open = null
        resolve(ending)
      }
      this.#open = { prompt, end }
      void dialogue.ask(prompt).then((answer) => end(replyOf(answer)))
    })
    dialogue.withdraw(prompt.id)
    this.#leftMs -= clock.monotonicMs() - askedAtMs
    if (given === null || this.#isOver) return
    this.#answered.set(prompt.id, given)
    reply(promptAnswerMessage(format, message, given))
    resume()
  }
}

/** A prompt names its operation as an answer would: by STAN and terminal. */
function isOf(request: IsoMessage, prompt: IsoMessage): boolean {
  const { 11: stan = '', 41: terminal = '' } = request.fields
  return prompt.fields[11] === stan.padStart(6, '0') && prompt.fields[41] === terminal.padEnd(8, ' ')
}
