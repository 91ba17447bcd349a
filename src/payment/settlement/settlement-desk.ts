import { createHash } from 'node:crypto'
import { CIPHERS } from '#contract/ciphers.ts'
import { LIMITS } from '#contract/limits.ts'
import type { Currency } from '#contract/money.ts'
import { fail, type Result, succeed } from '#contract/result.ts'
import type { SettlementView, StatementFile, StatementReport } from '#contract/views/settlement-view.ts'
import type { ClockPort } from '../ports/clock.port.ts'
import type { SettlementBookPort, StoredDecision, StoredImport } from '../ports/settlement-book.port.ts'
import { type SortedLines, sortLines } from './bank-lines.ts'
import { readCfonb120 } from './cfonb120.ts'
import { type Coverage, matchBatches, type Settled } from './match-batches.ts'
import { settlementView } from './settlement-view.ts'

export interface SettlementDeskOptions {
  readonly book: SettlementBookPort
  readonly clock: Pick<ClockPort, 'now' | 'local'>
  readonly currency: () => Currency
  readonly newId: () => string
  /** The name of a bank; of one that the settings no longer know, its id. */
  readonly bankOf: (acquirerId: string) => string
}

interface ReadStatement extends SortedLines {
  readonly from: string
  readonly to: string
  readonly digest: string
}

type FileError = 'SETTLEMENT_FILE_INVALID' | 'SETTLEMENT_BALANCE_DIFFERS' | 'SETTLEMENT_FILE_TOO_LONG'

/**
 * Statements of the bank set beside the batches that were closed. A file is looked at before anything of it is kept;
 * read twice it changes nothing; what was read can be taken back as if it had never been.
 */
export class SettlementDesk {
  readonly #options: SettlementDeskOptions

  constructor(options: SettlementDeskOptions) {
    this.#options = options
  }

  async view(): Promise<SettlementView> {
    const imports = await this.#options.book.imports()
    return settlementView(await this.#settled(imports), imports, this.#options.currency(), this.#options.bankOf)
  }

  /** What the file holds; keeps nothing. Errors: SETTLEMENT_FILE_*, SETTLEMENT_BALANCE_DIFFERS. */
  async look(file: StatementFile): Promise<Result<StatementReport>> {
    const read = this.#read(file)
    if (!read.ok) return read
    const { book } = this.#options
    const { from, to, cards, others, digest } = read.value
    const known = new Set((await book.lines()).map(({ key }) => key))
    const sum = (kind: 'remittance' | 'fee') => {
      const found = cards.filter((line) => line.kind === kind)
      return { count: found.length, amountMinor: found.reduce((total, { amountMinor }) => total + amountMinor, 0) }
    }
    return succeed({
      from,
      to,
      remittances: sum('remittance'),
      fees: sum('fee'),
      others: others.slice(0, LIMITS.statementOthersShown).map((line) => ({ ...line })),
      othersCount: others.length,
      knownCount: cards.filter(({ key }) => known.has(key)).length,
      isKnownFile: (await book.imports()).some((each) => each.digest === digest),
    })
  }

  /** Keeps the card lines of a file. Errors: those of `look`, SETTLEMENT_FULL. */
  async read(file: StatementFile, by: string): Promise<Result<null>> {
    const read = this.#read(file)
    if (!read.ok) return read
    const { book, clock, newId } = this.#options
    const { from, to, cards, others, digest } = read.value
    const kept = new Set((await book.lines()).map(({ key }) => key))
    const linesMax = LIMITS.settlementCardLines
    if (kept.size + cards.filter(({ key }) => !kept.has(key)).length > linesMax)
      return fail('SETTLEMENT_FULL', { linesMax })
    const id = newId()
    const fileName = file.name.normalize('NFC')
    const counts = { cardLines: cards.length, otherLines: others.length }
    const statement: StoredImport = { id, fileName, digest, readAt: clock.now(), readBy: by, from, to, ...counts }
    await book.add(
      statement,
      cards.map((line) => ({ ...line, importId: id })),
    )
    return succeed(null)
  }

  /** Takes a file back. Errors: SETTLEMENT_NOT_FOUND. */
  async undo(importId: string): Promise<Result<null>> {
    return (await this.#options.book.remove(importId)) ? succeed(null) : fail('SETTLEMENT_NOT_FOUND')
  }

  /** A person says which batch a line is, or that it is none of ours. Errors: SETTLEMENT_NOT_FOUND. */
  async decide({ lineKey, batch }: Pick<StoredDecision, 'lineKey' | 'batch'>, by: string): Promise<Result<null>> {
    const { book, clock } = this.#options
    const settled = await this.#settled(await book.imports())
    const isFree = settled.some((each) => each.status === 'only-theirs' && each.line.key === lineKey)
    const may = batch === null ? isFree : settled.some((each) => isChoice(each, lineKey, batch, isFree))
    if (!may) return fail('SETTLEMENT_NOT_FOUND')
    await book.decide({ lineKey, batch, by, at: clock.now() })
    return succeed(null)
  }

  /** The figures decide again. */
  async reopen(lineKey: string): Promise<Result<null>> {
    await this.#options.book.reopen(lineKey)
    return succeed(null)
  }

  async #settled(imports: readonly StoredImport[]): Promise<Settled[]> {
    const { book, clock } = this.#options
    const batches = await book.closedBatches(LIMITS.settlementBatches)
    return matchBatches({
      batches: batches.map((batch) => ({ ...batch, closedOn: clock.local(batch.closedAt).date })),
      lines: await book.lines(),
      decisions: await book.decisions(),
      coverage: coverageOf(imports),
    })
  }

  #read({ content }: StatementFile): Result<ReadStatement, FileError> {
    const accounts = readCfonb120(content)
    if (!accounts.ok) return accounts
    const coverage = coverageOf(accounts.value)
    if (coverage === null) return fail('SETTLEMENT_FILE_INVALID', { line: 1, columns: '1-2', field: 'record' })
    const digest = createHash(CIPHERS.digest).update(content, 'latin1').digest('hex')
    return succeed({ ...sortLines(accounts.value, this.#options.currency()), ...coverage, digest })
  }
}

/** From the first day of any of them to the last. */
function coverageOf(parts: readonly Coverage[]): Coverage | null {
  const [first, ...others] = parts
  if (first === undefined) return null
  return others.reduce(
    (all, { from, to }) => ({ from: from < all.from ? from : all.from, to: to > all.to ? to : all.to }),
    { from: first.from, to: first.to },
  )
}

/** Whether this line may be said to be this batch: it was offered for it, is free, or stands beside it already. */
function isChoice(
  settled: Settled,
  lineKey: string,
  batch: NonNullable<StoredDecision['batch']>,
  isFree: boolean,
): boolean {
  if (!('batch' in settled)) return false
  if (settled.batch.acquirerId !== batch.acquirerId || settled.batch.number !== batch.number) return false
  if (settled.status === 'ambiguous') return settled.candidates.some(({ key }) => key === lineKey)
  return settled.status === 'only-ours' ? isFree : settled.line.key === lineKey
}
