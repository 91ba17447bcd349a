import { randomUUID } from 'node:crypto'
import { createDispatch } from '#contract/dispatch.ts'
import { CatalogueFailure, fail, type Result, succeed } from '#contract/result.ts'
import type { StatusView } from '#contract/views/till-view.ts'
import { createIsoAcquirer } from '#payment/acquirer/iso-acquirer.ts'
import type { PaymentJournalPort } from '#payment/ports/payment-journal.port.ts'
import { SOLE_ACQUIRER_ID, soleAcquirer } from '#payment/routing/acquirer-directory.ts'
import { openStore, type Store } from '#store/open-store.ts'
import { storeFailure } from '#store/store-failure.ts'
import { seedShop } from '#till/seed/seed-shop.ts'
import { trainingSeed } from '#till/seed/training-seed.ts'
import { type AcquirerSettings, TRAINING_ACQUIRER } from './compose/acquirer-settings.ts'
import { BackgroundWork } from './compose/background-work.ts'
import { TIME_ZONE, TRAINING_CURRENCY } from './compose/fixed-settings.ts'
import { followCustomer, salePayment } from './compose/follow-customer.ts'
import { HostWatch } from './compose/host-watch.ts'
import { type Ground, hearHost, type Joints, joinRooms, recover, type Selling } from './compose/join-rooms.ts'
import { besideTrials, type Devices, openDevices } from './compose/open-devices.ts'
import { SliceHub, type SliceSources } from './compose/slice-hub.ts'
import { createSystemClock } from './compose/system-clock.ts'
import { deviceCalls } from './handlers/device-calls.ts'
import { createHandlers } from './handlers/handlers.ts'
import { type Log, openLog } from './log/log.ts'
import type { OpenTill, RunningTill, TillOptions } from './running-till.ts'
import { openKeys } from './secret-store/open-keys.ts'
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
    const ground: TillGround = {
      store: seams.wrapStore?.(store) ?? store,
      fiscalSigner: keys.value.fiscalSigner,
      acquirer: options.acquirer ?? TRAINING_ACQUIRER,
      clock,
      log,
      training: options.training,
      newId: randomUUID,
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

interface TillGround extends Ground {
  readonly acquirer: AcquirerSettings
  readonly log: Log
}

/** The rooms of one running till. Each reaches the others through here, once all are made. */
interface Rooms extends Selling {
  readonly watch: HostWatch
  readonly devices: Devices
}

async function runTill(options: TillOptions, ground: TillGround): Promise<RunningTill> {
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
  })
  const { acquirers, engine, till, watch, devices, worker, dayClose } = rooms
  const { desk } = devices
  followCustomer(hub, rooms)
  await recover(rooms, { log, journal })
  await devices.testSales.recover()
  await worker.start()
  desk.start()
  background.run(() => dayClose.confirm())
  const dispatch = createDispatch(
    createHandlers({
      till,
      engine,
      journal,
      acquirers,
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

interface RoomJoints extends Pick<Joints, 'touch' | 'background'> {
  readonly rooms: () => Rooms
}

async function openRooms(options: TillOptions, ground: TillGround, joints: RoomJoints): Promise<Rooms> {
  const { rooms, touch, background } = joints
  const { store, clock, log } = ground
  const { keyEncryptionKey, terminal, profile, tls } = ground.acquirer
  const watch = new HostWatch({
    host: createIsoAcquirer({
      alias: 'Banque',
      endpoint: options.hostEndpoint,
      profile,
      ...(tls ? { tls } : {}),
      ...(keyEncryptionKey ? { keyEncryptionKey } : {}),
      clock,
      nextStan: () => store.paymentJournal.nextStan(SOLE_ACQUIRER_ID),
      onNotice: (notice) => background.run(() => hearHost(rooms(), ground, notice)),
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
  const { desk, testSales } = devices
  const selling = await joinRooms(ground, {
    acquirers: soleAcquirer({ terminal, offline: profile.offline, primary: watch.host }),
    pad: desk.pad,
    printer: desk.printer,
    desk,
    testSales,
    cardPayments: (engine) => besideTrials(engine, desk),
    touch,
    background,
  })
  return { ...selling, watch, devices }
}

function sliceSources(rooms: () => Rooms, journal: PaymentJournalPort): SliceSources {
  const status = async (): Promise<StatusView> => {
    const { till, engine, watch, devices, worker } = rooms()
    return {
      waitingSales: till.heldSaleCount(),
      unresolvedPayments: engine.unresolvedCount(),
      lateAnswers: engine.late.raised.length,
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
    payment: async () => salePayment(rooms().engine),
    lastSale: async () => rooms().till.slice('lastSale'),
    status,
    day: async () => rooms().till.slice('day'),
    devices: async () => rooms().devices.desk.view(rooms().worker.health()),
  }
}
