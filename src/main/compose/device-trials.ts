import { LIMITS } from '#contract/limits.ts'
import type { Locale } from '#contract/locale.ts'
import type { Currency } from '#contract/money.ts'
import { fail, type Result, succeed } from '#contract/result.ts'
import type { DeviceWork, TestCardView, TestSaleView, TicketColumns } from '#contract/views/devices-view.ts'
import type { ScaleReading } from '#contract/views/scale-view.ts'
import type { TerminalIdentityView } from '#contract/views/terminal-device-view.ts'
import type { LaidOutTicket } from '#contract/views/ticket-view.ts'
import { encoderOf } from '#hardware/printers/escpos-encoder.ts'
import type { ClockPort } from '#payment/ports/clock.port.ts'
import type { EmvTables } from '#payment/ports/pin-pad-care.port.ts'
import type { DisplayRows } from '#till/ports/customer-display.port.ts'
import type { DeviceDesk } from './device-desk.ts'
import type { WorkSigns } from './device-work.ts'
import type { PadDriver } from './pad-inspection.ts'
import type { PadStand } from './pad-stand.ts'
import type { TestSales } from './test-sales.ts'

export interface DeviceTrialsOptions {
  readonly desk: DeviceDesk
  readonly testSales: TestSales
  readonly clock: ClockPort
  readonly locale: () => Locale
  readonly currency: () => Currency
  /** The EMV tables of this till's bank for a pad of that protocol version; null when the till has none. */
  readonly tablesFor: (specification: string) => EmvTables | null
  /** The slip that shows what a printer can do. */
  readonly slip: (deviceAlias: string, columns: TicketColumns) => Promise<LaidOutTicket>
  /** The text that shows what a display can do. */
  readonly displayTestRows: () => DisplayRows
  readonly cardPayments: {
    /** Whether a card payment is open: no test sale begins then. */
    isBusy(): boolean
    cancel(): Promise<unknown>
  }
}

type TestName = Exclude<DeviceWork['kind'], 'probe'>

/** What the pad shows above its own name, sixteen letters at most. */
const TEXT_TITLES: Readonly<Record<Locale, string>> = {
  fr: 'Essai d’écran',
  en: 'Display test',
  pl: 'Test ekranu',
  de: 'Anzeigetest',
}
/** In capitals, as no job of the spool has: a late answer to one is not taken for that to the other. */
const SLIP_ID = 'SLIP'

/** What a technician tries on a device before the shop relies on it. One at a time, each with an end. */
export class DeviceTrials {
  readonly #options: DeviceTrialsOptions

  constructor(options: DeviceTrialsOptions) {
    this.#options = options
  }

  /** Brings the pad's EMV tables up to date. Errors: DEVICE_NO_TABLES, PINPAD_TABLES_NOT_TAKEN, any PINPAD code. */
  loadTables(deviceId: string): Promise<Result<null>> {
    const work = { kind: 'load-tables', limitMs: LIMITS.deviceTablesTimeoutMs } as const
    return this.#withPad(deviceId, work, async (pad, signs, stand) => {
      const tables = this.#options.tablesFor(stand.identity()?.specification ?? '')
      if (tables === null) return fail('DEVICE_NO_TABLES')
      const loaded = await pad.loadTables(tables, (sent, total) => signs.showProgress(sent, total))
      if (!loaded.ok) return loaded
      stand.learnTables(tables.version)
      this.#options.desk.note(stand, { kind: 'tables-loaded', tone: 'ok', details: { version: tables.version } })
      return loaded
    })
  }

  /** Shows a text for some seconds, or until it is stopped, so that it can be read. */
  testText(deviceId: string): Promise<Result<null>> {
    const { clock, locale } = this.#options
    const pause = stoppablePause(clock)
    const cancel = pause.stop
    const work = { kind: 'test-text', limitMs: LIMITS.padAnswerTimeoutMs + LIMITS.deviceTestTextMs, cancel } as const
    return this.#withPad(deviceId, work, async (pad, _signs, stand) => {
      const shown = await pad.showText([TEXT_TITLES[locale()], stand.device.alias])
      if (!shown.ok) return shown
      await pause.wait(LIMITS.deviceTestTextMs)
      return pad.end()
    })
  }

  /** Reads a card without charging it. */
  testCard(deviceId: string): Promise<Result<TestCardView>> {
    const { clock, locale, currency } = this.#options
    const limitMs = LIMITS.deviceTestCardTimeoutMs + LIMITS.padRemoveCardTimeoutMs
    return this.#withPad(deviceId, { kind: 'test-card', limitMs }, async (pad) => {
      const { date, time } = clock.local(clock.now())
      const read = await pad.tryCard({
        currency: currency(),
        localDate: date,
        localTime: time,
        locale: locale(),
        timeoutMs: LIMITS.deviceTestCardTimeoutMs,
      })
      if (!read.ok) return read
      const { entryMode, scheme, maskedPan, applicationLabel } = read.value
      return succeed({ entryMode, scheme, cardTail: maskedPan.slice(-4), applicationLabel })
    })
  }

  /**
   * A sale of the smallest amount at the bank, reversed at once. While it runs no other card payment starts.
   * Errors: DEVICE_NOT_FOUND, PAYMENT_ALREADY_OPEN, any PINPAD code, those of the engine's start.
   */
  async testSale(deviceId: string): Promise<Result<TestSaleView>> {
    const { desk, testSales, currency, cardPayments } = this.#options
    const stand = desk.padStand(deviceId)
    if (!stand) return fail('DEVICE_NOT_FOUND')
    if (cardPayments.isBusy() || desk.isHeld(stand)) return fail('PAYMENT_ALREADY_OPEN')
    const { endpoint } = stand.device
    const limitMs = LIMITS.deviceTestSaleTimeoutMs
    const cancel = async () => {
      await cardPayments.cancel()
      testSales.goOn()
    }
    const sold = await desk.bench.run({ deviceId, endpoint, kind: 'test-sale', limitMs, cancel }, async (signs) => {
      const offNotice = mirrored(stand, signs)
      desk.payWith(stand)
      try {
        return await testSales.run(deviceId, currency())
      } finally {
        desk.payWith(null)
        offNotice()
      }
    })
    this.#note(stand, 'test-sale', sold, sold.ok ? sold.value.outcome : '')
    return sold
  }

  /** Prints the slip with every letter the printer may need. Errors: DEVICE_NOT_FOUND, any PRINTER code. */
  async testSlip(deviceId: string): Promise<Result<null>> {
    const { desk, slip } = this.#options
    const stand = desk.printerStand(deviceId)
    if (!stand) return fail('DEVICE_NOT_FOUND')
    const { alias, endpoint } = stand.device
    const { columns, profile } = stand.port
    const work = {
      deviceId,
      endpoint,
      kind: 'test-slip',
      limitMs: LIMITS.deviceTestSlipTimeoutMs,
      cancel: () => stand.cancel(),
    } as const
    const printed = await desk.bench.run(work, async () => {
      const { bytes } = encoderOf(profile).encode(await slip(alias, columns))
      return stand.printNow(bytes, SLIP_ID)
    })
    this.#note(stand, 'test-slip', printed, 'printed')
    return printed
  }

  /** Shows a text for some seconds, or until it is stopped. Errors: DEVICE_NOT_FOUND, DEVICE_WORK_UNDERWAY, DISPLAY_*. */
  async testDisplay(deviceId: string): Promise<Result<null>> {
    const { desk, clock, displayTestRows } = this.#options
    const stand = desk.displayStand(deviceId)
    if (!stand) return fail('DEVICE_NOT_FOUND')
    const { endpoint } = stand.device
    const pause = stoppablePause(clock)
    const limitMs = LIMITS.linkOpenTimeoutMs + LIMITS.displayWriteTimeoutMs + LIMITS.deviceTestTextMs
    const work = { deviceId, endpoint, kind: 'test-display', limitMs, cancel: pause.stop } as const
    const shown = await desk.bench.run(work, () =>
      stand.tryOut(displayTestRows(), () => pause.wait(LIMITS.deviceTestTextMs)),
    )
    this.#note(stand, 'test-display', shown, 'ok')
    return shown
  }

  /** Asks what lies on it. Errors: DEVICE_NOT_FOUND, DEVICE_WORK_UNDERWAY, SCALE_*. */
  async testScale(deviceId: string): Promise<Result<{ reading: ScaleReading }>> {
    const { desk } = this.#options
    const stand = desk.scale.stand(deviceId)
    if (!stand) return fail('DEVICE_NOT_FOUND')
    const { endpoint } = stand.device
    const limitMs = LIMITS.linkOpenTimeoutMs + LIMITS.scaleQuestionPauseMs + LIMITS.scaleAnswerTimeoutMs
    const work = { deviceId, endpoint, kind: 'test-scale', limitMs, cancel: null } as const
    const found = await desk.bench.run(work, () => stand.check())
    this.#note(stand, 'test-scale', found, 'ok')
    return found.ok ? succeed({ reading: found.value }) : found
  }

  /** Asks who is there, and moves no money. Errors: DEVICE_NOT_FOUND, DEVICE_WORK_UNDERWAY, any TERMINAL code of a probe. */
  async testTerminal(deviceId: string): Promise<Result<TerminalIdentityView>> {
    const { desk } = this.#options
    const stand = desk.terminalStand(deviceId)
    if (!stand) return fail('DEVICE_NOT_FOUND')
    const { endpoint } = stand.device
    const limitMs = LIMITS.terminalConnectTimeoutMs + LIMITS.terminalProbeTimeoutMs
    const work = { deviceId, endpoint, kind: 'test-terminal', limitMs, cancel: null } as const
    const found = await desk.bench.run(work, () => stand.check())
    this.#note(stand, 'test-terminal', found, 'ok')
    return found
  }

  /** Errors besides those of `body`: DEVICE_NOT_FOUND, DEVICE_WORK_UNDERWAY, PINPAD_BUSY, those of `connect`. */
  async #withPad<Value>(
    deviceId: string,
    work: { readonly kind: TestName; readonly limitMs: number; readonly cancel?: () => Promise<unknown> },
    body: (pad: PadDriver, signs: WorkSigns, stand: PadStand) => Promise<Result<Value>>,
  ): Promise<Result<Value>> {
    const { desk } = this.#options
    const stand = desk.padStand(deviceId)
    if (!stand) return fail('DEVICE_NOT_FOUND')
    if (desk.isHeld(stand)) return fail('PINPAD_BUSY')
    const { endpoint } = stand.device
    const { kind, limitMs, cancel = () => stand.driver.cancel() } = work
    const done = await desk.bench.run({ deviceId, endpoint, kind, limitMs, cancel }, (signs) =>
      stand.work(async () => {
        const ready = await stand.port.connect()
        if (!ready.ok) return ready
        const offNotice = mirrored(stand, signs)
        try {
          return await body(stand.driver, signs, stand)
        } finally {
          offNotice()
        }
      }),
    )
    if (kind !== 'load-tables' || !done.ok) this.#note(stand, kind, done, 'ok')
    return done
  }

  /** What was refused before it began is no test. */
  #note(stand: Parameters<DeviceDesk['note']>[0], test: TestName, done: Result<unknown>, outcome: string): void {
    const { desk } = this.#options
    if (done.ok) desk.note(stand, { kind: 'tested', tone: 'ok', details: { test, outcome } })
    else if (done.error.code !== 'DEVICE_WORK_UNDERWAY')
      desk.note(stand, { kind: 'test-failed', tone: 'bad', details: { test, code: done.error.code } })
  }
}

/** Shows what the customer reads while the work goes on. */
function mirrored(stand: PadStand, signs: WorkSigns): () => void {
  return stand.driver.onNotice((notice) => {
    if (notice.kind === 'display') signs.showRows(notice.rows)
  })
}

/** A pause that ends early once it is stopped, or at once where it was stopped before. */
function stoppablePause(clock: ClockPort) {
  let isStopped = false
  let end: () => void = () => {}
  return {
    stop: async () => {
      isStopped = true
      end()
    },
    wait: (durationMs: number) =>
      new Promise<void>((resolve) => {
        if (isStopped) return resolve()
        const forget = clock.after(durationMs, resolve)
        end = () => {
          forget()
          resolve()
        }
      }),
  }
}
