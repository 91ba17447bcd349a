import type { CallName, Request, Response } from '#contract/api.ts'
import type { Handlers } from '#contract/dispatch.ts'
import { CatalogueFailure, fail, type Result } from '#contract/result.ts'
import { BackgroundWork } from '#main/compose/background-work.ts'
import { hearHost, joinRooms, recover, type Selling } from '#main/compose/join-rooms.ts'
import { createHandlers } from '#main/handlers/handlers.ts'
import type { HostNotice } from '#payment/acquirer/host-session.ts'
import { createIsoAcquirer } from '#payment/acquirer/iso-acquirer.ts'
import type { AcquirerProfile } from '#payment/iso8583/acquirer-profile.ts'
import type { AcquirerHostPort } from '#payment/ports/acquirer-host.port.ts'
import {
  type Acquirer,
  type AcquirerDirectory,
  createDirectory,
  withOneHost,
  withStandby,
} from '#payment/routing/acquirer-directory.ts'
import { GuardedHost } from '#payment/routing/guarded-host.ts'
import { acquirerFor } from '#payment/routing/routing-rules.ts'
import { TEST_KEY_ENCRYPTION_KEY } from '#simulators/acquirer-host/host-keys.ts'
import { assembleStore, type Store } from '#store/open-store.ts'
import { type Bank, type BankHost, routingOf, terminalIdOf } from './bank-host.ts'
import { cardSideOf } from './card-side.ts'
import { WORLD_PRODUCTS } from './cards.ts'
import { PLAIN_TEXT, WORLD_SIGNER } from './cheap-parts.ts'
import { Disk, diskFull, type Gate, gatedStore, isRecord, MANAGER, WORLD_SECRETS } from './disk.ts'
import type { FaultBook } from './faults.ts'
import { Life, PROGRAM_DIED } from './life.ts'
import { Line } from './line.ts'
import type { Mutant, MutantParts } from './mutant.ts'
import { CounterPad, worldPad } from './pad.ts'
import { CounterPrinter, worldPrinter } from './printer.ts'
import { CounterTerminal, onlyTerminal, worldTerminal } from './terminal.ts'
import { type VirtualTime, WallClock } from './virtual-time.ts'
import type { Watch } from './watch.ts'

/** What one till stands in. */
export interface MachineParts {
  readonly index: number
  readonly time: VirtualTime
  readonly image: Buffer
  readonly profile: AcquirerProfile
  readonly banks: readonly Bank[]
  readonly book: FaultBook
  readonly watch: Watch
  readonly mutant: Mutant | null
  readonly tell: (text: string) => void
}

interface HostParts extends MutantParts {
  readonly isDead: () => boolean
  /** What a line has to say besides its answers. */
  readonly hear: (notice: HostNotice) => void
}

const DOWN_MS = 15_000
/** Tips, and cash up to a limit that some ask too much for. */
const CARD_EXTRAS = { tips: { basisPoints: [500] }, cashback: { limitMinor: 5_000 } }

/**
 * A till as a computer on a counter: disk, clock, pad and printer stay; the program on it is started, killed and started
 * again. The program is the product's own, joined as `compose` joins it.
 */
export class Machine {
  readonly index: number
  readonly disk: Disk
  readonly clock: WallClock
  readonly book: FaultBook
  readonly pad = new CounterPad()
  readonly printer = new CounterPrinter()
  readonly terminal: CounterTerminal
  readonly lines = new Set<Line>()
  life = new Life()
  isClosingDay = false
  isRecovering = false
  recoveries = 0
  /** What faults count: since the visit began, and since the program was started. */
  writesSinceVisit = 0
  recordsSinceVisit = 0
  uploadsSinceVisit = 0
  writesSinceStart = 0
  #calls: Handlers | null = null
  #selling: Selling | null = null
  #ids = 0
  #boot: Promise<void> = Promise.resolve()
  readonly #parts: MachineParts
  #changed: () => void = () => {}

  constructor(parts: MachineParts) {
    this.#parts = parts
    this.index = parts.index
    this.book = parts.book
    this.disk = new Disk(parts.image)
    this.clock = new WallClock(parts.time)
    this.terminal = new CounterTerminal(parts.index % 2 === 0 ? 'on-yes' : 'at-once')
  }

  /** The program that runs now. @throws PROGRAM_DIED when none does. */
  get selling(): Selling {
    if (this.#selling === null || this.life.isOver) throw PROGRAM_DIED
    return this.#selling
  }

  /** Somebody new stands before the till. */
  beginVisit(): void {
    this.writesSinceVisit = 0
    this.recordsSinceVisit = 0
    this.uploadsSinceVisit = 0
  }

  /** A call as the screen makes it. What the disk refuses is a failure; @throws PROGRAM_DIED when nobody will answer. */
  async ask<Name extends CallName>(name: Name, request: Request<Name>): Promise<Result<Response<Name>>> {
    const { life } = this
    const calls = this.#calls
    if (life.isOver || calls === null) throw PROGRAM_DIED
    const handler = calls[name] as (
      request: Request<Name>,
      caller: { carrier: 'test' },
    ) => Promise<Result<Response<Name>>>
    const answered = handler(request, { carrier: 'test' }).catch((thrown: unknown) => {
      if (thrown instanceof CatalogueFailure) return fail(thrown.failure.code)
      this.#parts.watch.unexpected(name, thrown)
      return fail('INTERNAL_UNEXPECTED')
    })
    return this.whileAlive(answered as Promise<Result<Response<Name>>>)
  }

  async whileAlive<Value>(work: Promise<Value>): Promise<Value> {
    return await this.life.during(work)
  }

  /** Resolves when something on the screen changed, or after a while. */
  async change(patienceMs: number): Promise<void> {
    const changed = new Promise<void>((resolve) => {
      this.#changed = resolve
    })
    await this.whileAlive(Promise.race([changed, this.#parts.time.pause(patienceMs)]))
  }

  /** The program is gone between two instructions. The disk keeps what was written; the till starts again by itself. */
  crash(why: string): void {
    if (this.life.isOver) return
    this.#parts.tell(`till ${this.index + 1}: ${why}`)
    this.life.end()
    for (const line of [...this.lines]) line.destroy()
    this.lines.clear()
    this.#parts.watch.atDeath(this)
    this.#boot = this.#parts.time.pause(DOWN_MS).then(() => this.start())
  }

  /** Resolves when a program runs again, whatever happens on the way there. */
  async up(): Promise<void> {
    while (this.life.isOver || this.#selling === null) await this.#boot
  }

  /** Starts the program and signs the manager in. */
  async start(): Promise<void> {
    this.life = new Life()
    this.#calls = null
    this.#selling = null
    this.isClosingDay = false
    this.recoveries += 1
    this.writesSinceStart = 0
    this.isRecovering = true
    try {
      await this.whileAlive(this.#run(this.life))
      this.isRecovering = false
      while (!(await this.ask('session.signIn', MANAGER)).ok) await this.whileAlive(this.#parts.time.pause(1_000))
      this.#parts.watch.afterStart(this)
    } catch (thrown) {
      // A disk that refuses what a start must write keeps the till from opening: a person tries again.
      if (thrown instanceof CatalogueFailure) this.crash(`does not open: ${thrown.failure.code}`)
      else if (thrown !== PROGRAM_DIED) throw thrown
    }
  }

  async #run(life: Life): Promise<void> {
    const { mutant, watch, time } = this.#parts
    const clock = this.clock.portFor(() => life.isOver)
    const bare = assembleStore({ db: this.disk.db, close: () => {} }, { secretStore: WORLD_SECRETS, clock })
    const gated = gatedStore(bare, this.#gate(life))
    const store = mutant?.wrapStore?.(gated, { machine: this, clock }) ?? gated
    const background = new BackgroundWork((thrown) => watch.unexpected('background', thrown))
    const log = watch.log(this)
    const parts: HostParts = {
      machine: this,
      store,
      clock,
      isDead: () => life.isOver,
      hear: (notice) => background.run(() => hearHost(selling, { log }, notice)),
    }
    const acquirers = this.#directory(parts)
    const pad = worldPad({
      counter: this.pad,
      book: this.book,
      clock,
      nowMs: () => time.nowMs,
      paymentAtTheCard: () =>
        this.disk.look<{ number: string }>(
          "SELECT number FROM payment WHERE final = 0 AND kind IN ('completing', 'standing-in')",
        )[0]?.number ?? null,
    })
    const printer = worldPrinter({
      counter: this.printer,
      book: this.book,
      clock,
      nowMs: () => time.nowMs,
      onPaper: (bytes) => watch.paper(this, bytes),
    })
    const terminal = worldTerminal({
      counter: this.terminal,
      book: this.book,
      time,
      life,
      onOrder: (order) => watch.ordered(this, order),
    })
    const selling: Selling = await joinRooms(
      {
        store,
        fiscalSigner: WORLD_SIGNER,
        clock,
        log,
        training: false,
        newId: () => this.#newId(),
        cardProducts: WORLD_PRODUCTS,
        cardExtras: CARD_EXTRAS,
      },
      {
        acquirers,
        pad: mutant?.wrapPad?.(pad) ?? pad,
        terminals: onlyTerminal(mutant?.wrapTerminal?.(terminal) ?? terminal),
        printer,
        encoderFor: () => PLAIN_TEXT,
        desk: { paymentEnded: () => {} },
        testSales: { settled: () => {}, signatureAsked: () => {} },
        cardPayments: (engine) => {
          const cards = cardSideOf(engine)
          return mutant?.wrapCards?.(cards, { ...parts, acquirers, pad }) ?? cards
        },
        touch: () => this.#changed(),
        background,
      },
    )
    await recover(selling, { log, store })
    await selling.worker.start()
    this.#selling = selling
    this.#calls = this.#handlers(selling, store)
    background.run(() => selling.dayClose.confirm())
  }

  #newId(): string {
    this.#ids += 1
    return `t${this.index + 1}-${this.#ids}`
  }

  #directory(parts: HostParts): AcquirerDirectory {
    const { banks, mutant, profile } = this.#parts
    const { store, clock } = parts
    const back = new Set<() => void>()
    const guarded = (bank: Bank, host: BankHost) =>
      new GuardedHost({
        host: this.#host(bank, host, parts),
        isProbed: bank.standby !== null,
        clock,
        nextStan: () => store.paymentJournal.nextStan(bank.id),
        onChange: () => {},
        onReturn: () => {
          for (const listener of back) listener()
        },
      })
    const acquirers = banks.map((bank, place): Acquirer => {
      const terminal = { terminalId: terminalIdOf(this.index, place), merchantId: 'WORLDMERCHANT01', contract: '0' }
      const acquirer = {
        id: bank.id,
        terminal,
        offline: profile.offline,
        cashback: profile.cashback,
        sharedJournal: bank.sharedJournal,
        reservationDays: bank.reservationDays,
      }
      const primary = guarded(bank, bank.primary)
      if (bank.standby === null) return withOneHost({ ...acquirer, primary: primary.port })
      return withStandby(acquirer, { primary, standby: guarded(bank, bank.standby) })
    })
    return createDirectory(
      acquirers.map((acquirer) => mutant?.wrapAcquirer?.(acquirer) ?? acquirer),
      (sale) => acquirerFor(routingOf(banks), sale),
      (listener) => {
        back.add(listener)
        return () => void back.delete(listener)
      },
    )
  }

  #host({ id }: Bank, host: BankHost, parts: HostParts): AcquirerHostPort {
    const { mutant, profile, time, watch } = this.#parts
    const { store, clock } = parts
    const real = createIsoAcquirer({
      alias: host.name,
      endpoint: `tcp://${host.name}:1`,
      profile,
      clock,
      nextStan: () => store.paymentJournal.nextStan(id),
      keyEncryptionKey: TEST_KEY_ENCRYPTION_KEY,
      onNotice: (notice) => {
        if (notice.kind === 'late-answer') mutant?.onLateAnswer?.(notice.stan, parts)
        parts.hear(notice)
      },
      dial: {
        dial: () => {
          const onLeft = (bytes: Uint8Array) => watch.bankLine.left(this, host.name, bytes)
          const line = new Line({ time, host, isDead: parts.isDead, book: this.book, onLeft })
          this.lines.add(line)
          line.once('close', () => this.lines.delete(line))
          return line
        },
        arrivals: () => Promise.resolve(),
      },
    })
    return mutant?.wrapHost?.(real, parts) ?? real
  }

  #handlers({ acquirers, till, engine, dayClose }: Selling, store: Store): Handlers {
    const asked = {
      till,
      engine,
      journal: store.paymentJournal,
      acquirers,
      giftOrders: store.giftOrders,
      customers: store.customers,
      paidSales: store.paidSales,
      dayClose,
      pumps: { sellsOn: () => false },
      isPadAtWork: () => false,
    }
    // Nobody here looks devices or screens up: the parts behind those calls are not there.
    return createHandlers(asked as unknown as Parameters<typeof createHandlers>[0])
  }

  #gate(life: Life): Gate {
    const { disk, book } = this
    return {
      isOver: () => life.isOver,
      beforeWrite: (port, name) => {
        const fault = this.#strikes(port, name, 'before')
        if (fault !== null) this.crash(`dies before ${name} is on disk`)
        const full = book.take(({ kind, at = 1 }) => kind === 'disk-full' && this.#countdown(at))
        if (full !== null) disk.fullUntilMs = this.#parts.time.nowMs + (full.ms ?? 1_000)
        return this.#parts.time.nowMs < disk.fullUntilMs ? diskFull() : null
      },
      tears: (write) => {
        const fault = book.takeKind('torn-write')
        if (fault === null) return false
        const dying = { secretStore: WORLD_SECRETS, clock: this.clock.portFor(() => true) }
        const storeOn = (db: Disk['db']) => assembleStore({ db, close: () => {} }, dying)
        this.disk.tear((db) => void write(storeOn(db)).catch(() => {}), fault.at ?? 500)
        this.crash('loses power while it writes')
        return true
      },
      afterWrite: (port, name) => {
        const fault = this.#strikes(port, name, 'after')
        if (fault !== null) this.crash(`dies after ${name} is on disk`)
      },
    }
  }

  #countdown(at: number): boolean {
    return this.writesSinceVisit >= at
  }

  #strikes(port: keyof Store, name: string, moment: 'before' | 'after') {
    if (moment === 'before') {
      this.writesSinceVisit += 1
      this.writesSinceStart += 1
      if (isRecord(port, name)) this.recordsSinceVisit += 1
      if (name === 'commitUpload') this.uploadsSinceVisit += 1
    }
    return this.book.take(({ kind, at = 1 }) => {
      switch (kind) {
        case 'crash-before-record':
          return moment === 'before' && isRecord(port, name) && this.recordsSinceVisit >= at
        case 'crash-after-record':
          return moment === 'after' && isRecord(port, name) && this.recordsSinceVisit >= at
        case 'crash-in-recovery':
          return this.isRecovering && (at % 2 === 0) === (moment === 'before') && this.writesSinceStart >= at / 4
        case 'crash-in-day-end':
          return this.isClosingDay && (at % 2 === 0) === (moment === 'before') && this.writesSinceVisit >= at / 2
        case 'crash-in-upload':
          return name === 'commitUpload' && (at % 2 === 0) === (moment === 'before') && this.uploadsSinceVisit >= at / 2
        default:
          return false
      }
    })
  }
}
