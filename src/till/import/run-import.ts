import { LIMITS } from '#contract/limits.ts'
import type { Currency } from '#contract/money.ts'
import type { ColumnUse, ImportCounts, ImportFormat } from '#contract/views/import-view.ts'
import type { FamilyView } from '#contract/views/till-view.ts'
import type { ProductRecord } from '../ports/catalogue.port.ts'
import type { FoundProduct, ImportStep, ListPrice, ProductImportsPort } from '../ports/product-imports.port.ts'
import { type ColumnChange, decideRow, FileClaims, type RowDecision, wantedProduct } from './decide-row.ts'
import { FamilyNames } from './family-names.ts'
import { type FileRecord, recordsOf } from './file-records.ts'
import { type ArticleRow, type RowProblem, readRow } from './read-row.ts'

/** What a file does or would do, as far as it was read. */
export interface ImportFindings {
  readonly counts: { -readonly [Name in keyof ImportCounts]: ImportCounts[Name] }
  readonly problems: RowProblem[]
  problemsTotal: number
  readonly changedColumns: Map<Exclude<ColumnUse, 'ignored'>, number>
  readonly changes: { readonly line: number; readonly name: string; readonly changes: readonly ColumnChange[] }[]
  /** Families that are there and those that were made, to show a change of family by name. */
  readonly families: FamilyView[]
}

export interface ImportRun {
  readonly text: string
  readonly format: ImportFormat
  readonly currency: Currency
  readonly rates: readonly number[]
  readonly families: readonly FamilyView[]
  readonly imports: Pick<ProductImportsPort, 'find' | 'listPrices'>
  readonly newId: () => string
  /** Null in a dry run: nothing is written. @returns ids of products that were refused at the last moment, and whose barcode it is. */
  readonly write: ((step: ImportStep) => Promise<readonly { readonly id: string; readonly ownerName: string }[]>) | null
  /** Told after each step how far it is, in lines; lets other work pass. False: it should stop. */
  readonly goOn: (line: number) => Promise<boolean>
}

type Written = Exclude<RowDecision, { kind: 'refused' }>

/**
 * Reads a file to its end, in steps between which the till sells. @returns null when it was stopped: what was written by then
 * is to be taken back. The till's memory holds no more of it than which row has which barcode, and the first findings.
 */
export async function runImport(run: ImportRun): Promise<ImportFindings | null> {
  const findings = emptyFindings(run.families)
  const names = new FamilyNames(run.families, run.newId)
  const claims = new FileClaims()
  const later = new Later(run)
  let isHead = run.format.hasHead
  for (const batch of recordsOf(run.text, run.format.separator)) {
    const records = isHead ? batch.slice(1) : batch
    isHead = false
    for (let at = 0; at < records.length; at += LIMITS.catalogueWriteRows) {
      const step = records.slice(at, at + LIMITS.catalogueWriteRows)
      await takeStep(run, step, { findings, names, claims, later })
      if (!(await run.goOn(step.at(-1)?.line ?? 0))) return null
    }
  }
  // What its own cells say against a row is found before what other rows do: people read them in the order of their file.
  findings.problems.sort((one, other) => one.line - other.line)
  return findings
}

interface RunState {
  readonly findings: ImportFindings
  readonly names: FamilyNames
  readonly claims: FileClaims
  readonly later: Later
}

async function takeStep(run: ImportRun, records: readonly FileRecord[], state: RunState): Promise<void> {
  const { findings } = state
  const rows: ArticleRow[] = []
  for (const record of records) {
    findings.counts.rows += 1
    const reading = readRow(record, run)
    if (reading.ok) rows.push(reading.row)
    else refuse(findings, reading.problems)
  }
  const found = await run.imports.find(rows.map(wantedProduct))
  const decided = await decideRows(run, rows, found, state)
  const families = state.names.takeNew()
  findings.counts.familiesAdded += families.length
  findings.families.push(...families)
  const written = decided.filter((each): each is Written => each.kind !== 'refused' && each.kind !== 'unchanged')
  const taken = new Map<string, string>()
  if (run.write !== null && written.length > 0) {
    const products = written.filter(({ kind, changes }) => kind === 'added' || changes.some(isOfProduct))
    const step = {
      families,
      products: products.map(({ record }) => record),
      listPrices: written.flatMap(({ listPrices }) => listPrices),
    }
    for (const { id, ownerName } of await run.write(step)) taken.set(id, ownerName)
  }
  for (const decision of decided) note(findings, decision, taken)
}

const isOfProduct = ({ column }: ColumnChange): boolean => !column.startsWith('list:')

async function decideRows(
  run: ImportRun,
  rows: readonly ArticleRow[],
  found: readonly FoundProduct[],
  { names, claims, later }: RunState,
): Promise<readonly RowDecision[]> {
  const links = await linkedArticles(run, rows, later)
  const pricesBefore = rows.some(({ listPrices }) => listPrices.length > 0) ? await listPricesOf(run, found) : new Map()
  return rows.map((row, place) => {
    const beside = found[place] ?? { byReference: null, byBarcodes: [], byName: null }
    return decideRow(row, beside, {
      format: run.format,
      newId: run.newId,
      familyOf: (name) => names.idOf(name),
      articleOf: (name) => links.get(name) ?? null,
      claims,
      pricesBefore,
      familiesMax: LIMITS.families,
    })
  })
}

async function listPricesOf(
  run: ImportRun,
  found: readonly FoundProduct[],
): Promise<Map<string, readonly ListPrice[]>> {
  const ids = found.flatMap(({ byReference, byBarcodes, byName }) =>
    [byReference, byName, ...byBarcodes].flatMap((record) => (record === null ? [] : [record.id])),
  )
  return Map.groupBy(await run.imports.listPrices([...new Set(ids)]), ({ productId }) => productId)
}

/** Articles that rows name as their deposit or as what they are a variant of: by reference, else by barcode. */
async function linkedArticles(
  run: ImportRun,
  rows: readonly ArticleRow[],
  later: Later,
): Promise<ReadonlyMap<string, string>> {
  const named = [
    ...new Set(rows.flatMap(({ deposit, parent }) => [deposit, parent].filter((name) => name !== undefined))),
  ]
  const links = new Map(named.flatMap((name) => (later.has(name) ? [[name, name] as const] : [])))
  const wanted = named.filter((name) => !links.has(name))
  if (wanted.length === 0) return links
  const found = await run.imports.find(wanted.map((name) => ({ reference: name, barcodes: [name], name: null })))
  for (const [place, { byReference, byBarcodes }] of found.entries()) {
    const record: ProductRecord | null | undefined = byReference ?? byBarcodes[0]
    const name = wanted[place]
    if (record && name !== undefined) links.set(name, record.id)
  }
  return links
}

/** References of all rows: an article may be named before its own row comes. Read when one is named for the first time. */
class Later {
  readonly #run: ImportRun
  #references: ReadonlySet<string> | null = null

  constructor(run: ImportRun) {
    this.#run = run
  }

  has(name: string): boolean {
    this.#references ??= referencesOf(this.#run)
    return this.#references.has(name)
  }
}

function referencesOf({ text, format }: ImportRun): ReadonlySet<string> {
  const references = new Set<string>()
  const place = format.columns.indexOf('reference')
  if (place === -1) return references
  for (const batch of recordsOf(text, format.separator)) {
    for (const { cells } of batch) references.add(cells?.[place]?.trim() ?? '')
  }
  references.delete('')
  return references
}

function emptyFindings(families: readonly FamilyView[]): ImportFindings {
  const counts = { rows: 0, added: 0, changed: 0, unchanged: 0, refused: 0, pricesChanged: 0, familiesAdded: 0 }
  return { counts, problems: [], problemsTotal: 0, changedColumns: new Map(), changes: [], families: [...families] }
}

function refuse(findings: ImportFindings, problems: readonly RowProblem[]): void {
  findings.counts.refused += 1
  keep(findings, problems)
}

function keep(findings: ImportFindings, problems: readonly RowProblem[]): void {
  findings.problemsTotal += problems.length
  findings.problems.push(...problems.slice(0, LIMITS.importProblemsKept - findings.problems.length))
}

function note(findings: ImportFindings, decision: RowDecision, taken: ReadonlyMap<string, string>): void {
  if (decision.kind === 'refused') {
    refuse(findings, decision.problems)
    return
  }
  const { kind, line, record, changes, notes } = decision
  const owner = taken.get(record.id)
  if (owner !== undefined) {
    refuse(findings, [{ line, column: 'barcodes', code: 'barcode-taken', details: { name: owner }, value: '' }])
    return
  }
  keep(findings, notes)
  findings.counts[kind] += 1
  for (const { column } of changes) findings.changedColumns.set(column, (findings.changedColumns.get(column) ?? 0) + 1)
  if (kind !== 'changed') return
  if (changes.some(({ column }) => column === 'price' || column.startsWith('list:'))) findings.counts.pricesChanged += 1
  if (findings.changes.length < LIMITS.importChangesShown) findings.changes.push({ line, name: record.name, changes })
}
