import { CALL_NAMES, type CallName, type Request, type Response } from '#contract/api.ts'
import { createDispatch, type Dispatch, type Handlers } from '#contract/dispatch.ts'
import { type Failure, fail, type Result, succeed } from '#contract/result.ts'
import type { BankView } from '#contract/views/bank-view.ts'
import type { CustomerScreens } from '#contract/views/customer-screen-view.ts'
import type { PrintersFoundView, SerialPortView } from '#contract/views/devices-view.ts'
import type { OfflineRow } from '#contract/views/offline-view.ts'
import type { OperationEndView } from '#contract/views/operation-view.ts'
import type { PaperView } from '#contract/views/paper-view.ts'
import type { CompletedSaleView, PrintJobView, SaleView } from '#contract/views/sale-view.ts'
import type { ScaleReading } from '#contract/views/scale-view.ts'
import type { SettlementView } from '#contract/views/settlement-view.ts'
import type { SliceEvent, SliceName, Slices } from '#contract/views/till-view.ts'
import type { Workstation } from '#contract/views/workstation-view.ts'
import type { RunningTill } from '#main/running-till.ts'
import { deviceAnswers } from './device-answers.ts'
import { saleAnswers } from './sale-answers.ts'
import { ARTICLE_ANSWERS } from './sample-articles.ts'
import { backupAnswers, supportAnswers } from './sample-backup.ts'
import { bankAnswers, SAMPLE_BANK_VIEW } from './sample-bank.ts'
import { SAMPLE_CLOSINGS } from './sample-closings.ts'
import { customerScreenAnswers, TWO_SCREENS } from './sample-customer-screen.ts'
import { customerAnswers } from './sample-customers.ts'
import { floorAnswers } from './sample-floor.ts'
import { ASKING_GOODS } from './sample-goods.ts'
import { SAMPLE_MEANS } from './sample-means.ts'
import { SAMPLE_OPENINGS } from './sample-papers.ts'
import { EXPLORER_ANSWERS, fileOf, rowOfPayment, sampleFile, terminalFileOf } from './sample-payments.ts'
import { PEOPLE_ANSWERS, SAMPLE_CASHIERS } from './sample-people.ts'
import { sampleReport } from './sample-report.ts'
import { reservationAnswers } from './sample-reservations.ts'
import { SAMPLE_RETURN_END, sampleReturn } from './sample-return.ts'
import { sampleSettlement, settlementAnswers } from './sample-settlement.ts'
import { SAMPLE_SHOP, setupAnswers } from './sample-setup.ts'
import {
  COMPLETED_SALE,
  giftCardLine,
  LOCKED_SESSION,
  PRODUCTS,
  paymentAt,
  RETURN_PATH,
  RETURN_SALE,
  SCENARIOS,
  saleOf,
  sampleSlices,
} from './sample-shop.ts'
import { SAMPLE_TICKET } from './sample-ticket.ts'
import { SAMPLE_VOUCHERS } from './sample-vouchers.ts'

type Answers = { readonly [Name in CallName]: (request: Request<Name>) => Result<Response<Name>> }

export interface RecordedCall {
  readonly name: CallName
  readonly request: unknown
}

/**
 * A till of sample data behind the contract's calls: enough of one to draw every screen and to follow the keys. It
 * counts nothing that the real till counts. It runs beside the test; the page reaches it over the loopback carrier,
 * and dispatch checks every request and answer against the contract.
 */
export class FakeTill implements RunningTill {
  readonly calls: RecordedCall[] = []
  #slices: Slices
  #sequence = 0
  readonly #listeners = new Set<(event: SliceEvent) => void>()
  /** The history begins with the return of the completed sale. */
  #isGivenBack = false
  /** Calls that are never answered: what a screen shows while it waits. */
  readonly unanswered = new Set<CallName>()
  /** Calls that are answered once this has happened: what a fast hand does meanwhile. */
  readonly slow = new Map<CallName, Promise<void>>()
  /** Calls that are refused, and why. */
  readonly refused = new Map<CallName, Failure>()
  /** What the scale of the till says. */
  scale: ScaleReading = { state: 'none' }
  /** Ports of the machine. */
  serialPorts: SerialPortView[] = []
  printersFound: PrintersFoundView = { usb: null, windows: null }
  /** Cards taken without the bank, as the list shows them. */
  offlineRows: OfflineRow[] = []
  /** Papers that are not out for certain, and how many there are where not all are listed. */
  papers: PaperView[] = []
  papersTotal: number | null = null
  /** The sale that the history begins with. */
  newestSale: CompletedSaleView = COMPLETED_SALE
  /** What the kitchens were sent of tickets that are put aside. */
  kitchenPapers: PrintJobView[] = []
  raiseFailure: OperationEndView['failure'] = null
  /** Screens of the machine, and which of them the customer reads. */
  customerScreens: CustomerScreens = TWO_SCREENS
  settlement: SettlementView = sampleSettlement()
  /** The bank as it is written. */
  bank: BankView = SAMPLE_BANK_VIEW
  readonly dispatch: Dispatch

  constructor(change: Partial<Slices> = {}) {
    this.#slices = { ...sampleSlices(), ...change }
    const answers = this.#allAnswers()
    const handlers = CALL_NAMES.map((name) => [name, (request: unknown) => this.#answer(answers, name, request)])
    this.dispatch = createDispatch(Object.fromEntries(handlers) as Handlers, (thrown) => {
      throw thrown
    })
  }

  get slices(): Slices {
    return this.#slices
  }

  subscribe(listener: (event: SliceEvent) => void): () => void {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  async #answer(answers: Answers, name: CallName, request: unknown): Promise<Result<unknown>> {
    this.calls.push({ name, request })
    if (this.unanswered.has(name)) return new Promise(() => undefined)
    await this.slow.get(name)
    const failure = this.refused.get(name)
    if (failure !== undefined) return { ok: false, error: failure }
    return (answers[name] as (request: unknown) => Result<unknown>)(request)
  }

  async close(): Promise<void> {
    this.#listeners.clear()
  }

  /** Replaces a slice and tells the screen. */
  set<Name extends SliceName>(slice: Name, value: Slices[Name]): void {
    this.#slices = { ...this.#slices, [slice]: value }
    this.#sequence += 1
    const event = { sequence: this.#sequence, slice, value } as SliceEvent
    for (const listener of this.#listeners) listener(event)
  }

  /** Another till under the same page: a reload shows it. */
  reset(change: Partial<Slices> = {}): void {
    this.#slices = { ...sampleSlices(), ...change }
    this.#sequence += 100
    this.calls.length = 0
    this.#isGivenBack = false
    this.unanswered.clear()
    this.slow.clear()
    this.refused.clear()
    this.serialPorts = []
    this.printersFound = { usb: null, windows: null }
    this.offlineRows = []
    this.papers = []
    this.papersTotal = null
    this.newestSale = COMPLETED_SALE
    this.kitchenPapers = []
    this.raiseFailure = null
    this.customerScreens = TWO_SCREENS
    this.bank = SAMPLE_BANK_VIEW
  }

  /** Loses an event: the next one leaves a gap. */
  loseEvent(): void {
    this.#sequence += 1
  }

  #done = () => succeed({})

  #setTill(change: Partial<Slices['till']>) {
    this.set('till', { ...this.#slices.till, ...change })
    return succeed({})
  }

  #setSale(sale: SaleView) {
    this.set('sale', sale)
    return succeed({})
  }

  #history(): CompletedSaleView[] {
    return [
      ...(this.#isGivenBack ? [RETURN_SALE] : []),
      ...Array.from({ length: 24 }, (_, index) => ({
        ...(index === 0 ? this.newestSale : COMPLETED_SALE),
        id: `sale-${4317 - index}`,
        number: `2-00${4317 - index}`,
        totalMinor: COMPLETED_SALE.totalMinor + index * 431,
      })),
    ]
  }

  #changeOffline(paymentId: string, change: Partial<OfflineRow>) {
    this.offlineRows = this.offlineRows.map((row) => (row.paymentId === paymentId ? { ...row, ...change } : row))
    return succeed({})
  }

  #dropPaper(jobId: string) {
    this.papers = this.papers.filter(({ id }) => id !== jobId)
    return succeed({})
  }

  /** A card that is asked about or loaded, and charges nobody. */
  #cardAside(operation: 'balance' | 'card-check' | 'activation' | 'load', amountMinor: number) {
    this.set('payment', paymentAt('present-card', { operation, amountMinor, saleId: 'aside', prompt: 'present-card' }))
    return succeed({ paymentId: 'payment-1' })
  }

  #allAnswers(): Answers {
    const done = this.#done
    return {
      'till.snapshot': () => succeed({ sequence: this.#sequence, slices: this.#slices }),
      'session.signIn': ({ pin }) => {
        if (pin !== '1111') return fail('SESSION_WRONG_PIN', { left: 2 })
        this.set('session', sampleSlices().session)
        return done()
      },
      ...PEOPLE_ANSWERS,
      'session.badge': () => {
        this.set('session', sampleSlices().session)
        return done()
      },
      'session.lock': () => {
        this.set('session', LOCKED_SESSION)
        return done()
      },
      'card.look': ({ question }) => this.#cardAside(question, 0),
      'sale.addGiftCard': ({ operation, amountMinor }) => {
        const { lines } = this.#slices.sale
        return this.#setSale(saleOf([...lines, giftCardLine(operation, amountMinor)]))
      },
      'giftCard.deliver': ({ orderId }) => {
        const order = this.#slices.giftCards.find((one) => one.orderId === orderId)
        return order ? this.#cardAside(order.operation, order.amountMinor) : fail('GIFT_CARD_NOT_OWED')
      },
      'giftCard.giveBack': ({ orderId }) => {
        this.set(
          'giftCards',
          this.#slices.giftCards.filter((one) => one.orderId !== orderId),
        )
        return succeed({ way: 'cash', outcome: 'done', failure: null })
      },
      'card.returnPath': () => succeed(RETURN_PATH),
      'card.void': () => {
        this.#isGivenBack = true
        this.set('day', { ...this.#slices.day, ticketCount: this.#slices.day.ticketCount + 1 })
        return succeed({ paymentId: 'payment-1', outcome: 'done', returnSaleId: 'return-1', failure: null })
      },
      'card.refund': () =>
        succeed({ paymentId: 'payment-2', outcome: 'done', returnSaleId: 'return-1', failure: null }),
      'settings.setLocale': ({ locale }) => this.#setTill({ locale }),
      'settings.setTheme': ({ theme }) => this.#setTill({ theme }),
      'settings.setHand': ({ hand }) => this.#setTill({ hand }),
      'settings.setTicketCode': ({ ticketCode }) => this.#setTill({ ticketCode }),
      'workstation.change': (wanted) =>
        this.#setTill({ workstation: { ...this.#slices.till.workstation, ...wanted } as Workstation }),
      'workstation.printKeyCard': done,
      'settings.setTicketRules': ({ discountNeedsReason }) =>
        this.#setTill(discountNeedsReason ? { discountNeedsReason } : {}),
      'settings.setLogo': ({ logo }) => this.#setTill({ logo }),
      'means.list': () => succeed({ means: SAMPLE_MEANS }),
      'means.save': done,
      ...setupAnswers(this),
      ...backupAnswers(this),
      ...bankAnswers(this),
      ...supportAnswers(),
      'shop.view': () => succeed(SAMPLE_SHOP),
      'shop.change': done,
      'catalogue.search': ({ text }) => {
        const wanted = text.toLocaleLowerCase('fr')
        const products = [...PRODUCTS, ...ASKING_GOODS].filter(({ name }) =>
          name.toLocaleLowerCase('fr').includes(wanted),
        )
        return succeed({ products, truncated: false })
      },
      'catalogue.quickKeys': ({ familyId }) =>
        succeed({
          familyId,
          cells: PRODUCTS.filter((product) => familyId === 'favourites' || product.familyId === familyId).map(
            (product, index) => ({ row: Math.floor(index / 5), column: index % 5, product }),
          ),
        }),
      'catalogue.pin': () => succeed({}),
      'catalogue.unpin': () => succeed({}),
      'catalogue.swapKeys': () => succeed({}),
      ...saleAnswers(this),
      'terminal.abort': done,
      'terminal.askAgain': done,
      'terminal.decide': done,
      'terminal.reprint': done,
      'terminal.dayEnd': () => succeed({ state: 'done', at: new Date().toISOString(), failure: null }),
      ...reservationAnswers(this),
      ...floorAnswers(this),
      ...customerAnswers(this),
      ...customerScreenAnswers(this),
      'scenario.list': () => succeed({ scenarios: [...SCENARIOS] }),
      'scenario.start': done,
      'scenario.stop': done,
      'pump.stop': done,
      'pump.printReceipt': done,
      'pump.takeNote': done,
      'pump.closeByHand': done,
      'payment.answerPrompt': done,
      'payment.cancel': () => {
        const { payment } = this.#slices
        if (!payment) return fail('PAYMENT_NOT_OPEN')
        this.set('payment', {
          ...payment,
          outcome: 'cancelled',
          finishedAt: new Date().toISOString(),
          prompt: 'choose-next',
          cancellable: false,
          failure: { code: 'PAYMENT_CANCELLED' },
        })
        return done()
      },
      'payment.askBank': done,
      'payment.dismiss': () => {
        this.set('payment', null)
        return done()
      },
      'payment.printDecline': done,
      ...EXPLORER_ANSWERS,
      // The payment in hand has a story of its own.
      'explorer.payment': ({ paymentId }) => {
        const { payment } = this.#slices
        const file =
          payment?.id !== paymentId
            ? sampleFile(paymentId)
            : payment.terminal === null
              ? fileOf(rowOfPayment(payment))
              : terminalFileOf(rowOfPayment(payment), payment.terminal.alias)
        return file === null ? fail('PAYMENT_NOT_FOUND') : succeed(file)
      },
      'sale.next': () => {
        this.set('lastSale', null)
        return done()
      },
      'history.list': ({ beforeNumber }) => succeed({ sales: beforeNumber ? [] : this.#history() }),
      'history.find': ({ filter: { text = '' }, beforeNumber }) => {
        const fitting = this.#history().filter(({ number, tenders }) =>
          [number, ...tenders.map(({ cardTail }) => cardTail)].some((key) => key?.includes(text)),
        )
        return succeed({ sales: beforeNumber ? [] : fitting, more: false })
      },
      'return.look': (request) => succeed(sampleReturn(request)),
      'return.give': () => succeed(SAMPLE_RETURN_END),
      'history.choices': () => succeed({ cashiers: [...SAMPLE_CASHIERS] }),
      'ticket.preview': ({ saleId }) =>
        succeed({ tickets: [{ ...SAMPLE_TICKET, rows: [...SAMPLE_TICKET.rows, { kind: 'qr', content: saleId }] }] }),
      'ticket.reprint': done,
      'ticket.savePdf': () => succeed({ path: '/home/caisse/exports/customer-ticket-2-004317.pdf' }),
      'papers.printWaiting': done,
      'closing.list': () => succeed({ closings: SAMPLE_CLOSINGS, more: false }),
      'closing.preview': () => succeed({ ticket: SAMPLE_TICKET }),
      'closing.reprint': done,
      'drawer.open': done,
      'cash.move': done,
      'scale.keepTare': done,
      'report.sales': ({ by }) => succeed(sampleReport(by)),
      'report.exportSales': () => succeed({ path: '/home/caisse/exports/sales-family-2026-11-22-143300.csv', rows: 5 }),
      'drawer.log': () => succeed({ openings: [...SAMPLE_OPENINGS] }),
      'papers.list': () => succeed({ papers: this.papers, total: this.papersTotal ?? this.papers.length }),
      'papers.answer': ({ jobId }) => this.#dropPaper(jobId),
      'papers.printOn': ({ jobId }) => this.#dropPaper(jobId),
      'papers.cancel': ({ jobId }) => this.#dropPaper(jobId),
      'day.count': ({ counts }) => {
        const { day } = this.#slices
        const countedMinor = counts.reduce((sum, { valueMinor, count }) => sum + valueMinor * count, 0)
        const differenceMinor = countedMinor - day.drawer.expectedMinor
        this.set('day', { ...day, drawer: { ...day.drawer, counts, countedMinor, differenceMinor } })
        return done()
      },
      'day.readX': done,
      'day.close': () => {
        this.set('day', { ...this.#slices.day, stage: 'closed', closedNumber: '000041' })
        return done()
      },
      'payment.signature': done,
      'payment.repeat': done,
      'payment.part': done,
      'payment.referral': done,
      'offline.list': () => succeed({ rows: this.offlineRows }),
      'offline.sendNow': done,
      'offline.retry': ({ paymentId }) => this.#changeOffline(paymentId, { state: 'waiting' }),
      'offline.takeNote': ({ paymentId }) => this.#changeOffline(paymentId, { state: 'seen', seenBy: 'Claire D.' }),
      ...ARTICLE_ANSWERS,
      ...settlementAnswers(this),
      'scale.weigh': () => succeed(this.scale),
      'voucher.issue': done,
      'voucher.list': () => succeed({ vouchers: [...SAMPLE_VOUCHERS], openMinor: 2_450 }),
      ...deviceAnswers(this),
    }
  }
}
