import type { Result } from '#contract/result.ts'
import {
  createSpoolWorker,
  type PaperOutlet,
  type SpoolWorker,
  type SpoolWorkerOptions,
} from '#hardware/printers/spool-worker.ts'
import type { HostNotice } from '#payment/acquirer/host-session.ts'
import { PaymentEngine } from '#payment/engine/payment-engine.ts'
import type { PaymentState } from '#payment/engine/payment-state.ts'
import type { ApprovalCommitPort } from '#payment/ports/approval-commit.port.ts'
import type { ClockPort } from '#payment/ports/clock.port.ts'
import type { StoredAdvice } from '#payment/ports/payment-journal.port.ts'
import type { PinPadPort } from '#payment/ports/pin-pad.port.ts'
import type { TerminalDirectory } from '#payment/ports/terminal-directory.port.ts'
import type { CardProduct } from '#payment/products/card-products.ts'
import type { AcquirerDirectory } from '#payment/routing/acquirer-directory.ts'
import type { Store } from '#store/open-store.ts'
import type { CardPaymentPort } from '#till/ports/card-payment.port.ts'
import type { FiscalSignerPort } from '#till/ports/fiscal-signer.port.ts'
import type { CardExtraSettings } from '#till/ports/settings.port.ts'
import type { WrittenFilesPort } from '#till/ports/written-files.port.ts'
import { layOut } from '#till/tickets/lay-out.ts'
import { createTill, type Till } from '#till/till.ts'
import type { MeteredSale } from '#till/unattended/commit-unattended.ts'
import type { Log } from '../log/log.ts'
import { createApprovalCommit } from './approval-commit.ts'
import { cardPartOutcome, journaledCardParts } from './approved-card-part.ts'
import type { BackgroundWork } from './background-work.ts'
import { codeTendersOf } from './card-product-settings.ts'
import { createCardReport } from './card-report.ts'
import { CardReturns } from './card-returns.ts'
import { createDayClose, type DayClose, type DayParts } from './close-day.ts'
import type { DeviceDesk } from './device-desk.ts'
import { TICKET_COLUMNS, VERSION } from './fixed-settings.ts'
import type { KitchenPrinters } from './kitchen-printers.ts'
import type { SliceHub } from './slice-hub.ts'
import { isTestSale, type TestSales } from './test-sales.ts'

/** What selling stands on: disk, time and keys. */
export interface Ground {
  readonly store: Store
  readonly fiscalSigner: FiscalSignerPort
  readonly clock: ClockPort
  readonly log: Pick<Log, 'info' | 'warn' | 'unexpected'>
  readonly training: boolean
  readonly newId: () => string
  readonly cardProducts?: readonly CardProduct[]
  readonly cardExtras?: CardExtraSettings
  /** Where lists go that a person takes along. */
  readonly writtenFiles?: WrittenFilesPort
}

/** What stands around it, and who hears of changes. */
export interface Joints {
  readonly acquirers: AcquirerDirectory
  readonly pad: PinPadPort
  /** Standalone terminals; none where it is left out. */
  readonly terminals?: TerminalDirectory
  readonly printer: PaperOutlet
  readonly encoderFor?: SpoolWorkerOptions['encoderFor']
  /** Printers of kitchens and bars, with their own papers; none where it is left out. */
  readonly kitchens?: Pick<KitchenPrinters, 'stations' | 'choices' | 'tillShare' | 'notify' | 'giveUp'>
  /** Hears how each payment ended. */
  readonly desk: Pick<DeviceDesk, 'paymentEnded'> & Partial<Pick<DeviceDesk, 'scale'>>
  readonly testSales: Pick<TestSales, 'settled' | 'signatureAsked'>
  /** What is being paid at a pump without a cashier; none where it is left out. */
  readonly meteredSale?: (saleId: string) => MeteredSale | null
  /** The card side as sales see it. */
  readonly cardPayments: (engine: PaymentEngine) => CardPaymentPort
  /** Why nothing new may be asked of the banks; nothing keeps it from that where it is left out. */
  readonly mayBegin?: () => Result<null>
  readonly touch: SliceHub['touch']
  readonly background: BackgroundWork
}

/** Engine, till, spool and the day's end, joined. */
export interface Selling {
  readonly acquirers: AcquirerDirectory
  readonly engine: PaymentEngine
  readonly worker: SpoolWorker
  readonly till: Till
  readonly dayClose: DayClose
  /** Shows the day's screen what the card side holds now. */
  readonly reportCards: () => Promise<void>
}

/**
 * Joins engine, till and spool on one disk. Nothing of them is at work before `recover`, which must run before the first
 * call is answered.
 */
export async function joinRooms(ground: Ground, joints: Joints): Promise<Selling> {
  const { store, clock, log } = ground
  const { touch, background, acquirers } = joints
  const journal = store.paymentJournal
  let afterAdvice: (advice: StoredAdvice) => Promise<void> = async () => {}
  const engine = new PaymentEngine({
    pad: joints.pad,
    acquirers,
    journal,
    approvals: approvalCommit(() => till, ground, joints),
    clock,
    cardProducts: ground.cardProducts ?? [],
    locale: () => till.locale(),
    newId: ground.newId,
    ...ofJoints(joints),
    terminalBook: store.terminalBook,
    onTerminals: () => touch('terminals'),
    onChange: () => touch('payment', 'status'),
    onReservations: () => touch('reservations'),
    onAdviceMoved: (advice) => background.run(() => afterAdvice(advice)),
    onUnexpected: (thrown) => void log.unexpected(thrown, 'payment.engine'),
    onSettled: (paymentId, saleId, state) => {
      settle(till, ground, joints, { paymentId, saleId, state, reportCards }).catch((thrown) =>
        log.unexpected(thrown, 'payment.settled'),
      )
    },
    // A batch that waited for this reversal may be agreed now.
    onReversalOver: () => background.run(() => dayClose.confirm()),
  })
  const worker = createSpoolWorker({
    spool: store.printSpool,
    layOut: (document, columns) => layOut(document, columns, till.paperLook()),
    printer: joints.printer,
    clock,
    ...(joints.encoderFor && { encoderFor: joints.encoderFor }),
    ...(joints.kitchens && { share: () => joints.kitchens?.tillShare() ?? { allBut: [] } }),
    onChange: () => {
      touch('status', 'devices')
      background.run(() => till.printJobsChanged())
    },
  })
  const till: Till = await createTill({
    ...store,
    ...cardSide(engine, ground, joints),
    fiscalSigner: ground.fiscalSigner,
    clock,
    nextId: ground.newId,
    layOut: (document) => layOut(document, TICKET_COLUMNS, till.paperLook()),
    codeTenders: codeTendersOf(ground.cardProducts ?? []),
    ...ofGround(ground),
    training: ground.training,
    softwareVersion: VERSION,
    onChange: (slice) => touch(slice, 'status'),
    onPrintJobs: () => {
      worker.notify()
      joints.kitchens?.notify()
    },
    giveUpPaper: async (jobId) => (await worker.giveUp(jobId)) || ((await joints.kitchens?.giveUp(jobId)) ?? false),
    ...atCounter(joints),
  })
  const reportCards = createCardReport({ till, engine, journal, acquirers })
  const dayClose = createDayClose(dayParts({ till, engine, journal, acquirers, clock }))
  afterAdvice = async ({ state }) => {
    // A day that is closed keeps the figures of its Z.
    if (till.day.closedNumber() === null) await reportCards()
    if (state !== 'waiting' && state !== 'sent') await dayClose.confirm()
  }
  return { acquirers, engine, worker, till, dayClose, reportCards }
}

const ofJoints = ({ terminals, mayBegin }: Joints) => ({
  ...(terminals && { terminals }),
  ...(mayBegin && { mayBegin }),
})

/** Devices that the till itself speaks of. */
const atCounter = ({ kitchens, desk }: Joints) => ({
  kitchenStations: () => kitchens?.stations() ?? [],
  printers: () => kitchens?.choices() ?? [],
  ...(desk.scale && { scale: desk.scale }),
})

/** The card side, as sales and returns see it. */
const cardSide = (engine: PaymentEngine, { store }: Ground, { cardPayments }: Joints) => ({
  cardPayments: cardPayments(engine),
  cardReturns: new CardReturns({
    operations: engine.operations,
    terminals: engine.terminals,
    journal: store.paymentJournal,
  }),
})

const ofGround = ({ cardExtras, writtenFiles, log }: Ground) => ({
  ...(cardExtras && { cardExtras }),
  ...(writtenFiles && { writtenFiles }),
  onUnexpected: (thrown: unknown) => void log.unexpected(thrown, 'articles'),
})

/** With the currency of the shop as it is when the day is closed: it may be chosen in a first run that is still to come. */
function dayParts(parts: Omit<DayParts, 'currency'>): DayParts {
  return {
    ...parts,
    get currency() {
      return parts.till.terms().currency
    },
  }
}

interface Settled {
  readonly paymentId: string
  readonly saleId: string
  readonly state: PaymentState
  readonly reportCards: () => Promise<void>
}

/** Tells the sale how its card part ended, the pad's log too, and the day screen what the batch holds now. */
async function settle(
  till: Till,
  { log }: Ground,
  { desk, testSales }: Joints,
  { paymentId, saleId, state, reportCards }: Settled,
): Promise<void> {
  log.info('payment.settled', { paymentId, kind: state.kind })
  if (isTestSale(saleId)) testSales.settled(paymentId, saleId, state)
  else {
    desk.paymentEnded(state.intent.number, state.kind)
    const outcome = cardPartOutcome(state)
    const { giftOrderId } = state.intent
    if (outcome) await till.cardPartEnded({ paymentId, saleId, ...(giftOrderId && { giftOrderId }) }, outcome)
  }
  await reportCards()
}

/** What the bank says after the till gave up goes to its payment; a number that is none of ours is in the log. */
export async function hearHost(
  { engine, reportCards }: Pick<Selling, 'engine' | 'reportCards'>,
  { log }: Pick<Ground, 'log'>,
  notice: HostNotice,
): Promise<void> {
  if (notice.kind !== 'late-answer') return
  const isOurs = notice.late !== null && (await engine.late.hear(notice.late))
  log.warn('host.late-answer', { mti: notice.mti, stan: notice.stan, kept: isOurs })
  if (isOurs) await reportCards()
}

/** What a payment commits with its sale; a test sale has no ticket, and is on disk so that it can be given back. */
function approvalCommit(
  till: () => Till,
  { store, log }: Ground,
  { acquirers, testSales, meteredSale = () => null }: Pick<Joints, 'acquirers' | 'testSales' | 'meteredSale'>,
): ApprovalCommitPort {
  const sales = createApprovalCommit({
    till,
    store,
    terminalOf: (acquirerId) => acquirers.acquirer(acquirerId).terminal,
    meteredSale,
    logUnexpected: (thrown) => log.unexpected(thrown, 'payment.approved'),
  })
  return {
    commitApproved: (step) =>
      isTestSale(step.saleId) ? store.paymentJournal.commit(step) : sales.commitApproved(step),
    commitVoid: (step, voided) => sales.commitVoid(step, voided),
    commitSignatureSlip: async (step) => {
      if (!isTestSale(step.saleId)) return sales.commitSignatureSlip(step)
      await store.paymentJournal.commit(step)
      testSales.signatureAsked()
    },
  }
}

/**
 * Decides what was open when the program last stopped, and hands the tickets in hand what became of their card parts.
 * Papers that were on their way then are unknown, before any printer's worker is at work.
 */
export async function recover(
  { engine, till, reportCards }: Selling,
  { log, store }: { readonly log: Ground['log']; readonly store: Pick<Store, 'paymentJournal' | 'printSpool'> },
): Promise<void> {
  const journal = store.paymentJournal
  await store.printSpool.settleInterrupted()
  for (const { paymentId, state } of await engine.recover()) {
    log.warn('payment.recovered', { paymentId, kind: state.kind })
  }
  const payments = await Promise.all(till.unfinishedSaleIds().map((saleId) => journal.paymentsOfSale(saleId)))
  await till.recoverCardParts(journaledCardParts(payments.flat()))
  engine.show(till.currentSaleId())
  await engine.terminals.start()
  await reportCards()
}
