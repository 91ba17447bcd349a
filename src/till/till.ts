import type { Handlers } from '#contract/dispatch.ts'
import type { Json } from '#contract/json.ts'
import type { Locale } from '#contract/locale.ts'
import type { ReprintKind } from '#contract/paper-api.ts'
import type { Failure, Result } from '#contract/result.ts'
import type { BatchView, DayView } from '#contract/views/day-view.ts'
import type { PrintJobKind } from '#contract/views/sale-view.ts'
import type { Slices } from '#contract/views/till-view.ts'
import type { UserView } from '#contract/views/user-view.ts'
import { accountCalls } from './calls/account-calls.ts'
import { articleCalls } from './calls/article-calls.ts'
import type { TillCalls } from './calls/call-names.ts'
import { cartCalls } from './calls/cart-calls.ts'
import { cashCalls } from './calls/cash-calls.ts'
import { catalogueCalls } from './calls/catalogue-calls.ts'
import { closingCalls } from './calls/closing-calls.ts'
import { customerCalls } from './calls/customer-calls.ts'
import { dayCalls } from './calls/day-calls.ts'
import { floorCalls } from './calls/floor-calls.ts'
import { historyCalls } from './calls/history-calls.ts'
import { invoiceCalls } from './calls/invoice-calls.ts'
import { loyaltyCalls } from './calls/loyalty-calls.ts'
import { meansCalls } from './calls/means-calls.ts'
import { paperCalls } from './calls/paper-calls.ts'
import { peopleCalls } from './calls/people-calls.ts'
import { saleCalls } from './calls/sale-calls.ts'
import { scaleCalls } from './calls/scale-calls.ts'
import { sessionCalls, settingsCalls } from './calls/session-calls.ts'
import { setupCalls } from './calls/setup-calls.ts'
import { shopCalls } from './calls/shop-calls.ts'
import { tenderCalls } from './calls/tender-calls.ts'
import { voucherCalls } from './calls/voucher-calls.ts'
import { workstationCalls } from './calls/workstation-calls.ts'
import { createSerialQueue } from './core/serial-queue.ts'
import { emit, emptySale, saveSale, seller, type TillContext } from './core/till-context.ts'
import { NO_BATCH, NO_FIGURES, type TerminalDayEnd, type TillMemory } from './core/till-memory.ts'
import type { TillOptions, TillSliceName } from './core/till-options.ts'
import { closedNumber, TILL_SLICES } from './core/till-slices.ts'
import { personalData } from './customers/personal-data.ts'
import { closeDay, mayClose } from './day/close-day.ts'
import { isRecentChainWhole } from './fiscal/recent-chain.ts'
import { NO_FLOOR } from './floor/floor-plan.ts'
import { openArticleDesk } from './import/open-article-desk.ts'
import { copyPaper, type PaperCopy } from './papers/papers-of-sale.ts'
import {
  printCardNote,
  printDeclinePapers,
  printReleaseSlips,
  printReservationSlips,
  printSignatureSlip,
} from './papers/print-card-papers.ts'
import { chosenPrinter } from './papers/printer-choice.ts'
import { papersInStep } from './papers/refresh-papers.ts'
import { printTerminalSlip, type TerminalLines } from './papers/terminal-slip.ts'
import type {
  ApprovedCardPart,
  CardNotePart,
  CardPartOutcome,
  CardPartToSign,
  ReservedCardPart,
  ReturnedCardPart,
  UnpaidCardPart,
} from './ports/approved-card-part.ts'
import type { FiscalRecord, NewPrintJob, TillCommit } from './ports/commit-paid-sale.port.ts'
import type { CardExtraSettings, ShopSettings } from './ports/settings.port.ts'
import type { KeyCopy } from './ports/setup.port.ts'
import { commitReturn } from './returns/commit-return.ts'
import { giveBackWithoutCard, refreshOwed } from './returns/gift-card-returns.ts'
import { isFinished, mayReturn, type WantedReturn } from './returns/may-return.ts'
import { receiveTicket, type SentTicket } from './sent-tickets.ts'
import { guardCalls } from './session/guard.ts'
import { FIRST_DRAFT, firstShop } from './setup/first-shop.ts'
import { noteKeyCopy, openSetup, recordWith } from './setup/open-setup.ts'
import {
  approveCardPart,
  type CardPartName,
  endCardPart,
  type JournaledCardPart,
  recoverCardParts,
} from './tender/card-parts.ts'
import type { PaperLook } from './tickets/paper-look.ts'
import { commitUnattended, type MeteredSale } from './unattended/commit-unattended.ts'
import { printReceipt } from './unattended/print-receipt.ts'

export type { TerminalDayEnd } from './core/till-memory.ts'
export type { TillOptions, TillSliceName } from './core/till-options.ts'
export type { CardPartName, JournaledCardPart } from './tender/card-parts.ts'

/** Selling, as the composition sees it. */
export interface Till {
  /** The calls of the contract that need nothing but the till. */
  readonly calls: TillCalls
  /** Calls that are answered elsewhere, each refused to whoever may not. */
  guard<Calls extends Partial<Handlers>>(calls: Calls): Calls
  slice<Name extends TillSliceName>(name: Name): Slices[Name]
  /**
   * An approval, from the payment engine's commit. `store` gets what the till puts on disk and writes it together
   * with the engine's step; when it throws, nothing changed and the payment must be reversed. No other change of the
   * till comes in between. Throws when the sale does not wait for this payment.
   */
  commitApproval(part: ApprovedCardPart, store: (commit: TillCommit) => Promise<void>): Promise<void>
  /**
   * Money that goes back on a card, from the payment engine's commit: a return ticket with the next number. Throws, and
   * changes nothing, when its sale is not on disk.
   */
  commitReturn(part: ReturnedCardPart, store: (commit: TillCommit) => Promise<void>): Promise<void>
  /**
   * A sale without a cashier, from the payment engine's commit: a ticket of its own with the next number, beside the one in
   * hand. Its papers come out on request.
   */
  commitUnattended(
    part: ApprovedCardPart,
    metered: MeteredSale,
    store: (commit: TillCommit) => Promise<void>,
  ): Promise<void>
  /** The customer's papers of a sale without a cashier; the second time, a counted duplicate. */
  printReceipt(saleId: string): Promise<Result<null>>
  /**
   * An amount that the bank holds, from the payment engine's commit: its slips, and no ticket. `store` as for
   * `printSignatureSlip`.
   */
  commitReservation(part: ReservedCardPart, store: (printJobs: readonly NewPrintJob[]) => Promise<void>): Promise<void>
  /** A terminal let go of an amount that it held: its own slips, as it leaves their printing to the till. */
  commitRelease(part: ApprovedCardPart, store: (printJobs: readonly NewPrintJob[]) => Promise<void>): Promise<void>
  /**
   * What the bank told of a card or put on a gift card, from the payment engine's commit: its slip. `store` as for
   * `printSignatureSlip`.
   */
  commitCardNote(part: CardNotePart, store: (printJobs: readonly NewPrintJob[]) => Promise<void>): Promise<void>
  /**
   * Back without a card, for an amount that is on no gift card: a return ticket with the next number. Errors: those of `seller`,
   * GIFT_CARD_NOT_OWED, STORE_*.
   */
  giveBackGiftCard(orderId: string): ReturnType<typeof giveBackWithoutCard>
  /** A card part ended another way, or became unknown. */
  cardPartEnded(part: CardPartName, outcome: CardPartOutcome): Promise<void>
  /**
   * The slip that the cardholder signs before the part is committed. `store` writes it together with the engine's
   * step; when it throws, nothing was kept.
   */
  printSignatureSlip(part: CardPartToSign, store: (printJobs: readonly NewPrintJob[]) => Promise<void>): Promise<void>
  /** Both copies of a part that charged nothing; a second time, as counted duplicates. */
  printDeclinePapers(part: UnpaidCardPart): Promise<void>
  /** Papers of a finished sale for a file: marked as a copy, and in the chain. Errors: SESSION_LOCKED, SALE_NOT_FOUND. */
  copyPaper(saleId: string, kind: ReprintKind): Promise<Result<PaperCopy>>
  /** The printer that a person named, as the spool knows it; null is the one of the till. Errors: DEVICE_NOT_FOUND. */
  chosenPrinter(deviceId: string | undefined): Result<string | null, 'DEVICE_NOT_FOUND'>
  /** Lines of a standalone terminal that belong to no ticket, on a chosen printer. Throws CatalogueFailure STORE_*. */
  printTerminalSlip(slip: TerminalLines, printer: string | null): Promise<void>
  /** After a restart, before the first call: the payments of the tickets in hand and on hold, from the journal. */
  recoverCardParts(parts: readonly JournaledCardPart[]): Promise<void>
  /** The person at the till, if this person may sell now. Errors: SESSION_LOCKED, SESSION_NOT_ALLOWED, SALE_DAY_CLOSING. */
  seller(): ReturnType<typeof seller>
  /** The person at the till, if money may go back. Errors: as `seller`, PAYMENT_SALE_NOT_FINISHED, SESSION_NEEDS_APPROVAL. */
  mayReturn(wanted: WantedReturn): Promise<Result<UserView>>
  isFinished(saleId: string): Promise<boolean>
  currentSaleId(): string
  /** The ticket in hand and those on hold, whose payments the composition looks up. */
  unfinishedSaleIds(): string[]
  /** From here on only these papers come out for the ticket in hand; null for all. Errors: STORE_*. */
  choosePapers(papers: readonly PrintJobKind[] | null): Promise<void>
  /** A ticket that another program sent goes on hold. */
  receiveTicket(ticket: SentTicket): Promise<Result<{ readonly number: string }>>
  /** What the shop keeps of one customer, for that person. Errors: SESSION_LOCKED, CUSTOMER_NOT_FOUND, STORE_*. */
  personalData(customerId: string): ReturnType<typeof personalData>
  /** The printer moved a job on: the last sale's papers are read again. */
  printJobsChanged(): Promise<void>
  /** For the status bar. */
  fiscalState(): Slices['status']['fiscal']
  heldSaleCount(): number
  /** How papers look now: what is not of their sale. */
  paperLook(): PaperLook
  /** Ends what runs of files of articles, before the disk is closed. */
  closeArticles(): Promise<void>
  /** Who the shop is, and by what the numbers and amounts that a person types are read; as it is now, also before its first run. */
  terms(): Pick<ShopSettings, 'shop' | 'tillNumber' | 'currency'>
  /** The language of the screen. */
  locale(): Locale
  /**
   * An event of the chain with what it tells of, in one write: `write` puts both on disk. Before there is a shop there is no chain,
   * and the record is null.
   */
  recordWith(body: Readonly<Record<string, Json>>, write: (record: FiscalRecord | null) => Promise<void>): Promise<void>
  /** A copy of the fiscal key was written, and opened again. */
  noteKeyCopy(copy: KeyCopy): Promise<void>
  readonly day: TillDay
}

export interface TillDay {
  /** BATCH_SALE_OPEN while a ticket is in hand. Asked before reversals are drained. */
  mayClose(): Result<null>
  stage(): DayView['stage']
  /** The closing of the day in hand; null while it sells. */
  closedNumber(): DayView['closedNumber']
  /** How far the close has come, and why it stopped. */
  report(come: {
    readonly stage: DayView['stage']
    readonly failure: Failure | null
    readonly progress?: DayView['progress']
  }): void
  /** The batches as they stand, and what is open on the card side; whenever a payment or a batch moved. */
  reportCards(
    batches: readonly [BatchView, ...BatchView[]],
    exceptions: DayView['exceptions'],
    terminals?: readonly TerminalDayEnd[],
  ): void
  /** By acquirer, the newest batch that a Z names. */
  lastNamedBatches(): Promise<Readonly<Record<string, string>>>
  /** Records the closing with the batch reported last and queues the Z. */
  close(): Promise<Result<{ readonly closedNumber: string }>>
}

/**
 * Opens the till on its ports: the ticket that was in hand comes back as it was left, held ones with it.
 * Without a shop it waits for its first run (see `setupCalls`). Throws CatalogueFailure STORE_* of the ports.
 */
export async function createTill(options: TillOptions): Promise<Till> {
  const memory = await remember(options)
  const articles = openArticleDesk(options, () => context)
  const context: TillContext = { options, memory, queue: createSerialQueue(), articles }
  await articles.recover()
  const guard = guardOf(context)
  return {
    calls: guard(callsOf(context)),
    guard,
    slice: (name) => TILL_SLICES[name](context),
    commitApproval: (part, store) => context.queue.run(() => approveCardPart(context, part, store)),
    commitReturn: (part, store) => context.queue.run(() => commitReturn(context, part, store)),
    commitUnattended: (part, metered, store) =>
      context.queue.run(() => commitUnattended(context, part, metered, store)),
    printReceipt: (saleId) => context.queue.run(() => printReceipt(context, saleId)),
    commitReservation: (part, store) => context.queue.run(() => printReservationSlips(context, part, store)),
    commitRelease: (part, store) => context.queue.run(() => printReleaseSlips(context, part, store)),
    commitCardNote: (part, store) =>
      context.queue.run(async () => {
        await printCardNote(context, part, store)
        await refreshOwed(context, part.saleId)
      }),
    giveBackGiftCard: (orderId) => context.queue.run(() => giveBackWithoutCard(context, orderId)),
    cardPartEnded: (part, outcome) =>
      context.queue.run(async () => {
        await endCardPart(context, part, outcome)
        await refreshOwed(context, part.giftOrderId ?? part.saleId)
      }),
    printSignatureSlip: (part, store) => context.queue.run(() => printSignatureSlip(context, part, store)),
    printDeclinePapers: (part) => context.queue.run(() => printDeclinePapers(context, part)),
    copyPaper: (saleId, kind) => context.queue.run(() => copyPaper(context, saleId, kind)),
    chosenPrinter: (deviceId) => chosenPrinter(context, deviceId),
    printTerminalSlip: (slip, printer) => context.queue.run(() => printTerminalSlip(context, slip, printer)),
    recoverCardParts: (parts) => context.queue.run(() => recoverCardParts(context, parts)),
    seller: () => seller(context),
    mayReturn: (wanted) => mayReturn(context, wanted),
    isFinished: (saleId) => isFinished(context, saleId),
    currentSaleId: () => memory.sale.id,
    unfinishedSaleIds: () => [memory.sale, ...memory.held].map(({ id }) => id),
    choosePapers: (papers) =>
      context.queue.run(async () => {
        const { papers: _, ...sale } = memory.sale
        await saveSale(context, papers === null ? sale : { ...sale, papers })
      }),
    receiveTicket: (ticket) => context.queue.run(() => receiveTicket(context, ticket)),
    personalData: (customerId) => personalData(context, customerId),
    printJobsChanged: papersInStep(context),
    fiscalState: () => ({
      state: memory.fiscalBroken ? 'broken' : 'verified',
      lastNumber: memory.lastTicketNumber,
    }),
    heldSaleCount: () => memory.held.length,
    paperLook: () => ({ ticketCode: memory.preferences.ticketCode, logo: memory.logo }),
    closeArticles: () => articles.close(),
    terms: () => memory.shop,
    locale: () => memory.preferences.locale,
    recordWith: (body, write) => context.queue.run(() => recordWith(context, body, write)),
    noteKeyCopy: (copy) => context.queue.run(() => noteKeyCopy(context, copy)),
    day: tillDay(context),
  }
}

/** The calls of all areas, before anybody is asked whether he may. */
function callsOf(context: TillContext): TillCalls {
  return {
    ...sessionCalls(context),
    ...peopleCalls(context),
    ...setupCalls(context),
    ...shopCalls(context),
    ...settingsCalls(context),
    ...workstationCalls(context),
    ...catalogueCalls(context),
    ...saleCalls(context),
    ...floorCalls(context),
    ...scaleCalls(context),
    ...voucherCalls(context),
    ...cashCalls(context),
    ...cartCalls(context),
    ...tenderCalls(context),
    ...historyCalls(context),
    ...customerCalls(context),
    ...accountCalls(context),
    ...loyaltyCalls(context),
    ...invoiceCalls(context),
    ...meansCalls(context),
    ...paperCalls(context),
    ...closingCalls(context),
    ...dayCalls(context),
    ...articleCalls(context),
  }
}

function guardOf({ memory, options }: TillContext): Till['guard'] {
  const now = () => options.clock.now()
  return (calls) => guardCalls(calls, () => memory, now)
}

function tillDay(context: TillContext): TillDay {
  const { memory, queue } = context
  return {
    mayClose: () => mayClose(context),
    stage: () => memory.stage,
    closedNumber: () => closedNumber(context),
    report: ({ stage, failure, progress = null }) => {
      memory.stage = stage
      memory.dayProgress = progress
      memory.dayFailure = failure
      emit(context, 'day')
    },
    reportCards: ([batch, ...otherBatches], exceptions, terminals = []) => {
      memory.terminalDays = terminals
      memory.batch = batch
      memory.otherBatches = otherBatches
      memory.exceptions = exceptions
      emit(context, 'day')
    },
    lastNamedBatches: () => context.options.businessDays.lastNamedBatches(),
    close: () => queue.run(() => closeDay(context)),
  }
}

async function remember(options: TillOptions): Promise<TillMemory> {
  const { settings, users, openSales, paidSales, businessDays, fiscalChain } = options
  const kept = await settings.shop()
  const setup = await openSetup(options.setup, kept !== null)
  const shop = withCardExtras(kept ?? firstShop(FIRST_DRAFT), options.cardExtras)
  const unfinished = await openSales.openSales()
  const inHand = unfinished.find(({ state }) => state !== 'held')
  const day = (await businessDays.openDay()) ?? (await businessDays.lastClosedDay())
  const fiscalHead = await fiscalChain.last()
  const [newest] = await paidSales.paidSales({ beforeNumber: null, limit: 1 })
  const people = await users.users()
  const lastId = await users.lastAtTill()
  return {
    shop,
    users: people,
    families: await options.catalogue.families(),
    preferences: await settings.preferences(),
    logo: await settings.logo(),
    roleChanges: await settings.roleChanges(),
    floor: (await settings.floor()) ?? NO_FLOOR,
    approval: null,
    lastUser: people.find(({ id }) => id === lastId) ?? null,
    wrongBadges: { count: 0, blockedUntilMs: 0 },
    signedIn: null,
    sale: inHand ?? (await emptySale({ options, memory: { shop } })),
    saleStored: inHand !== undefined,
    cardDurationMs: null,
    held: unfinished.filter((sale) => sale !== inHand),
    leavingSaleId: null,
    lastSale: null,
    day,
    figures: day === null ? NO_FIGURES : await paidSales.figures(day.id),
    stage: day !== null && day.closedAt !== null ? 'closed' : 'open',
    dayProgress: null,
    dayFailure: null,
    batch: NO_BATCH,
    otherBatches: [],
    exceptions: [],
    papersInDoubt: [],
    terminalDays: [],
    fiscalHead,
    fiscalBroken: !(await isRecentChainWhole(options, fiscalHead?.sequence ?? 0)),
    perpetualTotalMinor: await paidSales.perpetualTotalMinor(),
    lastTicketNumber: newest?.number ?? null,
    startedAt: options.clock.now(),
    owedGiftCards: await options.giftOrders.owed(),
    setup,
  }
}

/** What the settings of the till say replaces all that the shop says of them. */
function withCardExtras(shop: ShopSettings, extras: CardExtraSettings | undefined): ShopSettings {
  if (extras === undefined || shop.extrasSetOnScreen) return shop
  const { tips: _, cashback: __, ...others } = shop
  return { ...others, ...extras }
}
