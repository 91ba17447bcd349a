import { randomUUID } from 'node:crypto'
import { fail } from '#contract/result.ts'
import type { TicketColumns } from '#contract/views/devices-view.ts'
import { createPoleDisplay } from '#hardware/displays/pole-display-driver.ts'
import { listSerialPorts } from '#hardware/link/serial-ports.ts'
import { listUsbPrinters, watchUsbPrinters } from '#hardware/link/usb-printers.ts'
import { createAbecsPad } from '#hardware/pad/abecs/abecs-driver.ts'
import { createScale } from '#hardware/scales/scale-driver.ts'
import { createTerminal } from '#hardware/terminals/create-terminal.ts'
import type { PaymentEngine } from '#payment/engine/payment-engine.ts'
import type { ClockPort } from '#payment/ports/clock.port.ts'
import type { PadFunctionKey } from '#payment/ports/pin-pad-care.port.ts'
import type { Store } from '#store/open-store.ts'
import { displayTestRows } from '#till/display/customer-rows.ts'
import { testSlip } from '#till/papers/test-slip.ts'
import type { CardPaymentPort } from '#till/ports/card-payment.port.ts'
import { layOut } from '#till/tickets/lay-out.ts'
import type { Till } from '#till/till.ts'
import type { Log } from '../log/log.ts'
import type { TillOptions } from '../running-till.ts'
import { banksOf } from './bank-settings.ts'
import { DeviceDesk } from './device-desk.ts'
import { DeviceTrials } from './device-trials.ts'
import { VERSION } from './fixed-settings.ts'
import type { PadDriver } from './pad-inspection.ts'
import { PAD_SLOTS, padTables, TRAINING_TABLES } from './pad-tables.ts'
import { printerMaker, printerProbe, systemSpooler } from './printer-drivers.ts'
import { portRecogniser, speedFinder } from './recognise-port.ts'
import { nameSeededDevices, seedDevices } from './seed-devices.ts'
import { TestSales } from './test-sales.ts'

/** What the devices need of the till they belong to; `till` and `engine` are asked for once all rooms are made. */
export interface DeviceGround {
  readonly options: TillOptions
  readonly store: Store
  readonly clock: ClockPort
  readonly log: Log
  readonly engine: () => PaymentEngine
  readonly till: () => Till
  readonly onChange: () => void
  readonly onPrinterChosen: () => void
  /** A customer pressed a function key of an idle pad. */
  readonly onPadKey: (pad: PadDriver, key: PadFunctionKey) => void
  readonly run: (work: () => Promise<void>) => void
}

export interface Devices {
  readonly desk: DeviceDesk
  readonly trials: DeviceTrials
  readonly testSales: TestSales
  /** While the first run asks for the language, the devices of the settings are called in it. */
  nameInLanguage(): Promise<void>
}

/** The devices as the book has them; a first start writes down those of the settings. */
export async function openDevices(ground: DeviceGround): Promise<Devices> {
  const { options, store, clock, log, engine, till, run } = ground
  const tables = options.training
    ? TRAINING_TABLES
    : (banksOf(options).acquirers.find(({ emvTables }) => emvTables)?.emvTables ?? null)
  await seedDevices(store.deviceBook, options, randomUUID)
  const testRows = () => displayTestRows(till().slice('till').locale, till().slice('till').currency)
  const spooler = systemSpooler()
  const desk = await DeviceDesk.open({
    book: store.deviceBook,
    newPad: (alias, endpoint) => {
      const pad = createAbecsPad({ alias, endpoint, clock, secure: true, ...PAD_SLOTS })
      if (options.scenarios?.some(({ padKey }) => padKey !== undefined)) {
        pad.onFunctionKey((key) => ground.onPadKey(pad, key))
      }
      return pad
    },
    newPrinter: printerMaker(clock, spooler),
    newDisplay: (endpoint, profile, line) =>
      createPoleDisplay({ endpoint, profile, ...(line === null ? {} : { link: line }) }),
    newScale: (endpoint) => createScale({ endpoint, clock }),
    newTerminal: ({ alias, endpoint, terminal }) => createTerminal({ alias, endpoint, clock, ...terminal }),
    recognise: portRecogniser(options, clock),
    findSpeed: speedFinder(clock),
    currency: () => till().slice('till').currency,
    displayTestRows: testRows,
    terms: { training: options.training, tablesVersion: tables?.version ?? null },
    listPorts: listSerialPorts,
    listUsbPrinters,
    watchUsbPrinters,
    listWindowsPrinters: async () => (await spooler?.printers()) ?? null,
    probePrinter: printerProbe(spooler),
    clock,
    newId: randomUUID,
    isPaymentOpen: () => engine().isBusy(),
    terminalInDoubt: (deviceId) => engine().terminals.inDoubtAt(deviceId),
    onChange: ground.onChange,
    onPrinterChosen: ground.onPrinterChosen,
    onUnexpected: (thrown) => void log.unexpected(thrown, 'devices'),
  })
  const testSales = new TestSales({
    engine,
    book: store.deviceBook,
    journal: store.paymentJournal,
    clock,
    newId: randomUUID,
    onStarted: () => engine().show(till().currentSaleId()),
    run,
  })
  const trials = new DeviceTrials({
    desk,
    testSales,
    clock,
    locale: () => till().slice('till').locale,
    currency: () => till().slice('till').currency,
    tablesFor: (specification) => (tables === null ? null : padTables(tables, specification)),
    displayTestRows: testRows,
    slip: (alias, columns) => layOutSlip(ground, alias, columns),
    cardPayments: { isBusy: () => engine().isBusy(), cancel: () => engine().cancel() },
  })
  const nameInLanguage = async () => {
    if (till().slice('setup')?.stage !== 'draft') return
    const { locale } = till().slice('till')
    await nameSeededDevices(await store.deviceBook.devices(), locale, (id, alias) => desk.rename(id, alias))
  }
  return { desk, trials, testSales, nameInLanguage }
}

async function layOutSlip({ options, clock, till }: DeviceGround, deviceAlias: string, columns: TicketColumns) {
  const { shop } = till().terms()
  const { locale, currency } = till().slice('till')
  const { training } = options
  const context = { shop, locale, currency, training, softwareVersion: VERSION, local: clock.local }
  return layOut(testSlip(context, { deviceAlias, at: clock.now() }).document, columns)
}

/**
 * Card payments of sales: none starts on a pad that a technician is trying out, whose customer would be interrupted, and none is paid
 * out of what a customer at a pump is being sold on.
 */
export function besideTrials(
  engine: PaymentEngine,
  desk: Pick<DeviceDesk, 'isPadAtWork'>,
  isAtPump: (reservationId: string) => boolean = () => false,
): CardPaymentPort {
  return {
    start: async (request) => (desk.isPadAtWork() ? fail('PINPAD_BUSY') : engine.start(request)),
    code: (request) => engine.codes.start(request),
    terminal: ({ basket: _, paidOfGoods: __, ...request }) => engine.terminals.pay(request),
    complete: async ({ basket: _, paidOfGoods: __, ...request }) =>
      isAtPump(request.reservationId) ? fail('PUMP_SELLS_ON_IT') : engine.reservations.complete(request),
    cancel: () => engine.cancel(),
    isUnresolved: (saleId) => engine.isUnresolved(saleId),
    giveBack: (paymentId, isNotVoid) => engine.giveBack(paymentId, isNotVoid),
  }
}
