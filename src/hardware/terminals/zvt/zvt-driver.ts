import { z } from 'zod'
import { LIMITS } from '#contract/limits.ts'
import { type Failure, fail, type Result, succeed } from '#contract/result.ts'
import type { ClockPort } from '#payment/ports/clock.port.ts'
import type {
  StandaloneTerminalPort,
  TerminalDayEnd,
  TerminalIdentity,
  TerminalNotice,
  TerminalOperation,
  TerminalOrder,
  TerminalOutcome,
  TerminalTicket,
} from '#payment/ports/standalone-terminal.port.ts'
import type { ByteLink } from '../../link/byte-link.ts'
import { type AskedAbout, LateLine } from '../late-line.ts'
import { failureOf, isNotStarted, isSerial, terminalLink } from '../terminal-link.ts'
import {
  hexOf,
  isNotRegistered,
  isPaid,
  printedOf,
  readStatus,
  unknown,
  ZVT_CHARSETS,
  type ZvtCharset,
  type ZvtStatus,
} from './zvt-answers.ts'
import { ZVT, type ZvtApdu } from './zvt-apdu.codec.ts'
import { SerialCarrier, streamCarrier, type ZvtCarrier } from './zvt-carrier.ts'
import { commandOf, currencyBytes, namedMinorOf } from './zvt-commands.ts'
import { BMP, encodeElements, encodeFields, fromBcd, readFields, toBcd } from './zvt-fields.codec.ts'
import { NOT_ISSUED, ZvtOrder } from './zvt-order.ts'
import { recalledOutcomeOf } from './zvt-recall.ts'
import { UNKNOWN_COMMAND, type ZvtEnd, type ZvtListener, ZvtSession } from './zvt-session.ts'
import { isOccupied, readState, troubleOfState } from './zvt-state.ts'

/** What the shop and its terminal agree on. */
export const zvtSettingsSchema = z.strictObject({
  /** Of the till, as set in the terminal's service menu. */
  password: z
    .string()
    .regex(/^\d{6}$/)
    .default('000000'),
  currency: z.enum(['EUR', 'PLN', 'GBP']).default('EUR'),
  /** Of what it prints and shows: some makers send ISO-8859-1 whatever was agreed. */
  charset: z.enum(ZVT_CHARSETS).default('cp437'),
  /** Of a serial line. */
  baudRate: z.union([z.literal(9_600), z.literal(115_200)]).default(9_600),
  /** The till prints what the terminal would. */
  ticketOnTill: z.boolean().default(true),
  can: z
    .array(z.enum(['refund', 'void', 'reserve', 'complete', 'release', 'day-end', 'reprint', 'abort']))
    .default(['refund', 'void', 'day-end', 'reprint']),
  /** What a completion names of its reservation: the total that is used, or the rest that is not; the acquirer says which. */
  completesBy: z.enum(['total', 'rest']).default('total'),
})
export type ZvtSettings = z.infer<typeof zvtSettingsSchema>

export interface ZvtOptions {
  readonly alias: string
  readonly endpoint: string
  readonly settings: ZvtSettings
  readonly clock: Pick<ClockPort, 'after'>
  /** A line made elsewhere, for tests; else the endpoint's. */
  readonly newLink?: () => ByteLink
}

/** Config byte: payment and admin receipts on the till, progress wanted, the till is in charge, the terminal formats the lines. */
const ALL_ON_TILL = 0xbe
/** Progress wanted, the terminal prints. */
const TERMINAL_PRINTS = 0x08
/** Service byte of 06 20: a status information comes, nothing is printed. */
const STATUS_WITHOUT_PRINT = 0x03
const TAG_COMMANDS = 0x26
const TAG_COMMAND = 0x0a

/** The driver of a terminal that speaks ZVT, over TCP or on a serial line, as its endpoint says. */
export function createZvtTerminal(options: ZvtOptions): StandaloneTerminalPort {
  return new ZvtTerminal(options)
}

type Ran = ZvtEnd | { readonly kind: 'busy' }

/** What an order, or a question about one, needs of its turn. */
interface Turn {
  /** Its line stays open: its time is over, and its word may still come. */
  readonly keepsLine: () => boolean
  readonly underWay: { hasLeft: boolean; isStopped: boolean }
  readonly about: AskedAbout
}

/** Nothing was said: a person stopped it before. */
const STOPPED: ZvtEnd = { kind: 'not-sent', trouble: 'lost' }

class ZvtTerminal implements StandaloneTerminalPort {
  readonly alias: string
  readonly endpoint: string
  readonly can: ReadonlySet<TerminalOperation>
  readonly #settings: ZvtSettings
  readonly #clock: Pick<ClockPort, 'after'>
  readonly #newLink: () => ByteLink | null
  readonly #listeners = new Set<(notice: TerminalNotice) => void>()
  #session: ZvtSession | null = null
  #isBusy = false
  #isRegistered = false
  /** The order that a person may stop: before it has left it is not given at all. */
  #underWay: { hasLeft: boolean; isStopped: boolean } | null = null
  #asked: AskedAbout | null = null
  #terminalId: string | null = null
  readonly #late: LateLine
  #isClosed = false

  constructor({ alias, endpoint, settings, clock, newLink }: ZvtOptions) {
    this.alias = alias
    this.endpoint = endpoint
    this.#settings = settings
    this.#clock = clock
    this.#late = new LateLine(clock)
    // PA00P016: 8 data bits, no parity, two stop bits.
    this.#newLink = newLink ?? (() => terminalLink(endpoint, { baudRate: settings.baudRate, stopBits: 2 }))
    this.can = new Set<TerminalOperation>(['pay', 'last-result', ...settings.can])
  }

  async probe(): Promise<Result<TerminalIdentity>> {
    this.#isRegistered = false
    const asked = { control: ZVT.statusEnquiry, data: this.#password() }
    const ran = await this.#inTurn((session) => session.run(asked, SILENT))
    if (ran.kind === 'strange') return fail('TERMINAL_WRONG_PROTOCOL', { endpoint: this.endpoint })
    // One that has no state to tell knows the till all the same.
    const isWithoutState = this.#isRegistered && ran.kind === 'refused' && ran.code === UNKNOWN_COMMAND
    if (ran.kind !== 'done' && !isWithoutState) {
      const isBusy = (ran.kind === 'refused' || ran.kind === 'aborted') && isOccupied(ran.code)
      return isBusy ? fail('TERMINAL_BUSY') : { ok: false, error: this.#troubleOf(ran) }
    }
    const state = ran.kind === 'done' ? readState(ran.data) : null
    if (isOccupied(state)) return fail('TERMINAL_BUSY')
    const trouble = troubleOfState(state)
    return succeed({ protocolVersion: 'ZVT', terminalId: this.#terminalId, ...(trouble && { trouble }) })
  }

  pay(order: TerminalOrder): Promise<TerminalOutcome> {
    return this.#order(order)
  }

  refund(order: TerminalOrder): Promise<TerminalOutcome> {
    return this.#order(order)
  }

  void(order: TerminalOrder): Promise<TerminalOutcome> {
    return this.#order(order)
  }

  reserve(order: TerminalOrder): Promise<TerminalOutcome> {
    return this.#order(order)
  }

  complete(order: TerminalOrder): Promise<TerminalOutcome> {
    return this.#order(order)
  }

  release(order: TerminalOrder): Promise<TerminalOutcome> {
    return this.#order(order)
  }

  async lastResult(order: TerminalOrder): Promise<TerminalOutcome> {
    let status: ZvtStatus | null = null
    const listener: ZvtListener = {
      ...SILENT,
      onStatus: async (data) => {
        status = readStatus(data)
        return 0
      },
    }
    const asked = { control: ZVT.repeatReceipt, data: this.#repeat(STATUS_WITHOUT_PRINT) }
    const about: AskedAbout = { orderId: order.id, word: null }
    const ran = await this.#inTurn((session) => session.run(asked, listener), { about })
    if (about.word !== null) return about.word
    if (ran.kind !== 'done') return unknown(this.#troubleOf(ran))
    const namedMinor = namedMinorOf(order, this.#settings)
    return recalledOutcomeOf(status, { order, namedMinor, terminalId: () => this.#terminalId })
  }

  async dayEnd(): Promise<TerminalDayEnd> {
    if (!this.can.has('day-end')) return { kind: 'not-started', failure: fail('TERMINAL_CANNOT').error }
    const lines: string[] = []
    const ran = await this.#inTurn((session) =>
      session.run({ control: ZVT.dayEnd, data: this.#password() }, collecting(lines, this.#settings.charset)),
    )
    if (ran.kind === 'done') return { kind: 'done', ticket: lines.length === 0 ? null : lines }
    if (ran.kind === 'refused' || ran.kind === 'aborted') {
      return { kind: 'refused', failure: fail('TERMINAL_REFUSED_ORDER', { reason: hexOf(ran.code) }).error }
    }
    if (isNotStarted(ran)) return { kind: 'not-started', failure: this.#troubleOf(ran) }
    return { kind: 'unknown', failure: fail('TERMINAL_DAY_END_UNKNOWN').error }
  }

  async reprint(): Promise<Result<readonly string[]>> {
    if (!this.can.has('reprint')) return fail('TERMINAL_CANNOT')
    const lines: string[] = []
    const asked = { control: ZVT.repeatReceipt, data: this.#password() }
    const ran = await this.#inTurn((session) => session.run(asked, collecting(lines, this.#settings.charset)))
    if (ran.kind !== 'done') return { ok: false, error: this.#troubleOf(ran) }
    return lines.length === 0 && this.#settings.ticketOnTill ? fail('TERMINAL_CANNOT') : succeed(lines)
  }

  async abort(): Promise<Result<null>> {
    if (!this.can.has('abort')) return fail('TERMINAL_CANNOT')
    const order = this.#underWay
    if (order === null) return fail('TERMINAL_NO_ANSWER')
    if (!order.hasLeft) {
      order.isStopped = true
      return succeed(null)
    }
    return (await this.#session?.stop()) === true ? succeed(null) : fail('TERMINAL_NO_ANSWER')
  }

  async close(): Promise<void> {
    this.#isClosed = true
    await this.#session?.close()
    await this.#late.end()
  }

  onNotice(listener: (notice: TerminalNotice) => void): () => void {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  async #order(order: TerminalOrder): Promise<TerminalOutcome> {
    const command = this.can.has(order.operation) ? commandOf(order, this.#settings) : null
    if (command === null) return { kind: 'not-started', failure: fail('TERMINAL_CANNOT').error }
    const asked = { order, namedMinor: namedMinorOf(order, this.#settings), terminalId: () => this.#terminalId }
    const told = new ZvtOrder(asked, this.#settings.charset, (notice) => this.#tell(notice))
    let keepsLine = false
    const underWay = { hasLeft: false, isStopped: false }
    const ran = await this.#inTurn(
      async (session) => {
        if (underWay.isStopped) return STOPPED
        underWay.hasLeft = true
        const end = await session.run(command, told)
        keepsLine = end.kind === 'silent'
        if (keepsLine) this.#hearOn(session, told, order.id)
        return end
      },
      { keepsLine: () => keepsLine, underWay },
    )
    if (ran === STOPPED) return { kind: 'not-started', failure: fail('TERMINAL_ABANDONED').error }
    if (ran.kind === 'busy' || !underWay.hasLeft) return { kind: 'not-started', failure: this.#troubleOf(ran) }
    if (ran.kind === 'refused' && isNotRegistered(ran.code)) this.#isRegistered = false
    return told.outcomeAt(ran, this.#troubleOf(ran))
  }

  /** A terminal that comes with a result after its time hears that the goods were not given, and takes its payment back. */
  #hearOn(session: ZvtSession, told: ZvtOrder, orderId: string): void {
    const hear = async () => {
      const end = await session.listen(told.asClosed(), LIMITS.terminalLateMs, () => this.#late.spoke())
      await session.close()
      const outcome = told.lateOutcomeAt(end)
      if (outcome === null) return
      if (this.#asked?.orderId === orderId && outcome.kind !== 'unknown') this.#asked.word = outcome
      else this.#tell({ kind: 'late', orderId, outcome })
    }
    this.#late.keep(hear(), () => void session.close())
  }

  /** One command at a time, each on a connection of its own, on a terminal that knows the till. */
  async #inTurn(work: (session: ZvtSession) => Promise<ZvtEnd>, turn: Partial<Turn> = {}): Promise<Ran> {
    if (this.#isBusy) return { kind: 'busy' }
    this.#isBusy = true
    this.#underWay = turn.underWay ?? null
    this.#asked = turn.about ?? null
    try {
      await this.#late.free()
      await this.#session?.close()
      if (this.#isClosed || turn.about?.word) return { kind: 'not-sent', trouble: 'lost' }
      const link = this.#newLink()
      const opened = await link?.open()
      if (link === null || opened?.ok !== true)
        return { kind: 'not-sent', trouble: opened?.ok === false ? opened.trouble : 'not-found' }
      if (this.#isClosed) {
        await link.close()
        return { kind: 'not-sent', trouble: 'lost' }
      }
      const session = new ZvtSession(this.#carrierOn(link), this.#clock)
      this.#session = session
      const registered = await this.#register(session)
      // Nothing of the order has left yet.
      const ran: Ran = registered ?? (await work(session))
      if (!turn.keepsLine?.()) {
        this.#session = null
        await session.close()
      }
      return ran
    } finally {
      this.#isBusy = false
      this.#underWay = null
      this.#asked = null
    }
  }

  #carrierOn(link: ByteLink): ZvtCarrier {
    return isSerial(this.endpoint) ? new SerialCarrier(link, this.#clock) : streamCarrier(link)
  }

  /** @returns null when the terminal knows the till. */
  async #register(session: ZvtSession): Promise<Ran | null> {
    // Nobody answers when a cable is opened: this shows that the terminal is there, before money is spoken of.
    if (this.#isRegistered && !isSerial(this.endpoint)) return null
    const { ticketOnTill, currency } = this.#settings
    const config = ticketOnTill ? ALL_ON_TILL : TERMINAL_PRINTS
    const wants = encodeElements([
      {
        tag: TAG_COMMANDS,
        value: encodeElements([{ tag: TAG_COMMAND, value: Uint8Array.of(ZVT.printBlock >> 8, ZVT.printBlock & 0xff) }]),
      },
    ])
    const data = Buffer.concat([
      this.#password(),
      Uint8Array.of(config),
      currencyBytes(currency),
      encodeFields([[BMP.tlv, wants]]),
    ])
    const end = await session.run({ control: ZVT.registration, data }, SILENT)
    if (end.kind !== 'done')
      return end.kind === 'silent' || end.kind === 'lost' ? { kind: 'not-sent', trouble: 'lost' } : end
    this.#terminalId = fromBcd(readFields(end.data).fields.get(BMP.terminalId))
    this.#isRegistered = true
    return null
  }

  #password(): Uint8Array {
    return toBcd(this.#settings.password, 3)
  }

  #repeat(serviceByte: number): Uint8Array {
    return Buffer.concat([this.#password(), encodeFields([[BMP.serviceByte, Uint8Array.of(serviceByte)]])])
  }

  #troubleOf(ran: Ran): Failure {
    switch (ran.kind) {
      case 'refused':
      case 'aborted':
        return fail('TERMINAL_REFUSED_ORDER', { reason: hexOf(ran.code) }).error
      case 'strange':
      case 'done':
        return fail('TERMINAL_MALFORMED_ANSWER', { reason: ran.kind }).error
      default:
        return failureOf(ran, this.endpoint)
    }
  }

  #tell(notice: TerminalNotice): void {
    for (const listener of [...this.#listeners]) listener(notice)
  }
}

/** Nothing was ordered: a payment that comes all the same is one that the till does not count, and the terminal must take it back. */
const SILENT: ZvtListener = {
  onStatus: async (data) => {
    const status = readStatus(data)
    return status !== null && isPaid(status) ? NOT_ISSUED : 0
  },
  onPrint: async () => 0,
  onProgress: () => {},
}

function collecting(lines: string[], charset: ZvtCharset): ZvtListener {
  return {
    ...SILENT,
    onPrint: async (apdu: ZvtApdu) => {
      lines.push(...(printedOf(apdu, charset) satisfies TerminalTicket).lines)
      return 0
    },
  }
}
