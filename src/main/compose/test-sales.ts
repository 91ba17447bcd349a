import { LIMITS } from '#contract/limits.ts'
import type { Currency } from '#contract/money.ts'
import { CatalogueFailure, type Failure, type Result, succeed } from '#contract/result.ts'
import type { TestSaleView } from '#contract/views/devices-view.ts'
import type { PaymentEngine } from '#payment/engine/payment-engine.ts'
import { isFinal, type PaymentState } from '#payment/engine/payment-state.ts'
import type { ClockPort } from '#payment/ports/clock.port.ts'
import type { PaymentJournalPort } from '#payment/ports/payment-journal.port.ts'
import type { DeviceBookPort } from '#till/ports/device-book.port.ts'

const SALE_ID_PREFIX = 'device-test-'
/** One cent, one grosz: what a bank takes as the least. */
const AMOUNT_MINOR = 1
/** How long to wait before writing again what a full disk refused. */
const STORE_RETRY_MS = 1_000

/** A sale that tries out a pad: it has no ticket, no fiscal record and no place in the till's figures. */
export const isTestSale = (saleId: string): boolean => saleId.startsWith(SALE_ID_PREFIX)

export interface TestSalesOptions {
  readonly engine: () => Pick<PaymentEngine, 'start' | 'giveBack' | 'cashier'>
  readonly book: DeviceBookPort
  readonly journal: Pick<PaymentJournalPort, 'paymentsOfSale'>
  readonly clock: ClockPort
  readonly newId: () => string
  /** The test sale is the engine's payment in view; the ticket in hand shows its own again. */
  readonly onStarted: () => void
  /** Work that the engine does not wait for. */
  readonly run: (work: () => Promise<void>) => void
}

interface Awaited {
  readonly saleId: string
  readonly end: (view: TestSaleView) => void
  /** Once only the bank's word on the reversal is missing: goes on without it. */
  goOn: (() => void) | null
  cancelTimer: () => void
}

/**
 * Sales of the smallest amount through the real payment engine at the real bank, reversed as soon as they are
 * approved:
 *
 *   written down -> payment --approved--> given back --bank agreed--> reversed: the note is taken away
 *                           --declined, stopped, failed-------------> the note is taken away
 *
 * A kill anywhere leaves the note: the next start gives back what was approved meanwhile.
 */
export class TestSales {
  readonly #options: TestSalesOptions
  #awaited: Awaited | null = null

  constructor(options: TestSalesOptions) {
    this.#options = options
  }

  /** Runs one and answers how it ended. Errors: those of the engine's `start`. */
  async run(deviceId: string, currency: Currency): Promise<Result<TestSaleView>> {
    const { engine, book, clock, newId, onStarted } = this.#options
    const saleId = `${SALE_ID_PREFIX}${newId()}`
    await book.beginTestSale({ saleId, deviceId }, clock.now())
    const ended = new Promise<TestSaleView>((resolve) => {
      this.#awaited = { saleId, end: resolve, goOn: null, cancelTimer: () => {} }
    })
    const request = { saleId, attempt: 1, amountMinor: AMOUNT_MINOR, currency, bankOnly: true } as const
    const started = await engine().start(request)
    if (!started.ok) {
      this.#awaited = null
      await book.endTestSale(saleId)
      return started
    }
    onStarted()
    return succeed(await ended)
  }

  /** A test sale waits for a signature: nobody is asked for one, and a sale that is not signed is reversed. */
  signatureAsked(): void {
    const { clock, engine, run } = this.#options
    clock.after(0, () =>
      run(async () => {
        await engine().cashier.judgeSignature(false)
      }),
    )
  }

  /** The engine's word on a test sale. */
  settled(paymentId: string, saleId: string, state: PaymentState): void {
    const { run, book } = this.#options
    if (state.kind === 'outcome-unknown') this.#waitForBank(saleId, state)
    else if (state.kind === 'approved') {
      this.#waitForBank(saleId, state)
      this.#giveBack(paymentId)
    } else if (isFinal(state)) {
      run(() => book.endTestSale(saleId))
      this.#end(saleId, viewOf(state))
    }
  }

  /** A disk that does not take the reversal now is asked again: until then the charge stands. */
  #giveBack(paymentId: string): void {
    const { run, engine, clock } = this.#options
    run(async () => {
      try {
        await engine().giveBack(paymentId)
      } catch (thrown) {
        const isDisk = thrown instanceof CatalogueFailure && thrown.failure.code.startsWith('STORE_')
        if (!isDisk) throw thrown
        clock.after(STORE_RETRY_MS, () => this.#giveBack(paymentId))
      }
    })
  }

  /** Gives back what a kill left approved; before the first call is answered. */
  async recover(): Promise<void> {
    const { book, journal, engine } = this.#options
    for (const { saleId } of await book.openTestSales()) {
      const payments = await journal.paymentsOfSale(saleId)
      for (const { id, state } of payments) if (state.kind === 'approved') await engine().giveBack(id)
      const isOver = payments.every(({ state }) => isFinal(state) && state.kind !== 'approved')
      if (isOver) await book.endTestSale(saleId)
    }
  }

  /** Nobody waits any longer for the bank to agree to the reversal, which goes on. */
  goOn(): void {
    this.#awaited?.goOn?.()
  }

  /** The reversal goes on for as long as it takes; the technician does not wait that long. */
  #waitForBank(saleId: string, state: Extract<PaymentState, { kind: 'outcome-unknown' | 'approved' }>): void {
    const awaited = this.#awaited
    if (awaited?.saleId !== saleId || awaited.goOn !== null) return
    const view = { ...answered(state), outcome: 'not-finished', failure: { code: 'PAYMENT_REVERSAL_PENDING' } } as const
    awaited.goOn = () => this.#end(saleId, view)
    awaited.cancelTimer = this.#options.clock.after(LIMITS.hostAnswerTimeoutMs, awaited.goOn)
  }

  #end(saleId: string, view: TestSaleView): void {
    const awaited = this.#awaited
    if (awaited?.saleId !== saleId) return
    awaited.cancelTimer()
    this.#awaited = null
    awaited.end(view)
  }
}

function answered(state: PaymentState): Pick<TestSaleView, 'responseCode' | 'approvalCode'> {
  const answer = 'answer' in state ? (state.answer ?? null) : null
  return { responseCode: answer?.responseCode ?? null, approvalCode: answer?.approvalCode ?? null }
}

function viewOf(state: PaymentState): TestSaleView {
  const figures = answered(state)
  switch (state.kind) {
    case 'reversed':
      return state.answer?.approved
        ? { ...figures, outcome: 'approved-and-reversed', failure: null }
        : { ...figures, outcome: 'not-finished', failure: { code: state.cause } }
    case 'declined':
      return { ...figures, outcome: 'declined', failure: plain(state.failure) }
    case 'cancelled':
    case 'failed':
      return { ...figures, outcome: 'not-finished', failure: plain(state.failure) }
    default:
      throw new Error(`a test sale that ended as ${state.kind}`)
  }
}

/** As the contract has it. */
function plain({ code, details }: Failure): NonNullable<TestSaleView['failure']> {
  return details === undefined ? { code } : { code, details: { ...details } }
}
