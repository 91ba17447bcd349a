import type { PrintJobState } from '#contract/views/sale-view.ts'
import type { NewPrintJob } from '#till/ports/commit-paid-sale.port.ts'
import type { PrintSpoolPort, SpooledJob, SpoolMoveMore, SpoolShare } from '#till/ports/print-spool.port.ts'

const MOVES: Readonly<Record<PrintJobState, readonly PrintJobState[]>> = {
  queued: ['sending'],
  sending: ['queued', 'printed', 'not-printed', 'unknown'],
  'not-printed': [],
  printed: [],
  unknown: [],
}

/** The print queue in memory, as strict about moves as the one on disk; it keeps every move in order. */
export class MemorySpool implements PrintSpoolPort {
  readonly #jobs: SpooledJob[] = []
  readonly moves: string[] = []
  /** Throws from the next moves, as a full disk does. */
  readonly refusals: Error[] = []

  async queuedJobs(share?: SpoolShare) {
    return this.#of(share).filter(({ state }) => state === 'queued')
  }

  async queue(share?: SpoolShare) {
    return this.queuedJobs(share)
  }

  async job(id: string) {
    return this.#jobs.find((job) => job.id === id) ?? null
  }

  async jobsOfSale(saleId: string) {
    return this.#jobs.filter((job) => job.saleId === saleId)
  }

  async papersOfSale(saleId: string) {
    return this.jobsOfSale(saleId)
  }

  async newestJobs(limit: number) {
    return this.#jobs.toReversed().slice(0, limit)
  }

  async add(job: NewPrintJob) {
    this.#jobs.push({ ...job, state: 'queued', movedAt: job.at, digestHex: null, printedOn: null })
  }

  /** A person said what becomes of it: it is neither printed nor asked about any more. */
  drop(id: string): void {
    const index = this.#jobs.findIndex((job) => job.id === id)
    const job = this.#jobs[index]
    if (job) this.#jobs[index] = { ...job, state: 'not-printed' }
  }

  async move(id: string, state: PrintJobState, more: SpoolMoveMore = {}) {
    const refusal = this.refusals.shift()
    if (refusal) throw refusal
    const index = this.#jobs.findIndex((job) => job.id === id)
    const job = this.#jobs[index]
    if (!job || !MOVES[job.state].includes(state)) throw new Error(`${job?.state} cannot become ${state}`)
    const { digestHex = job.digestHex, printedOn = job.printedOn, confirmedBy = null } = more
    this.#jobs[index] = { ...job, state, digestHex, printedOn, confirmedBy }
    this.moves.push(`${id} ${state}`)
  }

  async counts(share?: SpoolShare) {
    const jobs = this.#of(share)
    const count = (wanted: PrintJobState) => jobs.filter(({ state }) => state === wanted).length
    const last = (wanted: PrintJobState) => jobs.findLast(({ state }) => state === wanted)?.movedAt ?? null
    return {
      queued: count('queued') + count('sending'),
      unknown: count('unknown'),
      lastPrintedAt: null,
      lastUnknownAt: last('unknown'),
    }
  }

  async printersInDoubt() {
    const last = new Map(
      this.#jobs.flatMap(({ printedOn, state }) => (printedOn === null ? [] : [[printedOn.id, state] as const])),
    )
    return [...last].filter(([, state]) => state === 'unknown').map(([id]) => id)
  }

  async settleInterrupted() {
    const sending = this.#jobs.filter(({ state }) => state === 'sending')
    for (const { id } of sending) await this.move(id, 'unknown')
    return sending.length
  }

  #of(share: SpoolShare | undefined): SpooledJob[] {
    if (share === undefined) return this.#jobs
    return this.#jobs.filter(({ deviceId = null }) =>
      'only' in share ? deviceId === share.only : deviceId === null || !share.allBut.includes(deviceId),
    )
  }
}
