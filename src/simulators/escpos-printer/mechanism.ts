import type { PrinterFamily } from './code-pages.ts'
import { type PrinterCommand, readCommand } from './command-reader.ts'
import { PaperStrip } from './paper-strip.ts'
import { type RealTimeCommand, RealTimeFilter } from './real-time.ts'
import {
  automaticBytes,
  changedBits,
  type Fault,
  isOffLine,
  queuedByte,
  realTimeByte,
  type Sensors,
} from './status-bytes.ts'

export interface DrawerPulse {
  readonly pin: 2 | 5
  readonly onMs: number
  readonly realTime: boolean
}

/** What the mechanism does to the world around it. */
export interface MechanismOutput {
  /** An answer to the till; `name` is what a fault script knows it by. */
  reply(name: 'DLE EOT' | 'ASB' | 'GS r' | 'GS ( H', bytes: Uint8Array): void
  /** A ticket was cut off: its exact bytes. */
  ticket(bytes: Uint8Array): void
  drawer(pulse: DrawerPulse): void
  unknownCommand(bytes: readonly number[]): void
  sensors(sensors: Sensors): void
}

export interface MechanismOptions {
  readonly columns: number
  readonly paperLines: number
  /** Lines left when the sensor of the paper's end speaks. */
  readonly nearEndLines: number
  /** Whose numbers its code pages have. */
  readonly family?: PrinterFamily
  /** Commands that are obeyed at once and that this model passes over, as some that are sold under many names. */
  readonly lacks?: readonly RealTimeCommand['kind'][]
}

const ESC = 0x1b
/** `ESC =`: who on a shared line is spoken to. */
const SELECT = 0x3d
const PRINTER_BIT = 0x01

/**
 * Buffer, head, paper, blade and sensors. Off line (no paper, cover open, a fault, its button) it takes bytes, answers
 * real-time commands and does nothing else; back on line it goes on where it stopped. While `ESC =` speaks to the display
 * behind it, it passes over what is not for it.
 */
export class Mechanism {
  readonly #options: MechanismOptions
  readonly #output: MechanismOutput
  readonly #realTime = new RealTimeFilter()
  #buffer: Uint8Array = new Uint8Array()
  /** Bytes of the buffer that are worked off already. */
  #workedOff = 0
  #strip: PaperStrip
  #ticketBytes: number[] = []
  #statusMask = 0
  #paperLines: number
  #coverOpen = false
  #fault: Fault | null = null
  #waiting = false
  #feeding = false
  #isSelected = true
  #drawerOpen = false
  #announced: Sensors

  constructor(options: MechanismOptions, output: MechanismOutput) {
    this.#options = options
    this.#output = output
    this.#paperLines = options.paperLines
    this.#strip = this.#newStrip()
    this.#announced = this.sensors()
  }

  sensors(): Sensors {
    return {
      coverOpen: this.#coverOpen,
      paperOut: this.#paperLines <= 0,
      paperNearEnd: this.#paperLines <= this.#options.nearEndLines,
      stopped: this.#fault !== null,
      fault: this.#fault,
      waiting: this.#waiting,
      feeding: this.#feeding,
      drawerOpen: this.#drawerOpen,
    }
  }

  paperLines(): number {
    return this.#paperLines
  }

  bufferedBytes(): number {
    return this.#buffer.length - this.#workedOff
  }

  /** Bytes as they arrive from the till. */
  accept(bytes: Uint8Array): void {
    const { rest, commands } = this.#realTime.push(bytes)
    this.#buffer = Buffer.concat([this.#buffer.subarray(this.#workedOff), rest])
    this.#workedOff = 0
    for (const command of commands) this.#obeyAtOnce(command)
    this.#work()
  }

  refill(lines: number): void {
    this.#paperLines = lines
    this.#sensed()
    this.#work()
  }

  setCover(open: boolean): void {
    this.#coverOpen = open
    this.#sensed()
    this.#work()
  }

  /** The blade is stuck, or free again. */
  setStopped(stopped: boolean): void {
    this.setFault(stopped ? 'cutter' : null)
  }

  setFault(fault: Fault | null): void {
    this.#fault = fault
    this.#sensed()
    this.#work()
  }

  /** Some models do not go on by themselves once they are mended: until the feed button is pressed. */
  setWaiting(waiting: boolean): void {
    this.#waiting = waiting
    this.#sensed()
    this.#work()
  }

  /** The feed button goes down or comes up; down, it also ends waiting. */
  setFeeding(feeding: boolean): void {
    this.#feeding = feeding
    if (feeding) this.#waiting = false
    this.#sensed()
    this.#work()
  }

  closeDrawer(): void {
    this.#drawerOpen = false
    this.#sensed()
  }

  /** Power gone: buffer, settings and the half ticket with it. Answers the rows that were on paper already. */
  losePower(): number {
    const rows = this.#strip.rows.length
    this.#realTime.reset()
    this.#clearBuffer()
    this.#ticketBytes = []
    this.#statusMask = 0
    this.#isSelected = true
    this.#strip = this.#newStrip()
    return rows
  }

  #newStrip(): PaperStrip {
    return new PaperStrip(this.#options.columns, this.#options.family)
  }

  #work(): void {
    while (!isOffLine(this.sensors())) {
      if (!this.#isSelected && !this.#passOver()) return
      const read = readCommand(this.#buffer, this.#workedOff)
      if (read === null) return
      const bytes = this.#buffer.subarray(this.#workedOff, this.#workedOff + read.length)
      this.#workedOff += read.length
      this.#carryOut(read.command, bytes)
    }
  }

  /** Up to the next `ESC =`; false where none has come yet. */
  #passOver(): boolean {
    const rest = this.#buffer.subarray(this.#workedOff)
    const at = rest.findIndex((byte, index) => byte === ESC && (rest[index + 1] ?? SELECT) === SELECT)
    this.#workedOff += at < 0 ? rest.length : at
    return at >= 0
  }

  #clearBuffer(): void {
    this.#buffer = new Uint8Array()
    this.#workedOff = 0
  }

  #carryOut(command: PrinterCommand, bytes: Uint8Array): void {
    switch (command.kind) {
      case 'acknowledge':
        this.#output.reply('GS ( H', Uint8Array.of(0x37, 0x22, ...command.id, 0x00))
        return
      case 'status-query':
        this.#output.reply('GS r', Uint8Array.of(queuedByte(command.n, this.sensors())))
        return
      case 'drawer':
        this.#kick({ pin: command.pin, onMs: command.onMs, realTime: false })
        return
      case 'unknown':
        this.#output.unknownCommand(command.bytes)
        break
      case 'select':
        this.#isSelected = (command.devices & PRINTER_BIT) !== 0
        return
      case 'initialize':
        this.#statusMask = 0
        break
      case 'status-back':
        this.#statusMask = command.mask
        if (command.mask !== 0) this.#output.reply('ASB', automaticBytes(this.sensors()))
        break
    }
    this.#ticketBytes.push(...bytes)
    if (command.kind === 'cut') this.#cut()
    const lines = this.#strip.linesFor(command)
    this.#strip.apply(command)
    this.#paperLines -= lines
    if (lines > 0) this.#sensed()
  }

  #cut(): void {
    const bytes = Uint8Array.from(this.#ticketBytes)
    this.#ticketBytes = []
    this.#strip = this.#newStrip()
    this.#output.ticket(bytes)
  }

  #obeyAtOnce(command: RealTimeCommand): void {
    if (this.#options.lacks?.includes(command.kind)) return
    switch (command.kind) {
      case 'status': {
        const byte = realTimeByte(command.n, this.sensors())
        if (byte !== null) this.#output.reply('DLE EOT', Uint8Array.of(byte))
        return
      }
      case 'recover':
        if (this.#fault !== 'mechanical' && this.#fault !== 'cutter') return
        if (command.n === 2) this.#clearBuffer()
        this.setFault(null)
        return
      case 'drawer':
        this.#kick({ pin: command.pin, onMs: command.onMs, realTime: true })
        return
    }
  }

  #kick(pulse: DrawerPulse): void {
    this.#output.drawer(pulse)
    this.#drawerOpen = true
    this.#sensed()
  }

  /** Tells a change of the sensors: to the till where it asked for it, to the person always. */
  #sensed(): void {
    const now = this.sensors()
    const before = this.#announced
    if (JSON.stringify(now) === JSON.stringify(before)) return
    this.#announced = now
    this.#output.sensors(now)
    if ((changedBits(before, now) & this.#statusMask) !== 0) this.#output.reply('ASB', automaticBytes(now))
  }
}
