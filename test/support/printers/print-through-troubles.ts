import BetterSqlite from 'better-sqlite3'
import type { PrintJobState } from '#contract/views/sale-view.ts'
import type { ByteLink } from '#hardware/link/byte-link.ts'
import { createEscposPrinter } from '#hardware/printers/escpos-driver.ts'
import { createSpoolWorker, type SpoolWorker } from '#hardware/printers/spool-worker.ts'
import type { ReadableDb } from '#store/database.ts'
import { MIGRATIONS } from '#store/migrations/migrations.ts'
import { createPrintSpool } from '#store/print-spool.repository.ts'
import { ManualClock } from '#test/support/payment/manual-clock.ts'
import { customerTicket, line, paperText } from '#test/support/tickets/documents.ts'
import { Random } from '#test/world/random.ts'
import type { PrintSpoolPort } from '#till/ports/print-spool.port.ts'
import { layOut } from '#till/tickets/lay-out.ts'
import { type TroubledLine, TroubledPrinter } from './troubled-printer.ts'

/** What became of the tickets, as the printer's papers show it beside what the till says. */
export interface Verdict {
  readonly states: Readonly<Record<PrintJobState, number>>
  /** Said to be printed, and on no paper or on more than one. */
  readonly lost: readonly string[]
  /** On more than one paper, whatever the till says. */
  readonly doubled: readonly string[]
  /** Still waiting when nothing hindered any more. */
  readonly stuck: readonly string[]
  /** Papers that are no whole ticket: halves of those whose outcome is unknown. */
  readonly halves: number
  readonly unknownShown: number
  readonly kicks: { readonly printed: number; readonly unknown: number; readonly pulses: number }
  readonly troubles: TroubledPrinter['counts'] & {
    readonly tornPapers: number
    readonly holes: number
    readonly stops: number
  }
}

export interface TroubledRun {
  readonly seed: string
  readonly tickets: number
  readonly line: TroubledLine
  readonly lacks: readonly string[]
  readonly bufferBytes: number
  readonly shortBreaks?: boolean
  /** The till is neither stopped nor killed: nothing but the worker itself gets over what happens. */
  readonly neverStopped?: boolean
}

/** Waiting jobs that are worth adding another to. */
const BACKLOG = 3
const STEP_MS = 300
const WAIT_STEP_MS = 2_000
/** Everything that holds up a ticket is over long before. */
const LAST_WAIT_MS = 4 * 3_600_000
const KICK_PERCENT = 10
/** In no code page of the printer. */
const DRAWN = 'Борщ'

/**
 * Prints so many tickets on one printer that gets into every trouble at random; the till is stopped and killed in
 * between. Everything happens in told time and by one seed, so that a finding is lived through again.
 */
export async function printThroughTroubles(run: TroubledRun): Promise<Verdict> {
  const clock = new ManualClock()
  const random = new Random(run.seed)
  const printer = new TroubledPrinter({ ...run, clock, random })
  const shop = new TroubledShop(clock, random, printer)
  await shop.open()
  printer.live()
  if (!run.neverStopped) shop.live()
  for (let added = 0; added < run.tickets; ) {
    const isFree = (await shop.waiting()) < BACKLOG
    if (isFree) {
      await shop.addTicket(added)
      added += 1
    }
    await clock.advance(isFree ? STEP_MS : WAIT_STEP_MS)
  }
  printer.quiet()
  shop.quiet()
  for (let waitedMs = 0; waitedMs < LAST_WAIT_MS && (await shop.waiting()) > 0; waitedMs += 10_000)
    await clock.advance(10_000)
  return shop.close()
}

class TroubledShop {
  readonly #clock: ManualClock
  readonly #random: Random
  readonly #printer: TroubledPrinter
  readonly #db = openSpoolDatabase()
  readonly #spool: PrintSpoolPort
  /** The text of each ticket by its number, as it was laid out. */
  readonly #texts = new Map<string, string>()
  readonly #tickets: string[] = []
  #kicks = 0
  #worker: SpoolWorker | null = null
  #link: ByteLink | null = null
  #isKilled: () => void = () => {}
  #stops = 0
  #isQuiet = false

  constructor(clock: ManualClock, random: Random, printer: TroubledPrinter) {
    this.#clock = clock
    this.#random = random
    this.#printer = printer
    this.#spool = createPrintSpool(this.#db, () => clock.now())
  }

  async open(): Promise<void> {
    let isKilled = false
    this.#isKilled = () => {
      isKilled = true
    }
    this.#link = this.#printer.newLink()
    this.#worker = createSpoolWorker({
      spool: until(() => isKilled, this.#spool),
      layOut: (document, columns) => {
        const laidOut = layOut(document, columns)
        if (document.kind === 'customer-ticket') this.#texts.set(document.number, textOf(laidOut))
        return laidOut
      },
      printer: createEscposPrinter({
        alias: 'Imprimante',
        endpoint: this.#link.endpoint,
        clock: this.#clock,
        link: this.#link,
      }),
      clock: this.#clock,
      onChange: () => {},
    })
    await this.#spool.settleInterrupted()
    await this.#worker.start()
  }

  live(): void {
    this.#clock.after(this.#random.whole(10_000, 300_000), () => {
      if (!this.#isQuiet) void this.#endAndOpenAgain().then(() => this.live())
    })
  }

  quiet(): void {
    this.#isQuiet = true
  }

  async addTicket(index: number): Promise<void> {
    const number = `2-${String(index).padStart(6, '0')}`
    const lines = Array.from({ length: this.#random.whole(1, 6) }, (_, at) =>
      // A name that no code page has is drawn: a ticket with an image in it, as one with a logo.
      line(this.#random.chance(8) ? `${DRAWN} ${at}` : `Żurek œuf ${at}`, 100 + at, 'A'),
    )
    const document = customerTicket({ number, lines })
    const at = this.#clock.now()
    this.#tickets.push(number)
    await this.#spool.add({ id: number, kind: 'customer-ticket', saleId: null, copyNumber: 0, document, at })
    if (this.#random.chance(KICK_PERCENT)) {
      this.#kicks += 1
      const kick = { id: `kick-${this.#kicks}`, kind: 'drawer', document: { kind: 'drawer' } } as const
      await this.#spool.add({ ...kick, saleId: null, copyNumber: 0, at })
    }
    this.#worker?.notify()
  }

  async waiting(): Promise<number> {
    return (await this.#spool.counts()).queued
  }

  async close(): Promise<Verdict> {
    const shown = this.#worker?.health().unknownJobs ?? 0
    const stopped = this.#worker?.stop()
    await this.#clock.advance(60_000)
    await stopped
    const verdict = await this.#judge(shown)
    this.#db.close()
    return verdict
  }

  /** The program stops as it should, or is killed where it stands; some seconds later it is there again. */
  async #endAndOpenAgain(): Promise<void> {
    this.#stops += 1
    if (this.#random.chance(50)) await this.#worker?.stop()
    else {
      this.#isKilled()
      await this.#link?.close()
    }
    await new Promise<void>((resolve) => void this.#clock.after(this.#random.whole(500, 8_000), resolve))
    await this.open()
  }

  async #judge(unknownShown: number): Promise<Verdict> {
    const copies = new Map<string, number>()
    let halves = 0
    for (const paper of this.#printer.papers) {
      const number = /\b2-\d{6}\b(?![\s\S]*\b2-\d{6}\b)/.exec(paper)?.[0] ?? ''
      const text = this.#texts.get(number)
      if (text !== undefined && paper.endsWith(text)) copies.set(number, (copies.get(number) ?? 0) + 1)
      else if (paper !== '') halves += 1
    }
    const states = { queued: 0, sending: 0, printed: 0, 'not-printed': 0, unknown: 0 }
    const lost: string[] = []
    const doubled: string[] = []
    const stuck: string[] = []
    for (const number of this.#tickets) {
      const state = (await this.#spool.job(number))?.state ?? 'queued'
      const count = copies.get(number) ?? 0
      states[state] += 1
      if (state === 'printed' && count === 0) lost.push(number)
      if (count > 1) doubled.push(number)
      if (state !== 'printed' && state !== 'unknown') stuck.push(number)
    }
    const kicks = { printed: 0, unknown: 0, pulses: this.#printer.pulses }
    for (let kick = 1; kick <= this.#kicks; kick += 1) {
      const state = (await this.#spool.job(`kick-${kick}`))?.state
      if (state === 'printed') kicks.printed += 1
      else if (state === 'unknown') {
        kicks.unknown += 1
      }
    }
    const { counts, tornPapers, holes } = this.#printer
    const troubles = { ...counts, tornPapers, holes, stops: this.#stops }
    return { states, lost, doubled, stuck, halves, unknownShown, kicks, troubles }
  }
}

/** The spool on the schema of the product, without a disk below it. */
function openSpoolDatabase(): ReadableDb {
  const db = new BetterSqlite(':memory:')
  for (const { sql } of MIGRATIONS) db.exec(sql)
  return db as unknown as ReadableDb
}

/** Nothing that a killed program asks comes through, and nothing comes back. */
function until(isOver: () => boolean, spool: PrintSpoolPort): PrintSpoolPort {
  const never = new Promise<never>(() => {})
  const gated = Object.entries(spool).map(([name, method]) => [
    name,
    (...values: unknown[]) =>
      isOver()
        ? never
        : (method as (...all: unknown[]) => Promise<unknown>)(...values).then((value) => (isOver() ? never : value)),
  ])
  return Object.fromEntries(gated) as PrintSpoolPort
}

/** As the printer's own reader of papers has it: a row that no code page has is an image across the paper. */
const textOf = (laidOut: ReturnType<typeof layOut>): string =>
  paperText(laidOut)
    .map((row) => (row.includes(DRAWN) ? '[image 504 x 30]' : row.trimEnd()))
    .join('\n')
