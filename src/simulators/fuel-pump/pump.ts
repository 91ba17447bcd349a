import type { Socket } from 'node:net'
import { z } from 'zod'
import {
  type PumpAnswer,
  type PumpCommand,
  PumpLines,
  type PumpNoticeWire,
  pumpLine,
  readFromTill,
} from '#hardware/pumps/pump.codec.ts'
import { FaultScript, faultSchema, type Outlet, sendThroughFaults, socketOutlet } from '../process/faults.ts'
import { openPty, type PseudoTerminal } from '../process/pty.ts'
import type { EmitEvent, RunningSimulator } from '../process/simulator-process.ts'
import { TcpPlug } from '../process/tcp-plug.ts'
import { PumpBody } from './pump-body.ts'
import { PumpLedger } from './pump-ledger.ts'

export interface FuelPumpOptions {
  readonly port: number
  readonly pty: boolean
  readonly ledgerFile: string | null
  readonly nozzles: readonly number[]
  readonly serialNumber: string
  /** Pause before an end that was not taken is told again. */
  readonly repeatMs: number
}

const volumeMl = z.int().min(1).max(9_999_999)
const commandSchema = z.discriminatedUnion('do', [
  z.object({ do: z.literal('lift'), nozzle: z.int().min(1) }),
  z.object({ do: z.literal('pour'), volumeMl }),
  z.object({ do: z.literal('hang-up') }),
  z.object({
    do: z.literal('customer'),
    nozzle: z.int().min(1),
    volumeMl,
    stepMl: volumeMl.default(500),
    stepMs: z.int().min(1).max(10_000).default(100),
    /** Walks away in the middle, the nozzle in the tank. */
    leavesAtMl: volumeMl.optional(),
  }),
  z.object({ do: z.literal('nobody') }),
  z.object({ do: z.literal('power'), on: z.boolean() }),
  z.object({ do: z.literal('service'), on: z.boolean() }),
  z.object({ do: z.literal('leak'), on: z.boolean() }),
  z.object({ do: z.literal('repeat') }),
  z.object({ do: z.literal('ledger') }),
  z.object({ do: z.literal('state') }),
  faultSchema.extend({ do: z.literal('fault') }),
  z.object({ do: z.literal('no-faults') }),
])
type Command = z.infer<typeof commandSchema>
type Customer = Extract<Command, { do: 'customer' }>

/** The pump with its plugs: the one for power, and TCP or a serial line; one till at a time. */
export class FuelPump implements RunningSimulator {
  readonly #options: FuelPumpOptions
  readonly #emit: EmitEvent
  readonly #ledger: PumpLedger
  readonly #faults = new FaultScript()
  readonly #lines = new PumpLines()
  readonly #timers = new Set<NodeJS.Timeout>()
  readonly #plug: TcpPlug
  #body: PumpBody
  #pty: PseudoTerminal | null = null
  #outlet: Outlet | null = null
  #sending: Promise<void> = Promise.resolve()
  #isOn = true
  #stopCustomer: () => void = () => {}
  #count = { bytesIn: 0, bytesOut: 0 }
  endpoint = ''

  constructor(options: FuelPumpOptions, emit: EmitEvent) {
    this.#options = options
    this.#emit = emit
    this.#ledger = new PumpLedger(options.ledgerFile)
    this.#body = this.#newBody()
    this.#plug = TcpPlug.plain(options.port, (socket) => this.#connected(socket))
  }

  async plugIn(): Promise<void> {
    if (this.#options.pty) {
      const pty = await openPty()
      this.#pty = pty
      this.#outlet = { write: (bytes) => this.#written(bytes, (each) => pty.write(each)), cut: () => {} }
      pty.onBytes((bytes) => this.#arrived(bytes))
      this.endpoint = `serial:${pty.path}`
    } else this.endpoint = await this.#plug.plugIn()
    this.#repeat()
  }

  traffic() {
    return this.#count
  }

  async control(raw: Record<string, unknown>): Promise<unknown> {
    const command = commandSchema.parse(raw)
    const body = this.#body
    switch (command.do) {
      case 'lift':
        if (this.#isOn) body.lift(command.nozzle)
        break
      case 'pour':
        return { volumeMl: this.#isOn ? body.pour(command.volumeMl) : 0 }
      case 'hang-up':
        body.hangUp()
        break
      case 'customer':
        this.#customer(command)
        break
      case 'nobody':
        this.#stopCustomer()
        break
      case 'ledger':
        return this.#ledger.orders()
      case 'state':
        return { isOn: this.#isOn, lifted: body.lifted, order: body.open() }
      default:
        await this.#tamper(command)
    }
    return null
  }

  async close(): Promise<void> {
    this.#stopCustomer()
    for (const timer of this.#timers) clearTimeout(timer)
    await this.#plug.unplug()
    await this.#pty?.close()
  }

  /** What goes wrong with a pump. */
  async #tamper(command: Command): Promise<void> {
    if (command.do === 'power') await this.#setPower(command.on)
    else if (command.do === 'service') this.#body.setInService(command.on)
    else if (command.do === 'leak') this.#body.isLeaking = command.on
    else if (command.do === 'fault') this.#faults.add(command)
    else if (command.do === 'no-faults') this.#faults.clear()
    else if (command.do === 'repeat') this.#tellEnds(this.#ledger.orders())
  }

  #newBody(): PumpBody {
    return new PumpBody({
      ledger: this.#ledger,
      nozzles: this.#options.nozzles,
      after: (delayMs, callback) => this.#after(delayMs, callback),
      onOrder: (order) => {
        this.#emit('order', { order })
        this.#say({ notice: 'order', order })
      },
      onCalling: (nozzle) => {
        this.#emit('calling', { nozzle })
        this.#say({ notice: 'calling', nozzle })
      },
    })
  }

  #after(delayMs: number, callback: () => void): () => void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer)
      callback()
    }, delayMs)
    this.#timers.add(timer)
    return () => {
      clearTimeout(timer)
      this.#timers.delete(timer)
    }
  }

  /** Takes the nozzle, waits for the release, fills, and hangs up. */
  #customer({ nozzle, volumeMl: wantedMl, stepMl, stepMs, leavesAtMl }: Customer): void {
    this.#stopCustomer()
    if (!this.#isOn) return
    this.#body.lift(nozzle)
    let pouredMl = 0
    const step = () => {
      const released = this.#body.open()
      if (released !== null) {
        const isGone = leavesAtMl !== undefined && pouredMl >= leavesAtMl
        if (!isGone) pouredMl += this.#body.pour(Math.min(stepMl, wantedMl - pouredMl))
        if (pouredMl >= wantedMl) return this.#body.hangUp()
      } else if (pouredMl > 0) return this.#body.hangUp()
      this.#stopCustomer = this.#after(stepMs, step)
    }
    this.#stopCustomer = this.#after(stepMs, step)
  }

  #repeat(): void {
    if (this.#isOn) this.#tellEnds(this.#ledger.untaken())
    this.#after(this.#options.repeatMs, () => this.#repeat())
  }

  #tellEnds(orders: ReturnType<PumpLedger['orders']>): void {
    for (const order of orders) if (order.state === 'ended') this.#say({ notice: 'order', order })
  }

  async #setPower(on: boolean): Promise<void> {
    if (on === this.#isOn) return
    this.#isOn = on
    if (!on) {
      this.#stopCustomer()
      this.#body.powerCut()
      if (!this.#options.pty) await this.#plug.unplug()
    } else {
      this.#body = this.#newBody()
      if (!this.#options.pty) await this.#plug.plugIn()
    }
  }

  #arrived(bytes: Uint8Array): void {
    this.#count.bytesIn += bytes.length
    if (!this.#isOn) return
    for (const line of this.#lines.accept(bytes)) {
      const command = readFromTill(line)
      if (command === null) this.#emit('unreadable', {})
      else if (command.do === null) this.#answer({ seq: command.seq, ok: false, why: 'not-understood' }, '*')
      else this.#answer(this.#obeyed(command), command.do)
    }
  }

  #obeyed(command: PumpCommand): PumpAnswer {
    const { seq } = command
    if (command.do === 'hello') {
      const { serialNumber, nozzles } = this.#options
      return { seq, ok: true, pump: { serialNumber, nozzles: [...nozzles], calling: this.#body.calling } }
    }
    const done = command.do === 'release' ? this.#body.release(command) : this.#body.obey(command)
    return 'why' in done ? { seq, ok: false, why: done.why } : { seq, ok: true, order: done.order }
  }

  #say(notice: PumpNoticeWire): void {
    this.#answer(notice, notice.notice)
  }

  /** @param name what a fault of the script strikes: the command that is answered, or the notice. */
  #answer(message: PumpAnswer | PumpNoticeWire, name: string): void {
    this.#sending = this.#sending.then(async () => {
      if (this.#outlet !== null && this.#isOn)
        await sendThroughFaults(this.#outlet, pumpLine(message), this.#faults, name)
    })
  }

  #written(bytes: Uint8Array, write: (bytes: Uint8Array) => void): void {
    if (!this.#isOn) return
    this.#count.bytesOut += bytes.length
    write(bytes)
  }

  /** A till that comes anew takes the place of one whose end was not noticed. */
  #connected(socket: Socket): void {
    this.#outlet?.cut()
    this.#lines.reset()
    const outlet = socketOutlet(socket, (bytes) => {
      this.#count.bytesOut += bytes
    })
    this.#outlet = outlet
    socket.setNoDelay(true)
    socket.on('data', (bytes) => this.#arrived(bytes))
    socket.on('close', () => {
      if (this.#outlet === outlet) this.#outlet = null
    })
  }
}
