import { type FileHandle, mkdir, open, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { LIMITS } from '#contract/limits.ts'
import type { Locale } from '#contract/locale.ts'
import { CatalogueFailure } from '#contract/result.ts'
import type { ExplorerExport } from '#contract/views/explorer-view.ts'
import type { PaymentFilter, PaymentSearchPort, SearchPlace } from '#payment/ports/payment-search.port.ts'
import { storeFailure } from '#store/store-failure.ts'
import { headLine, paymentLine } from './export-lines.ts'
import type { ShopTerms } from './read-filter.ts'

export interface PaymentExportOptions {
  readonly search: PaymentSearchPort
  /** Where the files go; made when missing. */
  readonly folder: string
  readonly now: () => string
  readonly local: ShopTerms['local']
  readonly onChange: () => void
}

/** Readable by the till's own user alone: it names cashiers and amounts. */
const FILE_MODE = 0o600

/**
 * Writes the payments that fit into a file, page by page beside everything else the till does:
 *
 *   null ──► running ──► done | cancelled | failed ──► running
 *
 * The file has its name only once it is whole; a stopped or failed one leaves nothing behind.
 */
export class PaymentExport {
  readonly #options: PaymentExportOptions
  #view: ExplorerExport | null = null
  #cancelled = false

  constructor(options: PaymentExportOptions) {
    this.#options = options
  }

  view(): ExplorerExport | null {
    return this.#view
  }

  get isRunning(): boolean {
    return this.#view?.state === 'running'
  }

  /** Stops the one that runs, soon. */
  cancel(): void {
    if (this.isRunning) this.#cancelled = true
  }

  /** Resolves when the file is whole, or when it was given up. A disk that refuses it is a state, not a failure. */
  async run(filter: PaymentFilter, locale: Locale): Promise<void> {
    if (this.isRunning) return
    const { folder, now, local } = this.#options
    this.#cancelled = false
    this.#show({ state: 'running', done: 0, total: 0, path: null, failure: null })
    const { date, time } = local(now())
    const path = join(folder, `payments-${date}-${time.replaceAll(':', '')}.csv`)
    const partPath = `${path}.part`
    try {
      await mkdir(folder, { recursive: true, mode: 0o700 })
      const isWhole = await this.#write(partPath, filter, locale)
      if (isWhole) await rename(partPath, path)
      else await rm(partPath, { force: true })
      this.#change(isWhole ? { state: 'done', path } : { state: 'cancelled' })
    } catch (thrown) {
      await rm(partPath, { force: true }).catch(() => {})
      const failure = storeFailure(thrown, folder)
      this.#change({ state: 'failed', failure: { code: 'INTERNAL_UNEXPECTED' } })
      if (!(failure instanceof CatalogueFailure)) throw thrown
      const { code, details } = failure.failure
      this.#change({ failure: details === undefined ? { code } : { code, details: { ...details } } })
    }
  }

  async #write(path: string, filter: PaymentFilter, locale: Locale): Promise<boolean> {
    const { search } = this.#options
    const sums = await search.sums(filter, () => this.#cancelled)
    if (sums === null) return false
    this.#change({ total: sums.reduce((total, { count }) => total + count, 0) })
    const file = await open(path, 'w', FILE_MODE)
    try {
      await file.write(headLine(locale))
      const isWhole = await this.#writePayments(file, filter, locale)
      if (isWhole) await file.sync()
      return isWhole
    } finally {
      await file.close()
    }
  }

  async #writePayments(file: FileHandle, filter: PaymentFilter, locale: Locale): Promise<boolean> {
    const { search, local } = this.#options
    let from: SearchPlace | null = null
    let done = 0
    for (let more = true; more; ) {
      if (this.#cancelled) return false
      const page = await search.page({ filter, from, towards: 'older', limit: LIMITS.exportPageRows })
      const lines: string[] = []
      for (const row of page.rows) {
        lines.push(paymentLine(row, await search.saleNumber(row.saleId), { locale, local }))
      }
      await file.write(lines.join(''))
      more = page.more
      from = page.rows.at(-1) ?? null
      done += page.rows.length
      this.#change({ done })
    }
    return !this.#cancelled
  }

  #change(change: Partial<ExplorerExport>): void {
    if (this.#view !== null) this.#show({ ...this.#view, ...change })
  }

  #show(view: ExplorerExport): void {
    this.#view = view
    this.#options.onChange()
  }
}
