import { randomUUID } from 'node:crypto'
import { createDispatch } from '#contract/dispatch.ts'
import { CatalogueFailure, fail, type Result, succeed } from '#contract/result.ts'
import type { StatusView } from '#contract/views/till-view.ts'
import { createSpoolWorker, type SpoolWorker } from '#hardware/printers/spool-worker.ts'
import { createIsoAcquirer } from '#payment/acquirer/iso-acquirer.ts'
import { PaymentEngine } from '#payment/engine/payment-engine.ts'
import type { PaymentState } from '#payment/engine/payment-state.ts'
import type { ApprovalCommitPort } from '#payment/ports/approval-commit.port.ts'
import type { ClockPort } from '#payment/ports/clock.port.ts'
import type { PaymentJournalPort, StoredAdvice } from '#payment/ports/payment-journal.port.ts'
import { openStore, type Store } from '#store/open-store.ts'
import { storeFailure } from '#store/store-failure.ts'
import { seedShop } from '#till/seed/seed-shop.ts'
import { trainingSeed } from '#till/seed/training-seed.ts'
import { layOut } from '#till/tickets/lay-out.ts'
import { createTill, type Till } from '#till/till.ts'
import { type AcquirerSettings, TRAINING_ACQUIRER } from './compose/acquirer-settings.ts'
import { createApprovalCommit } from './compose/approval-commit.ts'
import { cardPartOutcome, journaledCardParts } from './compose/approved-card-part.ts'
import { BackgroundWork } from './compose/background-work.ts'
import { createDayClose, reportCards } from './compose/close-day.ts'
import { TICKET_COLUMNS, TIME_ZONE, TRAINING_CURRENCY, VERSION } from './compose/fixed-settings.ts'
import { HostWatch } from './compose/host-watch.ts'
import { besideTrials, type Devices, openDevices } from './compose/open-devices.ts'
import { SliceHub, type SliceSources } from './compose/slice-hub.ts'
import { createSystemClock } from './compose/system-clock.ts'
import { isTestSale } from './compose/test-sales.ts'
import { deviceCalls } from './handlers/device-calls.ts'
import { createHandlers } from './handlers/handlers.ts'
import { type Log, openLog } from './log/log.ts'
import type { OpenTill, RunningTill, TillOptions } from './running-till.ts'
import { openKeys, type TillKeys } from './secret-store/open-keys.ts'
import { testCiphers } from './self-test/ciphers.ts'

/** Where a caller may stand between the rooms: a crash test counts records here. */
export interface ComposeSeams {
  readonly wrapStore?: (store: Store) => Store
}

/** Opens the till on its data. See `OpenTill` for the errors. */
export const openTill: OpenTill = (options) => composeTill(options)

/**
 * Joins the rooms: store, engine, till, devices, and the stream to the screen. What was open when the program last
 * stopped is decided before the first call is answered.
 */
export async function composeTill(options: TillOptions, seams: ComposeSeams = {}): Promise<Result<RunningTill>> {
  const ciphers = testCiphers()
  if (!ciphers.ok) return ciphers
  const clock = createSystemClock(TIME_ZONE)
  let store: Store | null = null
  try {
    const keys = openKeys({
      dataFolder: options.dataFolder,
      training: options.training,
      safeStorage: options.safeStorage ?? null,
    })
    if (!keys.ok) return keys
    store = openStore({ folder: options.dataFolder, secretStore: keys.value.secrets, clock })
    const log = openLog(options.dataFolder)
    log.info('till.opened', { training: options.training })
    const wrong = await wrongSetting(store, options)
    if (wrong !== null) return refuse(store, options, wrong)
    if (options.training) await seedShop(store, trainingSeed(TRAINING_CURRENCY))
    const ground: Ground = {
      store: seams.wrapStore?.(store) ?? store,
      keys: keys.value,
      acquirer: options.acquirer ?? TRAINING_ACQUIRER,
      clock,
      log,
    }
    return succeed(await runTill(options, ground))
  } catch (thrown) {
    store?.close()
    const failure = storeFailure(thrown, options.dataFolder)
    if (failure instanceof CatalogueFailure) return { ok: false, error: failure.failure }
    throw thrown
  }
}

type WrongSetting = 'training' | 'shop' | 'acquirer'

/**
 * Data of training is never sold on, and data of a shop never trained on: the stand-in would agree to reversals that
 * are for the bank, and the bank hear of sales that never were. Nor is a live till without a shop or a bank opened: the
 * training shop, its known codes and its bank are never put into it.
 */
async function wrongSetting({ settings }: Store, { training, acquirer }: TillOptions): Promise<WrongSetting | null> {
  const purpose = training ? 'training' : 'live'
  const kept = await settings.purpose()
  if (kept !== null && kept !== purpose) return 'training'
  if (!training && (await settings.shop()) === null) return 'shop'
  if (!training && !acquirer) return 'acquirer'
  if (kept === null) await settings.savePurpose(purpose)
  return null
}

function refuse(store: Store, { dataFolder }: TillOptions, field: WrongSetting): Result<never> {
  store.close()
  return fail('STORE_SETTINGS_INVALID', { path: dataFolder, field })
}

interface Ground {
  readonly store: Store
  readonly keys: TillKeys
  readonly acquirer: AcquirerSettings
  readonly clock: ClockPort
  readonly log: Log
}

/** The rooms of one running till. Each reaches the others through here, once all are made. */
interface Rooms {
  readonly watch: HostWatch
  readonly devices: Devices
  readonly engine: PaymentEngine
  readonly worker: SpoolWorker
  readonly till: Till
}

async function runTill(options: TillOptions, ground: Ground): Promise<RunningTill> {
  const { store, clock, log } = ground
  const journal = store.paymentJournal
  const hub: SliceHub = new SliceHub(
    sliceSources(() => rooms, journal),
    (thrown) => log.unexpected(thrown, 'slices'),
  )
  const background = new BackgroundWork((thrown) => log.unexpected(thrown, 'background'))
  let afterAdvice: (advice: StoredAdvice) => Promise<void> = async () => {}
  const rooms: Rooms = await openRooms(options, ground, {
    rooms: () => rooms,
    touch: (...slices) => hub.touch(...slices),
    background,
    onAdviceMoved: (advice) => background.run(() => afterAdvice(advice)),
  })
  const { engine, till, watch, devices, worker } = rooms
  const { desk } = devices
  const { terminal } = ground.acquirer
  const currency = till.slice('till').currency
  const dayClose = createDayClose({ till, engine, journal, host: watch.host, clock, terminal, currency })
  afterAdvice = async ({ state }) => {
    // A day that is closed keeps the figures of its Z.
    if (till.slice('day').closedNumber === null) await reportCards({ till, journal })
    if (state !== 'waiting' && state !== 'sent') await dayClose.confirm()
  }
  await recover({ engine, till, journal, log })
  await devices.testSales.recover()
  await worker.start()
  desk.start()
  background.run(() => dayClose.confirm())
  const dispatch = createDispatch(
    createHandlers({
      till,
      engine,
      journal,
      terminal,
      snapshot: () => hub.snapshot(),
      closeDay: () => dayClose.close(),
      deviceCalls: deviceCalls({ ...devices, session: () => till.slice('session') }),
    }),
    (thrown, name) => log.unexpected(thrown, name),
  )
  return {
    dispatch,
    subscribe: (listener) => hub.subscribe(listener),
    close: async () => {
      await desk.settle()
      await worker.stop()
      await engine.close()
      await desk.stop()
      await watch.host.close()
      await background.settled()
      await hub.close()
      store.close()
    },
  }
}

interface Joints {
  readonly rooms: () => Rooms
  readonly touch: SliceHub['touch']
  readonly background: BackgroundWork
  readonly onAdviceMoved: (advice: StoredAdvice) => void
}

async function openRooms(options: TillOptions, ground: Ground, joints: Joints): Promise<Rooms> {
  const { rooms, touch, background, onAdviceMoved } = joints
  const { store, keys, clock, log } = ground
  const journal = store.paymentJournal
  const watch = new HostWatch({
    host: createIsoAcquirer({
      alias: 'Banque',
      endpoint: options.hostEndpoint,
      profile: ground.acquirer.profile,
      clock,
      nextStan: () => journal.nextStan(),
    }),
    clock,
    onChange: () => touch('status'),
  })
  const devices = await openDevices({
    options,
    store,
    clock,
    log,
    engine: () => rooms().engine,
    till: () => rooms().till,
    onChange: () => touch('devices', 'status'),
    onPrinterChosen: () => rooms().worker.notify(),
    run: (work) => background.run(work),
  })
  const { desk } = devices
  const engine = new PaymentEngine({
    pad: desk.pad,
    host: watch.host,
    journal,
    approvals: approvalCommit(rooms, ground),
    clock,
    terminal: ground.acquirer.terminal,
    offline: ground.acquirer.profile.offline,
    locale: () => rooms().till.slice('till').locale,
    newId: randomUUID,
    onChange: () => touch('payment', 'status'),
    onAdviceMoved,
    onUnexpected: (thrown) => void log.unexpected(thrown, 'payment.engine'),
    onSettled: (paymentId, saleId, state) => {
      settle(rooms(), ground, { paymentId, saleId, state }).catch((thrown) => log.unexpected(thrown, 'payment.settled'))
    },
  })
  const worker = createSpoolWorker({
    spool: store.printSpool,
    layOut,
    printer: desk.printer,
    clock,
    onChange: () => {
      touch('status', 'devices')
      background.run(() => rooms().till.printJobsChanged())
    },
  })
  const till = await createTill({
    ...store,
    cardPayments: besideTrials(engine, desk),
    fiscalSigner: keys.fiscalSigner,
    clock,
    nextId: randomUUID,
    layOut: (document) => layOut(document, TICKET_COLUMNS),
    training: options.training,
    softwareVersion: VERSION,
    onChange: (slice) => touch(slice, 'status'),
    onPrintJobs: () => worker.notify(),
  })
  return { watch, devices, engine, worker, till }
}

interface Settled {
  readonly paymentId: string
  readonly saleId: string
  readonly state: PaymentState
}

/** Tells the sale how its card part ended, the pad's log too, and the day screen what the batch holds now. */
async function settle(rooms: Rooms, { store, log }: Ground, { paymentId, saleId, state }: Settled): Promise<void> {
  const { till, devices } = rooms
  log.info('payment.settled', { paymentId, kind: state.kind })
  if (isTestSale(saleId)) devices.testSales.settled(paymentId, saleId, state)
  else {
    devices.desk.paymentEnded(state.intent.number, state.kind)
    const outcome = cardPartOutcome(state)
    if (outcome) await till.cardPartEnded({ paymentId, saleId }, outcome)
  }
  await reportCards({ till, journal: store.paymentJournal })
}

function sliceSources(rooms: () => Rooms, journal: PaymentJournalPort): SliceSources {
  const status = async (): Promise<StatusView> => {
    const { till, engine, watch, devices, worker } = rooms()
    return {
      waitingSales: till.heldSaleCount(),
      unresolvedPayments: engine.unresolvedCount(),
      openReversals: (await journal.openReversals()).filter(({ state }) => state !== 'armed').length,
      offline: await engine.offline.figures(),
      pad: devices.desk.padStatus(),
      host: watch.status(),
      printer: worker.health(),
      fiscal: till.fiscalState(),
    }
  }
  return {
    till: async () => rooms().till.slice('till'),
    session: async () => rooms().till.slice('session'),
    sale: async () => rooms().till.slice('sale'),
    payment: async () => {
      const view = rooms().engine.view()
      return view !== null && isTestSale(view.saleId) ? null : view
    },
    lastSale: async () => rooms().till.slice('lastSale'),
    status,
    day: async () => rooms().till.slice('day'),
    devices: async () => rooms().devices.desk.view(rooms().worker.health()),
  }
}

/** What a payment commits with its sale; a test sale has no ticket, and is on disk so that it can be given back. */
function approvalCommit(rooms: () => Rooms, { store, log, acquirer }: Ground): ApprovalCommitPort {
  const sales = createApprovalCommit({
    till: () => rooms().till,
    store,
    terminal: acquirer.terminal,
    logUnexpected: (thrown) => log.unexpected(thrown, 'payment.approved'),
  })
  return {
    commitApproved: (step) =>
      isTestSale(step.saleId) ? store.paymentJournal.commit(step) : sales.commitApproved(step),
    commitSignatureSlip: async (step) => {
      if (!isTestSale(step.saleId)) return sales.commitSignatureSlip(step)
      await store.paymentJournal.commit(step)
      rooms().devices.testSales.signatureAsked()
    },
  }
}

interface Recovery {
  readonly engine: PaymentEngine
  readonly till: Till
  readonly journal: PaymentJournalPort
  readonly log: Log
}

async function recover({ engine, till, journal, log }: Recovery): Promise<void> {
  for (const { paymentId, state } of await engine.recover()) {
    log.warn('payment.recovered', { paymentId, kind: state.kind })
  }
  const payments = await Promise.all(till.unfinishedSaleIds().map((saleId) => journal.paymentsOfSale(saleId)))
  await till.recoverCardParts(journaledCardParts(payments.flat()))
  engine.show(till.currentSaleId())
  await reportCards({ till, journal })
}
