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
import {
  acknowledgementRequest,
  drawerKickNow,
  dropAndRecover,
  endHalfTicket,
  speakToPrinter,
} from './escpos-encoder.ts'
import { untilHalfIsOver } from './half-ticket.ts'
import { NOTHING_KNOWN, portCondition } from './mute-printer.ts'
import { PrinterLine } from './printer-line.ts'
import { recovers } from './printer-profiles.ts'
import { type PrinterHindrance, type PrinterTrouble, troubleOf } from './printer-trouble.ts'
import { timeToHandOverMs, timeToPrintMs } from './printing-times.ts'
import { isRecoverable, type PrinterCondition, type PrinterReply, realTimeCondition } from './status-reader.ts'
import { type Acknowledgement, TicketAcknowledgement } from './ticket-acknowledgement.ts'
import type { PaperWatch, PrintOutcome, TicketPrinter } from './ticket-printer.ts'

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
  readonly #line: PrinterLine
  readonly #troubleListeners = new Set<(trouble: PrinterTrouble | null) => void>()
  #acknowledgement: Acknowledgement = null
  #fallback: 'status' | 'none' | null
  /** The last paper was answered for by barrier. */
  #answeredLast = false
  #isPrinting = false
  /** Of the ticket under way: not a byte of it is left here. */
  #isHandedOver = false
  /** What the ticket under way waits for. */
  #heldBy: PrinterTrouble | null = null
  /** Something hangs behind it: cut off in the middle of what is for that one, it takes all that follows for the same. */
  #hasBehind = false
  /** What ends the half of a ticket that may be out, before the next paper. */
  #halfEnd: Uint8Array = new Uint8Array()
  #condition: PrinterCondition | null = null
  /** Connected anew, or heard within a paper, since it was last found mute: it is asked once more. */
  #isNew = true
  #isProbed = false
  #probing: Promise<void> = Promise.resolve()
  /** When it was told last to go on after an error. */
  #recoveredAtMs = Number.NEGATIVE_INFINITY

  constructor(options: EscposPrinterOptions) {
    const { alias, endpoint, clock, columns = 42, profile = 'epson', drawer, link, confirmation } = options
    this.alias = alias
    this.endpoint = endpoint
    this.columns = columns
    this.profile = profile
    this.#clock = clock
    this.drawer = drawer ?? DEFAULT_PRINTER_SETTINGS.drawer
    this.#fallback = confirmation === 'status' || confirmation === 'none' ? confirmation : null
    this.#line = new PrinterLine({
      endpoint,
      link: link ?? linkOf(endpoint),
      clock,
      onReply: (reply) => this.#heard(reply),
      onGone: () => {
        this.#isNew = true
      },
    })
  }

  async prepare(): Promise<PrinterHindrance | null> {
    if (this.#isPrinting) return this.#heldBy ?? this.#trouble() ?? 'PRINTER_BUSY'
    if (!this.#line.isOpen && !(await this.#line.open())) {
      this.#isNew = true
      return 'PRINTER_UNREACHABLE'
    }
    if (this.#isNew && this.#fallback === 'none') await this.#probe()
    this.#isNew = false
    const found = await this.#look()
    const condition = found === null ? null : await this.#recovered(found)
    if (condition === null) {
      await this.close()
      return 'PRINTER_UNREACHABLE'
    }
    return troubleOf(condition)
  }

  /**
   * After an error of its blade or mechanism a printer stands still, also once what was in the way is gone, until it is told to go
   * on. No paper is under way here: what it still holds is the rest of one of which nobody knows, and is dropped. What is
   * still in the way stops it again; it is told again after a while.
   */
  async #recovered(condition: PrinterCondition): Promise<PrinterCondition | null> {
    if (troubleOf(condition) !== 'PRINTER_STOPPED' || this.#fallback === 'none' || !recovers(this.profile))
      return condition
    const nowMs = this.#clock.monotonicMs()
    if (nowMs - this.#recoveredAtMs < LIMITS.printerRecoverPauseMs) return condition
    const error = await this.#line.ask(3)
    if (error === null || !isRecoverable(error)) return condition
    this.#recoveredAtMs = nowMs
    return (await this.#line.writeInTime(dropAndRecover(), LIMITS.printerStatusTimeoutMs)) ? this.#look() : null
  }

  async print(bytes: Uint8Array, id: string, watch: PaperWatch = {}): Promise<PrintOutcome> {
    if (!this.#line.isOpen || this.#isPrinting) return 'not-printed'
    this.#isPrinting = true
    this.#isHandedOver = false
    this.#heldBy = null
    try {
      const isFree = (await this.#endHalf()) && !watch.signal?.aborted
      return isFree ? await this.#send(bytes, id, watch) : 'not-printed'
    } finally {
      this.#isPrinting = false
    }
  }

  async #send(bytes: Uint8Array, id: string, watch: PaperWatch): Promise<Exclude<PrintOutcome, 'not-printed'>> {
    const ticket = Buffer.concat([this.#address(), this.#halfEnd, bytes])
    const acknowledgement = new TicketAcknowledgement({
      id,
      clock: this.#clock,
      handOverMs: timeToHandOverMs(ticket.length, this.endpoint),
      knowsIds: () => this.#acknowledgement === 'response',
      trouble: () => this.#trouble(),
      look: () => this.#look(),
      onAcknowledged: (by) => {
        this.#believe(by)
        watch.onConfirmed?.(by)
      },
      fallback: this.#fallback === null ? null : { by: this.#fallback, afterMs: timeToPrintMs(bytes) },
      onHeld: (trouble) => {
        this.#heldBy = trouble
        watch.onHeld?.(trouble)
      },
    })
    const stopListening = this.#line.listen((heard) =>
      heard === 'lost' ? acknowledgement.lost() : acknowledgement.hear(heard),
    )
    let isGivenUp = false
    const giveUp = () => {
      // Whoever waits no more has seen to the printer.
      this.#recoveredAtMs = Number.NEGATIVE_INFINITY
      isGivenUp = true
      acknowledgement.lost()
    }
    watch.signal?.addEventListener('abort', giveUp)
    void this.#handOver(ticket, acknowledgementRequest(id), acknowledgement)
    const outcome = await acknowledgement.outcome
    watch.signal?.removeEventListener('abort', giveUp)
    stopListening()
    if (outcome === 'printed') this.#halfEnd = new Uint8Array()
    else {
      const halfEnd = endHalfTicket(bytes)
      if (halfEnd.length > this.#halfEnd.length) this.#halfEnd = halfEnd
      await (isGivenUp ? this.#line.discard() : this.close())
    }
    return outcome
  }

  async #handOver(ticket: Uint8Array, question: Uint8Array, acknowledgement: TicketAcknowledgement): Promise<void> {
    const isGiven = await this.#line.write(ticket)
    acknowledgement.asking()
    if (!isGiven || !(await this.#line.write(question))) return acknowledgement.lost()
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
    const heard = await untilHalfIsOver(this.#line, this.#clock, Buffer.concat([this.#address(), this.#halfEnd]))
    if (heard === 'known') this.#acknowledgement = 'response'
    const condition = heard === 'silent' || heard === 'quiet' ? await this.#look() : null
    // What nothing hinders has worked off all it got. What answers neither request is not waited for again: its tickets
    // are unknown in any case.
    const isWorkedOff = condition !== null && troubleOf(condition) === null
    if (heard === 'known' || isWorkedOff) this.#halfEnd = new Uint8Array()
    else await this.close()
    return this.#halfEnd.length === 0
  }

  expectHalfTicket(): void {
    this.#halfEnd = endHalfTicket(null)
  }

  mayHoldHalfTicket(): boolean {
    return this.#isPrinting || this.#halfEnd.length > 0
  }

  async kickNow({ onConfirmed }: Pick<PaperWatch, 'onConfirmed'> = {}): Promise<PrintOutcome> {
    if (!this.#line.isOpen || this.drawer.way === 'queued') return 'not-printed'
    const wasPrinting = this.#isPrinting
    // Within a ticket the kick would be dots of an image. Behind one it may be read at the refill only: a printer that does
    // not answer at once is not told, since nobody must find a drawer open that was asked for long ago.
    if (wasPrinting && (!this.#isHandedOver || (await this.#line.ask(1)) === null)) return 'not-printed'
    if (!(await this.#line.writeInTime(drawerKickNow(this.drawer.pin), LIMITS.printerStatusTimeoutMs))) return 'unknown'
    const isMute = this.#fallback === 'none'
    // Its answer shows that the kick before it was read, since real-time commands are worked off in order.
    if (isMute || (await this.#line.ask(1)) !== null) {
      onConfirmed?.(isMute ? 'none' : 'barrier')
      return 'printed'
    }
    if (!wasPrinting) await this.#line.discard()
    return 'unknown'
  }

  async passOn(bytes: Uint8Array): Promise<boolean> {
    const wasOpen = this.#line.isOpen
    const isFree = this.#halfEnd.length === 0 && (await this.prepare()) === null
    if (isFree) this.#hasBehind = true
    const isPassed = isFree && (await this.#line.writeInTime(bytes))
    if (!wasOpen) await this.close()
    return isPassed
  }

  #address(): Uint8Array {
    return this.#hasBehind ? speakToPrinter() : new Uint8Array()
  }

  close(): Promise<void> {
    return this.#line.close()
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

  /** Cover and paper by real-time queries; null when the printer does not answer. */
  async #look(): Promise<PrinterCondition | null> {
    await this.#probing
    return this.#fallback === 'none' ? this.#lookAtPort() : this.#askCondition()
  }

  async #askCondition(): Promise<PrinterCondition | null> {
    const printer = await this.#line.ask(1)
    const offLine = printer === null ? null : await this.#line.ask(2)
    const paper = offLine === null ? null : await this.#line.ask(4)
    if (printer === null || offLine === null || paper === null) return null
    this.#learn(realTimeCondition({ printer, offLine, paper }))
    return this.#condition
  }

  /** Of a printer that answers nothing itself: what its line knows of it, if anything. */
  async #lookAtPort(): Promise<PrinterCondition | null> {
    const wires = await this.#line.portStatus()
    if (!this.#line.isOpen) return null
    if (wires === null) return NOTHING_KNOWN
    this.#learn(portCondition(wires))
    return this.#condition
  }

  #heard(reply: PrinterReply): void {
    if (reply.kind === 'automatic') this.#learn(reply.condition)
    if (reply.kind === 'printed') this.#fallback = null
    else if (this.#fallback !== 'none') return
    else if (this.#isPrinting) this.#isNew = true
    else void this.#probe()
  }

  /**
   * What it is kept to be. One byte may be noise of its line: a printer that was found to tell its state alone is believed to
   * answer by barrier once it did for two papers, one after the other. Kept wrongly, all its papers would be unknown for ever.
   */
  #believe(by: Confirmation): void {
    const isFirst = by === 'barrier' && this.#fallback !== null && !this.#answeredLast
    this.#answeredLast = by === 'barrier'
    if (isFirst) return
    this.#acknowledgement = by
    if (by === 'barrier') this.#fallback = null
  }

  /** One byte may be noise of its line: a printer that was found mute is so no more once it tells all of its state. */
  #probe(): Promise<void> {
    if (this.#isProbed) return this.#probing
    this.#isProbed = true
    this.#probing = this.#askCondition().then((condition) => {
      this.#isProbed = false
      if (condition === null || this.#fallback !== 'none') return
      this.#fallback = 'status'
      this.#acknowledgement ??= 'status'
    })
    return this.#probing
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
}

function linkOf(endpoint: string): ByteLink | null {
  const link = createLink(endpoint, {
    openTimeoutMs: LIMITS.printerConnectTimeoutMs,
    writeTimeoutMs: LIMITS.printerWriteTimeoutMs,
    drainsWrites: true,
  })
  return link.ok ? link.value : null
}
