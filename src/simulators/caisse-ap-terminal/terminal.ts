import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'
import { z } from 'zod'
import { type CaisseApFields, encodeCaisseAp, readCaisseAp } from '#hardware/terminals/caisse-ap/caisse-ap.codec.ts'
import { FaultScript, faultSchema, sendThroughFaults, socketOutlet } from '../process/faults.ts'
import type { EmitEvent, RunningSimulator } from '../process/simulator-process.ts'
import { TerminalLedger } from '../standalone-terminal/terminal-ledger.ts'
import { CUSTOMERS, type Customer, TerminalBody, type TerminalField } from './terminal-body.ts'

export interface CaisseApTerminalOptions {
  readonly port: number
  readonly ledgerFile: string | null
  readonly terminalId: string
  /** How long the customer takes, when the script does not say. */
  readonly customerMs: number
}

/**
 * How an answer differs from what it should be. pad: zeros before the amount, as many as given. less, more: another amount.
 * blank: no amount. set: a field with another value; an empty one is left out.
 */
const twistSchema = z.object({
  pad: z.int().min(1).max(10).optional(),
  less: z.int().min(1).optional(),
  more: z.int().min(1).optional(),
  blank: z.boolean().optional(),
  set: z.record(z.string(), z.string()).optional(),
  /** Where the answer is cut in pieces, with `pauseMs` between them. */
  split: z.array(z.int().min(1)).optional(),
  pauseMs: z.int().min(0).max(10_000).default(20),
  tail: z.string().optional(),
})
type Twist = z.infer<typeof twistSchema>

const commandSchema = z.discriminatedUnion('do', [
  z.object({ do: z.literal('customer'), acts: z.enum(CUSTOMERS), takesMs: z.int().min(0).max(600_000).optional() }),
  twistSchema.extend({ do: z.literal('twist') }),
  z.object({ do: z.literal('keep-open'), on: z.boolean() }),
  z.object({ do: z.literal('power'), on: z.boolean() }),
  /** The line goes when so many bytes of the next request have come. */
  z.object({ do: z.literal('hang-up-after'), bytes: z.int().min(0) }),
  z.object({ do: z.literal('ledger') }),
  faultSchema.extend({ do: z.literal('fault') }),
  z.object({ do: z.literal('no-faults') }),
])

const DRAIN_MS = 10

interface NextCustomer {
  readonly acts: Customer
  readonly takesMs?: number | undefined
}

/** A terminal that speaks Caisse-AP over IP, with its keypad, its customers and its own ledger. */
export class CaisseApTerminal implements RunningSimulator {
  readonly #options: CaisseApTerminalOptions
  readonly #emit: EmitEvent
  readonly #ledger: TerminalLedger
  readonly #body: TerminalBody
  readonly #faults = new FaultScript()
  readonly #sockets = new Set<Socket>()
  readonly #timers = new Set<NodeJS.Timeout>()
  readonly #customers: NextCustomer[] = []
  readonly #twists: Twist[] = []
  #server: Server | null = null
  #port = 0
  #keepsOpen = false
  #isServing = false
  #hangUpAfter: number | null = null
  #count = { bytesIn: 0, bytesOut: 0 }
  endpoint = ''

  constructor(options: CaisseApTerminalOptions, emit: EmitEvent) {
    this.#options = options
    this.#emit = emit
    this.#ledger = new TerminalLedger(options.ledgerFile)
    this.#body = new TerminalBody(this.#ledger, options.terminalId)
  }

  async plugIn(): Promise<void> {
    await this.#listen(this.#options.port)
    this.endpoint = `tcp://127.0.0.1:${this.#port}`
  }

  traffic() {
    return this.#count
  }

  async control(raw: Record<string, unknown>): Promise<unknown> {
    const command = commandSchema.parse(raw)
    switch (command.do) {
      case 'customer':
        this.#customers.push(command)
        break
      case 'twist':
        this.#twists.push(command)
        break
      case 'keep-open':
        this.#keepsOpen = command.on
        break
      case 'power':
        await (command.on ? this.#listen(this.#port) : this.#unplug())
        break
      case 'hang-up-after':
        this.#hangUpAfter = command.bytes
        break
      case 'ledger':
        return this.#ledger.entries()
      case 'fault':
        this.#faults.add(command)
        break
      case 'no-faults':
        this.#faults.clear()
    }
    return null
  }

  async close(): Promise<void> {
    for (const timer of this.#timers) clearTimeout(timer)
    await this.#unplug()
  }

  async #listen(port: number): Promise<void> {
    const server = createServer((socket) => this.#plugged(socket))
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject)
      server.listen(port, '127.0.0.1', resolve)
    })
    this.#port = (server.address() as AddressInfo).port
    this.#server = server
  }

  async #unplug(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy()
    await new Promise<void>((resolve) => (this.#server ? this.#server.close(() => resolve()) : resolve()))
    this.#server = null
  }

  #plugged(socket: Socket): void {
    this.#sockets.add(socket)
    socket.on('error', () => {})
    socket.on('close', () => this.#sockets.delete(socket))
    let bytes = Buffer.alloc(0)
    let isAnswering = false
    let drained: NodeJS.Timeout | undefined
    socket.on('data', (more) => {
      this.#count.bytesIn += more.length
      bytes = Buffer.concat([bytes, more])
      const cutAt = this.#hangUpAfter
      if (cutAt !== null && bytes.length >= cutAt) {
        this.#hangUpAfter = null
        bytes = bytes.subarray(0, cutAt)
        socket.destroy()
      }
      const reading = readCaisseAp(bytes)
      clearTimeout(drained)
      if (isAnswering || reading.kind === 'partial') return
      // A request that came in pieces looks whole at the border of each field.
      drained = this.#soon(DRAIN_MS, () => {
        isAnswering = true
        void this.#answer(socket, reading.kind === 'broken' ? new Map() : reading.fields)
      })
    })
  }

  async #answer(socket: Socket, request: CaisseApFields): Promise<void> {
    const name = TerminalBody.nameOf(request)
    // Its keypad and its card slot serve one customer at a time.
    if (this.#isServing) return void socket.destroy()
    this.#isServing = true
    const { acts, takesMs } = this.#customers.shift() ?? { acts: 'pays' }
    this.#emit('asked', { name })
    await this.#pause(takesMs ?? this.#options.customerMs)
    const fields = this.#body.answer(request, acts)
    this.#isServing = false
    this.#emit('answered', { name, receipt: this.#ledger.entries().at(-1)?.receiptNumber ?? null })
    const twist = this.#twists.shift() ?? null
    const bytes = Buffer.concat([encodeTwisted(fields, twist), Buffer.from(twist?.tail ?? '', 'latin1')])
    await this.#send(socket, bytes, name, twist)
    if (!this.#keepsOpen) socket.end()
  }

  async #send(socket: Socket, bytes: Uint8Array, name: string, twist: Twist | null): Promise<void> {
    const outlet = socketOutlet(socket, (count) => {
      this.#count.bytesOut += count
    })
    const cuts = [0, ...(twist?.split ?? []), bytes.length]
    for (const [index, start] of cuts.slice(0, -1).entries()) {
      if (index > 0) await this.#pause(twist?.pauseMs ?? 0)
      const piece = bytes.subarray(start, cuts[index + 1])
      await (index === 0 ? sendThroughFaults(outlet, piece, this.#faults, name) : outlet.write(piece))
    }
  }

  #pause(ms: number): Promise<void> {
    return new Promise((resolve) => this.#soon(ms, resolve))
  }

  #soon(ms: number, callback: () => void): NodeJS.Timeout {
    const timer = setTimeout(() => {
      this.#timers.delete(timer)
      callback()
    }, ms)
    this.#timers.add(timer)
    return timer
  }
}

function encodeTwisted(fields: readonly TerminalField[], twist: Twist | null): Uint8Array {
  if (twist === null) return encodeCaisseAp(fields)
  const amount = Number(fields.find(([tag]) => tag === 'CB')?.[1] ?? 0)
  const twisted = fields.flatMap(([tag, value]): TerminalField[] => {
    const other = twist.set?.[tag]
    if (other !== undefined) return other === '' ? [] : [[tag, other]]
    if (tag !== 'CB') return [[tag, value]]
    const changed = String(amount - (twist.less ?? 0) + (twist.more ?? 0)).padStart(2, '0')
    return [[tag, twist.blank ? ' '.repeat(value.length) : changed.padStart(changed.length + (twist.pad ?? 0), '0')]]
  })
  return encodeCaisseAp(twisted)
}
