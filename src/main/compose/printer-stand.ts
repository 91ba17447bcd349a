import { LIMITS } from '#contract/limits.ts'
import { type Failure, fail, type Result, succeed } from '#contract/result.ts'
import type { DeviceLogEntry, DeviceView } from '#contract/views/devices-view.ts'
import type { PrinterTrouble, PrintOutcome, TicketPrinter } from '#hardware/printers/escpos-driver.ts'
import type { ClockPort } from '#payment/ports/clock.port.ts'
import type { BookedDevice } from '#till/ports/device-book.port.ts'

export interface PrinterStandOptions {
  readonly device: BookedDevice
  readonly printer: TicketPrinter
  readonly clock: ClockPort
  readonly onChange: () => void
  readonly note: (entry: Omit<DeviceLogEntry, 'at'>) => void
}

const OUTCOME_FAILURES = {
  printed: null,
  'not-printed': 'PRINTER_UNREACHABLE',
  unknown: 'PRINTER_OUTCOME_UNKNOWN',
} as const satisfies Record<PrintOutcome, Failure['code'] | null>

/**
 * One printer of the till. Its driver takes one call at a time; the spool's worker and a technician's look or test
 * slip share it here, one after the other.
 */
export class PrinterStand {
  /** The printer as the worker of the till's papers uses it. */
  readonly port: TicketPrinter
  device: BookedDevice
  readonly #options: PrinterStandOptions
  #turn: Promise<unknown> = Promise.resolve()
  #trouble: PrinterTrouble | null = null
  #wasAsked = false
  #isPrinting = false
  #lastSeenAt: string | null = null
  #lostAtMs: number | null = null
  readonly #offTrouble: () => void

  constructor(options: PrinterStandOptions) {
    this.#options = options
    this.device = options.device
    this.port = this.#shared(options.printer)
    this.#offTrouble = options.printer.onTrouble((trouble) => this.#learn(trouble))
  }

  /** The printer as another worker uses it: each one ends its own prints, never those of another. */
  newPort(): TicketPrinter {
    return this.#shared(this.#options.printer)
  }

  async stop(): Promise<void> {
    this.#offTrouble()
    await this.#options.printer.close()
  }

  state(): DeviceView['state'] {
    if (!this.#wasAsked || this.#trouble === 'PRINTER_UNREACHABLE') return 'lost'
    if (this.#trouble !== null) return 'needs-attention'
    return this.#isPrinting ? 'busy' : 'ready'
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
    return this.#exclusive(async () => {
      const trouble = await this.#prepare()
      await this.#options.printer.close()
      return trouble === null ? succeed(null) : fail(trouble)
    })
  }

  /** Prints outside the spool: what a technician watches come out need not be kept. Errors: PRINTER_*. */
  printNow(bytes: Uint8Array, id: string): Promise<Result<null>> {
    return this.#exclusive(async () => {
      const { printer } = this.#options
      const trouble = await this.#prepare()
      if (trouble !== null) {
        await printer.close()
        return fail(trouble)
      }
      const failure = OUTCOME_FAILURES[await this.#print(bytes, id)]
      await printer.close()
      return failure === null ? succeed(null) : fail(failure)
    })
  }

  /**
   * Bytes for what hangs behind the printer, between two papers and never within one. False: nothing can hang there, the
   * printer is hindered, or a paper took too long.
   */
  async passOn(bytes: Uint8Array): Promise<boolean> {
    const { printer } = this.#options
    const passed = await this.#exclusive(
      async () => ((await printer.passOn?.(bytes)) ? succeed(null) : fail('PRINTER_UNREACHABLE')),
      LIMITS.displayWriteTimeoutMs,
    )
    return passed.ok
  }

  /** Ends what is being printed. */
  async cancel(): Promise<void> {
    await this.#options.printer.close()
  }

  /** A technician's turn comes soon or not at all: a ticket may wait for paper for hours. */
  async #exclusive(work: () => Promise<Result<null>>, waitMs: number = LIMITS.deviceWaitMs): Promise<Result<null>> {
    let isLate = false
    let expire: () => void = () => {}
    const late = new Promise<Result<null>>((resolve) => {
      expire = this.#options.clock.after(waitMs, () => {
        isLate = true
        resolve(fail('PRINTER_BUSY'))
      })
    })
    const turn = this.#inTurn(async () => {
      expire()
      return isLate ? fail('PRINTER_BUSY') : work()
    })
    return Promise.race([turn, late])
  }

  #inTurn<Value>(work: () => Promise<Value>): Promise<Value> {
    const done = this.#turn.then(work)
    this.#turn = done.catch(() => {})
    return done
  }

  async #prepare(): Promise<PrinterTrouble | null> {
    const trouble = await this.#options.printer.prepare()
    this.#learn(trouble)
    return trouble
  }

  async #print(bytes: Uint8Array, id: string): Promise<PrintOutcome> {
    this.#isPrinting = true
    this.#options.onChange()
    try {
      return await this.#options.printer.print(bytes, id)
    } finally {
      this.#isPrinting = false
      this.#options.onChange()
    }
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

  #shared(printer: TicketPrinter): TicketPrinter {
    const alias = () => this.device.alias
    let isPrinting = false
    return {
      get alias() {
        return alias()
      },
      endpoint: printer.endpoint,
      columns: printer.columns,
      profile: printer.profile,
      drawer: printer.drawer,
      expectHalfTicket: () => printer.expectHalfTicket(),
      prepare: () => this.#inTurn(() => this.#prepare()),
      print: (bytes, id) =>
        this.#inTurn(async () => {
          isPrinting = true
          try {
            return await this.#print(bytes, id)
          } finally {
            isPrinting = false
          }
        }),
      kickNow: () => this.#inTurn(() => printer.kickNow()),
      // A print that is ended must not wait for itself; any other close waits for the turn of whoever is printing.
      close: () => (isPrinting ? printer.close() : this.#inTurn(() => printer.close())),
      onTrouble: (listener) => printer.onTrouble(listener),
      acknowledgement: () => printer.acknowledgement(),
      condition: () => printer.condition(),
    }
  }
}
