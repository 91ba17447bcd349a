import { LIMITS } from '#contract/limits.ts'
import { fail, type Result, succeed } from '#contract/result.ts'
import type { ClockPort } from '#payment/ports/clock.port.ts'
import type { ScalePort, ScaleWeight } from '#till/ports/scale.port.ts'
import type { ByteLink, LinkTrouble } from '../link/byte-link.ts'
import { createLink } from '../link/create-link.ts'
import type { SerialForm } from '../link/serial-link.ts'
import { readScaleAnswer, ScaleAnswers, WEIGHT_PLEASE } from './scale.codec.ts'

export interface ScaleOptions {
  readonly endpoint: string
  readonly clock: Pick<ClockPort, 'after' | 'monotonicMs'>
  /** A line made elsewhere, for tests; else the endpoint's. */
  readonly link?: ByteLink
}

/** The driver of a counter scale over any link. */
export function createScale(options: ScaleOptions): ScalePort {
  return new Scale(options)
}

/** What such scales are delivered with. */
const FORM: SerialForm = { baudRate: 9_600, dataBits: 7, parity: 'even', stopBits: 1 }
const TIMEOUTS = { openTimeoutMs: LIMITS.linkOpenTimeoutMs, writeTimeoutMs: LIMITS.scaleAnswerTimeoutMs }

const LINK_CODES = {
  'not-found': 'SCALE_NOT_FOUND',
  busy: 'SCALE_PORT_BUSY',
  'no-right': 'SCALE_NOT_FOUND',
  lost: 'SCALE_NOT_FOUND',
} as const satisfies Record<LinkTrouble, string>

type Heard = { readonly text: string } | 'late' | 'garbled' | 'lost'

/**
 * One question at a time, `LIMITS.scaleQuestionPauseMs` apart. What arrives before a question is thrown away, and a scale that kept silent
 * is spoken to on a line that was opened anew: its late answer would be the weight of the goods before.
 */
class Scale implements ScalePort {
  readonly endpoint: string
  readonly #clock: ScaleOptions['clock']
  readonly #link: ByteLink | null
  readonly #answers = new ScaleAnswers()
  #awaited: ((heard: Heard) => void) | null = null
  #turn: Promise<unknown> = Promise.resolve()
  #askedAtMs = Number.NEGATIVE_INFINITY
  /** Something arrived since the question that is no answer of a scale. */
  #isGarbled = false

  constructor({ endpoint, clock, link }: ScaleOptions) {
    this.endpoint = endpoint
    this.#clock = clock
    const created = createLink(endpoint, TIMEOUTS, FORM)
    this.#link = link ?? (created.ok ? created.value : null)
    this.#link?.onBytes((bytes) => this.#arrived(bytes))
    this.#link?.onLost(() => this.#awaited?.('lost'))
  }

  async connect(): Promise<Result<null>> {
    const opened = await this.#link?.open()
    if (opened?.ok) return succeed(null)
    return fail(LINK_CODES[opened?.trouble ?? 'not-found'], { endpoint: this.endpoint })
  }

  weigh(): Promise<Result<ScaleWeight>> {
    const mine = this.#turn.then(() => this.#weighInTurn())
    this.#turn = mine.catch(() => {})
    return mine
  }

  async close(): Promise<void> {
    this.#awaited?.('lost')
    await this.#link?.close()
  }

  onLost(listener: () => void): () => void {
    return this.#link?.onLost(listener) ?? (() => {})
  }

  async #weighInTurn(): Promise<Result<ScaleWeight>> {
    const { endpoint } = this
    await this.#pause()
    const heard = await this.#ask()
    if (heard === 'lost') return fail('SCALE_NOT_FOUND', { endpoint })
    if (heard === 'late' || heard === 'garbled') {
      await this.#link?.close()
      return fail(heard === 'late' ? 'SCALE_NO_ANSWER' : 'SCALE_OTHER_PROTOCOL', { endpoint })
    }
    const answer = readScaleAnswer(heard.text)
    if (answer === null) return fail('SCALE_OTHER_PROTOCOL', { endpoint })
    return answer.state === 'other-unit' ? fail('SCALE_OTHER_UNIT') : succeed(answer)
  }

  async #pause(): Promise<void> {
    const leftMs = this.#askedAtMs + LIMITS.scaleQuestionPauseMs - this.#clock.monotonicMs()
    if (leftMs > 0) await new Promise<void>((resolve) => void this.#clock.after(leftMs, resolve))
    this.#askedAtMs = this.#clock.monotonicMs()
  }

  async #ask(): Promise<Heard> {
    this.#answers.reset()
    this.#isGarbled = false
    const heard = new Promise<Heard>((resolve) => {
      this.#awaited = resolve
    })
    const stopTimer = this.#clock.after(LIMITS.scaleAnswerTimeoutMs, () =>
      this.#awaited?.(this.#isGarbled ? 'garbled' : 'late'),
    )
    const written = await this.#link?.write(Uint8Array.of(WEIGHT_PLEASE))
    if (written?.ok !== true) this.#awaited?.('lost')
    const answer = await heard
    stopTimer()
    this.#awaited = null
    return answer
  }

  #arrived(bytes: Uint8Array): void {
    const [text] = this.#answers.accept(bytes)
    if (text === undefined) this.#isGarbled = true
    else this.#awaited?.({ text })
  }
}
