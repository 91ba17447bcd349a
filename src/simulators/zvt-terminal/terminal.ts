import { z } from 'zod'
import { ZVT, type ZvtApdu } from '#hardware/terminals/zvt/zvt-apdu.codec.ts'
import { BMP, encodeFields, toBcd } from '#hardware/terminals/zvt/zvt-fields.codec.ts'
import { FaultScript, faultSchema, type Outlet } from '../process/faults.ts'
import type { EmitEvent, RunningSimulator } from '../process/simulator-process.ts'
import { netChargedMinor, TerminalLedger } from '../standalone-terminal/terminal-ledger.ts'
import { TillPlug, type TillPlugOptions } from '../standalone-terminal/till-plug.ts'
import {
  CODE,
  fieldsOf,
  PRINTS,
  type Prints,
  printedAs,
  stateOf,
  statusOf,
  ticketOf,
  totalsOf,
  yesTo,
} from './messages.ts'
import { CUSTOMERS, OrderDesk, type OrderDeskOptions, operationOf } from './order-desk.ts'
import { TerminalLine } from './terminal-line.ts'

export interface ZvtTerminalOptions extends TillPlugOptions, OrderDeskOptions {
  readonly ledgerFile: string | null
  /** On a serial line: how long it waits for the till's word on a frame; T2 where it does not say. */
  readonly ackMs?: number
}

const HEX = /^([0-9a-f]{2})+$/i

const commandSchema = z.discriminatedUnion('do', [
  z.object({
    do: z.literal('customer'),
    acts: z.enum(CUSTOMERS),
    takesMs: z.int().min(0).max(600_000).optional(),
    code: z.int().min(1).max(0xff).optional(),
  }),
  /** Typed on the terminal, without a till. */
  z.object({ do: z.literal('pay-by-hand'), amountMinor: z.int().min(1) }),
  /** Its clock goes wrong by so much. */
  z.object({ do: z.literal('clock'), offMs: z.int() }),
  /** The next approval names another amount, as many minor units more. */
  z.object({ do: z.literal('other-amount'), more: z.int() }),
  /** What it says on the way of the next order (04 FF), in hexadecimal figures, each as it stands. */
  z.object({ do: z.literal('says'), progress: z.array(z.string().regex(HEX)).max(300) }),
  /** The next result is told in these bytes (data of 04 0F), whatever became of it. */
  z.object({ do: z.literal('tells'), result: z.string().regex(HEX) }),
  /** What it says of itself when it is asked (05 01): 0 is ready. */
  z.object({ do: z.literal('state'), code: z.int().min(0).max(0xff) }),
  /** The next result is told so many times. */
  z.object({ do: z.literal('tell-again'), times: z.int().min(1).max(5) }),
  /** On a serial line: of the till's next frames so many are found spoilt, or taken without a word. */
  z.object({ do: z.enum(['nak', 'mute']), times: z.int().min(1).max(10) }),
  z.object({ do: z.literal('prints'), as: z.enum(PRINTS) }),
  z.object({ do: z.literal('forget-tills') }),
  z.object({ do: z.literal('busy'), on: z.boolean() }),
  z.object({ do: z.literal('power'), on: z.boolean() }),
  /** The line goes when so many bytes of the till's have come after its next registration, or at once. */
  z.object({ do: z.literal('hang-up-after'), bytes: z.int().min(0) }),
  z.object({ do: z.literal('ledger') }),
  faultSchema.extend({ do: z.literal('fault') }),
  z.object({ do: z.literal('no-faults') }),
])

const NOTHING = new Uint8Array()
const PASSWORD_LENGTH = 3
const DAY_END_COPY = 3
/** Initialisation, diagnosis, reset: there is nothing to do here. */
const SERVICES: readonly number[] = [0x0693, 0x0670, 0x0618]
const CUSTOMER_COPY = 2

/** A terminal that speaks ZVT, over TCP or on a serial line, with its customers and its own ledger. */
export class ZvtTerminal implements RunningSimulator {
  readonly #options: ZvtTerminalOptions
  readonly #emit: EmitEvent
  readonly #ledger: TerminalLedger
  readonly #desk: OrderDesk
  readonly #plug: TillPlug
  readonly #faults = new FaultScript()
  readonly #troubles = { nak: 0, mute: 0 }
  #isOn = true
  #knowsTill = false
  #isBusy = false
  #isServing = false
  #printsOnTill = false
  #prints: Prints = 'block'
  #hangUpAfter: number | null = null
  /** As it says when it is asked. */
  #state = 0
  endpoint = ''

  constructor(options: ZvtTerminalOptions, emit: EmitEvent) {
    this.#options = options
    this.#emit = emit
    this.#ledger = new TerminalLedger(options.ledgerFile)
    this.#desk = new OrderDesk(options, this.#ledger, emit)
    this.#plug = new TillPlug(options, (till) => {
      const script = { faults: this.#faults, troubles: this.#troubles, ackMs: options.ackMs ?? 5_000 }
      const line: TerminalLine = new TerminalLine(till, script, (apdu) => void this.#obey(line, apdu))
      if (this.#knowsTill) this.#armHangUp(line)
    })
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
    return this.#isServing
  }

  traffic() {
    return this.#plug.traffic
  }

  async control(raw: Record<string, unknown>): Promise<unknown> {
    const command = commandSchema.parse(raw)
    switch (command.do) {
      case 'customer':
        this.#desk.expect(command)
        break
      case 'pay-by-hand':
        this.#desk.payByHand(command.amountMinor)
        break
      case 'clock':
        this.#desk.clockOffMs = command.offMs
        break
      case 'other-amount':
        this.#desk.moreMinor = command.more
        break
      case 'says':
        this.#desk.progress.push(...command.progress.map((hex) => Buffer.from(hex, 'hex')))
        break
      case 'tells':
        this.#desk.told = Buffer.from(command.result, 'hex')
        break
      case 'state':
        this.#state = command.code
        break
      case 'tell-again':
        this.#desk.tellings = command.times
        break
      case 'nak':
      case 'mute':
        this.#troubles[command.do] = command.times
        break
      case 'prints':
        this.#prints = command.as
        break
      case 'forget-tills':
        this.#knowsTill = false
        break
      case 'busy':
        this.#isBusy = command.on
        break
      case 'power':
        this.#isOn = command.on
        await this.#plug.power(command.on)
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
    await this.#plug.unplug()
  }

  #armHangUp(line: TerminalLine): void {
    const bytes = this.#hangUpAfter
    this.#hangUpAfter = null
    if (bytes !== null) line.hangUpAfter(bytes)
  }

  async #obey(line: TerminalLine, apdu: ZvtApdu): Promise<void> {
    if (!this.#isOn) return
    const { control } = apdu
    if (control === ZVT.stop) {
      this.#desk.isStopped = true
      return
    }
    if (this.#isBusy || this.#isServing) return this.#refuse(line, CODE.busy)
    if (control === ZVT.registration) return this.#register(line, apdu)
    if (control === ZVT.statusEnquiry) return this.#done(line, apdu, stateOf(this.#state))
    if (SERVICES.includes(control)) return this.#done(line, apdu, NOTHING)
    if (!this.#knowsTill) return this.#refuse(line, CODE.notRegistered)
    this.#isServing = true
    try {
      if (operationOf(control) !== undefined) await this.#desk.serve(line, apdu, this.#printsNow())
      else if (control === ZVT.dayEnd) await this.#dayEnd(line, apdu)
      else if (control === ZVT.repeatReceipt) await this.#repeat(line, apdu)
      else await this.#refuse(line, CODE.impossible)
    } finally {
      this.#isServing = false
    }
  }

  #printsNow(): Prints {
    return this.#printsOnTill ? this.#prints : 'nothing'
  }

  #refuse(line: TerminalLine, code: number): Promise<void> {
    return line.send(0x8400 | code, NOTHING)
  }

  /** Yes, and at once its end. */
  async #done(line: TerminalLine, asked: ZvtApdu, data: Uint8Array): Promise<void> {
    await line.send(ZVT.yes, yesTo(asked))
    await line.say(ZVT.completion, data, this.#options.answerMs)
  }

  async #register(line: TerminalLine, asked: ZvtApdu): Promise<void> {
    const { terminalId } = this.#options
    const hangUpAfter = this.#hangUpAfter
    this.#hangUpAfter = null
    this.#knowsTill = true
    this.#emit('asked', { operation: 'registration' })
    this.#printsOnTill = ((asked.data[PASSWORD_LENGTH] ?? 0) & 0x02) !== 0
    const fields = encodeFields([
      [BMP.terminalId, toBcd(terminalId, 4)],
      [BMP.currency, toBcd(978, 2)],
    ])
    await this.#done(line, asked, fields)
    if (hangUpAfter !== null) line.hangUpAfter(hangUpAfter)
  }

  async #dayEnd(line: TerminalLine, asked: ZvtApdu): Promise<void> {
    const { answerMs } = this.#options
    await line.send(ZVT.yes, yesTo(asked))
    const day = this.#ledger.entries().filter(({ isSent }) => !isSent)
    const total = Math.abs(netChargedMinor(day))
    this.#ledger.sendDay()
    const fields = encodeFields([
      [BMP.result, Uint8Array.of(0)],
      [BMP.amount, toBcd(total, 6)],
      [BMP.totals, totalsOf(day, total)],
    ])
    await line.say(ZVT.statusInfo, fields, answerMs)
    for (const { control, data } of printedAs(this.#printsNow(), DAY_END_COPY, ['KASSENABSCHLUSS', String(total)])) {
      await line.say(control, data, answerMs)
    }
    await line.say(ZVT.completion, NOTHING, answerMs)
  }

  async #repeat(line: TerminalLine, asked: ZvtApdu): Promise<void> {
    const { terminalId, answerMs } = this.#options
    const entry = this.#ledger.entries().at(-1)
    await line.send(ZVT.yes, yesTo(asked))
    if (entry === undefined) {
      await line.say(ZVT.abort, Uint8Array.of(CODE.impossible), answerMs)
      return
    }
    const service = fieldsOf(asked).get(BMP.serviceByte)?.[0] ?? 0
    if ((service & 0x01) !== 0) await line.say(ZVT.statusInfo, statusOf(entry, terminalId), answerMs)
    const tickets = (service & 0x02) === 0 ? ticketOf(entry, CUSTOMER_COPY, this.#printsNow()) : []
    for (const ticket of tickets) await line.say(ticket.control, ticket.data, answerMs)
    await line.say(ZVT.completion, NOTHING, answerMs)
  }
}
