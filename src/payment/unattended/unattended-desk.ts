import { LIMITS } from '#contract/limits.ts'
import { type Currency, formatAmount } from '#contract/money.ts'
import { CatalogueFailure, type Failure, fail, type Result, succeed } from '#contract/result.ts'
import type { ClockPort } from '../ports/clock.port.ts'
import type { FuelReservationPort } from '../ports/fuel-reservation.port.ts'
import type { FuelRunJournalPort } from '../ports/fuel-run-journal.port.ts'
import type { PumpNotice, PumpOrder, PumpPort } from '../ports/pump.port.ts'
import { beginFuelRun, type FuelRunEvent, fuelRunTransition } from './fuel-run.machine.ts'
import { type FuelRun, type FuelRunState, isOver, type SoldFuel } from './fuel-run.ts'

/** A pump of the shop, and on what terms it sells. */
export interface UnattendedPump {
  readonly id: string
  readonly name: string
  readonly port: PumpPort
  /** What the bank is asked to hold for each customer. */
  readonly wantedMinor: number
  readonly liftWithinSeconds: number
  readonly nozzles: readonly SoldFuel[]
}

export interface UnattendedDeskOptions {
  readonly pumps: readonly UnattendedPump[]
  readonly reservations: FuelReservationPort
  readonly journal: FuelRunJournalPort
  readonly currency: Currency
  readonly clock: Pick<ClockPort, 'now' | 'after'>
  readonly newId: () => string
  /** Names sales and reservations of pumps, so that they are known as such. */
  readonly newSaleId: () => string
  readonly onChange: () => void
  readonly onUnexpected: (thrown: unknown) => void
}

/** What is known of a pump: its newest run, how far the fuel ran, and why it does not go on. */
export interface PumpNow {
  readonly pump: UnattendedPump
  readonly run: FuelRunState | null
  readonly order: PumpOrder | null
  /** Of the last try that changed nothing. */
  readonly failure: Failure | null
}

/**
 * Sells at pumps without a cashier, one customer at a time at each: a nozzle that is taken asks for a card, the bank's yes
 * releases the pump up to that amount, what the pump says it delivered is paid out of the reservation.
 *
 * Each step is on disk before the next thing is asked of anybody. What is asked may be asked again, so a state simply
 * asks until it is answered: a disk, a bank or a pump that is away keeps a run where it is and loses nothing of it.
 */
export class UnattendedDesk {
  readonly #stands: readonly PumpStand[]

  constructor(options: UnattendedDeskOptions) {
    this.#stands = options.pumps.map((pump) => new PumpStand(pump, options))
  }

  /** Takes up what was open when the program last stopped. Nothing is asked of a pump before. */
  async recover(): Promise<void> {
    for (const stand of this.#stands) await stand.recover()
  }

  start(): void {
    for (const stand of this.#stands) stand.start()
  }

  now(): PumpNow[] {
    return this.#stands.map((stand) => stand.now())
  }

  /** The run whose ticket is being paid: what the sale's fuel line says. */
  runOfSale(saleId: string): Extract<FuelRunState, { kind: 'completing' }> | null {
    for (const stand of this.#stands) {
      const { run } = stand.now()
      if (run?.kind === 'completing' && run.run.saleId === saleId) return run
    }
    return null
  }

  /** Something moved on the card side. */
  look(): void {
    for (const stand of this.#stands) stand.look()
  }

  /** Ends the delivery of a pump. Errors: PUMP_IDLE. */
  stop(pumpId: string): Promise<Result<null>> {
    return this.#tell(pumpId, { kind: 'stop-asked' })
  }

  /**
   * Ends the run of a pump that is dead with what its counter shows: that is paid, or the reservation let go of. Errors:
   * PUMP_IDLE, PUMP_ANSWERS, RESERVATION_TOO_SMALL.
   */
  async closeByHand(
    pumpId: string,
    close: { readonly by: string; readonly amountMinor: number },
  ): Promise<Result<null>> {
    const stand = this.#stands.find(({ id }) => id === pumpId)
    return stand === undefined ? fail('PUMP_IDLE') : stand.closeByHand(close)
  }

  /** Takes note of a delivery that cannot be paid. Errors: PUMP_IDLE. */
  takeNote(pumpId: string, by: string): Promise<Result<null>> {
    return this.#tell(pumpId, { kind: 'noted', by })
  }

  async close(): Promise<void> {
    await Promise.all(this.#stands.map((stand) => stand.close()))
  }

  async #tell(pumpId: string, event: FuelRunEvent): Promise<Result<null>> {
    const stand = this.#stands.find(({ id }) => id === pumpId)
    const moved = stand !== undefined && (await stand.tell(event))
    return moved ? succeed(null) : fail('PUMP_IDLE')
  }
}

/** One pump and its newest run. */
class PumpStand {
  readonly id: string
  readonly #pump: UnattendedPump
  readonly #options: UnattendedDeskOptions
  #state: FuelRunState | null = null
  #order: PumpOrder | null = null
  #failure: Failure | null = null
  /** A nozzle that stays out after its run asks for nobody's card. */
  #isCallUsed = false
  /** The card is asked for once in a run. */
  #hasBegun = false
  #isClosed = false
  #stopTimer: () => void = () => {}
  #offNotice: () => void = () => {}
  /** Events are taken one after the other; what they cause is asked outside of that. */
  #turn: Promise<unknown> = Promise.resolve()
  #drive: Promise<void> | null = null
  #driveAgain = false

  constructor(pump: UnattendedPump, options: UnattendedDeskOptions) {
    this.id = pump.id
    this.#pump = pump
    this.#options = options
  }

  async recover(): Promise<void> {
    this.#state = await this.#options.journal.newestRun(this.id)
    if (this.#state !== null && !isOver(this.#state)) await this.tell({ kind: 'interrupted' })
  }

  start(): void {
    this.#offNotice = this.#pump.port.onNotice((notice) => this.#heard(notice))
    this.#pump.port.start()
    this.look()
  }

  now(): PumpNow {
    const failure = this.#failure ?? (this.#isOpen() ? this.#pump.port.health().failure : null)
    return { pump: this.#pump, run: this.#state, order: this.#order, failure }
  }

  /** @returns whether the event changed anything. Throws CatalogueFailure STORE_*. */
  tell(event: FuelRunEvent): Promise<boolean> {
    return this.#inTurn(async () => {
      const { clock, journal } = this.#options
      const at = clock.now()
      const moved = this.#state === null ? null : fuelRunTransition(this.#state, event, at)
      if (moved === null) return false
      await journal.commit({ at, event: event.kind, state: moved, isOver: isOver(moved) })
      this.#become(moved)
      return true
    })
  }

  async closeByHand({ by, amountMinor }: { readonly by: string; readonly amountMinor: number }): Promise<Result<null>> {
    const state = this.#state
    if (state === null || !isAtPump(state)) return fail('PUMP_IDLE')
    if (!isDead(this.now())) return fail('PUMP_ANSWERS')
    const { run, reservation } = state
    const { ceilingMinor } = reservation
    if (amountMinor > ceilingMinor) {
      return fail('RESERVATION_TOO_SMALL', { amount: formatAmount(ceilingMinor, run.currency) })
    }
    const sold = [...(run.fuels ?? []), ...this.#pump.nozzles].find(({ nozzle }) => nozzle === run.nozzle)
    const closed = await this.tell({ kind: 'closed-by-hand', by, amountMinor, priceMilli: sold?.priceMilli ?? 0 })
    return closed ? succeed(null) : fail('PUMP_IDLE')
  }

  look(): void {
    this.#stopTimer()
    this.#driveAgain = true
    this.#drive ??= this.#driveOn().finally(() => {
      this.#drive = null
    })
  }

  async close(): Promise<void> {
    this.#isClosed = true
    this.#stopTimer()
    this.#offNotice()
    await this.#pump.port.close()
    await this.#drive
    await this.#turn
  }

  #isOpen(): boolean {
    return this.#state !== null && !isOver(this.#state)
  }

  #become(state: FuelRunState): void {
    this.#state = state
    this.#failure = null
    this.#options.onChange()
    this.look()
  }

  #inTurn<Value>(work: () => Promise<Value>): Promise<Value> {
    const mine = this.#turn.then(work)
    this.#turn = mine.catch(() => {})
    return mine
  }

  #heard(notice: PumpNotice): void {
    if (this.#isClosed) return
    if (notice.kind === 'order') this.#guarded(() => this.#orderMoved(notice.order))
    else if (notice.kind === 'health') {
      this.#options.onChange()
      this.look()
    } else if (notice.nozzle === null) this.#isCallUsed = false
    else {
      const { nozzle } = notice
      this.#guarded(() => this.#begin(nozzle))
    }
  }

  /** What goes wrong with the disk is tried again by the next look, or told again by the pump. */
  #guarded(work: () => Promise<unknown>): void {
    work().catch((thrown) => {
      if (!(thrown instanceof CatalogueFailure)) return this.#options.onUnexpected(thrown)
      this.#failed(thrown.failure)
    })
  }

  #failed(failure: Failure): void {
    this.#failure = failure
    this.#options.onChange()
  }

  /** A nozzle was taken: the run is on disk before the card is asked for. */
  #begin(nozzle: number): Promise<void> {
    return this.#inTurn(async () => {
      const { clock, currency, journal, newId, newSaleId } = this.#options
      const isSold = this.#pump.nozzles.some((sold) => sold.nozzle === nozzle)
      if (this.#isOpen() || this.#isCallUsed || !isSold || this.#isClosed) return
      const at = clock.now()
      const run: FuelRun = {
        id: newId(),
        pumpId: this.id,
        pumpName: this.#pump.name,
        nozzle,
        wantedMinor: this.#pump.wantedMinor,
        currency,
        fuels: this.#pump.nozzles,
        reservationSaleId: newSaleId(),
        saleId: newSaleId(),
        startedAt: at,
      }
      const state = beginFuelRun(run)
      await journal.begin({ at, event: 'nozzle-taken', state, isOver: false })
      this.#isCallUsed = true
      this.#hasBegun = false
      this.#order = null
      this.#become(state)
    })
  }

  async #orderMoved(order: PumpOrder): Promise<void> {
    const own = this.#state?.run.id === order.id
    if (own && (this.#isOpen() || this.#state?.run.closedBy !== undefined)) {
      this.#order = order
      // With these the nozzle is back, or was never out.
      if (order.end === 'hung-up' || order.end === 'power-cut' || order.end === 'not-lifted') this.#isCallUsed = false
      await this.tell({ kind: 'pump-said', order })
      this.#options.onChange()
    }
    // Only what this till has on disk as ended: an order of another till's is not its to forget.
    if (order.state === 'ended' && (await this.#isKept(order.id))) await this.#pump.port.taken(order.id)
  }

  async #isKept(orderId: string): Promise<boolean> {
    const run = this.#state?.run.id === orderId ? this.#state : await this.#options.journal.run(orderId)
    return run !== null && !['reserving', ...AT_PUMP].includes(run.kind)
  }

  /** Asks what the state asks for, until it waits for somebody. */
  async #driveOn(): Promise<void> {
    while (this.#driveAgain && !this.#isClosed) {
      this.#driveAgain = false
      const state = this.#state
      if (state === null || isOver(state) || state.kind === 'unpaid') return
      try {
        const event = await this.#ask(state)
        if (event !== null && this.#state === state) await this.tell(event)
      } catch (thrown) {
        if (!(thrown instanceof CatalogueFailure)) this.#options.onUnexpected(thrown)
        this.#failed(thrown instanceof CatalogueFailure ? thrown.failure : { code: 'INTERNAL_UNEXPECTED' })
      }
    }
    if (this.#isOpen() && !this.#isClosed) {
      this.#stopTimer()
      this.#stopTimer = this.#options.clock.after(LIMITS.pumpLookPauseMs, () => this.look())
    }
  }

  /** What the answer means; null while it changes nothing. */
  async #ask(state: FuelRunState): Promise<FuelRunEvent | null> {
    switch (state.kind) {
      case 'reserving':
        return this.#reserve(state)
      case 'releasing':
      case 'released':
      case 'delivering':
      case 'withdrawing':
      case 'stopping':
        return this.#askPump(state)
      case 'completing':
        return this.#complete(state)
      case 'letting-go': {
        const released = await this.#options.reservations.release(state.reservation.paymentId)
        if (released.ok) return { kind: 'let-go' }
        this.#failed(released.error)
        return null
      }
      default:
        return null
    }
  }

  async #reserve({ run, isInterrupted }: Extract<FuelRunState, { kind: 'reserving' }>): Promise<FuelRunEvent | null> {
    const { reservations } = this.#options
    if (!this.#hasBegun && !isInterrupted) {
      this.#hasBegun = true
      const { reservationSaleId: saleId, wantedMinor: amountMinor, currency, pumpName: label } = run
      const begun = await reservations.begin({ saleId, amountMinor, currency, label })
      if (!begun.ok) return { kind: 'not-reserved', failure: begun.error }
    }
    const now = await reservations.find(run.reservationSaleId)
    if (now === null) return { kind: 'not-reserved', failure: { code: 'PAYMENT_CANCELLED' } }
    if (now.state === 'ended') return { kind: 'not-reserved', failure: now.failure }
    if (now.state === 'undecided') return null
    // Never more than was asked for, whatever the bank says.
    const ceilingMinor = Math.min(now.amountMinor, run.wantedMinor)
    return { kind: 'reserved', reservation: { paymentId: now.paymentId, ceilingMinor } }
  }

  async #askPump({ kind, run, reservation }: AtPump): Promise<FuelRunEvent | null> {
    const { port, liftWithinSeconds, nozzles } = this.#pump
    const prices = nozzles.map(({ nozzle, priceMilli }) => ({ nozzle, priceMilli }))
    const { ceilingMinor } = reservation
    const said = await {
      releasing: () => port.release({ id: run.id, ceilingMinor, currency: run.currency, liftWithinSeconds, prices }),
      released: () => port.look(run.id),
      delivering: () => port.look(run.id),
      withdrawing: () => port.withdraw(run.id),
      stopping: () => port.stop(run.id),
    }[kind]()
    if (!said.ok) {
      this.#failed(said.error)
      return { kind: 'pump-failed', failure: said.error }
    }
    this.#order = said.value
    this.#failure = null
    this.#options.onChange()
    return { kind: 'pump-said', order: said.value }
  }

  async #complete({ run, reservation, delivery }: Completing): Promise<FuelRunEvent | null> {
    // The end is on disk: the pump need not tell it any more. Lost, it tells it again and is answered then.
    void this.#pump.port.taken(run.id)
    const wanted = { paymentId: reservation.paymentId, saleId: run.saleId, amountMinor: delivery.chargedMinor }
    const paid = await this.#options.reservations.complete(wanted)
    if (paid.ok) return { kind: 'completed', paymentId: paid.value.paymentId }
    this.#failed(paid.error)
    return paid.error.code.startsWith('RESERVATION_') ? { kind: 'not-completable', failure: paid.error } : null
  }
}

const AT_PUMP = ['releasing', 'released', 'delivering', 'withdrawing', 'stopping'] as const
type AtPump = Extract<FuelRunState, { kind: (typeof AT_PUMP)[number] }>

const isAtPump = (state: FuelRunState): state is AtPump => (AT_PUMP as readonly string[]).includes(state.kind)

/** Its run waits for a pump that does not answer: only then a person may end it in the pump's stead. */
export function isDead({ run, failure }: Pick<PumpNow, 'run' | 'failure'>): boolean {
  return run !== null && isAtPump(run) && (failure?.code.startsWith('PUMP_') ?? false)
}

type Completing = Extract<FuelRunState, { kind: 'completing' }>
