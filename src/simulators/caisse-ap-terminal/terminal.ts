import { z } from 'zod'
import {
  type CaisseApFields,
  type CaisseApReading,
  encodeCaisseAp,
  readCaisseAp,
} from '#hardware/terminals/caisse-ap/caisse-ap.codec.ts'
import { FaultScript, faultSchema, type Outlet, sendThroughFaults } from '../process/faults.ts'
import type { EmitEvent, RunningSimulator } from '../process/simulator-process.ts'
import { TerminalLedger } from '../standalone-terminal/terminal-ledger.ts'
import { type TillLine, TillPlug, type TillPlugOptions } from '../standalone-terminal/till-plug.ts'
import { readOldRequest } from './concert-e.ts'
import { ConcertWire } from './concert-wire.ts'
import { CUSTOMERS, type Customer, TerminalBody, type TerminalField } from './terminal-body.ts'

export interface CaisseApTerminalOptions extends TillPlugOptions {
  readonly ledgerFile: string | null
  readonly terminalId: string
  /** How long the customer takes, when the script does not say. */
  readonly customerMs: number
  /** On a serial line: how long it waits for the till's word; a second where it does not say. */
  readonly wordMs?: number
}

/**
 * How an answer differs from what it should be. pad: zeros before the amount, as many as given. less, more: another amount.
 * blank: no amount. set: a field with another value, also one that would not be there; an empty one is left out.
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
  /** Typed on the terminal, without a till. */
  z.object({ do: z.literal('pay-by-hand'), amountMinor: z.int().min(1) }),
  twistSchema.extend({ do: z.literal('twist') }),
  z.object({ do: z.literal('keep-open'), on: z.boolean() }),
  z.object({ do: z.literal('power'), on: z.boolean() }),
  /** On a serial line: of the till's next blocks so many are found spoilt; or no ENQ of it is heard. */
  z.object({ do: z.literal('nak'), times: z.int().min(1).max(10) }),
  z.object({ do: z.literal('deaf'), on: z.boolean() }),
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

/** A terminal that speaks Caisse-AP, over IP or as Concert V3 on a serial line, with its keypad, its customers and its own ledger. */
export class CaisseApTerminal implements RunningSimulator {
  readonly #options: CaisseApTerminalOptions
  readonly #emit: EmitEvent
  readonly #ledger: TerminalLedger
  readonly #body: TerminalBody
  readonly #plug: TillPlug
  readonly #faults = new FaultScript()
  readonly #troubles = { nak: 0, isDeaf: false }
  readonly #timers = new Set<NodeJS.Timeout>()
  readonly #customers: NextCustomer[] = []
  readonly #twists: Twist[] = []
  #keepsOpen = false
  #isServing = false
  /** Requests that may have an end to come. */
  #waiting = 0
  #hangUpAfter: number | null = null
  endpoint = ''

  constructor(options: CaisseApTerminalOptions, emit: EmitEvent) {
    this.#options = options
    this.#emit = emit
    this.#ledger = new TerminalLedger(options.ledgerFile)
    this.#body = new TerminalBody(this.#ledger, options.terminalId)
    this.#plug = new TillPlug(options, (line) => (line.isSerial ? this.#cabled(line) : this.#connected(line)))
  }

  async plugIn(): Promise<void> {
    this.endpoint = await this.#plug.plugIn()
  }

  /** A line in memory, for tests; `receive` of what it returns is the till's mouth. */
  attach(outlet: Outlet, isSerial: boolean) {
    return this.#plug.attach(outlet, isSerial)
  }

  /** A customer stands before it. */
  get isServing(): boolean {
    return this.#isServing || this.#waiting > 0
  }

  traffic() {
    return this.#plug.traffic
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
        await this.#plug.power(command.on)
        // One that is off hears no ENQ either.
        this.#troubles.isDeaf = !command.on
        break
      case 'pay-by-hand':
        this.#body.payByHand(command.amountMinor)
        break
      case 'nak':
        this.#troubles.nak = command.times
        break
      case 'deaf':
        this.#troubles.isDeaf = command.on
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
    await this.#plug.unplug()
  }

  #connected(line: TillLine): void {
    let bytes = Buffer.alloc(0)
    let isAnswering = false
    let stopDrain = () => {}
    const take = (more: Uint8Array) => {
      bytes = Buffer.concat([bytes, more])
      const reading = readCaisseAp(bytes)
      stopDrain()
      if (isAnswering || reading.kind === 'partial') return
      // A request that came in pieces looks whole at the border of each field.
      stopDrain = this.#drain(() => {
        isAnswering = true
        // Its keypad and its card slot serve one customer at a time.
        if (this.#isServing) return line.cut()
        void this.#serve(requestOf(reading), async (answer, name, twist) => {
          await this.#send(line, answer, name, twist)
          if (!this.#keepsOpen) line.hangUp()
        })
      })
    }
    line.listen(take, () => {})
    const hangUpAfter = this.#hangUpAfter
    this.#hangUpAfter = null
    if (hangUpAfter !== null) line.hangUpAfter(hangUpAfter)
  }

  #cabled(line: TillLine): void {
    const { wordMs = 1_000 } = this.#options
    const script = { faults: this.#faults, troubles: this.#troubles, wordMs, isBusy: () => this.#isServing }
    const wire: ConcertWire = new ConcertWire(line, script, (body) => {
      const old = readOldRequest(body)
      const answer = async (said: Uint8Array, name: string) => void (await wire.answer(said, name))
      void this.#serve(old?.fields ?? requestOf(readCaisseAp(body)), answer, old?.answer)
    })
    line.listen(
      (bytes) => wire.receive(bytes),
      () => wire.end(),
    )
  }

  async #serve(
    request: CaisseApFields,
    send: (answer: Uint8Array, name: string, twist: Twist | null) => Promise<void>,
    encode: (fields: readonly TerminalField[]) => Uint8Array = encodeCaisseAp,
  ): Promise<void> {
    const name = TerminalBody.nameOf(request)
    this.#isServing = true
    // Who it is it says at once: no customer is asked for that.
    const customer = name === 'identify' ? { acts: 'pays' as const, takesMs: 0 } : this.#customers.shift()
    const { acts, takesMs = this.#options.customerMs } = customer ?? { acts: 'pays' }
    this.#emit('asked', { name })
    if (takesMs > 0) await this.#pause(takesMs)
    const fields = this.#body.answer(request, acts)
    this.#emit('answered', { name, receipt: this.#ledger.entries().at(-1)?.receiptNumber ?? null })
    const twist = this.#twists.shift() ?? null
    this.#isServing = false
    const answer = encode(twisted(fields, twist))
    await send(Buffer.concat([answer, Buffer.from(twist?.tail ?? '', 'latin1')]), name, twist)
  }

  async #send(line: TillLine, bytes: Uint8Array, name: string, twist: Twist | null): Promise<void> {
    const cuts = [0, ...(twist?.split ?? []), bytes.length]
    for (const [index, start] of cuts.slice(0, -1).entries()) {
      if (index > 0) await this.#pause(twist?.pauseMs ?? 0)
      const piece = bytes.subarray(start, cuts[index + 1])
      await (index === 0 ? sendThroughFaults(line, piece, this.#faults, name) : line.write(piece))
    }
  }

  #pause(ms: number): Promise<void> {
    return new Promise((resolve) => this.#soon(ms, resolve))
  }

  /** @returns what takes it back. */
  #drain(callback: () => void): () => void {
    this.#waiting += 1
    const end = () => {
      this.#waiting -= 1
    }
    const stop = this.#soon(DRAIN_MS, () => {
      end()
      callback()
    })
    return () => {
      if (stop()) end()
    }
  }

  /** @returns what takes it back, and says whether it was still to come. */
  #soon(ms: number, callback: () => void): () => boolean {
    const timer = setTimeout(() => {
      this.#timers.delete(timer)
      callback()
    }, ms)
    this.#timers.add(timer)
    return () => {
      clearTimeout(timer)
      return this.#timers.delete(timer)
    }
  }
}

/** What a terminal understands of what it was sent: nothing of a request that is spoilt. */
function requestOf(reading: CaisseApReading): CaisseApFields {
  const isText = (value: string) => /^[\x20-\x7e]+$/.test(value)
  return reading.kind !== 'broken' && [...reading.fields.values()].every(isText) ? reading.fields : new Map()
}

function twisted(fields: readonly TerminalField[], twist: Twist | null): readonly TerminalField[] {
  if (twist === null) return fields
  const amount = Number(fields.find(([tag]) => tag === 'CB')?.[1] ?? 0)
  const changed = fields.flatMap(([tag, value]): TerminalField[] => {
    const other = twist.set?.[tag]
    if (other !== undefined) return other === '' ? [] : [[tag, other]]
    if (tag !== 'CB') return [[tag, value]]
    const named = String(amount - (twist.less ?? 0) + (twist.more ?? 0)).padStart(2, '0')
    return [[tag, twist.blank ? ' '.repeat(value.length) : named.padStart(named.length + (twist.pad ?? 0), '0')]]
  })
  const more = Object.entries(twist.set ?? {}).filter(
    ([tag, value]) => value !== '' && !fields.some(([own]) => own === tag),
  )
  return [...changed, ...more]
}
