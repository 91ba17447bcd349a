import { LIMITS } from '#contract/limits.ts'
import type { ClockPort } from '#payment/ports/clock.port.ts'
import type { LinkTrouble } from '../../link/byte-link.ts'
import { ZVT, type ZvtApdu } from './zvt-apdu.codec.ts'
import type { ZvtCarrier } from './zvt-carrier.ts'
import { readProgress, type ZvtProgress } from './zvt-progress.ts'

const NO_CLASS = 0x84
/** `84 83`: it does not know the command. */
export const UNKNOWN_COMMAND = 0x83

/**
 * How a command ended. not-sent: no byte left. refused: the terminal said no at once. done, aborted: it said so at the end.
 * silent: its time is over. lost: the line ended. strange: what came is no answer to a command.
 */
export type ZvtEnd =
  | { readonly kind: 'not-sent'; readonly trouble: LinkTrouble }
  | { readonly kind: 'refused'; readonly code: number }
  | { readonly kind: 'done'; readonly data: Uint8Array }
  | { readonly kind: 'aborted'; readonly code: number; readonly data: Uint8Array }
  | { readonly kind: 'silent' | 'lost' }
  | { readonly kind: 'strange' }

/** What the till does with what the terminal says on its way; the number is its answer: 0 for yes, else an error code. */
export interface ZvtListener {
  readonly onStatus: (data: Uint8Array) => Promise<number>
  readonly onPrint: (apdu: ZvtApdu) => Promise<number>
  readonly onProgress: (progress: ZvtProgress) => void
}

type Heard = ZvtApdu | 'silent' | 'lost'
type Clock = Pick<ClockPort, 'after'>

/**
 * One connection to a terminal. A command is asked, answered by yes or no, and then the terminal is the master: it tells what it does,
 * each of which is answered, until it says that it is done or has given up.
 */
export class ZvtSession {
  readonly #carrier: ZvtCarrier
  readonly #clock: Clock
  readonly #inbox: Heard[] = []
  #wake: () => void = () => {}
  /** A command that has no answer yet: the terminal takes no other. */
  #isAsking = false
  #isStopWanted = false

  constructor(carrier: ZvtCarrier, clock: Clock) {
    this.#carrier = carrier
    this.#clock = clock
    carrier.hear({ onMessage: (message) => this.#hear(message), onLost: () => this.#end() })
  }

  async run(command: ZvtApdu, listener: ZvtListener): Promise<ZvtEnd> {
    this.#isAsking = true
    // Some of it may have left: only the terminal knows.
    if (!(await this.#carrier.say(command))) return { kind: 'lost' }
    const answer = await this.#next(LIMITS.terminalCommandTimeoutMs)
    this.#isAsking = false
    if (typeof answer === 'string') return { kind: answer }
    if (answer.control !== ZVT.yes && answer.control !== ZVT.alsoYes) {
      return answer.control >> 8 === NO_CLASS ? { kind: 'refused', code: answer.control & 0xff } : { kind: 'strange' }
    }
    if (this.#isStopWanted) await this.stop()
    return this.listen(listener, LIMITS.terminalAnswerTimeoutMs)
  }

  /**
   * The terminal is the master: answers each of its words until it ends, or is silent for longer than `timeoutMs`. `onWord` is called
   * at each.
   */
  async listen(listener: ZvtListener, timeoutMs: number, onWord = () => {}): Promise<ZvtEnd> {
    // However often it says that it goes on.
    const stopWatch = this.#clock.after(LIMITS.terminalOrderMaxMs, () => this.#hear('silent'))
    const end = await this.#obey(listener, timeoutMs, onWord)
    stopWatch()
    return end
  }

  async #obey(listener: ZvtListener, timeoutMs: number, onWord: () => void): Promise<ZvtEnd> {
    let waitMs = timeoutMs
    for (;;) {
      const said = await this.#next(waitMs)
      if (typeof said === 'string') return { kind: said }
      onWord()
      const { control, data } = said
      if (control === ZVT.completion || control === ZVT.abort) {
        await this.#answer(0)
        return control === ZVT.completion ? { kind: 'done', data } : { kind: 'aborted', code: data[0] ?? 0, data }
      }
      if (control === ZVT.progress) {
        const progress = readProgress(data)
        waitMs = progress.silenceMs ?? timeoutMs
        listener.onProgress(progress)
        await this.#answer(0)
      } else if (control === ZVT.statusInfo) await this.#answer(await listener.onStatus(data))
      else if (control === ZVT.printLine || control === ZVT.printBlock) await this.#answer(await listener.onPrint(said))
      else if (control >> 8 !== ZVT.yes >> 8 && control >> 8 !== NO_CLASS) await this.#answer(UNKNOWN_COMMAND)
    }
  }

  /** Says something that is answered by what happens; once the command under way has its answer. @returns whether it left, or will. */
  async stop(): Promise<boolean> {
    this.#isStopWanted = this.#isAsking
    if (this.#isAsking) return true
    return this.#carrier.say({ control: ZVT.stop, data: new Uint8Array() })
  }

  async close(): Promise<void> {
    this.#end()
    await this.#carrier.close()
  }

  #end(): void {
    this.#hear('lost')
  }

  #hear(heard: Heard): void {
    this.#inbox.push(heard)
    this.#wake()
  }

  #answer(code: number): Promise<boolean> {
    return this.#carrier.say({ control: code === 0 ? ZVT.yes : (NO_CLASS << 8) | code, data: new Uint8Array() })
  }

  async #next(timeoutMs: number): Promise<Heard> {
    if (this.#inbox.length === 0) {
      await new Promise<void>((resolve) => {
        const stop = this.#clock.after(timeoutMs, resolve)
        this.#wake = () => {
          stop()
          resolve()
        }
      })
    }
    return this.#inbox.shift() ?? 'silent'
  }
}
