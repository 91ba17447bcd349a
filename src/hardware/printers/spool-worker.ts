import { createHash } from 'node:crypto'
import { CIPHERS } from '#contract/ciphers.ts'
import { LIMITS } from '#contract/limits.ts'
import { CatalogueFailure, type Failure, type Result, succeed } from '#contract/result.ts'
import type { PrintJobState } from '#contract/views/sale-view.ts'
import type { LaidOutTicket } from '#contract/views/ticket-view.ts'
import type { StatusView } from '#contract/views/till-view.ts'
import type { ClockPort } from '#payment/ports/clock.port.ts'
import type {
  PrintedOn,
  PrintSpoolPort,
  QueuedJob,
  SpooledJob,
  SpoolMoveMore,
  SpoolShare,
} from '#till/ports/print-spool.port.ts'
import { drawerKick, type EscposEncoder, encoderOf } from './escpos-encoder.ts'
import { endOf, HeldJobs, type PaperEnd } from './held-jobs.ts'
import type { PrinterHindrance } from './printer-trouble.ts'
import { acknowledgementId } from './ticket-acknowledgement.ts'
import type { PrintOutcome, TicketPrinter } from './ticket-printer.ts'
import { WorkerRest } from './worker-rest.ts'

/** The printer as the status bar shows it. */
export type PrinterHealth = StatusView['printer']

/**
 * Where the papers go. It may be no printer at all for a while: `prepare` answers `absent`, and papers wait. While one
 * printer keeps a paper that waits for a person, another one may be prepared, and takes the next.
 */
export interface PaperOutlet extends Omit<TicketPrinter, 'prepare' | 'mayHoldHalfTicket'> {
  /** @param mayStandIn whether another printer may take the next paper, where one is set up for that. */
  prepare(mayStandIn?: boolean): Promise<PrinterHindrance | 'absent' | null>
  /** The printer that was prepared; left out by an outlet that is one printer without a name among the devices. */
  prepared?(): PrintedOn | null
}

export interface SpoolWorkerOptions {
  readonly spool: PrintSpoolPort
  readonly layOut: (document: SpooledJob['document'], columns: LaidOutTicket['columns']) => LaidOutTicket
  readonly printer: PaperOutlet
  readonly clock: ClockPort
  /** Which papers are this printer's; all of them where it is left out. */
  readonly share?: () => SpoolShare
  /** The language of a printer; ESC/POS as its profile has it, unless another is given. */
  readonly encoderFor?: (profile: PaperOutlet['profile']) => TicketEncoder
  /** Called after each change of `health`, and after each job that moved. */
  readonly onChange: () => void
}

/** Nobody must find a drawer open that was asked for long ago. */
const KICK = { withinMs: LIMITS.drawerKickOutMs } as const

type TicketEncoder = Pick<EscposEncoder, 'encode'>

export interface SpoolWorker {
  /** Prints what waits. What a kill interrupted must be settled by then (`settleInterrupted`). */
  start(): Promise<void>
  /** Waits a moment for the paper under way; what is not out then is unknown. Resolves when nothing runs any more. */
  stop(): Promise<void>
  /** There is something new in the spool. */
  notify(): void
  /** Waits no more for a paper that its printer holds up: it is unknown then. @returns whether it is so on disk: false where it is not held here, goes on just now, or the disk takes too long. */
  giveUp(jobId: string): Promise<boolean>
  health(): PrinterHealth
}

/** The one worker of a device. A job is `sending` on disk before its first byte, and never sent a second time. */
export function createSpoolWorker(options: SpoolWorkerOptions): SpoolWorker {
  return new Worker(options)
}

/**
 * The life of one job:
 *
 *   queued --printer hindered, away or none set up--> queued (asked again, for ever)
 *   queued --ready--> sending (on disk) --acknowledged--> printed
 *                     sending --no byte left--> queued (after a pause)
 *                     sending --line lost, silence, stop, kill--> unknown (a person decides)
 *                     sending --paper out, cover open--> sending (held: meanwhile the drawer opens, and other papers go
 *                                                        where another printer takes them)
 *                     sending, held --a person gives it up--> unknown; a drawer kick at once, and after drawerKickOutMs in any case
 *   queued --drawer kick older than drawerKickAgeMaxMs--> sending --> not-printed
 */
class Worker implements SpoolWorker {
  readonly #spool: PrintSpoolPort
  readonly #layOut: SpoolWorkerOptions['layOut']
  readonly #printer: PaperOutlet
  readonly #clock: ClockPort
  readonly #rest: WorkerRest
  readonly #onChange: () => void
  readonly #share: () => SpoolShare | undefined
  /** By profile: the outlet may be another printer at the next paper. */
  readonly #encoders = new Map<PaperOutlet['profile'], TicketEncoder>()
  readonly #encoderFor: (profile: PaperOutlet['profile']) => TicketEncoder
  #isStopping = false
  #isPrinting = false
  /** It was there and took nothing of the last paper: until it does, it counts as away. */
  #isRefusing = false
  readonly #held: HeldJobs
  #running: Promise<void> = Promise.resolve()
  #health: PrinterHealth
  readonly #stopListening: () => void

  constructor({ spool, layOut, printer, clock, share, encoderFor, onChange }: SpoolWorkerOptions) {
    this.#spool = spool
    this.#layOut = layOut
    this.#printer = printer
    this.#clock = clock
    this.#rest = new WorkerRest(clock)
    this.#held = new HeldJobs(clock, { onChange: () => this.#report(null), onEnded: () => this.notify() })
    this.#encoderFor = encoderFor ?? encoderOf
    this.#onChange = onChange
    this.#share = share ?? (() => undefined)
    this.#health = {
      alias: printer.alias,
      endpoint: printer.endpoint,
      state: 'ready',
      lastPrintedAt: null,
      queuedJobs: 0,
      unknownJobs: 0,
      failure: null,
    }
    this.#stopListening = printer.onTrouble((trouble) => this.#report(trouble))
  }

  async start(): Promise<void> {
    const { lastUnknownAt, lastPrintedAt } = await this.#spool.counts(this.#share())
    if (lastUnknownAt !== null && lastUnknownAt >= (lastPrintedAt ?? '')) this.#printer.expectHalfTicket()
    await this.#count()
    this.#running = this.#run()
  }

  async stop(): Promise<void> {
    this.#isStopping = true
    this.#rest.end()
    const forget = this.#clock.after(this.#isAtWork ? LIMITS.printerStopTimeoutMs : 0, () => void this.#printer.close())
    await this.#running
    await this.#held.allOver()
    // A disk that refuses leaves them `sending`: the next start makes them unknown.
    await this.#settleEnded().catch(() => {})
    forget()
    this.#stopListening()
    await this.#printer.close()
  }

  notify(): void {
    this.#rest.wake()
  }

  async giveUp(jobId: string): Promise<boolean> {
    const given = this.#held.giveUp(jobId).then(async (wasHeld) => {
      if (wasHeld) await this.#settleEnded()
      return wasHeld
    })
    let forget = () => {}
    const late = new Promise<false>((resolve) => {
      forget = this.#clock.after(LIMITS.printerStopTimeoutMs, () => resolve(false))
    })
    return Promise.race([given, late]).finally(forget)
  }

  health(): PrinterHealth {
    const { alias, endpoint } = this.#printer
    return { ...this.#health, alias, endpoint }
  }

  async #run(): Promise<void> {
    while (!this.#isStopping) {
      try {
        await this.#turn()
      } catch (thrown) {
        // The disk refused a step: nothing was sent, or its outcome is kept in hand below; the queue stays as it is.
        this.#show({ state: 'needs-attention', failure: failureOf(thrown) })
        await this.#rest.pause()
      }
    }
  }

  /** One job, or one look at an idle printer. */
  async #turn(): Promise<void> {
    this.#rest.begin()
    await this.#settleEnded()
    const queued = await this.#spool.queue(this.#share())
    await this.#count()
    const stale = queued.find((job) => isKick(job) && this.#isStale(job))
    if (stale !== undefined) return this.#giveUp(stale)
    const { next, hindrance } = await this.#next(queued)
    if (this.#isStopping) return
    if (hindrance === 'absent') {
      this.#show({ state: 'absent', failure: null })
      return this.#rest.sleep(LIMITS.printerIdleCheckMs)
    }
    if (next === undefined || hindrance !== null) this.#isRefusing = false
    this.#report(hindrance)
    if (hindrance === 'PRINTER_UNREACHABLE') return this.#rest.pause()
    if (!this.#isRefusing) this.#rest.startOver()
    if (next === undefined) {
      if (this.#held.isEmpty) await this.#printer.close()
      return this.#rest.sleep(LIMITS.printerIdleCheckMs)
    }
    // A person may have cancelled it meanwhile, or sent it to another printer.
    const job = await this.#spool.job(next.id)
    if (job?.state !== 'queued' || job.deviceId !== next.deviceId) return
    if (isKick(job) && this.#kicksNow(hindrance)) return this.#kickNow(job)
    if (hindrance === null) return this.#send(job)
    await this.#rest.sleep(LIMITS.printerHeldCheckMs)
  }

  /** The job of this turn, and what hinders the printer that it would go to. */
  async #next(
    queued: readonly QueuedJob[],
  ): Promise<{ readonly next?: QueuedJob; readonly hindrance: PrinterHindrance | 'absent' | null }> {
    // The drawer first: a cashier with change in hand must not wait for a ticket that waits for paper.
    const kick = queued.find(isKick)
    const paper = queued.find((job) => !isKick(job))
    if (kick !== undefined) {
      // It hangs on its own printer: another one opens nothing.
      const hindrance = await this.#printer.prepare(false)
      const canOpen = hindrance === null || (hindrance !== 'PRINTER_UNREACHABLE' && this.#kicksNow(hindrance))
      if (canOpen || paper === undefined) return { next: kick, hindrance }
    }
    const hindrance = await this.#printer.prepare(paper !== undefined)
    return { hindrance, ...(paper && { next: paper }) }
  }

  async #send(job: SpooledJob): Promise<void> {
    const encoded = this.#bytesOf(job)
    if (!encoded.ok) {
      await this.#giveUp(job)
      return this.#show({ state: 'needs-attention', failure: encoded.error })
    }
    const bytes = encoded.value
    const digestHex = createHash(CIPHERS.digest).update(bytes).digest('hex')
    await this.#spool.move(job.id, 'sending', { digestHex, ...this.#printedOn() })
    this.#isPrinting = true
    this.#report(null)
    const id = acknowledgementId(job.id)
    const ended = await this.#held
      .watch(job, (watch) => this.#printer.print(bytes, id, watch), isKick(job) ? KICK : {})
      .finally(() => {
        this.#isPrinting = false
      })
    this.#isRefusing = ended !== 'held' && ended.outcome === 'not-printed'
    if (ended !== 'held') await this.#settle(job, ended)
    if (!this.#isRefusing) return
    // As a queue of Windows that refuses jobs: asked again at once, it would refuse for ever.
    this.#report('PRINTER_UNREACHABLE')
    await this.#rest.pause()
  }

  /** Writes down what became of the jobs that were held; ends when that of all is on disk, whoever wrote it. */
  #settleEnded(): Promise<void> {
    const settleAll = async () => {
      for (let next = this.#held.takeEnded(); next !== undefined; next = this.#held.takeEnded())
        await this.#settle(next.job, next)
    }
    const settled = this.#settling.then(settleAll)
    this.#settling = settled.catch(() => {})
    return settled
  }
  #settling: Promise<void> = Promise.resolve()

  #printedOn(): { readonly printedOn?: PrintedOn } {
    const printedOn = this.#printer.prepared?.() ?? null
    return printedOn === null ? {} : { printedOn }
  }

  /** A document that cannot be laid out or encoded must not hold up the papers behind it. */
  #bytesOf(job: SpooledJob): Result<Uint8Array> {
    if (job.document.kind === 'drawer') return succeed(drawerKick(this.#printer.drawer.pin))
    try {
      return succeed(this.#encoder().encode(this.#layOut(job.document, this.#printer.columns)).bytes)
    } catch (thrown) {
      return { ok: false, error: failureOf(thrown) }
    }
  }

  #encoder(): TicketEncoder {
    const { profile } = this.#printer
    const encoder = this.#encoders.get(profile) ?? this.#encoderFor(profile)
    this.#encoders.set(profile, encoder)
    return encoder
  }

  /** Whether the drawer is opened past the queue of the printer. */
  #kicksNow(hindrance: PrinterHindrance | 'absent' | null): boolean {
    const { way } = this.#printer.drawer
    if (hindrance === 'absent') return false
    return way === 'at-once' || (way === 'without-paper' && hindrance !== null && hindrance !== 'PRINTER_BUSY')
  }

  async #kickNow(job: SpooledJob): Promise<void> {
    await this.#spool.move(job.id, 'sending', this.#printedOn())
    this.#onChange()
    const ended = await endOf((watch) => this.#printer.kickNow(watch))
    await this.#settle(job, ended)
    if (ended.outcome === 'not-printed') await this.#rest.sleep(LIMITS.printerHeldCheckMs)
  }

  async #settle(job: SpooledJob, { outcome, confirmedBy }: PaperEnd): Promise<void> {
    // In one step: between two a person could give it up, and it would be printed all the same.
    if (outcome !== 'printed') await this.#persist(job.id, outcome === 'not-printed' ? 'queued' : outcome)
    else await this.#persist(job.id, outcome, confirmedBy === null ? {} : { confirmedBy })
    await this.#count(() => this.#after(outcome))
    this.#onChange()
  }

  #after(outcome: PrintOutcome): Partial<PrinterHealth> {
    if (outcome === 'printed') return this.#standing()
    if (outcome !== 'unknown') return {}
    return { state: 'needs-attention', failure: { code: 'PRINTER_OUTCOME_UNKNOWN' } }
  }

  /**
   * Writes what became of paper that is out already, until the disk takes it: giving up would print it again. When
   * the till stops first, the job stays `sending` and the next start makes it unknown.
   */
  async #persist(id: string, state: PrintJobState, more: SpoolMoveMore = {}): Promise<void> {
    for (;;) {
      try {
        return await this.#spool.move(id, state, more)
      } catch (thrown) {
        if (this.#isStopping || !(thrown instanceof CatalogueFailure)) throw thrown
        this.#show({ state: 'needs-attention', failure: thrown.failure })
        await this.#rest.pause()
      }
    }
  }

  /** A job that will not be sent: it passes through `sending`, as every move does, without a byte. */
  async #giveUp(job: QueuedJob): Promise<void> {
    await this.#spool.move(job.id, 'sending')
    await this.#persist(job.id, 'not-printed')
    await this.#count()
    this.#onChange()
  }

  #isStale(job: QueuedJob): boolean {
    return Date.parse(this.#clock.now()) - Date.parse(job.at) > LIMITS.drawerKickAgeMaxMs
  }

  #report(hindrance: PrinterHindrance | null): void {
    const trouble = hindrance === 'PRINTER_BUSY' ? null : hindrance
    if (trouble === null && this.#isRefusing) return
    if (trouble === 'PRINTER_UNREACHABLE') this.#show({ state: 'lost', failure: { code: trouble } })
    else if (trouble !== null) this.#show({ state: 'needs-attention', failure: { code: trouble } })
    else if (this.#isAtWork || this.#health.failure?.code !== 'PRINTER_OUTCOME_UNKNOWN') this.#show(this.#standing())
  }

  get #isAtWork(): boolean {
    return this.#isPrinting || !this.#held.isEmpty
  }

  /** How it stands when the printer of the next paper is well: a paper that is held shows all the same. */
  #standing(): Pick<PrinterHealth, 'state' | 'failure'> {
    const held = this.#held.trouble()
    if (held !== null) return { state: 'needs-attention', failure: { code: held } }
    return { state: this.#isAtWork ? 'busy' : 'ready', failure: null }
  }

  /** @param also what else has changed with the numbers: whoever hears of it looks at the papers once. */
  async #count(also: () => Partial<PrinterHealth> = () => ({})): Promise<void> {
    const { queued, unknown, lastPrintedAt } = await this.#spool.counts(this.#share())
    this.#show({ queuedJobs: queued, unknownJobs: unknown, lastPrintedAt, ...also() })
    // Nobody knew, and now somebody has said.
    if (unknown === 0 && this.#health.failure?.code === 'PRINTER_OUTCOME_UNKNOWN')
      this.#show({ state: 'ready', failure: null })
  }

  #show(change: Partial<PrinterHealth>): void {
    const names = Object.keys(change) as (keyof PrinterHealth)[]
    if (names.every((name) => isSame(this.#health[name], change[name]))) return
    this.#health = { ...this.#health, ...change }
    this.#onChange()
  }
}

/** Failures are made anew each time; all else is told apart by itself. */
function isSame(shown: unknown, value: unknown): boolean {
  if (shown === value) return true
  return typeof shown === 'object' && typeof value === 'object' && JSON.stringify(shown) === JSON.stringify(value)
}

/** It opens the drawer, and is no paper. */
function isKick({ kind }: QueuedJob): boolean {
  return kind === 'drawer'
}

function failureOf(thrown: unknown): Failure {
  return thrown instanceof CatalogueFailure ? thrown.failure : { code: 'INTERNAL_UNEXPECTED' }
}
