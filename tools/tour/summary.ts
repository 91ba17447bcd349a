import { readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import {
  type HostLedgerLine,
  hostLedgerLineSchema,
  type TourSummary,
  tourSummarySchema,
} from '#contract/tour-summary.ts'
import type { DayView } from '#contract/views/day-view.ts'
import type { ReservationView } from '#contract/views/reservation-view.ts'
import type { TenderView } from '#contract/views/sale-view.ts'
import { createSystemClock } from '#main/compose/system-clock.ts'
import { REVERSAL_REASONS } from '#payment/ports/acquirer-host.port.ts'
import type { StoredReversal } from '#payment/ports/payment-journal.port.ts'
import { TEST_CARDS } from '#simulators/abecs-pad/cards.ts'
import { readTerminalLedger } from '#simulators/standalone-terminal/terminal-ledger.ts'
import { openStore, type Store } from '#store/open-store.ts'
import { giftCardFigures } from '#till/ports/paid-sales.port.ts'
import { type Finding, filesBelow, needlesOfBlock, needlesOfPan, searchFiles } from './card-data-search.ts'
import type { DayFacts } from './day.ts'

/** What the day left, and what the processes said of themselves before they stopped. */
export interface DayRemains {
  readonly folder: string
  readonly facts: DayFacts
  readonly day: DayView
  readonly reservations: readonly ReservationView[]
  readonly processes: TourSummary['processes']
  /** The printer's own list of what came out. */
  readonly papers: readonly { readonly sha256: string; readonly files: Readonly<Record<string, string>> | null }[]
}

export interface Reckoning {
  readonly summary: TourSummary
  readonly findings: readonly Finding[]
}

const LIMIT = 1_000

/** Reads the day from its disk, after every process is gone, and looks for card data in everything it left. */
export async function reckon(remains: DayRemains): Promise<Reckoning> {
  const { folder, facts, day, processes } = remains
  const findings = searchRemains(folder)
  const store = openRemains(folder)
  try {
    const sales = await salesOf(store)
    const ledger = readLedger(join(folder, 'host-ledger.jsonl'))
    const summary = tourSummarySchema.parse({
      processes,
      killed: facts.killed,
      sales,
      reversals: await reversalsOf(store, sales),
      recovered: facts.recovered,
      offline: await offlineOf(store),
      reservations: remains.reservations.map(({ label, amountMinor, state, completedMinor, remainderState }) => ({
        label,
        heldMinor: amountMinor,
        state,
        completedMinor,
        remainder: remainderState,
      })),
      giftCards: await giftCardsOf(store, ledger),
      batch: {
        number: day.batch.number,
        result: day.batch.result,
        till: totalsOf(day, 'till'),
        host: totalsOf(day, 'host'),
      },
      otherBatches: (day.otherBatches ?? []).map(({ bank = '', number, result }) => ({ bank, number, result })),
      tillCardNetMinor: sales
        .flatMap(({ tenders }) => tenders)
        .filter(({ kind, outcome, terminal }) => kind === 'card' && outcome === 'approved' && terminal === undefined)
        .reduce(
          (sum, { amountMinor, tipMinor = 0, cashbackMinor = 0 }) => sum + amountMinor + tipMinor + cashbackMinor,
          0,
        ),
      terminals: terminalsOf(remains, sales),
      hostLedgerNetMinor: ledger.reduce((sum, { amountMinor }) => sum + amountMinor, 0),
      hostLedgerFile: 'host-ledger.jsonl',
      printJobs: await printJobsOf(store, remains),
      panFound: findings.length,
    })
    return { summary, findings }
  } finally {
    store.close()
  }
}

/** Two books of the same money. */
function terminalsOf({ folder, day }: DayRemains, sales: readonly Sale[]): TourSummary['terminals'] {
  const paid = sales.flatMap(({ tenders }) => tenders.filter(({ terminal }) => terminal !== undefined))
  const booked = TERMINAL_LEDGERS.flatMap((file) => readTerminalLedger(join(folder, file)))
  return {
    tillNetMinor: paid.reduce((sum, { amountMinor }) => sum + amountMinor, 0),
    ledgerNetMinor: booked
      .filter(({ operation, state }) => operation === 'pay' && state === 'approved')
      .reduce((sum, { amountMinor }) => sum + amountMinor, 0),
    dayEnds: (day.terminals ?? []).map(({ dayEnd }) => dayEnd?.state ?? 'none'),
  }
}

const TERMINAL_LEDGERS = ['zvt-terminal-ledger.jsonl', 'caisse-ap-terminal-ledger.jsonl', 'nexo-terminal-ledger.jsonl']

/** A pad's own list of what it emitted is no part of the till: its blocks are looked for everywhere else. */
const EMITTED_FILES = ['pad-emitted.jsonl', 'pad-2-emitted.jsonl']

function searchRemains(folder: string): Finding[] {
  const files = filesBelow(folder)
  const pans = [...new Set(TEST_CARDS.map(({ pan }) => pan))].flatMap(needlesOfPan)
  const emitted = EMITTED_FILES.flatMap((file) => emittedBlocks(join(folder, file)))
  const blocks = emitted.flatMap(({ kind, hex }) => needlesOfBlock(kind, hex))
  const others = files.filter((file) => !EMITTED_FILES.some((name) => file.endsWith(name)))
  return [...searchFiles(files, pans), ...searchFiles(others, blocks)]
}

function emittedBlocks(file: string): { kind: string; hex: string }[] {
  const lines = readFileSync(file, 'utf8').trim().split('\n').filter(Boolean)
  if (lines.length === 0) throw new Error(`${file} is empty: the search would prove nothing`)
  return lines.map((line) => JSON.parse(line))
}

/** For reading only: the day's keys stay closed. */
function openRemains(folder: string): Store {
  const closed = () => {
    throw new Error('the tour does not open secrets')
  }
  return openStore({
    folder: join(folder, 'data'),
    secretStore: { seal: closed, open: closed },
    clock: createSystemClock('UTC'),
  })
}

type Sale = TourSummary['sales'][number]

async function salesOf(store: Store): Promise<Sale[]> {
  const paid = await store.paidSales.paidSales({ beforeNumber: null, limit: LIMIT })
  return Promise.all(
    paid.toReversed().map(
      async ({ id, number, totalMinor, currency, tenders }): Promise<Sale> => ({
        id,
        number,
        outcome: 'approved',
        totalMinor,
        currency,
        tenders: await Promise.all(tenders.map((tender) => tenderOf(store, tender))),
      }),
    ),
  )
}

type Tender = Sale['tenders'][number]

async function tenderOf(store: Store, tender: TenderView): Promise<Tender> {
  const outcomes: Record<TenderView['outcome'], Tender['outcome']> = {
    received: 'approved',
    approved: 'approved',
    declined: 'declined',
    cancelled: 'cancelled',
    reversed: 'reversed',
    unknown: 'reversed',
    'in-progress': 'cancelled',
  }
  const state = tender.paymentId ? (await store.paymentJournal.payment(tender.paymentId))?.state : undefined
  const card = state && 'card' in state ? (state.card ?? null) : null
  const request = state && 'request' in state ? (state.request ?? null) : null
  const answer = state && 'answer' in state ? (state.answer ?? null) : null
  if (tender.outcome === 'unknown' || tender.outcome === 'in-progress') throw new Error(`tender ${tender.id} is open`)
  return {
    kind: tender.kind,
    amountMinor: tender.amountMinor,
    ...(tender.tipMinor !== undefined && { tipMinor: tender.tipMinor }),
    ...(tender.cashbackMinor !== undefined && { cashbackMinor: tender.cashbackMinor }),
    outcome: outcomes[tender.outcome],
    entryMode: card?.entryMode ?? 'none',
    scheme: card?.scheme ?? null,
    // Who paid by a code showed no card.
    maskedPan: card?.maskedPan || null,
    approvalCode: answer?.approvalCode ?? null,
    stan: request?.stan ?? null,
    rrn: answer?.retrievalReference ?? null,
    ...(tender.terminal && { terminal: tender.terminal.alias }),
    offline: state?.kind === 'approved' && state.offline !== null && state.offline.basis !== 'completion',
  }
}

async function giftCardsOf(store: Store, ledger: readonly HostLedgerLine[]): Promise<TourSummary['giftCards']> {
  const figures = (await store.paidSales.paidSales({ beforeNumber: null, limit: LIMIT })).map(giftCardFigures)
  const owed = await store.giftOrders.owed()
  return {
    soldMinor: figures.reduce((sum, { sold, loaded }) => sum + sold.amountMinor + loaded.amountMinor, 0),
    owedMinor: owed.reduce((sum, { amountMinor }) => sum + amountMinor, 0),
    redeemedMinor: figures.reduce((sum, { redeemed }) => sum + redeemed.amountMinor, 0),
    hostLoadedMinor: ledger.reduce((sum, { loadedMinor = 0 }) => sum + loadedMinor, 0),
  }
}

async function offlineOf(store: Store): Promise<TourSummary['offline']> {
  const sales = await store.paymentJournal.offlineSales('')
  return sales
    .filter(({ payment }) => payment.state.intent.operation !== 'completion')
    .map(({ payment, state }) => ({
      stan: 'request' in payment.state ? (payment.state.request?.stan ?? '') : '',
      state,
    }))
    .sort((left, right) => left.stan.localeCompare(right.stan))
}

async function reversalsOf(store: Store, sales: readonly Sale[]): Promise<TourSummary['reversals']> {
  const payments = await Promise.all(sales.map(({ id }) => store.paymentJournal.paymentsOfSale(id)))
  const found = await Promise.all(payments.flat().map(({ id }) => store.paymentJournal.reversal(id)))
  return found
    .filter((row): row is StoredReversal => row !== null && row.state !== 'discarded')
    .map(({ stan, reason, state }) => ({
      stan,
      reason: reason === null ? 'armed' : REVERSAL_REASONS[reason],
      acknowledged: state === 'acknowledged',
    }))
}

function totalsOf(day: DayView, side: 'till' | 'host') {
  return Object.fromEntries(day.batch.rows.flatMap((row) => (row[side] ? [[row.scheme, row[side]]] : [])))
}

async function printJobsOf(store: Store, { folder, papers }: DayRemains): Promise<TourSummary['printJobs']> {
  const jobs = await store.printSpool.newestJobs(LIMIT)
  return jobs.toReversed().map(({ id, kind, state, digestHex }) => {
    if (state === 'queued' || state === 'sending') throw new Error(`print job ${id} is still ${state}`)
    const paper = papers.find(({ sha256 }) => sha256 === digestHex)
    return { id, kind, outcome: state, files: Object.values(paper?.files ?? {}).map((file) => relative(folder, file)) }
  })
}

function readLedger(file: string): HostLedgerLine[] {
  const text = readFileSync(file, 'utf8').trim()
  return text === '' ? [] : text.split('\n').map((line) => hostLedgerLineSchema.parse(JSON.parse(line)))
}
