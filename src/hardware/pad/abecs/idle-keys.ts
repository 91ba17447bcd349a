import { LIMITS } from '#contract/limits.ts'
import type { ClockPort } from '#payment/ports/clock.port.ts'
import type { PadFunctionKey } from '#payment/ports/pin-pad-care.port.ts'
import { displayCommand, eventCommand } from './commands.ts'
import { readFunctionKey } from './pad-answers.ts'
import type { PadChannel, Run } from './pad-channel.ts'
import { padText } from './pad-texts.ts'
import type { PadVoice } from './pad-voice.ts'

export interface IdleKeysParts {
  readonly channel: Pick<PadChannel, 'ask' | 'askFor' | 'isConnected' | 'quiet'>
  readonly clock: ClockPort
  readonly voice: PadVoice
  /** A payment has the pad, also between its steps. */
  readonly isHeld: () => boolean
}

/**
 * Waits for a function key while nobody does anything with the pad: CEX for keys alone, under the idle text, again and
 * again. Whoever wants the pad comes first: `leave` ends the wait and answers once the pad is quiet, so that no method
 * meets a pad that is busy with waiting. Without a listener nothing is ever sent.
 */
export class IdleKeys {
  readonly #parts: IdleKeysParts
  #listener: ((key: PadFunctionKey) => void) | null = null
  #run: Run | null = null
  #waiting: Promise<void> | null = null
  #stopTimer: () => void = () => {}

  constructor(parts: IdleKeysParts) {
    this.#parts = parts
  }

  listen(listener: (key: PadFunctionKey) => void): () => void {
    this.#listener = listener
    this.rest()
    return () => {
      this.#listener = null
      void this.leave()?.catch(() => {})
    }
  }

  /** Nobody needs the pad now; the next step of a payment may be a moment away. */
  rest(): void {
    this.#stopTimer()
    if (this.#listener === null || this.#waiting !== null) return
    this.#stopTimer = this.#parts.clock.after(LIMITS.padKeyPauseMs, () => this.#begin())
  }

  /** Somebody needs the pad; null: it is free. */
  leave(): Promise<void> | null {
    this.#stopTimer()
    if (this.#waiting === null) return null
    if (this.#run !== null) this.#run.cancelled = true
    const { channel } = this.#parts
    return Promise.all([channel.quiet(), this.#waiting]).then(() => {})
  }

  #begin(): void {
    const { channel, isHeld } = this.#parts
    if (this.#listener === null || this.#waiting !== null || isHeld() || !channel.isConnected) return
    const run: Run = { cancelled: false }
    this.#run = run
    this.#waiting = this.#wait(run).then((key) => {
      this.#run = null
      this.#waiting = null
      if (run.cancelled) return
      if (key !== null) this.#listener?.(key)
      this.rest()
    })
  }

  /** Null: another key, or nobody for a while. */
  async #wait(run: Run): Promise<PadFunctionKey | null> {
    const { channel, voice } = this.#parts
    // OPN may have cleared the display that CLX left.
    const idle = displayCommand([padText(voice.locale, 'shop'), padText(voice.locale, 'welcome')])
    const shown = await channel.askFor(run, idle, LIMITS.padAnswerTimeoutMs, () => null)
    if (!shown.ok || run.cancelled) return null
    const timeoutMs = LIMITS.padKeyWaitMs
    const keys = eventCommand({ keys: true, stripe: false, chip: 'no', contactless: false, timeoutMs })
    const pressed = await channel.askFor(run, keys, timeoutMs + LIMITS.padAnswerTimeoutMs, ({ parameters }) =>
      readFunctionKey(parameters),
    )
    return pressed.ok ? pressed.value : null
  }
}
