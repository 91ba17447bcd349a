import { LIMITS } from '#contract/limits.ts'
import { type Failure, fail, type Result, succeed } from '#contract/result.ts'
import type { DeviceLogEntry, DeviceView } from '#contract/views/devices-view.ts'
import {
  type Confirmation,
  confirmationSchema,
  DEFAULT_PRINTER_SETTINGS,
  type PrinterSettings,
} from '#contract/views/printer-settings-view.ts'
import type { PrinterHindrance, PrinterTrouble } from '#hardware/printers/printer-trouble.ts'
import type { PaperWatch, PrintOutcome, TicketPrinter } from '#hardware/printers/ticket-printer.ts'
import type { ClockPort } from '#payment/ports/clock.port.ts'
import type { BookedDevice } from '#till/ports/device-book.port.ts'
import { PrinterTurns, type Turn } from './printer-turns.ts'

export interface PrinterStandOptions {
  readonly device: BookedDevice
  readonly printer: TicketPrinter
  readonly clock: ClockPort
  readonly onChange: () => void
  readonly note: (entry: Omit<DeviceLogEntry, 'at'>) => void
  /** It confirms its papers better than the book has it: what is to be kept of it. */
  readonly onConfirmation: (settings: PrinterSettings) => void
}

/** A printer as one of its users has it. */
export interface PrinterPort extends TicketPrinter {
  readonly deviceId: string
}

const OUTCOME_FAILURES = {
  printed: null,
  'not-printed': 'PRINTER_UNREACHABLE',
  unknown: 'PRINTER_OUTCOME_UNKNOWN',
} as const satisfies Record<PrintOutcome, Failure['code'] | null>

const BEST_FIRST = confirmationSchema.options

function isBetter(found: Confirmation, before: Confirmation | undefined): boolean {
  return BEST_FIRST.indexOf(found) < BEST_FIRST.indexOf(before ?? 'none')
}

/**
 * One printer of the till. Its driver takes one call at a time; the spool's workers and a technician's look or test slip
 * share it here, one after the other:
 *
 *   free --print--> taken --acknowledged, lost, ended--> free
 *                   taken --paper out, cover open--> held --acknowledged, lost, ended--> free
 *
 * Nobody waits for a paper of somebody else: while the printer is taken, `prepare` answers at once that it is busy. While
 * it is held it answers what the paper waits for; the drawer opens past it, and nothing else reaches the printer.
 */
export class PrinterStand {
  /** The printer as the worker of the till's papers uses it. */
  readonly port: PrinterPort
  device: BookedDevice
  readonly #options: PrinterStandOptions
  readonly #turns = new PrinterTurns()
  /** Papers that have the turn or wait for it; one that is held has given it back. */
  #papersInTurn = 0
  /** Papers that are not over yet. */
  #papersUnderWay = 0
  #isRetired = false
  #endSlip: (() => Promise<void>) | null = null
  #trouble: PrinterTrouble | null = null
  #wasAsked = false
  #lastSeenAt: string | null = null
  #lostAtMs: number | null = null
  readonly #offTrouble: () => void

  constructor(options: PrinterStandOptions) {
    this.#options = options
    this.device = options.device
    this.port = this.newPort()
    this.#offTrouble = options.printer.onTrouble((trouble) => this.#learn(trouble))
  }

  /** The printer as one more worker uses it: each one ends its own prints, never those of another. */
  newPort(): PrinterPort {
    return this.#shared(this.#options.printer)
  }

  /** Another stand takes its place once `change` is done: it takes no paper any more. */
  async retire(change: () => Promise<void>): Promise<void> {
    this.#isRetired = true
    try {
      await change()
    } catch (thrown) {
      this.#isRetired = false
      throw thrown
    }
  }

  /** Drives the same printer after another stand, which may have left half a ticket in it. */
  follow({ port }: PrinterStand): void {
    if (port.mayHoldHalfTicket()) this.port.expectHalfTicket()
  }

  async stop(): Promise<void> {
    this.#offTrouble()
    await this.#options.printer.close()
  }

  /** A paper is in it that is not over yet. */
  get isPrinting(): boolean {
    return this.#papersUnderWay > 0 || this.#papersInTurn > 0
  }

  state(): DeviceView['state'] {
    if (!this.#wasAsked || this.#trouble === 'PRINTER_UNREACHABLE') return 'lost'
    if (this.#trouble !== null) return 'needs-attention'
    return this.#papersUnderWay > 0 ? 'busy' : 'ready'
  }

  failure(): Failure | null {
    return this.#trouble === null ? null : { code: this.#trouble }
  }

  lastSeenAt(): string | null {
    return this.#lastSeenAt
  }

  status(): Omit<NonNullable<DeviceView['printer']>, 'queuedJobs' | 'unknownJobs'> {
    const answers = this.#wasAsked && this.#trouble !== 'PRINTER_UNREACHABLE'
    const condition = this.#options.printer.condition()
    if (!answers || condition === null) return { answers, paper: 'unknown', coverOpen: null }
    return {
      answers,
      paper: condition.paperOut ? 'out' : condition.paperNearEnd ? 'low' : 'ok',
      coverOpen: condition.coverOpen,
    }
  }

  /** Asks for cover and paper, and lets the line go. Errors: PRINTER_*. */
  check(): Promise<Result<null>> {
    return this.#soon(async () => {
      const hindrance = await this.#prepare()
      await this.#letLineGo()
      return hindrance === null ? succeed(null) : fail(hindrance)
    }).done
  }

  /** Prints outside the spool: what a technician watches come out need not be kept. Errors: PRINTER_*. */
  async printNow(bytes: Uint8Array, id: string): Promise<Result<null>> {
    const leave = this.#enter()
    let isPrinting = false
    const slip = this.#soon(async (yieldTurn) => {
      const hindrance = await this.#prepare()
      isPrinting = hindrance === null
      const goPast = () => {
        leave()
        yieldTurn()
      }
      const failure = hindrance ?? OUTCOME_FAILURES[await this.#print(bytes, id, goPast)]
      await this.#letLineGo()
      return failure === null ? succeed(null) : fail(failure)
    })
    this.#endSlip = async () => {
      if (slip.giveUp(fail('PRINTER_BUSY'))) return
      if (isPrinting || this.#papersUnderWay === 0) await this.#options.printer.close()
    }
    try {
      return await slip.done
    } finally {
      this.#endSlip = null
      leave()
    }
  }

  /**
   * Bytes for what hangs behind the printer, between two papers and never within one. False: nothing can hang there, the
   * printer is hindered, or a paper took too long.
   */
  async passOn(bytes: Uint8Array): Promise<boolean> {
    const { printer } = this.#options
    const passed = await this.#soon(
      async () => ((await printer.passOn?.(bytes)) ? succeed(null) : fail('PRINTER_UNREACHABLE')),
      LIMITS.displayWriteTimeoutMs,
    ).done
    return passed.ok
  }

  /** Ends the technician's slip, printing or waiting for its turn; a customer's ticket before it goes on. */
  async cancel(): Promise<void> {
    await this.#endSlip?.()
  }

  /** A technician's turn comes soon or not at all: a ticket may take long. */
  #soon(
    work: (yieldTurn: () => void) => Promise<Result<null>>,
    waitMs: number = LIMITS.deviceWaitMs,
  ): Turn<Result<null>> {
    let forget: () => void = () => {}
    const turn = this.#turns.take((yieldTurn) => {
      forget()
      return work(yieldTurn)
    })
    forget = this.#options.clock.after(waitMs, () => turn.giveUp(fail('PRINTER_BUSY')))
    return turn
  }

  /** One more paper has the turn or waits for it. Answers how that ends, once. */
  #enter(): () => void {
    let isIn = true
    this.#papersInTurn += 1
    return () => {
      if (isIn) this.#papersInTurn -= 1
      isIn = false
    }
  }

  async #prepare(): Promise<PrinterHindrance | null> {
    if (this.#isRetired) return 'PRINTER_BUSY'
    const hindrance = await this.#options.printer.prepare()
    if (hindrance !== 'PRINTER_BUSY') this.#learn(hindrance)
    this.#keepConfirmation()
    return hindrance
  }

  /** One that waits for paper keeps its line. */
  async #letLineGo(): Promise<void> {
    if (this.#papersUnderWay === 0) await this.#options.printer.close()
  }

  async #print(bytes: Uint8Array, id: string, yieldTurn: () => void, watch: PaperWatch = {}): Promise<PrintOutcome> {
    if (this.#isRetired) return 'not-printed'
    this.#papersUnderWay += 1
    this.#options.onChange()
    try {
      const onHeld = (trouble: PrinterTrouble | null) => {
        if (trouble !== null) yieldTurn()
        watch.onHeld?.(trouble)
      }
      return await this.#options.printer.print(bytes, id, { ...watch, onHeld })
    } finally {
      this.#papersUnderWay -= 1
      this.#keepConfirmation()
      this.#options.onChange()
    }
  }

  /** What the printer was found to do stays found after the next start; the book of one that was renewed is another stand's. */
  #keepConfirmation(): void {
    const found = this.#options.printer.acknowledgement()
    const before = this.device.printer ?? DEFAULT_PRINTER_SETTINGS
    if (found === null || this.#isRetired || !isBetter(found, before.confirmation)) return
    const printer = { ...before, confirmation: found }
    this.device = { ...this.device, printer }
    this.#options.onConfirmation(printer)
  }

  #learn(trouble: PrinterTrouble | null): void {
    const { clock, note, onChange } = this.#options
    const before = this.#trouble
    const isFirst = !this.#wasAsked
    this.#wasAsked = true
    this.#trouble = trouble
    if (trouble !== 'PRINTER_UNREACHABLE') this.#lastSeenAt = clock.now()
    if (isFirst || before !== trouble) this.#tell(note, before, isFirst)
    onChange()
  }

  #tell(note: PrinterStandOptions['note'], before: PrinterTrouble | null, isFirst: boolean): void {
    const nowMs = this.#options.clock.monotonicMs()
    const trouble = this.#trouble
    if (trouble === 'PRINTER_UNREACHABLE') {
      this.#lostAtMs = nowMs
      note({ kind: 'lost', tone: 'bad', details: { code: trouble } })
      return
    }
    if (this.#lostAtMs !== null) {
      const seconds = Math.round((nowMs - this.#lostAtMs) / 1_000)
      note({ kind: 'reconnected', tone: 'ok', details: { seconds } })
      this.#lostAtMs = null
    } else if (isFirst) note({ kind: 'connected', tone: 'ok', details: {} })
    else if (trouble === null && before !== null) note({ kind: 'trouble-over', tone: 'ok', details: { code: before } })
    if (trouble !== null) note({ kind: 'trouble', tone: 'bad', details: { code: trouble } })
  }

  #shared(printer: TicketPrinter): PrinterPort {
    const alias = () => this.device.alias
    let own: Turn<PrintOutcome> | null = null
    return {
      deviceId: this.device.id,
      get alias() {
        return alias()
      },
      endpoint: printer.endpoint,
      columns: printer.columns,
      profile: printer.profile,
      drawer: printer.drawer,
      expectHalfTicket: () => printer.expectHalfTicket(),
      mayHoldHalfTicket: () => printer.mayHoldHalfTicket(),
      prepare: async () => (this.#papersInTurn > 0 ? 'PRINTER_BUSY' : this.#turns.take(() => this.#prepare()).done),
      print: async (bytes, id, watch) => {
        if (own !== null) return 'not-printed'
        const leave = this.#enter()
        own = this.#turns.take((yieldTurn) => {
          const goPast = () => {
            leave()
            yieldTurn()
          }
          return this.#print(bytes, id, goPast, watch)
        })
        try {
          return await own.done
        } finally {
          own = null
          leave()
        }
      },
      kickNow: async (watch) =>
        this.#papersInTurn > 0 ? 'not-printed' : this.#turns.take(() => printer.kickNow(watch)).done,
      // A print that is ended must not wait for itself, and nobody ends or waits for that of somebody else.
      close: async () => {
        if (own !== null) {
          if (!own.giveUp('not-printed')) await printer.close()
        } else if (this.#papersInTurn === 0) await this.#turns.take(() => this.#letLineGo()).done
      },
      onTrouble: (listener) => printer.onTrouble(listener),
      acknowledgement: () => printer.acknowledgement(),
      condition: () => printer.condition(),
    }
  }
}
