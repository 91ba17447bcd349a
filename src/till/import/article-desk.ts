import { FILE_WORDS } from '#contract/import-words.ts'
import type { Json } from '#contract/json.ts'
import { LIMITS } from '#contract/limits.ts'
import type { Locale } from '#contract/locale.ts'
import type { Currency } from '#contract/money.ts'
import { CatalogueFailure, fail, type Result, succeed } from '#contract/result.ts'
import type {
  ArticleWork,
  ImportFileView,
  ImportFormat,
  ImportReport,
  LastImport,
} from '#contract/views/import-view.ts'
import type { FamilyView } from '#contract/views/till-view.ts'
import type { CataloguePort } from '../ports/catalogue.port.ts'
import type { FiscalRecord } from '../ports/commit-paid-sale.port.ts'
import type { ProductImport, ProductImportsPort } from '../ports/product-imports.port.ts'
import type { WrittenFilesPort } from '../ports/written-files.port.ts'
import { shownCell } from './cell-text.ts'
import { DeskWork } from './desk-work.ts'
import { type FormatWish, ImportFile } from './import-file.ts'
import { importReport } from './import-report.ts'
import { type ImportFindings, runImport } from './run-import.ts'
import { CSV_MARK, type ExportTerms, exportHead, exportRow, problemRows } from './write-export.ts'

export interface ShopFacts {
  readonly currency: Currency
  readonly locale: Locale
  readonly rates: readonly number[]
  readonly families: readonly FamilyView[]
}

export interface ArticleDeskOptions {
  readonly catalogue: Pick<CataloguePort, 'priceLists' | 'recordsAfter' | 'productCount'>
  readonly imports: ProductImportsPort
  readonly files: WrittenFilesPort
  /** UTC ISO 8601. */
  readonly now: () => string
  readonly newId: () => string
  readonly shop: () => ShopFacts
  /** Seals an event of the fiscal chain, which `write` puts on disk with its effect. */
  readonly inChain: (
    event: Readonly<Record<string, Json>>,
    write: (record: FiscalRecord) => Promise<void>,
  ) => Promise<void>
  /** Families were made or have gone. */
  readonly onFamilies: () => Promise<void>
  readonly onChange: () => void
  /** Lets everything else that waits pass. */
  readonly pause: () => Promise<void>
  readonly onUnexpected: (thrown: unknown) => void
}

type Person = { readonly id: string; readonly name: string }

/**
 * Files of articles in and out, one at a time, beside everything else the till does. An import that is stopped, or that the
 * till's end cuts off, is taken back as a whole; one that came to its end can be taken back until the next one begins.
 */
export class ArticleDesk {
  readonly #options: ArticleDeskOptions
  readonly #work: DeskWork
  #file: ImportFile | null = null
  #findings: ImportFindings | null = null
  #last: ProductImport | null = null

  constructor(options: ArticleDeskOptions) {
    this.#options = options
    this.#work = new DeskWork(options)
  }

  /** Looks at what the last run of the till left behind, and takes back what was cut off; answers before that is done. */
  async recover(): Promise<void> {
    this.#last = await this.#options.imports.last()
    const last = this.#last
    if (last === null || (last.state !== 'running' && last.state !== 'undoing')) return
    // One that never came to its end is called cut off, also where its being taken back was cut off in turn.
    const state = last.counts === null ? 'cut-off' : 'undone'
    this.#work.start('undoing', last.fileName, () => this.#takeBack(last, state, null))
  }

  view(): ArticleWork {
    return { ...this.#work.view(), lastImport: this.#last === null ? null : lastView(this.#last) }
  }

  /** Resolves when nothing runs any more. */
  settled(): Promise<void> {
    return this.#work.settled()
  }

  /** Ends what runs before the disk is closed; an import is taken back at the next start. */
  async close(): Promise<void> {
    this.#work.cancel('closing')
    await this.settled()
  }

  cancel(): void {
    this.#work.cancel('asked')
  }

  /** The first piece of another file forgets the one before. Errors: ARTICLES_FILE_TOO_LONG, ARTICLES_BUSY. */
  openFile(fileName: string, byteCount: number): Result<null> {
    if (this.#work.isBusy) return fail('ARTICLES_BUSY')
    if (byteCount > LIMITS.importFileBytes) {
      return fail('ARTICLES_FILE_TOO_LONG', { megabytes: LIMITS.importFileBytes / 1_000_000 })
    }
    this.#findings = null
    this.#file = new ImportFile(shownCell(fileName), byteCount)
    return succeed(null)
  }

  takePiece(at: number, piece: Uint8Array): Result<{ readonly received: number }> {
    return this.#file?.take(at, piece) ?? fail('ARTICLES_NO_FILE')
  }

  async look(wish: FormatWish): Promise<Result<ImportFileView>> {
    if (this.#file === null) return fail('ARTICLES_NO_FILE')
    const priceLists = await this.#options.catalogue.priceLists()
    return this.#file.look(wish, { rates: this.#options.shop().rates, priceLists })
  }

  closeFile(): void {
    if (this.#work.isBusy) return
    this.#file = null
    this.#findings = null
  }

  /** What the last reading of the file in hand found. */
  async report(): Promise<ImportReport | null> {
    return this.#findings === null ? null : importReport(this.#findings, await this.#terms())
  }

  /** Reads the file to its end and writes nothing. */
  check(format: ImportFormat): Result<null> {
    const ready = this.#ready(format)
    if (!ready.ok) return ready
    const { file } = ready.value
    return this.#work.start('checking', file.fileName, async () => {
      this.#findings = null
      expectRows(file.text(format.encoding))
      this.#findings = await this.#read(file, format, null)
      return { count: this.#findings?.counts.rows ?? 0 }
    })
  }

  /** Reads the file to its end and writes as it goes. */
  import(format: ImportFormat, by: Person): Result<null> {
    const ready = this.#ready(format)
    if (!ready.ok) return ready
    const { file } = ready.value
    return this.#work.start('importing', file.fileName, () => this.#import(file, format, by))
  }

  /** Takes the last import back. Errors: ARTICLES_NOTHING_TO_UNDO, ARTICLES_BUSY. */
  undo(by: Person): Result<null> {
    const last = this.#last
    if (this.#work.isBusy) return fail('ARTICLES_BUSY')
    if (last === null || last.state === 'undone' || last.state === 'cut-off') return fail('ARTICLES_NOTHING_TO_UNDO')
    return this.#work.start('undoing', last.fileName, () => this.#takeBack(last, 'undone', by))
  }

  /** Writes all articles to a file that can be read again. */
  export(): Result<null> {
    const name = FILE_WORDS['files.products'][this.#options.shop().locale]
    return this.#work.start('exporting', name, async () => {
      const path = await this.#options.files.write(name, this.#exported())
      return { path, count: this.#work.done }
    })
  }

  /** Writes what is to be corrected to a file. Errors: ARTICLES_NO_FILE, STORE_*. */
  async writeProblems(): Promise<Result<{ readonly path: string }>> {
    const findings = this.#findings
    if (findings === null) return fail('ARTICLES_NO_FILE')
    const terms = await this.#terms()
    const rows = problemRows(findings.problems, findings.problemsTotal, terms)
    const path = await this.#options.files.write(FILE_WORDS['files.problems'][terms.locale], asParts(rows))
    return succeed({ path: path ?? '' })
  }

  #ready(format: ImportFormat): Result<{ readonly file: ImportFile }> {
    if (this.#work.isBusy) return fail('ARTICLES_BUSY')
    if (this.#file === null) return fail('ARTICLES_NO_FILE')
    if (!this.#file.isWhole) return fail('ARTICLES_FILE_INCOMPLETE')
    if (!format.columns.some((use) => use === 'name' || use === 'barcodes' || use === 'reference')) {
      return fail('ARTICLES_COLUMNS_MISSING')
    }
    if (!this.#options.shop().rates.includes(format.vatBasisPoints)) {
      return fail('IPC_BAD_REQUEST', { field: 'format.vatBasisPoints' })
    }
    return succeed({ file: this.#file })
  }

  async #terms(): Promise<ExportTerms> {
    const { locale, currency, families } = this.#options.shop()
    return { locale, currency, families, priceLists: await this.#options.catalogue.priceLists() }
  }

  async #read(file: ImportFile, format: ImportFormat, importId: string | null): Promise<ImportFindings | null> {
    const { imports, newId, shop, onFamilies } = this.#options
    const text = file.text(format.encoding)
    this.#work.expect(countLines(text))
    const { currency, rates, families } = shop()
    return runImport({
      text,
      format,
      currency,
      rates,
      families,
      imports,
      newId,
      write:
        importId === null
          ? null
          : async (step) => {
              const refused = await imports.write(importId, step)
              if (step.families.length > 0) await onFamilies()
              return refused
            },
      goOn: (line) => this.#work.reached(line),
    })
  }

  async #import(file: ImportFile, format: ImportFormat, by: Person) {
    const { imports, newId, now } = this.#options
    expectRows(file.text(format.encoding))
    const started: ProductImport = {
      id: newId(),
      fileName: file.fileName,
      at: now(),
      by: by.name,
      state: 'running',
      counts: null,
    }
    await imports.begin(started)
    this.#last = started
    this.#findings = null
    const findings = await this.#tried(started, by, () => this.#read(file, format, started.id))
    if (findings === null) {
      if (this.#work.stop === 'asked') await this.#takeBack(started, 'undone', by)
      return { count: 0 }
    }
    this.#findings = findings
    const counts = { ...findings.counts }
    const { added, changed, pricesChanged } = counts
    const event = { event: 'articles-imported', file: started.fileName, added, changed, pricesChanged, userId: by.id }
    if (pricesChanged > 0) await this.#options.inChain(event, (record) => imports.finish(started.id, counts, record))
    else await imports.finish(started.id, counts, null)
    this.#last = { ...started, state: 'done', counts }
    return { count: added + changed }
  }

  /** What stops in the middle by a trouble of the disk is taken back at once, where the disk lets us; else at the next start. */
  async #tried<Value>(started: ProductImport, by: Person, work: () => Promise<Value>): Promise<Value> {
    try {
      return await work()
    } catch (thrown) {
      await this.#takeBack(started, 'undone', by).catch(() => undefined)
      throw thrown
    }
  }

  async #takeBack(last: ProductImport, state: 'undone' | 'cut-off', by: Person | null) {
    const { imports, inChain, onFamilies } = this.#options
    await imports.beginUndo(last.id)
    this.#last = { ...last, state: 'undoing' }
    const steps = await imports.stepsLeft(last.id)
    this.#work.expect(steps)
    for (let left = steps; left > 0; ) {
      left = await imports.undoStep(last.id)
      // Only the till's end stops it: half an import is never left on purpose.
      if (!(await this.#work.reached(steps - left)) && this.#work.stop === 'closing') return { count: 0 }
    }
    const event = { event: 'articles-import-undone', file: last.fileName, cause: state, userId: by?.id ?? '' }
    await inChain(event, (record) => imports.endUndo(last.id, state, record))
    this.#last = { ...last, state }
    await onFamilies()
    return { count: steps }
  }

  async *#exported(): AsyncGenerator<string | null> {
    const { catalogue, imports } = this.#options
    const terms = await this.#terms()
    this.#work.expect(await catalogue.productCount())
    yield CSV_MARK + exportHead(terms)
    let done = 0
    for (let last: number | null = 0; last !== null; ) {
      const page = await catalogue.recordsAfter(last, LIMITS.exportPageRows)
      const ids = page.records.map(({ id }) => id)
      const prices = terms.priceLists.length === 0 ? [] : await imports.listPrices(ids)
      const pricesOf = Map.groupBy(prices, ({ productId }) => productId)
      yield page.records.map((record) => exportRow(record, pricesOf.get(record.id) ?? [], terms)).join('')
      done += page.records.length
      last = page.last
      if (!(await this.#work.reached(done))) yield null
    }
  }
}

async function* asParts(rows: Iterable<string>): AsyncGenerator<string> {
  yield* rows
}

/** Throws ARTICLES_FILE_ROWS before anything is done with a file that has too many. */
function expectRows(text: string): void {
  if (countLines(text) > LIMITS.importRows + 1) {
    throw new CatalogueFailure({ code: 'ARTICLES_FILE_ROWS', details: { max: LIMITS.importRows } })
  }
}

function countLines(text: string): number {
  let lines = 1
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (code === 10 || (code === 13 && text.charCodeAt(at + 1) !== 10)) lines += 1
  }
  return /[\r\n]$/.test(text) ? lines - 1 : lines
}

function lastView({ fileName, at, by, state, counts }: ProductImport): LastImport {
  return { fileName, at, by, state, counts }
}
