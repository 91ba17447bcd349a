import { randomUUID } from 'node:crypto'
import { createDispatch } from '#contract/dispatch.ts'
import { LIMITS } from '#contract/limits.ts'
import { CatalogueFailure, fail, type Result, succeed } from '#contract/result.ts'
import type { StatusView } from '#contract/views/till-view.ts'
import type { PaymentJournalPort } from '#payment/ports/payment-journal.port.ts'
import type { TerminalDirectory } from '#payment/ports/terminal-directory.port.ts'
import { SettlementDesk } from '#payment/settlement/settlement-desk.ts'
import { openStore, type Store } from '#store/open-store.ts'
import { storeFailure } from '#store/store-failure.ts'
import { seedShop } from '#till/seed/seed-shop.ts'
import { trainingSeed } from '#till/seed/training-seed.ts'
import { layOut } from '#till/tickets/lay-out.ts'
import type { BackupDesk } from './backup/backup-desk.ts'
import { type BackupGround, openBackups } from './backup/open-backups.ts'
import { applyReadyRestore } from './backup/ready-restore.ts'
import { raiseCountersOfReplaced } from './backup/replaced-counters.ts'
import { type BankDesk, openBankDesk } from './bank/open-bank-desk.ts'
import { BackgroundWork } from './compose/background-work.ts'
import { type Banks, banksOf } from './compose/bank-settings.ts'
import { SHIPPED_CARD_PRODUCTS } from './compose/card-product-settings.ts'
import { type ClosingStep, closeInOrder } from './compose/close-in-order.ts'
import { TIME_ZONE, TRAINING_CURRENCY } from './compose/fixed-settings.ts'
import { followCustomer, salePayment } from './compose/follow-customer.ts'
import { fuelReservations } from './compose/fuel-reservations.ts'
import { hearHost, type Joints, joinRooms, recover, type Selling } from './compose/join-rooms.ts'
import { type OpenBanks, openBanks } from './compose/open-banks.ts'
import { besideTrials, type Devices, openDevices } from './compose/open-devices.ts'
import { openPumps, type Pumps } from './compose/open-pumps.ts'
import { openSelfService, type SelfService } from './compose/self-service.ts'
import { SliceHub, type SliceSources } from './compose/slice-hub.ts'
import { createSystemClock } from './compose/system-clock.ts'
import { type Explorer, exportedFiles, openExplorer } from './explorer/open-explorer.ts'
import { backupCalls } from './handlers/backup-calls.ts'
import { bankCalls } from './handlers/bank-calls.ts'
import { openCustomerScreen } from './handlers/customer-screen-calls.ts'
import { deviceCalls } from './handlers/device-calls.ts'
import { createHandlers } from './handlers/handlers.ts'
import { scenarioCalls } from './handlers/scenario-calls.ts'
import { setupKeyCalls } from './handlers/setup-key-calls.ts'
import { supportCalls } from './handlers/support-calls.ts'
import { type Log, openLog } from './log/log.ts'
import type { OpenTill, RunningTill, TillOptions } from './running-till.ts'
import { openKeys } from './secret-store/open-keys.ts'
import { testCiphers } from './self-test/ciphers.ts'
import { SupportBundle } from './support/support-bundle.ts'

/** Where a caller may stand between the rooms: a crash test counts records here. */
export interface ComposeSeams {
  readonly wrapStore?: (store: Store) => Store
  /** In place of those among the devices. */
  readonly terminals?: TerminalDirectory
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
    applyReadyRestore(options.dataFolder)
    const keys = openKeys({
      dataFolder: options.dataFolder,
      training: options.training,
      safeStorage: options.safeStorage ?? null,
    })
    if (!keys.ok) return keys
    store = openStore({ folder: options.dataFolder, secretStore: keys.value.secrets, clock })
    const log = openLog(options.dataFolder)
    await raiseCountersOfReplaced(options.dataFolder, store, log)
    log.info('till.opened', { training: options.training })
    const wrong = await wrongSetting(store, options)
    if (wrong !== null) return refuse(store, options, wrong)
    if (options.training && !options.empty) await seedShop(store, trainingSeed(TRAINING_CURRENCY))
    const ground: TillGround = {
      store: seams.wrapStore?.(store) ?? store,
      fiscalSigner: keys.value.fiscalSigner,
      fiscalKey: keys.value.fiscalKey,
      secrets: keys.value.secrets,
      banks: banksOf(options),
      clock,
      log,
      training: options.training,
      newId: randomUUID,
      writtenFiles: exportedFiles(options.dataFolder, clock),
      cardProducts: options.cardProducts ?? SHIPPED_CARD_PRODUCTS,
      ...(options.cardExtras && { cardExtras: options.cardExtras }),
    }
    return succeed(await runTill(options, ground, seams))
  } catch (thrown) {
    store?.close()
    const failure = storeFailure(thrown, options.dataFolder)
    if (failure instanceof CatalogueFailure) return { ok: false, error: failure.failure }
    throw thrown
  }
}

type WrongSetting = 'training' | 'acquirer' | 'banks' | 'pumps'

/**
 * Data of training is never sold on, and data of a shop never trained on: the stand-in would agree to reversals that
 * are for the bank, and the bank hear of sales that never were. Nor is a live till without a bank opened: the training shop,
 * its known codes and its bank are never put into one. Nor is a bank left out that the till still owes a
 * word: a reversal that nobody sends is a charge that stands; nor a pump whose customer has not paid yet.
 */
async function wrongSetting(
  { settings, paymentJournal, fuelRuns }: Store,
  options: TillOptions,
): Promise<WrongSetting | null> {
  const { training, acquirer, banks } = options
  const purpose = training ? 'training' : 'live'
  const kept = await settings.purpose()
  if (kept !== null && kept !== purpose) return 'training'
  if (!training && !acquirer && !banks) return 'acquirer'
  const known = banksOf(options).acquirers.map(({ id }) => id)
  if ((await paymentJournal.owedAcquirers()).some((id) => !known.includes(id))) return 'banks'
  const pumps = (options.pumps ?? []).map(({ id }) => id)
  if ((await fuelRuns.openRuns()).some(({ run }) => !pumps.includes(run.pumpId))) return 'pumps'
  if (kept === null) await settings.savePurpose(purpose)
  return null
}

function refuse(store: Store, { dataFolder }: TillOptions, field: WrongSetting): Result<never> {
  store.close()
  return fail('STORE_SETTINGS_INVALID', { path: dataFolder, field })
}

interface TillGround extends BackupGround {
  readonly banks: Banks
  readonly log: Log
}

/** The rooms of one running till. Each reaches the others through here, once all are made. */
interface Rooms extends Selling {
  readonly banks: OpenBanks
  readonly devices: Devices
  readonly explorer: Explorer
  readonly selfService: SelfService
  readonly pumps: Pumps
  readonly backups: BackupDesk
  readonly bankDesk: BankDesk
}

async function runTill(options: TillOptions, ground: TillGround, seams: ComposeSeams): Promise<RunningTill> {
  const { store, log } = ground
  const journal = store.paymentJournal
  const hub: SliceHub = new SliceHub(
    sliceSources(() => rooms, journal),
    (thrown) => log.unexpected(thrown, 'slices'),
  )
  const background = new BackgroundWork((thrown) => log.unexpected(thrown, 'background'))
  const rooms: Rooms = await openRooms(options, ground, {
    rooms: () => rooms,
    touch: (...slices) => hub.touch(...slices),
    background,
    ...(seams.terminals && { terminals: seams.terminals }),
  })
  const { acquirers, engine, till, devices, dayClose, explorer, selfService, pumps } = rooms
  const { desk } = devices
  const endFollowing = followCustomer(hub, rooms, ground.clock)
  await recover(rooms, { log, store })
  await devices.testSales.recover()
  await pumps.desk.recover()
  await startPrinting(rooms, ground, { touch: (...slices) => hub.touch(...slices), background })
  desk.start()
  selfService.start()
  pumps.desk.start()
  hub.subscribe(({ slice }) => slice === 'till' && background.run(devices.nameInLanguage))
  background.run(() => dayClose.confirm())
  const dispatch = createDispatch(
    createHandlers({
      till,
      engine,
      journal,
      acquirers,
      snapshot: () => hub.snapshot(),
      dayClose,
      settlements: settlementDesk(ground, rooms),
      deviceCalls: deviceCalls(devices),
      explorerCalls: explorer.calls,
      backupCalls: backupCalls(rooms.backups),
      bankCalls: bankCalls(rooms.bankDesk),
      supportCalls: supportCalls(supportBundle(options, ground, hub)),
      setupKeyCalls: setupKeyCalls({ till, fiscalKey: ground.fiscalKey, clock: ground.clock }),
      auditCalls: explorer.auditCalls,
      reportCalls: explorer.reportCalls,
      isPadAtWork: () => desk.isPadAtWork(),
      pumps,
      newId: ground.newId,
      ...booksOf(store),
      writeFile: explorer.writeFile,
      scenarioCalls: scenarioCalls(selfService.scenarios),
      customerScreenCalls: await openCustomerScreen(options.customerScreen ?? null, store.settings),
    }),
    (thrown, name) => log.unexpected(thrown, name),
  )
  return {
    dispatch,
    subscribe: (listener) => hub.subscribe(listener),
    close: () =>
      closeInOrder(
        [
          ...closingSteps(rooms),
          ['background', () => background.settled()],
          ['customer', endFollowing],
          ['screens', () => hub.close()],
          ['store', () => store.close()],
        ],
        ground.clock,
        (step, thrown) => log.unexpected(thrown, `close.${step}`),
      ),
  }
}

function settlementDesk({ store, clock }: TillGround, { till, acquirers }: Rooms): SettlementDesk {
  return new SettlementDesk({
    book: store.settlementBook,
    clock,
    currency: () => till.slice('till').currency,
    newId: randomUUID,
    bankOf: (id) => acquirers.acquirers.find((each) => each.id === id)?.primary.alias ?? id,
  })
}

function supportBundle({ dataFolder }: TillOptions, { store, clock }: TillGround, hub: SliceHub): SupportBundle {
  const slices = async () => (await hub.snapshot()).slices
  return new SupportBundle({ dataFolder, store, clock, slices, shop: () => store.settings.shop() })
}

/** What asks first, then papers and payments, then the lines they were on. */
function closingSteps(rooms: Rooms): ClosingStep[] {
  const { devices, worker, engine, till, banks, explorer, selfService, pumps, bankDesk } = rooms
  const { desk } = devices
  return [
    ['exports', () => explorer.exports.cancel()],
    ['articles', () => till.closeArticles()],
    ['self-service', () => selfService.close()],
    ['bank-try', () => bankDesk.close()],
    ['pumps', () => pumps.desk.close()],
    ['device-work', () => desk.settle()],
    ['printers', () => Promise.all([worker.stop(), desk.kitchens.stop()])],
    ['payments', () => engine.close(), LIMITS.closePaymentsTimeoutMs],
    ['devices', () => desk.stop()],
    ['banks', () => banks.close()],
  ]
}

/** The till's own printer, and those of kitchens. */
async function startPrinting(
  { worker, devices, till }: Rooms,
  { store, clock, log }: TillGround,
  { touch, background }: Pick<Joints, 'touch' | 'background'>,
): Promise<void> {
  const onChange = () => {
    touch('devices', 'status')
    background.run(() => till.printJobsChanged())
  }
  // What is half in a printer is ended by the next paper of that printer, whoever's it is.
  for (const id of await store.printSpool.printersInDoubt()) devices.desk.printerStand(id)?.port.expectHalfTicket()
  await worker.start()
  const onUnexpected = (thrown: unknown) => void log.unexpected(thrown, 'kitchens')
  await devices.desk.kitchens.start({ spool: store.printSpool, layOut, clock, onChange, onUnexpected })
}

/** What the calls that join till and payment look up. */
function booksOf({ giftOrders, customers, paidSales }: Store): Pick<Store, 'giftOrders' | 'customers' | 'paidSales'> {
  return { giftOrders, customers, paidSales }
}

interface RoomJoints extends Pick<Joints, 'touch' | 'background' | 'terminals'> {
  readonly rooms: () => Rooms
}

async function openRooms(options: TillOptions, ground: TillGround, joints: RoomJoints): Promise<Rooms> {
  const { rooms, background } = joints
  const { store, clock, log } = ground
  let selfService: SelfService | null = null
  let pumps: Pumps | null = null
  let backups: BackupDesk | null = null
  let bankDesk: BankDesk | null = null
  const touch: Joints['touch'] = (...slices) => {
    joints.touch(...slices)
    selfService?.changed(slices)
    if (slices.includes('payment')) pumps?.desk.look()
    if (slices.includes('day')) backups?.dayChanged()
  }
  const banks = openBanks({
    banks: ground.banks,
    clock,
    journal: store.paymentJournal,
    onNotice: (notice) => background.run(() => hearHost(rooms(), ground, notice)),
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
    onPrinterChosen: () => {
      rooms().worker.notify()
      rooms().devices.desk.kitchens.notify()
    },
    onPadKey: (pad, key) => selfService?.scenarios.pressed(pad, key),
    run: (work) => background.run(work),
  })
  const { desk, testSales } = devices
  const selling = await joinRooms(ground, {
    acquirers: banks.directory,
    pad: desk.pad,
    terminals: joints.terminals ?? desk.terminals,
    printer: desk.printer,
    kitchens: desk.kitchens,
    desk,
    testSales,
    cardPayments: (engine) => besideTrials(engine, desk, (id) => pumps?.sellsOn(id) ?? false),
    meteredSale: (saleId) => pumps?.meteredSale(saleId) ?? null,
    mayBegin: () => bankDesk?.mayBegin() ?? succeed(null),
    touch,
    background,
  })
  pumps = openPumps({
    pumps: options.pumps ?? [],
    ground,
    currency: selling.till.slice('till').currency,
    reservations: reservationsOf(selling, store, desk),
    onChange: () => joints.touch('pumps'),
  })
  const explorer = await openExplorer({
    dataFolder: options.dataFolder,
    store,
    clock,
    till: () => rooms().till,
    onChange: () => touch('exporting'),
    run: (work) => background.run(work),
  })
  selfService = openSelfService({ options, ground, selling, desk, background, onChange: () => touch('scenario') })
  backups = await openBackups({ options, ground, selling, onChange: () => joints.touch('backup'), background })
  bankDesk = openBankDesk({ options, ground, selling, onChange: () => joints.touch('bankTry'), background })
  return { ...selling, banks, devices, explorer, selfService, pumps, backups, bankDesk }
}

function reservationsOf({ engine, till }: Selling, store: Store, desk: Devices['desk']) {
  return fuelReservations({
    engine: () => engine,
    journal: store.paymentJournal,
    stage: () => till.slice('day').stage,
    isPadAtWork: () => desk.isPadAtWork(),
  })
}

function sliceSources(rooms: () => Rooms, journal: PaymentJournalPort): SliceSources {
  const status = async (): Promise<StatusView> => {
    const { banks, till, engine, devices, worker } = rooms()
    return {
      waitingSales: till.heldSaleCount(),
      unresolvedPayments: engine.unresolvedCount(),
      lateAnswers: engine.late.raised.length,
      openReversals: (await journal.openReversals()).filter(({ state }) => state !== 'armed').length,
      offline: await engine.offline.figures(),
      pad: devices.desk.padStatus(),
      ...banks.status(),
      printer: worker.health(),
      otherPrinters: devices.desk.kitchens.views(),
      fiscal: till.fiscalState(),
    }
  }
  return {
    till: async () => rooms().till.slice('till'),
    session: async () => rooms().till.slice('session'),
    sale: async () => rooms().till.slice('sale'),
    payment: async () => salePayment(rooms().engine),
    lastSale: async () => rooms().till.slice('lastSale'),
    status,
    day: async () => rooms().till.slice('day'),
    devices: async () => rooms().devices.desk.view(rooms().worker.health()),
    exporting: async () => rooms().explorer.exports.view(),
    articleWork: async () => rooms().till.slice('articleWork'),
    scenario: async () => rooms().selfService.scenarios.view(),
    reservations: async () => rooms().engine.reservations.list(),
    setup: async () => rooms().till.slice('setup'),
    backup: async () => rooms().backups.view(),
    bankTry: async () => rooms().bankDesk.tryView(),
    giftCards: async () => rooms().till.slice('giftCards'),
    floor: async () => rooms().till.slice('floor'),
    pumps: async () => rooms().pumps.views(),
    terminals: async () => rooms().engine.terminals.views(),
  }
}
