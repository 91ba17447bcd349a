import type { Socket } from 'node:net'
import { z } from 'zod'
import { FaultScript, faultSchema, type Outlet, sendThroughFaults, socketOutlet } from '../process/faults.ts'
import { openPty } from '../process/pty.ts'
import type { EmitEvent, RunningSimulator } from '../process/simulator-process.ts'
import { TcpPlug } from '../process/tcp-plug.ts'
import { PRINTER_FAMILIES, type PrinterFamily } from './code-pages.ts'
import { Mechanism } from './mechanism.ts'
import { FAULTS } from './status-bytes.ts'
import { TicketBasket } from './ticket-files.ts'

export interface PrinterOptions {
  readonly port: number
  readonly pty: boolean
  readonly columns: number
  readonly paperLines: number
  readonly nearEndLines: number
  /** Bytes taken in while off line before the till is made to wait. */
  readonly bufferBytes: number
  readonly folder: string | null
  /** Keeps a picture of each ticket too; it does unless told otherwise. */
  readonly draws?: boolean
  readonly family?: PrinterFamily
}

export const familySchema = z.enum(Object.keys(PRINTER_FAMILIES) as [PrinterFamily, ...PrinterFamily[]])

const commandSchema = z.discriminatedUnion('do', [
  z.object({ do: z.literal('paper'), lines: z.int().min(0).max(100_000) }),
  z.object({ do: z.literal('cover'), open: z.boolean() }),
  z.object({ do: z.literal('jam'), on: z.boolean() }),
  z.object({ do: z.literal('trouble'), what: z.enum(FAULTS).nullable() }),
  z.object({ do: z.literal('wait'), on: z.boolean() }),
  z.object({ do: z.literal('feed'), on: z.boolean() }),
  z.object({ do: z.literal('power'), on: z.boolean() }),
  z.object({ do: z.literal('close-drawer') }),
  z.object({ do: z.literal('tickets') }),
  z.object({ do: z.literal('state') }),
  faultSchema.extend({ do: z.literal('fault') }),
])

/** The printer with its plug: TCP with one till at a time, or a serial line. */
export class SimulatedPrinter implements RunningSimulator {
  readonly #options: PrinterOptions
  readonly #emit: EmitEvent
  readonly #mechanism: Mechanism
  readonly #basket: TicketBasket
  readonly #faults = new FaultScript()
  readonly #plug: TcpPlug
  #outlet: Outlet | null = null
  #socket: Socket | null = null
  #waiting: Socket | null = null
  #closePty: (() => Promise<void>) | null = null
  #sending: Promise<void> = Promise.resolve()
  #isOn = true
  #bytesIn = 0
  #bytesOut = 0
  #drawerPulses = 0
  #unknownCommands = 0
  endpoint = ''

  constructor(options: PrinterOptions, emit: EmitEvent) {
    this.#options = options
    this.#emit = emit
    this.#plug = TcpPlug.plain(options.port, (socket) => this.#connected(socket))
    this.#basket = new TicketBasket(options.folder, options.columns, options.family, options.draws)
    this.#mechanism = new Mechanism(options, {
      reply: (name, bytes) => this.#reply(name, bytes),
      ticket: (bytes) => emit('ticket', { ...this.#basket.keep(bytes) }),
      drawer: (pulse) => {
        this.#drawerPulses += 1
        emit('drawer', { ...pulse, count: this.#drawerPulses })
      },
      unknownCommand: (bytes) => {
        this.#unknownCommands += 1
        emit('unknown-command', { hex: Buffer.from(bytes).toString('hex') })
      },
      sensors: (sensors) => emit('sensors', { ...sensors }),
    })
  }

  async plugIn(): Promise<void> {
    if (this.#options.pty) {
      const pty = await openPty()
      this.#outlet = {
        write: (bytes) => {
          this.#bytesOut += bytes.length
          pty.write(bytes)
        },
        cut: () => {},
      }
      pty.onBytes((bytes) => this.#arrived(bytes))
      this.#closePty = () => pty.close()
      this.endpoint = `serial:${pty.path}`
      return
    }
    this.endpoint = await this.#plug.plugIn()
  }

  traffic() {
    return { bytesIn: this.#bytesIn, bytesOut: this.#bytesOut }
  }

  async control(raw: Record<string, unknown>): Promise<unknown> {
    const command = commandSchema.parse(raw)
    switch (command.do) {
      case 'paper':
        this.#mechanism.refill(command.lines)
        break
      case 'cover':
        this.#mechanism.setCover(command.open)
        break
      case 'jam':
        this.#mechanism.setStopped(command.on)
        break
      case 'trouble':
        this.#mechanism.setFault(command.what)
        break
      case 'wait':
        this.#mechanism.setWaiting(command.on)
        break
      case 'feed':
        this.#mechanism.setFeeding(command.on)
        break
      case 'power':
        await this.#setPower(command.on)
        break
      case 'close-drawer':
        this.#mechanism.closeDrawer()
        break
      case 'fault':
        this.#faults.add(command)
        break
      case 'tickets':
        return this.#basket.tickets
      case 'state':
        break
    }
    this.#letFlow()
    return this.#state()
  }

  async close(): Promise<void> {
    await this.#unplug()
    await this.#closePty?.()
  }

  #state() {
    return {
      isOn: this.#isOn,
      paperLines: this.#mechanism.paperLines(),
      bufferedBytes: this.#mechanism.bufferedBytes(),
      ...this.#mechanism.sensors(),
      drawerPulses: this.#drawerPulses,
      unknownCommands: this.#unknownCommands,
      tickets: this.#basket.tickets.length,
    }
  }

  /**
   * The interface of a ticket printer serves one till. The next one waits unheard until the first has left; a third
   * is turned away.
   */
  #connected(socket: Socket): void {
    socket.setNoDelay(true)
    if (this.#socket === null) {
      this.#serve(socket)
      return
    }
    if (this.#waiting !== null) {
      socket.destroy()
      return
    }
    this.#waiting = socket
    socket.once('close', () => {
      if (this.#waiting === socket) this.#waiting = null
    })
  }

  #serve(socket: Socket): void {
    this.#socket = socket
    this.#outlet = socketOutlet(socket, (bytes) => {
      this.#bytesOut += bytes
    })
    socket.on('data', (bytes) => this.#arrived(bytes))
    socket.once('close', () => {
      this.#socket = null
      this.#outlet = null
      const next = this.#waiting
      this.#waiting = null
      if (next !== null) this.#serve(next)
    })
  }

  #arrived(bytes: Uint8Array): void {
    if (!this.#isOn) return
    this.#bytesIn += bytes.length
    this.#mechanism.accept(bytes)
    this.#letFlow()
  }

  /** Back-pressure: a full buffer stops the reading, a drained one starts it again. */
  #letFlow(): void {
    if (this.#mechanism.bufferedBytes() > this.#options.bufferBytes) this.#socket?.pause()
    else this.#socket?.resume()
  }

  #reply(name: string, bytes: Uint8Array): void {
    const outlet = this.#outlet
    if (outlet === null) return
    this.#sending = this.#sending.then(() => sendThroughFaults(outlet, bytes, this.#faults, name))
  }

  async #setPower(on: boolean): Promise<void> {
    if (on === this.#isOn) return
    this.#isOn = on
    this.#emit('power', { on, tornRows: on ? 0 : this.#mechanism.losePower() })
    if (this.#options.pty) return
    if (on) await this.#plug.plugIn()
    else await this.#unplug()
  }

  async #unplug(): Promise<void> {
    // The one who waits goes first, so that nobody moves up.
    this.#waiting?.destroy()
    await this.#plug.unplug()
  }
}
