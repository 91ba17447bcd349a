import { API, CALL_NAMES, type CallName } from '#contract/api.ts'
import { createDispatch, type Dispatch, type Handlers } from '#contract/dispatch.ts'
import { fail, succeed } from '#contract/result.ts'
import type { SliceEvent, Slices } from '#contract/views/till-view.ts'
import { USUAL_WORKSTATION } from '#contract/views/workstation-view.ts'
import type { RunningTill } from '#main/running-till.ts'

const day: Slices['day'] = {
  businessDate: '2026-11-22',
  openedAt: '2026-11-22T08:00:00.000Z',
  stage: 'open',
  progress: null,
  currency: 'EUR',
  ticketCount: 0,
  turnoverMinor: 0,
  tips: { count: 0, amountMinor: 0 },
  giftCards: {
    sold: { count: 0, amountMinor: 0 },
    loaded: { count: 0, amountMinor: 0 },
    redeemed: { count: 0, amountMinor: 0 },
  },
  drawer: {
    floatMinor: 15_000,
    cashSalesMinor: 0,
    cashbackMinor: 0,
    expectedMinor: 15_000,
    counts: [],
    countedMinor: null,
    differenceMinor: null,
    countedBy: null,
    countedAt: null,
  },
  batch: { number: '000001', rows: [], result: null },
  exceptions: [],
  failure: null,
  closedNumber: null,
}

/** The slices of a till on which nothing happened yet. */
export const QUIET_SLICES: Slices = {
  terminals: [],
  articleWork: { running: null, ended: null, lastImport: null },
  till: {
    shopName: 'Magasin d’essai',
    tillLabel: 'Caisse 2',
    currency: 'EUR',
    locale: 'fr',
    theme: 'light',
    hand: 'right',
    workstation: USUAL_WORKSTATION,
    ticketCode: 'code128',
    logo: null,
    training: true,
    version: '0.1.0',
    timeZone: 'Europe/Paris',
    openedAt: null,
    floatMinor: 15_000,
    pieces: [200, 100],
    codeTenders: [],
    tips: null,
    cashbackLimitMinor: null,
    families: [],
  },
  session: { kind: 'locked', users: [], heldSales: 0 },
  sale: {
    id: 'sale-1',
    number: '2-000001',
    state: 'open',
    currency: 'EUR',
    lines: [],
    itemCount: 0,
    totalMinor: 0,
    vatMinor: 0,
    vat: [],
    tenders: [],
    remainingMinor: 0,
    reference: null,
    touchedLineId: null,
  },
  payment: null,
  lastSale: null,
  status: {
    waitingSales: 0,
    unresolvedPayments: 0,
    openReversals: 0,
    lateAnswers: 0,
    offline: {
      waiting: 0,
      waitingMinor: 0,
      oldestAt: null,
      refused: 0,
      refusedMinor: 0,
      parked: 0,
      parkedMinor: 0,
      standInLeftMinor: 0,
    },
    pad: { alias: 'TPE', endpoint: 'tcp://127.0.0.1:1', state: 'ready', lastSeenAt: null, failure: null },
    host: { alias: 'Banque', endpoint: 'tcp://127.0.0.1:2', state: 'ready', lastSeenAt: null },
    banks: [],
    printer: {
      alias: 'Imprimante',
      endpoint: 'tcp://127.0.0.1:3',
      state: 'ready',
      lastPrintedAt: null,
      queuedJobs: 0,
      unknownJobs: 0,
      failure: null,
    },
    otherPrinters: [],
    fiscal: { state: 'verified', lastNumber: null },
  },
  day,
  scenario: null,
  pumps: [],
  devices: { devices: [], work: null },
  exporting: null,
  reservations: [],
  giftCards: [],
  floor: null,
  setup: null,
  bankTry: null,
  backup: {
    settings: null,
    work: null,
    last: null,
    failure: null,
    trial: null,
    needsLook: false,
    restoreReady: false,
  },
}

/** A text that must never reach a page: it stands for what an exception might tell. */
export const SECRET_OF_A_BUG = 'secret of a bug'

/** A till without devices or disk, for what only moves calls and events. */
export interface FakeTill extends RunningTill {
  /** Tells the next numbered event: how many sales wait. */
  emit(waitingSales: number): void
  /** What reached the handlers, in order. */
  readonly calls: readonly { readonly name: CallName; readonly request: unknown }[]
  readonly subscriberCount: number
}

/**
 * Behaviour by call: `till.snapshot` answers; `catalogue.search` echoes its text as a product's name;
 * `session.lock` throws; `sale.void` emits three events, then answers; `sale.recall` of `emit-7` emits one;
 * `sale.next` never answers; every other answers SESSION_LOCKED.
 */
export function createFakeTill(): FakeTill {
  const listeners = new Set<(event: SliceEvent) => void>()
  const calls: { name: CallName; request: unknown }[] = []
  let sequence = 0
  const emit = (waitingSales: number) => {
    sequence += 1
    const event: SliceEvent = { sequence, slice: 'status', value: { ...QUIET_SLICES.status, waitingSales } }
    for (const listener of [...listeners]) listener(event)
  }
  const special: Partial<Handlers> = {
    'till.snapshot': async () => succeed({ sequence, slices: QUIET_SLICES }),
    'catalogue.search': async ({ text }) => succeed({ products: [echoProduct(text)], truncated: false }),
    'session.lock': async () => {
      throw new Error(SECRET_OF_A_BUG)
    },
    'sale.void': async () => {
      for (const waiting of [1, 2, 3]) emit(waiting)
      return succeed({})
    },
    'sale.recall': async ({ saleId }) => {
      emit(Number(saleId.replace('emit-', '')))
      return succeed({})
    },
    'sale.next': () => new Promise(() => {}),
  }
  const handlers = Object.fromEntries(
    CALL_NAMES.map((name) => [
      name,
      (request: never, caller: never) => {
        calls.push({ name, request })
        const handler = special[name] as ((request: never, caller: never) => Promise<unknown>) | undefined
        return handler ? handler(request, caller) : Promise.resolve(fail('SESSION_LOCKED'))
      },
    ]),
  ) as unknown as Handlers
  const dispatch: Dispatch = createDispatch(handlers, () => 'correlation-1')
  return {
    dispatch,
    emit,
    calls,
    get subscriberCount() {
      return listeners.size
    },
    subscribe: (listener) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    close: async () => listeners.clear(),
  }
}

function echoProduct(name: string) {
  return API['catalogue.search'].response.shape.products.element.parse({
    id: 'product-1',
    name: name || '–',
    barcode: null,
    unit: 'piece',
    priceMinor: 100,
    vatBasisPoints: 550,
    familyId: 'family-1',
    colour: 1,
  })
}
