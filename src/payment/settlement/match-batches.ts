import { LIMITS } from '#contract/limits.ts'
import type { ClosedBatch, StoredBankLine, StoredDecision } from '../ports/settlement-book.port.ts'
import { daysBetween } from './days.ts'

/** A batch with the shop's own day of its close. */
export interface DatedBatch extends ClosedBatch {
  readonly closedOn: string
}

/** Days that statements cover; null before the first one was read. */
export interface Coverage {
  readonly from: string
  readonly to: string
}

export type Settled =
  | {
      readonly status: 'matched'
      readonly batch: DatedBatch
      readonly line: StoredBankLine
      readonly by: string | null
    }
  | {
      readonly status: 'amount-differs'
      readonly cause: 'fee-deducted' | 'bank-counted-otherwise' | 'unexplained'
      readonly batch: DatedBatch
      readonly line: StoredBankLine
      readonly by: string | null
    }
  | { readonly status: 'only-ours'; readonly cause: 'due' | 'missing' | 'no-statement'; readonly batch: DatedBatch }
  | {
      readonly status: 'only-theirs'
      readonly cause: 'second-line' | 'no-batch'
      readonly line: StoredBankLine
      readonly by: string | null
    }
  | { readonly status: 'fee-only'; readonly line: StoredBankLine }
  | { readonly status: 'ambiguous'; readonly batch: DatedBatch; readonly candidates: readonly StoredBankLine[] }

export interface MatchInput {
  readonly batches: readonly DatedBatch[]
  readonly lines: readonly StoredBankLine[]
  readonly decisions: readonly StoredDecision[]
  readonly coverage: Coverage | null
}

const batchKey = ({ acquirerId, number }: Pick<ClosedBatch, 'acquirerId' | 'number'>) => `${acquirerId} ${number}`

/** The batches and lines that nothing is known of yet. */
interface Pool {
  readonly batches: Map<string, DatedBatch>
  readonly lines: Map<string, StoredBankLine>
  readonly settled: Settled[]
}

/**
 * Ties closed batches to the lines of the bank, by the sheet's cascade as far as a statement carries it
 * (acquirer-host-iso8583, section 3): what a person decided; then the batch that a line names; then an equal amount.
 * Both within three days of the close. Fees stay apart: a line is compared with what the till counted, and with that
 * less the fee told beside the line, never with any other difference.
 *
 * Guarantees: a batch and a line are used once at most; what fits more than one way is left to a person; the outcome
 * does not depend on the order of its input.
 */
export function matchBatches({ batches, lines, decisions, coverage }: MatchInput): Settled[] {
  const pool: Pool = {
    batches: new Map(sorted(batches, batchKey).map((batch) => [batchKey(batch), batch])),
    lines: new Map(sorted(lines, ({ key }) => key).map((line) => [line.key, line])),
    settled: [],
  }
  takeFees(pool)
  takeDecisions(pool, decisions)
  takeClusters(pool, (batch, line) => isNear(batch, line) && line.figures.includes(batch.number))
  takeClusters(pool, (batch, line) => isNear(batch, line) && fits(batch, line))
  const named = new Set(batches.map(({ number }) => number))
  for (const line of pool.lines.values()) {
    const cause = line.figures.some((figures) => named.has(figures)) ? 'second-line' : 'no-batch'
    pool.settled.push({ status: 'only-theirs', cause, line, by: null })
  }
  for (const batch of pool.batches.values())
    pool.settled.push({ status: 'only-ours', cause: absence(batch, coverage), batch })
  return pool.settled
}

function sorted<Item>(items: readonly Item[], keyOf: (item: Item) => string): Item[] {
  return [...items].sort((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1))
}

function takeFees({ lines, settled }: Pool): void {
  for (const line of [...lines.values()]) {
    if (line.kind !== 'fee') continue
    lines.delete(line.key)
    settled.push({ status: 'fee-only', line })
  }
}

/** A decision about a batch or a line that is not there (any more) waits for it. */
function takeDecisions(pool: Pool, decisions: readonly StoredDecision[]): void {
  for (const { lineKey, batch: decided, by } of sorted(decisions, (decision) => decision.lineKey)) {
    const line = pool.lines.get(lineKey)
    if (line === undefined) continue
    if (decided === null) {
      pool.lines.delete(lineKey)
      pool.settled.push({ status: 'only-theirs', cause: 'no-batch', line, by })
      continue
    }
    const batch = pool.batches.get(batchKey(decided))
    if (batch !== undefined) pair(pool, batch, line, by)
  }
}

/**
 * Pairs what belongs together by `belongs`: alone with each other, or the only one of them whose amount is equal.
 * What is left of a cluster is for a person.
 */
function takeClusters(pool: Pool, belongs: (batch: DatedBatch, line: StoredBankLine) => boolean): void {
  pairWhereAlone(pool, belongs)
  pairWhereAlone(pool, (batch, line) => belongs(batch, line) && isEqual(batch, line))
  const candidates = [...pool.batches.values()].map(
    (batch) => [batch, [...pool.lines.values()].filter((line) => belongs(batch, line))] as const,
  )
  for (const [batch, found] of candidates) {
    if (found.length === 0) continue
    pool.batches.delete(batchKey(batch))
    pool.settled.push({ status: 'ambiguous', batch, candidates: found })
  }
  for (const line of candidates.flatMap(([, found]) => found)) pool.lines.delete(line.key)
}

/** Until nothing moves: a pair that is taken may leave another one alone. */
function pairWhereAlone(pool: Pool, belongs: (batch: DatedBatch, line: StoredBankLine) => boolean): void {
  for (let moved = true; moved; ) {
    moved = false
    for (const batch of [...pool.batches.values()]) {
      const [line, ...others] = [...pool.lines.values()].filter((each) => belongs(batch, each))
      if (line === undefined || others.length > 0) continue
      const rivals = [...pool.batches.values()].filter((other) => other !== batch && belongs(other, line))
      if (rivals.length > 0) continue
      pair(pool, batch, line, null)
      moved = true
    }
  }
}

function pair({ batches, lines, settled }: Pool, batch: DatedBatch, line: StoredBankLine, by: string | null): void {
  batches.delete(batchKey(batch))
  lines.delete(line.key)
  const cause = causeOf(batch, line)
  settled.push(
    cause === null ? { status: 'matched', batch, line, by } : { status: 'amount-differs', cause, batch, line, by },
  )
}

function isNear({ closedOn }: DatedBatch, { bookedOn }: StoredBankLine): boolean {
  return Math.abs(daysBetween(closedOn, bookedOn)) <= LIMITS.settlementDays
}

const isEqual = ({ tillMinor }: DatedBatch, { amountMinor }: StoredBankLine) => tillMinor === amountMinor

function fits(batch: DatedBatch, line: StoredBankLine): boolean {
  return causeOf(batch, line) !== 'unexplained'
}

/** Why the amounts differ; null when they do not. */
function causeOf(
  { tillMinor, hostMinor }: DatedBatch,
  { amountMinor, feeMinor }: StoredBankLine,
): 'fee-deducted' | 'bank-counted-otherwise' | 'unexplained' | null {
  if (amountMinor === tillMinor) return null
  if (feeMinor !== null && amountMinor === tillMinor - feeMinor) return 'fee-deducted'
  if (amountMinor === hostMinor) return 'bank-counted-otherwise'
  return 'unexplained'
}

/** Whether the money may still come, or should be there. */
function absence({ closedOn }: DatedBatch, coverage: Coverage | null): 'due' | 'missing' | 'no-statement' {
  if (coverage === null || daysBetween(closedOn, coverage.to) < LIMITS.settlementDays) return 'due'
  return daysBetween(closedOn, coverage.from) > LIMITS.settlementDays ? 'no-statement' : 'missing'
}
