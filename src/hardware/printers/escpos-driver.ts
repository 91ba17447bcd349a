import { LIMITS } from '#contract/limits.ts'
import {
  type Confirmation,
  DEFAULT_PRINTER_SETTINGS,
  type PrinterProfile,
  type PrinterSettings,
} from '#contract/views/printer-settings-view.ts'
import type { ClockPort } from '#payment/ports/clock.port.ts'
import type { ByteLink } from '../link/byte-link.ts'
import { createLink } from '../link/create-link.ts'
import { acknowledgementRequest, drawerKickNow, endHalfTicket, realTimeQuery } from './escpos-encoder.ts'
import { NOTHING_KNOWN, portCondition, timeToPrintMs } from './mute-printer.ts'
import { type PrinterHindrance, type PrinterTrouble, troubleOf } from './printer-trouble.ts'
import { type PrinterCondition, type PrinterReply, realTimeCondition, StatusReader } from './status-reader.ts'
import { type Acknowledgement, TicketAcknowledgement } from './ticket-acknowledgement.ts'

/** printed: the printer said so. not-printed: no byte left. unknown: bytes left and nobody knows what became of them. */
export type PrintOutcome = 'printed' | 'not-printed' | 'unknown'

/**
 * One ticket printer.
 *
 * - One call at a time; the worker of the device is the only caller. While a `print` waits for paper the others may be
 *   called: `prepare` answers what hinders it and leaves the line alone, `print` answers not-printed, `kickNow` opens the
 *   drawer past the ticket once that is handed over.
 * - `prepare` opens the line where needed and asks for cover and paper: null when it can print, else what hinders it.
 * - `print` ends when the printer says that all before its acknowledgement is done, when the line is lost, or when
 *   nothing hinders it and it stays silent for `printerTicketTimeoutMs`. Paper that runs out in the middle is waited
 *   for: the printer keeps its buffer and goes on after the refill, so nothing is sent twice.
 * - `close` ends a `print` that is under way as unknown.
 */
export interface TicketPrinter {
  readonly alias: string
  readonly endpoint: string
  readonly columns: 32 | 42 | 48
  readonly profile: PrinterProfile
  prepare(): Promise<PrinterHindrance | null>
  /**
   * @param id four letters or digits that the acknowledgement repeats.
   * @param onHeld hears what the ticket waits for a person to do, and null when it goes on.
   */
  print(bytes: Uint8Array, id: string, onHeld?: (trouble: PrinterTrouble | null) => void): Promise<PrintOutcome>
  /** Another driver of it may have left half a ticket: the next paper ends it first, as after every `unknown`. */
  expectHalfTicket(): void
  /** Whether half a ticket may be in it: whoever drives it next must expect that. */
  mayHoldHalfTicket(): boolean
  readonly drawer: PrinterSettings['drawer']
  /** Opens the drawer at once, without paper and with an open cover too. */
  kickNow(): Promise<PrintOutcome>
  /**
   * Sends bytes for what hangs behind the printer, as a display does; opens the line where needed and leaves it as it was.
   * False: not all of them, or not now, as while half a ticket may be in it. Left out where nothing can hang there.
   */
  passOn?(bytes: Uint8Array): Promise<boolean>
  close(): Promise<void>
  /** Calls back when what hinders the printer changes while it is connected. */
  onTrouble(listener: (trouble: PrinterTrouble | null) => void): () => void
  acknowledgement(): Acknowledgement
  condition(): PrinterCondition | null
}

export interface EscposPrinterOptions {
  readonly alias: string
  readonly endpoint: string
  readonly clock: ClockPort
  readonly columns?: 32 | 42 | 48
  /** Which code pages it has under which numbers; `epson` where nothing else is known. */
  readonly profile?: PrinterProfile
  readonly drawer?: PrinterSettings['drawer']
  /** As it was found when it was set up: what is believed of one that answers no question about a paper, until it does. */
  readonly confirmation?: Confirmation | undefined
  /** A line made elsewhere, for tests; else the endpoint's. */
  readonly link?: ByteLink
}

/** No job has it: theirs are small letters and figures. */
const HALF_ID = 'HALF'

/** The driver of an ESC/POS printer over any link. Never closes a line before the printer answered for the bytes. */
export function createEscposPrinter(options: EscposPrinterOptions): TicketPrinter {
  return new EscposPrinter(options)
}

class EscposPrinter implements TicketPrinter {
  readonly alias: string
  readonly endpoint: string
  readonly columns: 32 | 42 | 48
  readonly profile: PrinterProfile
  readonly drawer: PrinterSettings['drawer']
  readonly #clock: ClockPort
  readonly #link: ByteLink | null
  readonly #reader = new StatusReader()
  readonly #replyListeners = new Set<(reply: PrinterReply | 'lost') => void>()
  readonly #troubleListeners = new Set<(trouble: PrinterTrouble | null) => void>()
  #isOpen = false
  /** It has answered since the line opened: until then what is no reply of a printer shows that something else is there. */
  #isPrinter = false
  #asking: Promise<number | null> = Promise.resolve(null)
  #acknowledgement: Acknowledgement = null
  #fallback: 'status' | 'none' | null
  #isPrinting = false
  /** Of the ticket under way: not a byte of it is left here. */
  #isHandedOver = false
  /** What ends the half of a ticket that may be out, before the next paper. */
  #halfEnd: Uint8Array = new Uint8Array()
  #condition: PrinterCondition | null = null

  constructor(options: EscposPrinterOptions) {
    const { alias, endpoint, clock, columns = 42, profile = 'epson', drawer, link, confirmation } = options
    this.alias = alias
    this.endpoint = endpoint
    this.columns = columns
    this.profile = profile
    this.#clock = clock
    this.drawer = drawer ?? DEFAULT_PRINTER_SETTINGS.drawer
    this.#fallback = confirmation === 'status' || confirmation === 'none' ? confirmation : null
    this.#link = link ?? linkOf(endpoint)
    this.#link?.onBytes((bytes) => {
      for (const reply of this.#reader.push(bytes)) this.#heard(reply)
    })
    this.#link?.onLost(() => this.#lost())
  }

  async prepare(): Promise<PrinterHindrance | null> {
    if (this.#isPrinting) return this.#trouble() ?? 'PRINTER_BUSY'
    if (!this.#isOpen) {
      this.#reader.reset()
      const opened = (await this.#link?.open()) ?? { ok: false }
      if (!opened.ok) return 'PRINTER_UNREACHABLE'
      this.#isOpen = true
      this.#isPrinter = false
    }
    const condition = await this.#look()
    if (condition === null) {
      await this.close()
      return 'PRINTER_UNREACHABLE'
    }
    this.#isPrinter = true
    return troubleOf(condition)
  }

  async print(
    bytes: Uint8Array,
    id: string,
    onHeld: (trouble: PrinterTrouble | null) => void = () => {},
  ): Promise<PrintOutcome> {
    if (!this.#isOpen || this.#isPrinting) return 'not-printed'
    this.#isPrinting = true
    this.#isHandedOver = false
    try {
      return (await this.#endHalf()) ? await this.#send(bytes, id, onHeld) : 'not-printed'
    } finally {
      this.#isPrinting = false
    }
  }

  async #send(
    bytes: Uint8Array,
    id: string,
    onHeld: (trouble: PrinterTrouble | null) => void,
  ): Promise<Exclude<PrintOutcome, 'not-printed'>> {
    const acknowledgement = new TicketAcknowledgement({
      id,
      clock: this.#clock,
      knowsIds: () => this.#acknowledgement === 'response',
      trouble: () => this.#trouble(),
      look: () => this.#look(),
      onAcknowledged: (by) => {
        this.#acknowledgement = by
        if (by === 'barrier') this.#spoke()
      },
      fallback: this.#fallback === null ? null : { by: this.#fallback, afterMs: timeToPrintMs(bytes) },
      onHeld,
    })
    const listener = (reply: PrinterReply | 'lost') =>
      reply === 'lost' ? acknowledgement.lost() : acknowledgement.hear(reply)
    this.#replyListeners.add(listener)
    void this.#handOver(Buffer.concat([this.#halfEnd, bytes]), acknowledgementRequest(id), acknowledgement)
    const outcome = await acknowledgement.outcome
    this.#replyListeners.delete(listener)
    if (outcome === 'printed') this.#halfEnd = new Uint8Array()
    else {
      const halfEnd = endHalfTicket(bytes)
      if (halfEnd.length > this.#halfEnd.length) this.#halfEnd = halfEnd
      await this.close()
    }
    return outcome
  }

  async #handOver(ticket: Uint8Array, question: Uint8Array, acknowledgement: TicketAcknowledgement): Promise<void> {
    const isGiven = await this.#write(ticket)
    acknowledgement.asking()
    if (!isGiven || !(await this.#write(question))) return acknowledgement.lost()
    this.#isHandedOver = true
    acknowledgement.written()
  }

  /**
   * A printer that answers by barrier alone may still owe the answer to a job whose outcome is unknown: taken for that of
   * the next one, it would call a ticket printed that is not. So the half is ended by itself, and answers are let come in
   * until there are none. One that acknowledges by identifier needs no such pause. @returns whether a ticket may be sent.
   */
  async #endHalf(): Promise<boolean> {
    if (this.#halfEnd.length === 0 || this.#acknowledgement === 'response' || this.#fallback !== null) return true
    const heard = await this.#untilQuiet(this.#halfEnd, acknowledgementRequest(HALF_ID))
    const condition = heard === 'silent' || heard === 'quiet' ? await this.#look() : null
    // What nothing hinders has worked off all it got. What answers neither request is not waited for again: its tickets
    // are unknown in any case.
    const isWorkedOff = condition !== null && troubleOf(condition) === null
    if (heard === 'known' || isWorkedOff) this.#halfEnd = new Uint8Array()
    else await this.close()
    return this.#halfEnd.length === 0
  }

  /**
   * `known`: it acknowledged by identifier. `quiet`: it answered, and nothing came for a while. What comes before the question
   * was asked belongs to an earlier job.
   */
  #untilQuiet(half: Uint8Array, question: Uint8Array): Promise<'known' | 'quiet' | 'silent' | 'lost'> {
    return new Promise((resolve) => {
      let forget = () => {}
      let isAsked = false
      let isWritten = false
      let heard: 'known' | 'quiet' | 'silent' = 'silent'
      const settle = (end: 'known' | 'quiet' | 'silent' | 'lost') => {
        this.#replyListeners.delete(listener)
        forget()
        resolve(end)
      }
      const goOn = () => {
        if (!isWritten) return
        if (heard === 'known') return settle('known')
        forget()
        const forMs = heard === 'quiet' ? LIMITS.printerQuietMs : LIMITS.printerTicketTimeoutMs
        forget = this.#clock.after(forMs, () => settle(heard))
      }
      const listener = (reply: PrinterReply | 'lost') => {
        if (reply === 'lost') return settle('lost')
        if (!isAsked) return
        if (reply.kind === 'queued' && heard !== 'known') heard = 'quiet'
        else if (reply.kind === 'printed' && reply.id === HALF_ID) {
          this.#acknowledgement = 'response'
          heard = 'known'
        } else return
        goOn()
      }
      this.#replyListeners.add(listener)
      const handOver = async () => {
        const isGiven = await this.#write(half)
        isAsked = true
        isWritten = isGiven && (await this.#write(question))
        if (isWritten) goOn()
        else settle('lost')
      }
      void handOver()
    })
  }

  expectHalfTicket(): void {
    this.#halfEnd = endHalfTicket(null)
  }

  mayHoldHalfTicket(): boolean {
    return this.#isPrinting || this.#halfEnd.length > 0
  }

  async kickNow(): Promise<PrintOutcome> {
    if (!this.#isOpen || this.drawer.way === 'queued') return 'not-printed'
    // Within a ticket the kick would be dots of an image. Behind one it may be read at the refill only: a printer that does
    // not answer at once is not told, since nobody must find a drawer open that was asked for long ago.
    if (this.#isPrinting && (!this.#isHandedOver || (await this.#ask(1)) === null)) return 'not-printed'
    // Its answer shows that the kick before it was read, since real-time commands are worked off in order.
    const written = await this.#write(drawerKickNow(this.drawer.pin))
    if (this.#fallback === 'none') return written ? 'printed' : 'unknown'
    return written && (await this.#ask(1)) !== null ? 'printed' : 'unknown'
  }

  async passOn(bytes: Uint8Array): Promise<boolean> {
    const wasOpen = this.#isOpen
    const isPassed = this.#halfEnd.length === 0 && (await this.prepare()) === null && (await this.#write(bytes))
    if (!wasOpen) await this.close()
    return isPassed
  }

  async close(): Promise<void> {
    this.#lost()
    await this.#link?.close()
  }

  onTrouble(listener: (trouble: PrinterTrouble | null) => void): () => void {
    this.#troubleListeners.add(listener)
    return () => void this.#troubleListeners.delete(listener)
  }

  acknowledgement(): Acknowledgement {
    return this.#acknowledgement
  }

  condition(): PrinterCondition | null {
    return this.#condition
  }

  /** In blocks, each handed over before the next, so that a slow printer slows us and not the memory. */
  async #write(bytes: Uint8Array): Promise<boolean> {
    for (let offset = 0; offset < bytes.length; offset += LIMITS.printerBlockBytes) {
      const written = await this.#link?.write(bytes.subarray(offset, offset + LIMITS.printerBlockBytes))
      if (!written?.ok) return false
    }
    return true
  }

  /** Cover and paper by real-time queries; null when the printer does not answer. */
  async #look(): Promise<PrinterCondition | null> {
    await this.#asking
    if (this.#fallback === 'none') return this.#lookAtPort()
    const printer = await this.#ask(1)
    const offLine = printer === null ? null : await this.#ask(2)
    const paper = offLine === null ? null : await this.#ask(4)
    if (printer === null || offLine === null || paper === null) return null
    this.#learn(realTimeCondition({ printer, offLine, paper }))
    return this.#condition
  }

  /** Of a printer that answers nothing itself: what its line knows of it, if anything. */
  async #lookAtPort(): Promise<PrinterCondition | null> {
    const wires = (await this.#link?.portStatus?.()) ?? null
    if (!this.#isOpen) return null
    if (wires === null) return NOTHING_KNOWN
    this.#learn(portCondition(wires))
    return this.#condition
  }

  /** One real-time query and its byte. Never two at once: the answer does not say which query it answers. */
  #ask(n: 1 | 2 | 4): Promise<number | null> {
    this.#asking = this.#asking.then(() => this.#askNow(n))
    return this.#asking
  }

  #askNow(n: 1 | 2 | 4): Promise<number | null> {
    if (!this.#isOpen) return Promise.resolve(null)
    return new Promise((resolve) => {
      const settle = (byte: number | null) => {
        this.#replyListeners.delete(listener)
        forget()
        if (byte !== null && this.#fallback === 'none') this.#fallback = 'status'
        resolve(byte)
      }
      const listener = (reply: PrinterReply | 'lost') => {
        if (reply === 'lost') settle(null)
        else if (reply.kind === 'real-time') settle(reply.byte)
        else if (reply.kind === 'malformed' && !this.#isPrinter) settle(null)
      }
      this.#replyListeners.add(listener)
      const forget = this.#clock.after(LIMITS.printerStatusTimeoutMs, () => settle(null))
      void this.#write(realTimeQuery(n)).then((written) => {
        if (!written) settle(null)
      })
    })
  }

  #heard(reply: PrinterReply): void {
    if (reply.kind === 'automatic') this.#learn(reply.condition)
    for (const listener of [...this.#replyListeners]) listener(reply)
    if (reply.kind === 'printed') this.#fallback = null
    else if (!this.#isPrinting && this.#fallback === 'none') this.#spoke()
  }

  /** It was found mute, or to tell its state alone. One byte may be noise of its line: a mute one must answer once more. */
  #spoke(): void {
    if (this.#fallback === 'none') void this.#ask(1)
    else this.#fallback = null
  }

  #learn(condition: PrinterCondition): void {
    const before = this.#trouble()
    this.#condition = condition
    const now = troubleOf(condition)
    if (now !== before) for (const listener of [...this.#troubleListeners]) listener(now)
  }

  #trouble(): PrinterTrouble | null {
    return this.#condition === null ? null : troubleOf(this.#condition)
  }

  #lost(): void {
    if (!this.#isOpen) return
    this.#isOpen = false
    for (const listener of [...this.#replyListeners]) listener('lost')
  }
}

function linkOf(endpoint: string): ByteLink | null {
  const link = createLink(endpoint, {
    openTimeoutMs: LIMITS.printerConnectTimeoutMs,
    writeTimeoutMs: LIMITS.printerWriteTimeoutMs,
    drainsWrites: true,
  })
  return link.ok ? link.value : null
}
