import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { holdsCardNumber } from '#contract/card-number.ts'
import { LIMITS } from '#contract/limits.ts'
import { CatalogueFailure, fail, type Result, succeed } from '#contract/result.ts'
import { referenceSchema } from '#contract/views/scenario-view.ts'
import type { ClockPort } from '#payment/ports/clock.port.ts'
import { storeFailure } from '#store/store-failure.ts'
import type { PaidSale } from '#till/ports/commit-paid-sale.port.ts'
import type { SentTicket } from '#till/sent-tickets.ts'

/** A ticket as another program writes it. */
const ticketSchema = z.strictObject({
  reference: referenceSchema,
  sender: z
    .string()
    .regex(/^[0-9A-Za-z._-]{1,40}$/)
    .refine((name) => !holdsCardNumber(name), 'may be a card number'),
  lines: z
    .array(
      z.strictObject({
        barcode: z.string().min(1).max(80),
        /** In thousandths: a piece is 1000. */
        quantityMilli: z
          .int()
          .min(1)
          .max(LIMITS.lineQuantity * 1_000),
      }),
    )
    .min(1)
    .max(LIMITS.saleLines),
})

export interface TicketFolderOptions {
  /** Holds `in`, where tickets are put, and `out`, where their results are. */
  readonly folder: string
  readonly clock: ClockPort
  readonly receive: (ticket: SentTicket) => Promise<Result<{ readonly number: string }>>
  /** The last sales that were paid: a result that a stop kept from being written is written at the start. */
  readonly newestPaid: () => Promise<readonly PaidSale[]>
  readonly onUnexpected: (thrown: unknown) => void
}

/**
 * Tickets between this till and other programs of the shop, as files. `in/NAME.json` is read once it is whole JSON and
 * then taken away; `out/NAME.json` says that it waits under a number, or why not; `out/REFERENCE-NUMBER.json` that it
 * was paid, and how. Results hold no card data. A file is whole or not there: it is renamed into its place. A folder that is away, on a
 * share of another machine as a rule, is looked for again, and holds up nothing else; what was to be told there is told when it is back.
 */
export class TicketFolder {
  readonly #options: TicketFolderOptions
  #stopTimer: () => void = () => {}
  #work: Promise<void> = Promise.resolve()
  #isClosed = false
  /** Some senders may not have been told yet: at the start, and after a folder that was away. */
  #isBehind = true
  /** The last look found no folder: that is said once. */
  #isAway = false

  constructor(options: TicketFolderOptions) {
    this.#options = options
  }

  /** Looks for tickets now and again until `close`. */
  start(): void {
    this.#look()
  }

  async close(): Promise<void> {
    this.#isClosed = true
    this.#stopTimer()
    await this.#work
  }

  /**
   * Tells the sender that his ticket is paid; a sale that nobody sent is nobody's to hear of. Errors: SCENARIO_SENDER_AWAY, and it is
   * told when the folder is back.
   */
  paid(sale: PaidSale): Result<null> {
    try {
      this.#tell(sale)
      return succeed(null)
    } catch (thrown) {
      const { folder } = this.#options
      if (!(storeFailure(thrown, folder) instanceof CatalogueFailure)) throw thrown
      this.#isBehind = true
      return fail('SCENARIO_SENDER_AWAY', { folder })
    }
  }

  #tell(sale: PaidSale): void {
    const { reference, sender, number, at, currency, totalMinor, tenders } = sale
    if (reference === undefined || sender === undefined) return
    this.#write(`${reference}-${number}.json`, {
      state: 'paid',
      reference,
      sender,
      number,
      at,
      currency,
      totalMinor,
      tenders: tenders
        .filter(({ outcome }) => outcome === 'received' || outcome === 'approved')
        .map(({ kind, amountMinor, paymentNumber, approvalCode }) => ({
          kind,
          amountMinor,
          ...(paymentNumber === null ? {} : { paymentNumber }),
          ...(approvalCode === null ? {} : { approvalCode }),
        })),
    })
  }

  #look(): void {
    if (this.#isClosed) return
    this.#work = this.#work
      .then(() => this.#takeAll())
      .then(() => {
        this.#isAway = false
      })
      .catch((thrown: unknown) => {
        if (!this.#isAway) this.#options.onUnexpected(thrown)
        this.#isAway = true
      })
    this.#stopTimer = this.#options.clock.after(LIMITS.ticketFolderPauseMs, () => this.#look())
  }

  /** Files alone: a folder or a pipe of such a name would hold up every ticket behind it, or the till. */
  async #takeAll(): Promise<void> {
    for (const part of ['in', 'out']) mkdirSync(join(this.#options.folder, part), { recursive: true })
    if (this.#isBehind) {
      for (const sale of await this.#options.newestPaid()) this.#tell(sale)
      this.#isBehind = false
    }
    const entries = readdirSync(join(this.#options.folder, 'in'), { withFileTypes: true })
    const files = entries.filter((entry) => entry.isFile() && /^[0-9A-Za-z._-]{1,80}\.json$/.test(entry.name))
    const names = files.map(({ name }) => name).filter((name) => !holdsCardNumber(name))
    for (const name of names.toSorted().slice(0, LIMITS.ticketFolderFiles)) await this.#take(name)
  }

  async #take(name: string): Promise<void> {
    const path = join(this.#options.folder, 'in', name)
    const { size, mtimeMs } = statSync(path)
    const ticket = size > LIMITS.ticketFolderBytesMax ? null : read(path)
    // Half a file is being written: it is looked at again.
    const isFresh = Date.parse(this.#options.clock.now()) - mtimeMs < LIMITS.ticketFolderWholeMs
    if (ticket === null && isFresh && size <= LIMITS.ticketFolderBytesMax) return
    this.#write(name, await this.#answer(ticket))
    rmSync(path, { force: true })
  }

  async #answer(json: unknown): Promise<object> {
    const ticket = ticketSchema.safeParse(json)
    if (!ticket.success) {
      const [issue] = ticket.error.issues
      return { state: 'refused', problem: `${issue?.path.join('.') || 'ticket'}: ${issue?.message ?? ''}` }
    }
    const { reference } = ticket.data
    const taken = await this.#options.receive(ticket.data)
    return taken.ok
      ? { state: 'waiting', reference, number: taken.value.number }
      : { state: 'refused', reference, code: taken.error.code, ...taken.error.details }
  }

  #write(name: string, result: object): void {
    const path = join(this.#options.folder, 'out', name)
    const draft = `${path}.part`
    const file = openSync(draft, 'w', 0o600)
    writeSync(file, `${JSON.stringify(result, null, 2)}\n`)
    fsyncSync(file)
    closeSync(file)
    renameSync(draft, path)
  }
}

/** Null while it is no whole JSON yet. */
function read(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    return null
  }
}
