import { z } from 'zod'
import type { DisplayDialect } from '#hardware/displays/pole-display.codec.ts'
import { openPty, type PseudoTerminal } from '../process/pty.ts'
import type { EmitEvent, RunningSimulator } from '../process/simulator-process.ts'
import { oneTillAtATime, TcpPlug } from '../process/tcp-plug.ts'
import { DisplayBody, type LetterSet } from './display-body.ts'

export interface DisplayOptions {
  readonly port: number
  readonly pty: boolean
  readonly dialect: DisplayDialect
  readonly letters: LetterSet
}

const commandSchema = z.discriminatedUnion('do', [
  z.object({ do: z.literal('state') }),
  z.object({ do: z.literal('power'), on: z.boolean() }),
  z.object({ do: z.literal('plug'), in: z.boolean() }),
])

/** The display with its plugs: the one for power, and TCP or a serial line. It hears and never answers. */
export class SimulatedDisplay implements RunningSimulator {
  readonly #options: DisplayOptions
  readonly #emit: EmitEvent
  readonly #body: DisplayBody
  readonly #problems: string[] = []
  readonly #plug: TcpPlug
  #pty: PseudoTerminal | null = null
  #isOn = true
  #bytesIn = 0
  endpoint = ''

  constructor(options: DisplayOptions, emit: EmitEvent) {
    this.#options = options
    this.#emit = emit
    this.#plug = TcpPlug.plain(
      options.port,
      oneTillAtATime((socket) => void socket.on('data', (bytes) => this.#arrived(bytes))),
    )
    this.#body = new DisplayBody({
      dialect: options.dialect,
      letters: options.letters,
      onProblem: (what) => {
        this.#problems.push(what)
        emit('problem', { what })
      },
    })
  }

  async plugIn(): Promise<void> {
    if (this.#options.pty) {
      this.#pty = await openPty()
      this.#pty.onBytes((bytes) => this.#arrived(bytes))
      this.endpoint = `serial:${this.#pty.path}`
      return
    }
    this.endpoint = await this.#plug.plugIn()
  }

  traffic() {
    return { bytesIn: this.#bytesIn, bytesOut: 0 }
  }

  async control(raw: Record<string, unknown>): Promise<unknown> {
    const command = commandSchema.parse(raw)
    if (command.do === 'power') this.#setPower(command.on)
    if (command.do === 'plug') await this.#setPlug(command.in)
    return {
      rows: this.#isOn ? this.#body.rows() : null,
      cursorShown: this.#body.cursorShown,
      problems: this.#problems,
    }
  }

  async close(): Promise<void> {
    await this.#plug.unplug()
    await this.#pty?.close()
  }

  #arrived(bytes: Uint8Array): void {
    this.#bytesIn += bytes.length
    if (!this.#isOn) return
    const before = this.#body.rows().join('')
    this.#body.accept(bytes)
    const rows = this.#body.rows()
    if (rows.join('') !== before) this.#emit('shown', { rows })
  }

  /** Its line stays what it is: a serial adapter has its power from the till. */
  #setPower(on: boolean): void {
    if (on && !this.#isOn) this.#body.switchOn()
    this.#isOn = on
  }

  async #setPlug(isIn: boolean): Promise<void> {
    if (this.#options.pty) throw new Error('a serial line stays plugged in')
    await (isIn ? this.#plug.plugIn() : this.#plug.unplug())
  }
}
