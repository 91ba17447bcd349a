import { LIMITS } from '#contract/limits.ts'
import type { Currency } from '#contract/money.ts'
import type { BankLineView, SettlementRow, SettlementView } from '#contract/views/settlement-view.ts'
import type { StoredBankLine, StoredImport } from '../ports/settlement-book.port.ts'
import { daysBetween } from './days.ts'
import type { DatedBatch, Settled } from './match-batches.ts'

/** What is settled as the screen shows it, newest first. */
export function settlementView(
  settled: readonly Settled[],
  imports: readonly StoredImport[],
  currency: Currency,
  bankOf: (acquirerId: string) => string,
): SettlementView {
  const fileNames = new Map(imports.map(({ id, fileName }) => [id, fileName]))
  const lineView = (line: StoredBankLine): BankLineView => {
    const { key, bookedOn, amountMinor, feeMinor, label, reference } = line
    const fileName = fileNames.get(line.importId) ?? ''
    return { key, bookedOn, amountMinor, feeMinor, label, reference, fileName, line: line.line }
  }
  const free = settled.flatMap((each) => (each.status === 'only-theirs' && each.by === null ? [each.line] : []))
  const rows = settled
    .map((each) => rowOf(each, free, lineView, bankOf))
    .sort((one, other) => (one.on === other.on ? one.key.localeCompare(other.key) : one.on < other.on ? 1 : -1))
  return {
    currency,
    imports: imports.map(({ digest: _, ...shown }) => shown),
    rows,
    totals: totalsOf(rows),
  }
}

function rowOf(
  settled: Settled,
  free: readonly StoredBankLine[],
  lineView: (line: StoredBankLine) => BankLineView,
  bankOf: (acquirerId: string) => string,
): SettlementRow {
  const batch = 'batch' in settled ? settled.batch : null
  const line = 'line' in settled ? settled.line : null
  const candidates =
    settled.status === 'ambiguous'
      ? settled.candidates
      : settled.status === 'only-ours'
        ? near(settled.batch, free)
        : []
  return {
    key: batch === null ? `line ${line?.key ?? ''}` : `batch ${batch.acquirerId} ${batch.number}`,
    status: settled.status,
    cause: 'cause' in settled ? settled.cause : null,
    isOpen: isOpen(settled),
    on: batch?.closedOn ?? line?.bookedOn ?? '',
    batch: batch === null ? null : batchView(batch, bankOf(batch.acquirerId)),
    line: line === null ? null : lineView(line),
    differenceMinor: batch === null || line === null ? null : line.amountMinor - batch.tillMinor,
    candidates: candidates.map(lineView),
    decidedBy: 'by' in settled ? settled.by : null,
  }
}

function batchView({ acquirerId, number, closedAt, tillMinor, hostMinor }: DatedBatch, bank: string) {
  return { acquirerId, bank, number, closedAt, tillMinor, hostMinor }
}

/** A fee that is told, money that is not due yet and what a person decided ask for nothing. */
function isOpen(settled: Settled): boolean {
  if ('by' in settled && settled.by !== null) return false
  if (settled.status === 'amount-differs') return settled.cause !== 'fee-deducted'
  if (settled.status === 'only-ours') return settled.cause === 'missing'
  return settled.status === 'only-theirs' || settled.status === 'ambiguous'
}

/** Lines that nobody knows a batch of, the nearest in time first: a person may know that it is one of them. */
function near({ closedOn }: DatedBatch, free: readonly StoredBankLine[]): StoredBankLine[] {
  const away = ({ bookedOn }: StoredBankLine) => Math.abs(daysBetween(closedOn, bookedOn))
  return free
    .filter((line) => away(line) <= LIMITS.settlementCandidateDays)
    .sort((one, other) => away(one) - away(other) || one.key.localeCompare(other.key))
    .slice(0, LIMITS.settlementCandidates)
}

function totalsOf(rows: readonly SettlementRow[]): SettlementView['totals'] {
  const sum = (of: readonly SettlementRow[], amountOf: (row: SettlementRow) => number) =>
    of.reduce((total, row) => total + amountOf(row), 0)
  const matched = rows.filter(({ batch, line, isOpen: open }) => batch !== null && line !== null && !open)
  const open = rows.filter((row) => row.isOpen)
  const credits = [...rows.flatMap(({ line, status }) => (line === null || status === 'fee-only' ? [] : [line]))]
  const undecided = new Map(
    rows
      .filter(({ status }) => status === 'ambiguous')
      .flatMap(({ candidates }) => candidates.map((each) => [each.key, each])),
  )
  return {
    matched: { count: matched.length, amountMinor: sum(matched, ({ line }) => line?.amountMinor ?? 0) },
    open: { count: open.length, amountMinor: sum(open, openMinor) },
    feesMinor: sum(rows, ({ line, status }) =>
      status === 'fee-only' ? Math.abs(line?.amountMinor ?? 0) : (line?.feeMinor ?? 0),
    ),
    paidMinor: [...credits, ...undecided.values()].reduce((total, { amountMinor }) => total + amountMinor, 0),
  }
}

/** What is at stake: a difference, or all of what has no other side. */
function openMinor({ differenceMinor, batch, line }: SettlementRow): number {
  return Math.abs(differenceMinor ?? batch?.tillMinor ?? line?.amountMinor ?? 0)
}
