import { performance } from 'node:perf_hooks'
import { CatalogueFailure, type Failure, fail, type Result, succeed } from '#contract/result.ts'
import type { ArticleWork } from '#contract/views/import-view.ts'

type Running = NonNullable<ArticleWork['running']>
type Ended = NonNullable<ArticleWork['ended']>

/** Figures on the screen change no more often; fewer changes cost the till nothing. */
const SHOWN_EVERY_MS = 200
/** Before that, a speed says nothing. */
const KNOWN_AFTER_MS = 500

interface DeskWorkOptions {
  readonly onChange: () => void
  readonly pause: () => Promise<void>
  readonly onUnexpected: (thrown: unknown) => void
}

/** One long piece of work at a time: how far it is, how it ended, and whether it should stop. */
export class DeskWork {
  readonly #options: DeskWorkOptions
  #running: Omit<Running, 'rowsPerSecond' | 'secondsLeft'> | null = null
  #ended: Ended | null = null
  #startedMs = 0
  #shownMs = 0
  #work: Promise<void> = Promise.resolve()
  /** Why it should stop; null while nobody asked. */
  #stop: 'asked' | 'closing' | null = null

  constructor(options: DeskWorkOptions) {
    this.#options = options
  }

  get isBusy(): boolean {
    return this.#running !== null
  }

  get done(): number {
    return this.#running?.done ?? 0
  }

  get stop(): 'asked' | 'closing' | null {
    return this.#stop
  }

  view(): Pick<ArticleWork, 'running' | 'ended'> {
    if (this.#running === null) return { running: null, ended: this.#ended }
    const { done, total } = this.#running
    const tookMs = performance.now() - this.#startedMs
    const isKnown = tookMs >= KNOWN_AFTER_MS && done > 0
    const rowsPerSecond = isKnown ? Math.round((done * 1_000) / tookMs) : 0
    const secondsLeft = rowsPerSecond > 0 ? Math.ceil(Math.max(0, total - done) / rowsPerSecond) : null
    return { running: { ...this.#running, rowsPerSecond, secondsLeft }, ended: this.#ended }
  }

  /** Begins in the background. Errors: ARTICLES_BUSY. */
  start(
    kind: Running['kind'],
    fileName: string,
    work: () => Promise<{ readonly count: number; readonly path?: string | null }>,
  ): Result<null> {
    if (this.#running !== null) return fail('ARTICLES_BUSY')
    this.#stop = null
    this.#running = { kind, fileName, done: 0, total: 0 }
    this.#startedMs = performance.now()
    this.#options.onChange()
    this.#work = this.#run(kind, work)
    return succeed(null)
  }

  async #run(
    kind: Running['kind'],
    work: () => Promise<{ readonly count: number; readonly path?: string | null }>,
  ): Promise<void> {
    try {
      await this.#options.pause()
      const { count, path = null } = await work()
      this.#end(kind, this.#stop === null ? 'done' : 'cancelled', { count, path, failure: null })
    } catch (thrown) {
      if (!(thrown instanceof CatalogueFailure)) this.#options.onUnexpected(thrown)
      const failure: Failure = thrown instanceof CatalogueFailure ? thrown.failure : { code: 'INTERNAL_UNEXPECTED' }
      const { code, details } = failure
      const shown = details === undefined ? { code } : { code, details: { ...details } }
      this.#end(kind, 'failed', { count: 0, path: null, failure: shown })
    }
  }

  #end(kind: Running['kind'], outcome: Ended['outcome'], how: Pick<Ended, 'count' | 'path' | 'failure'>): void {
    this.#ended = { number: (this.#ended?.number ?? 0) + 1, kind, outcome, ...how }
    this.#running = null
    this.#options.onChange()
  }

  /** How much there is to do of the part that begins. */
  expect(total: number): void {
    if (this.#running === null) return
    this.#running = { ...this.#running, done: 0, total }
    this.#startedMs = performance.now()
    this.#options.onChange()
  }

  /** Says how far it is and lets other work pass. @returns false when it should stop. */
  async reached(done: number): Promise<boolean> {
    if (this.#running !== null) this.#running = { ...this.#running, done: Math.min(done, this.#running.total) }
    const nowMs = performance.now()
    if (nowMs - this.#shownMs >= SHOWN_EVERY_MS) {
      this.#shownMs = nowMs
      this.#options.onChange()
    }
    await this.#options.pause()
    return this.#stop === null
  }

  cancel(why: 'asked' | 'closing'): void {
    if (this.#running !== null) this.#stop = why
  }

  settled(): Promise<void> {
    return this.#work
  }
}
