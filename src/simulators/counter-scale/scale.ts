import type { Socket } from 'node:net'
import { z } from 'zod'
import { STATUS, statusAnswer, WEIGHT_PLEASE, weightAnswer } from '#hardware/scales/scale.codec.ts'
import { FaultScript, faultSchema, type Outlet, sendThroughFaults, socketOutlet } from '../process/faults.ts'
import { openPty, type PseudoTerminal } from '../process/pty.ts'
import type { EmitEvent, RunningSimulator } from '../process/simulator-process.ts'
import { oneTillAtATime, TcpPlug } from '../process/tcp-plug.ts'
import { ScaleBody } from './scale-body.ts'

export interface CounterScaleOptions {
  readonly port: number
  readonly pty: boolean
}

const grams = z.int().min(-50_000).max(50_000)
const commandSchema = z.discriminatedUnion('do', [
  /** `swaysMs`: how long the plate moves before the weight stands. */
  z.object({ do: z.literal('put'), grams, swaysMs: z.int().min(0).max(60_000).default(0) }),
  z.object({ do: z.literal('sway'), on: z.boolean() }),
  z.object({ do: z.literal('tare') }),
  z.object({ do: z.literal('zero') }),
  z.object({ do: z.literal('pounds'), on: z.boolean() }),
  z.object({ do: z.literal('power'), on: z.boolean() }),
  z.object({ do: z.literal('plug'), in: z.boolean() }),
  z.object({ do: z.literal('state') }),
  faultSchema.extend({ do: z.literal('fault') }),
  z.object({ do: z.literal('no-faults') }),
])

/** The scale with its plugs: the one for power, and TCP or a serial line. It speaks when it is asked, and not before. */
export class SimulatedScale implements RunningSimulator {
  readonly #options: CounterScaleOptions
  readonly #emit: EmitEvent
  readonly #body = new ScaleBody()
  readonly #faults = new FaultScript()
  readonly #plug: TcpPlug
  #pty: PseudoTerminal | null = null
  #isOn = true
  #bytesIn = 0
  #bytesOut = 0
  endpoint = ''

  constructor(options: CounterScaleOptions, emit: EmitEvent) {
    this.#options = options
    this.#emit = emit
    this.#plug = TcpPlug.plain(
      options.port,
      oneTillAtATime((socket) => this.#connected(socket)),
    )
  }

  async plugIn(): Promise<void> {
    if (!this.#options.pty) {
      this.endpoint = await this.#plug.plugIn()
      return
    }
    const pty = await openPty()
    this.#pty = pty
    pty.onBytes((bytes) =>
      this.#heard(bytes, { write: (out) => this.#count(out, () => pty.write(out)), cut: () => {} }),
    )
    this.endpoint = `serial:${pty.path}`
  }

  traffic() {
    return { bytesIn: this.#bytesIn, bytesOut: this.#bytesOut }
  }

  async control(raw: Record<string, unknown>): Promise<unknown> {
    const command = commandSchema.parse(raw)
    if (command.do === 'put') this.#body.put(command.grams, command.swaysMs)
    if (command.do === 'sway') this.#body.sway(command.on)
    if (command.do === 'tare') this.#body.tare()
    if (command.do === 'zero') this.#body.zero()
    if (command.do === 'pounds') this.#body.inPounds = command.on
    if (command.do === 'power') this.#isOn = command.on
    if (command.do === 'plug') await this.#setPlug(command.in)
    if (command.do === 'fault') this.#faults.add(command)
    if (command.do === 'no-faults') this.#faults.clear()
    return this.#body.state()
  }

  async close(): Promise<void> {
    await this.#plug.unplug()
    await this.#pty?.close()
  }

  #heard(bytes: Uint8Array, outlet: Outlet): void {
    this.#bytesIn += bytes.length
    if (!this.#isOn) return
    for (const byte of bytes) {
      // Ends of lines between commands are passed over.
      if (byte === 0x0d || byte === 0x0a) continue
      const answer = byte === WEIGHT_PLEASE ? this.#weight() : statusAnswer(this.#body.status())
      this.#emit('asked', { answer: Buffer.from(answer).toString('hex') })
      void sendThroughFaults(outlet, answer, this.#faults, 'W')
    }
  }

  #weight(): Uint8Array {
    const status = this.#body.status()
    const isSilent = (status & (STATUS.moving | STATUS.overload | STATUS.underZero)) !== 0
    if (isSilent) return statusAnswer(status)
    if (this.#body.inPounds) return this.#body.poundsAnswer()
    return weightAnswer(this.#body.netGrams(), (status & STATUS.net) !== 0)
  }

  async #setPlug(isIn: boolean): Promise<void> {
    if (this.#options.pty) throw new Error('a serial line stays plugged in')
    await (isIn ? this.#plug.plugIn() : this.#plug.unplug())
  }

  #count(bytes: Uint8Array, write: () => void): void {
    this.#bytesOut += bytes.length
    write()
  }

  #connected(socket: Socket): void {
    const outlet = socketOutlet(socket, (count) => {
      this.#bytesOut += count
    })
    socket.on('data', (bytes) => this.#heard(bytes, outlet))
  }
}
