import { type AddressInfo, createServer, type Server } from 'node:net'
import { z } from 'zod'
import { ZVT, type ZvtApdu } from '#hardware/terminals/zvt/zvt-apdu.codec.ts'
import {
  BMP,
  encodeElements,
  encodeFields,
  fromBcd,
  readFields,
  toBcd,
  type ZvtFields,
} from '#hardware/terminals/zvt/zvt-fields.codec.ts'
import { FaultScript, faultSchema } from '../process/faults.ts'
import type { EmitEvent, RunningSimulator } from '../process/simulator-process.ts'
import { netChargedMinor, type TerminalEntry, TerminalLedger } from '../standalone-terminal/terminal-ledger.ts'
import { TerminalLine } from './terminal-line.ts'

export interface ZvtTerminalOptions {
  readonly port: number
  readonly ledgerFile: string | null
  readonly terminalId: string
  /** How long the customer takes, when the script does not say. */
  readonly customerMs: number
  /** How long it waits for the till's answer before it takes a payment back. */
  readonly answerMs: number
}

const CUSTOMERS = ['pays', 'declined', 'abandons'] as const
const commandSchema = z.discriminatedUnion('do', [
  z.object({ do: z.literal('customer'), acts: z.enum(CUSTOMERS), takesMs: z.int().min(0).max(600_000).optional() }),
  /** The next approval names another amount, as many minor units more. */
  z.object({ do: z.literal('other-amount'), more: z.int() }),
  /** The next result is told so many times. */
  z.object({ do: z.literal('tell-again'), times: z.int().min(1).max(5) }),
  z.object({ do: z.literal('forget-tills') }),
  z.object({ do: z.literal('busy'), on: z.boolean() }),
  z.object({ do: z.literal('power'), on: z.boolean() }),
  /** The line goes when so many bytes of the till's have come after its next registration, or at once. */
  z.object({ do: z.literal('hang-up-after'), bytes: z.int().min(0) }),
  z.object({ do: z.literal('ledger') }),
  faultSchema.extend({ do: z.literal('fault') }),
  z.object({ do: z.literal('no-faults') }),
])
type Customer = { readonly acts: (typeof CUSTOMERS)[number]; readonly takesMs?: number | undefined }

const NOTHING = new Uint8Array()
const NOT_REGISTERED = 0x6b
const GIVEN_UP = 0x6c
const BUSY = 0x9c
const IMPOSSIBLE = 0x83
const ALREADY_REVERSED = 0xb4
const NO_RESERVATION = 0xb8
const DECLINED = 0x05
const PASSWORD_LENGTH = 3
const OPERATIONS: Readonly<Record<number, TerminalEntry['operation']>> = {
  [ZVT.payment]: 'pay',
  [ZVT.refund]: 'refund',
  [ZVT.reversal]: 'void',
  [ZVT.reservation]: 'reserve',
  [ZVT.partialReversal]: 'complete',
  [ZVT.bookTotal]: 'complete',
  [ZVT.reservationReversal]: 'release',
}
/** Begin with the till's password. */
const WITH_PASSWORD: readonly number[] = [ZVT.refund, ZVT.reversal]
/** What a payment becomes when another one is made of it. */
const BECOMES: Readonly<Partial<Record<TerminalEntry['operation'], TerminalEntry['state']>>> = {
  void: 'voided',
  complete: 'completed',
  release: 'released',
}

/** A terminal that speaks ZVT over TCP, with its customers and its own ledger. */
export class ZvtTerminal implements RunningSimulator {
  readonly #options: ZvtTerminalOptions
  readonly #emit: EmitEvent
  readonly #ledger: TerminalLedger
  readonly #faults = new FaultScript()
  readonly #lines = new Set<TerminalLine>()
  readonly #customers: Customer[] = []
  #server: Server | null = null
  #port = 0
  #knowsTill = false
  #isBusy = false
  #isServing = false
  #isStopped = false
  #printsOnTill = false
  #moreMinor = 0
  #tellings = 1
  #hangUpAfter: number | null = null
  #count = { bytesIn: 0, bytesOut: 0 }
  endpoint = ''

  constructor(options: ZvtTerminalOptions, emit: EmitEvent) {
    this.#options = options
    this.#emit = emit
    this.#ledger = new TerminalLedger(options.ledgerFile)
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
    if (command.do === 'ledger') return this.#ledger.entries()
    if (command.do === 'customer') this.#customers.push(command)
    else if (command.do === 'other-amount') this.#moreMinor = command.more
    else if (command.do === 'tell-again') this.#tellings = command.times
    else if (command.do === 'forget-tills') this.#knowsTill = false
    else if (command.do === 'busy') this.#isBusy = command.on
    else if (command.do === 'hang-up-after') this.#hangUpAfter = command.bytes
    else if (command.do === 'fault') this.#faults.add(command)
    else if (command.do === 'no-faults') this.#faults.clear()
    else await (command.on ? this.#listen(this.#port) : this.#unplug())
    return null
  }

  async close(): Promise<void> {
    await this.#unplug()
  }

  async #listen(port: number): Promise<void> {
    const server = createServer((socket) => {
      socket.on('data', (bytes) => {
        this.#count.bytesIn += bytes.length
      })
      const line: TerminalLine = new TerminalLine(
        socket,
        this.#faults,
        (apdu) => void this.#obey(line, apdu),
        (bytes) => {
          this.#count.bytesOut += bytes
        },
      )
      if (this.#knowsTill) this.#armHangUp(line)
      this.#lines.add(line)
      socket.on('close', () => this.#lines.delete(line))
    })
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject)
      server.listen(port, '127.0.0.1', resolve)
    })
    this.#port = (server.address() as AddressInfo).port
    this.#server = server
  }

  async #unplug(): Promise<void> {
    for (const line of this.#lines) line.close()
    await new Promise<void>((resolve) => (this.#server ? this.#server.close(() => resolve()) : resolve()))
    this.#server = null
  }

  #armHangUp(line: TerminalLine): void {
    line.hangUpAfter = this.#hangUpAfter
    this.#hangUpAfter = null
    if (line.hangUpAfter === 0) line.close()
  }

  async #obey(line: TerminalLine, { control, data }: ZvtApdu): Promise<void> {
    if (control === ZVT.stop) {
      this.#isStopped = true
      return
    }
    if (this.#isBusy || this.#isServing) return this.#refuse(line, BUSY)
    if (control === ZVT.registration) return this.#register(line, data)
    if (!this.#knowsTill) return this.#refuse(line, NOT_REGISTERED)
    const operation = OPERATIONS[control]
    this.#isServing = true
    try {
      if (operation !== undefined) await this.#serve(line, operation, { control, data })
      else if (control === ZVT.dayEnd) await this.#dayEnd(line)
      else if (control === ZVT.repeatReceipt) await this.#repeat(line, data)
      else await this.#refuse(line, IMPOSSIBLE)
    } finally {
      this.#isServing = false
    }
  }

  #refuse(line: TerminalLine, code: number): Promise<void> {
    return line.send(0x8400 | code, NOTHING)
  }

  async #register(line: TerminalLine, data: Uint8Array): Promise<void> {
    this.#knowsTill = true
    this.#printsOnTill = ((data[3] ?? 0) & 0x02) !== 0
    await line.send(ZVT.yes, NOTHING)
    const terminalId = toBcd(this.#options.terminalId, 4)
    await line.say(
      ZVT.completion,
      encodeFields([
        [BMP.terminalId, terminalId],
        [BMP.currency, toBcd(978, 2)],
      ]),
      this.#options.answerMs,
    )
    this.#armHangUp(line)
  }

  async #serve(line: TerminalLine, operation: TerminalEntry['operation'], { control, data }: ZvtApdu): Promise<void> {
    const { fields } = readFields(WITH_PASSWORD.includes(control) ? data.subarray(PASSWORD_LENGTH) : data)
    const original = fromBcd(fields.get(BMP.receipt))
    const reserved = original === null ? undefined : this.#ledger.reservation(original)
    const money = moneyOf(fields, reserved, control)
    if (money === null) return this.#refuse(line, IMPOSSIBLE)
    this.#isStopped = false
    const { acts, takesMs = this.#options.customerMs } = this.#customers.shift() ?? { acts: 'pays' }
    this.#emit('asked', { operation })
    await line.send(ZVT.yes, NOTHING)
    await line.say(ZVT.progress, Uint8Array.of(0x0a), this.#options.answerMs)
    await new Promise((resolve) => setTimeout(resolve, takesMs))
    const receiptNumber = this.#ledger.nextReceiptNumber()
    const entry: TerminalEntry = {
      receiptNumber,
      operation,
      amountMinor: money.amountMinor,
      currency: money.currency,
      reference: null,
      approvalCode: `61${receiptNumber}`,
      state: 'approved',
      isSent: false,
    }
    if (acts === 'abandons' || this.#isStopped) return this.#giveUp(line, { ...entry, state: 'abandoned' }, GIVEN_UP)
    if (acts === 'declined') return this.#giveUp(line, { ...entry, state: 'declined' }, DECLINED)
    if (!this.#takesFrom(entry, original)) {
      return this.#giveUp(
        line,
        { ...entry, state: 'declined' },
        operation === 'void' ? ALREADY_REVERSED : NO_RESERVATION,
      )
    }
    await this.#approve(line, { entry, original, namedMinor: money.namedMinor })
  }

  /** Changes what the operation is made of, at the same time as itself. @returns false when that cannot be. */
  #takesFrom({ operation, amountMinor }: TerminalEntry, original: string | null): boolean {
    const becomes = BECOMES[operation]
    if (becomes === undefined) return true
    if (operation === 'void') return this.#ledger.void(original ?? '', amountMinor)
    const reserved = original === null ? undefined : this.#ledger.reservation(original)
    if (reserved === undefined || amountMinor > reserved.amountMinor) return false
    this.#ledger.move(reserved.receiptNumber, becomes)
    return true
  }

  async #giveUp(line: TerminalLine, entry: TerminalEntry, code: number): Promise<void> {
    this.#ledger.add(entry)
    const text = code === DECLINED ? 'Abgelehnt' : 'Abbruch'
    const fields = encodeFields([
      [BMP.result, Uint8Array.of(code)],
      [BMP.text, Buffer.from(text)],
    ])
    await line.say(ZVT.statusInfo, fields, this.#options.answerMs)
    await line.say(ZVT.abort, Uint8Array.of(code), this.#options.answerMs)
  }

  /** The till's yes to the result is the moment of the booking; without it the payment is taken back at once (PA00P015 2.2.8). */
  async #approve(line: TerminalLine, { entry, original, namedMinor }: Approval): Promise<void> {
    this.#ledger.add(entry)
    const told = { ...entry, amountMinor: namedMinor + this.#moreMinor }
    this.#moreMinor = 0
    let answer: ZvtApdu | null = null
    for (let telling = 0; telling < this.#tellings; telling += 1) {
      answer = await line.say(ZVT.statusInfo, this.#statusOf(told), this.#options.answerMs)
    }
    this.#tellings = 1
    if (answer === null || answer.control !== ZVT.yes) {
      this.#ledger.move(entry.receiptNumber, 'reversed')
      // What it was made of is again what it was.
      if (original !== null && BECOMES[entry.operation] !== undefined) this.#ledger.move(original, 'approved')
      await line.say(ZVT.abort, Uint8Array.of(GIVEN_UP), this.#options.answerMs)
      return
    }
    this.#emit('booked', { receipt: entry.receiptNumber })
    // A reservation has no ticket.
    if (this.#printsOnTill && entry.operation !== 'reserve') {
      for (const copy of [1, 2]) await line.say(ZVT.printBlock, ticketOf(entry, copy), this.#options.answerMs)
    }
    await line.say(ZVT.completion, NOTHING, this.#options.answerMs)
  }

  #statusOf(entry: TerminalEntry): Uint8Array {
    const { receiptNumber, amountMinor, currency, approvalCode } = entry
    const isReversed = entry.state === 'reversed'
    return encodeFields([
      [BMP.result, Uint8Array.of(entry.state === 'declined' ? DECLINED : entry.state === 'abandoned' ? GIVEN_UP : 0)],
      [BMP.amount, toBcd(amountMinor, 6)],
      [BMP.trace, toBcd(receiptNumber, 3)],
      ...(isReversed ? ([[BMP.originalTrace, toBcd(receiptNumber, 3)]] as const) : []),
      [BMP.terminalId, toBcd(this.#options.terminalId, 4)],
      [BMP.pan, Buffer.from('501767eeeeee6700', 'hex')],
      [BMP.merchantNumber, Buffer.from('100461763'.padEnd(15))],
      [BMP.approvalCode, Buffer.from(approvalCode.padEnd(8, '\0'))],
      [BMP.currency, toBcd(currency, 2)],
      [BMP.receipt, toBcd(receiptNumber, 2)],
      [
        BMP.tlv,
        encodeElements([
          { tag: 0x2f, value: encodeElements([{ tag: 0x1f12, value: Uint8Array.of(1) }]) },
          { tag: 0x60, value: encodeElements([{ tag: 0x43, value: Buffer.from('A0000000041010', 'hex') }]) },
        ]),
      ],
    ])
  }

  async #dayEnd(line: TerminalLine): Promise<void> {
    await line.send(ZVT.yes, NOTHING)
    const total = Math.abs(netChargedMinor(this.#ledger.entries().filter(({ isSent }) => !isSent)))
    this.#ledger.sendDay()
    const fields = encodeFields([
      [BMP.result, Uint8Array.of(0)],
      [BMP.amount, toBcd(total, 6)],
    ])
    await line.say(ZVT.statusInfo, fields, this.#options.answerMs)
    if (this.#printsOnTill)
      await line.say(ZVT.printBlock, blockOf(3, ['KASSENABSCHLUSS', String(total)]), this.#options.answerMs)
    await line.say(ZVT.completion, NOTHING, this.#options.answerMs)
  }

  async #repeat(line: TerminalLine, data: Uint8Array): Promise<void> {
    const entry = this.#ledger.entries().at(-1)
    await line.send(ZVT.yes, NOTHING)
    if (entry === undefined) {
      await line.say(ZVT.abort, Uint8Array.of(IMPOSSIBLE), this.#options.answerMs)
      return
    }
    const service = readFields(data.subarray(3)).fields.get(BMP.serviceByte)?.[0] ?? 0
    if ((service & 0x01) !== 0) await line.say(ZVT.statusInfo, this.#statusOf(entry), this.#options.answerMs)
    if ((service & 0x02) === 0) await line.say(ZVT.printBlock, ticketOf(entry, 2), this.#options.answerMs)
    await line.say(ZVT.completion, NOTHING, this.#options.answerMs)
  }
}

interface Approval {
  readonly entry: TerminalEntry
  /** Receipt of what it is made of. */
  readonly original: string | null
  /** As the till named it. */
  readonly namedMinor: number
}

/** What an order is about, and the amount that it names; null where it does not say. */
function moneyOf(fields: ZvtFields, reserved: TerminalEntry | undefined, control: number) {
  const named = fromBcd(fields.get(BMP.amount))
  const currency = fromBcd(fields.get(BMP.currency))?.slice(1) ?? reserved?.currency ?? null
  const namedMinor =
    named === null && control === ZVT.reservationReversal ? reserved?.amountMinor : Number(named ?? NaN)
  if (namedMinor === undefined || Number.isNaN(namedMinor) || currency === null) return null
  const isByRest = control === ZVT.partialReversal
  const amountMinor = isByRest ? (reserved?.amountMinor ?? 0) - namedMinor : namedMinor
  return amountMinor < 0 ? null : { amountMinor, namedMinor, currency }
}

function ticketOf({ operation, receiptNumber, amountMinor }: TerminalEntry, copy: number): Uint8Array {
  const title = copy === 1 ? 'HÄNDLERBELEG' : 'KUNDENBELEG'
  return blockOf(copy, [title, `${operation.toUpperCase()} ${receiptNumber} ${amountMinor}`])
}

/** 06 D3: a container with the copy and its lines, in code page 437. */
function blockOf(copy: number, lines: readonly string[]): Uint8Array {
  const texts = lines.map((line) => ({ tag: 0x07, value: Buffer.from(line.replaceAll('Ä', '\x8e'), 'latin1') }))
  const container = encodeElements([
    { tag: 0x1f07, value: Uint8Array.of(copy) },
    { tag: 0x25, value: encodeElements([...texts, { tag: 0x09, value: Uint8Array.of(0x81) }]) },
  ])
  return encodeFields([[BMP.tlv, container]])
}
