import type { SettlementRow } from '#contract/views/settlement-view.ts'
import type { Tone } from '../../components/Badge.tsx'
import type { IconName } from '../../components/icons.tsx'

export interface RowLook {
  readonly tone: Tone
  readonly icon: IconName
  /** The key of its word. */
  readonly words: string
}

const CAUSES: Readonly<Record<NonNullable<SettlementRow['cause']>, Omit<RowLook, 'words'>>> = {
  'fee-deducted': { tone: 'acc', icon: 'percent' },
  'bank-counted-otherwise': { tone: 'warn', icon: 'bank' },
  unexplained: { tone: 'err', icon: 'warning' },
  due: { tone: 'plain', icon: 'clock' },
  missing: { tone: 'err', icon: 'warning' },
  'no-statement': { tone: 'plain', icon: 'info' },
  'second-line': { tone: 'err', icon: 'copy' },
  'no-batch': { tone: 'warn', icon: 'bank' },
}

/** One badge a row: what a person decided, else why it stands so. */
export function rowLook({ status, cause, decidedBy }: SettlementRow): RowLook {
  if (decidedBy !== null) return { tone: 'ok', icon: 'user', words: `settlement.decided.${status}` }
  if (cause !== null) return { ...CAUSES[cause], words: `settlementCause.${cause}` }
  if (status === 'ambiguous') return { tone: 'warn', icon: 'unknown', words: 'settlement.status.ambiguous' }
  if (status === 'fee-only') return { tone: 'acc', icon: 'percent', words: 'settlement.status.fee-only' }
  return { tone: 'ok', icon: 'ok', words: 'settlement.status.matched' }
}

export type RowFilter = 'open' | 'matched' | 'all'
export const ROW_FILTERS: readonly RowFilter[] = ['open', 'matched', 'all']

/** What a person looks for: the state of a row, and a number, an amount or a word of its label. */
export function chosenRows(rows: readonly SettlementRow[], filter: RowFilter, text: string): readonly SettlementRow[] {
  const wanted = text.trim().toLocaleLowerCase('en')
  return rows.filter((row) => {
    if (filter === 'open' && !row.isOpen) return false
    if (filter === 'matched' && (row.isOpen || row.batch === null || row.line === null)) return false
    return wanted === '' || searchedTexts(row).some((each) => each.includes(wanted.replace('.', ',')))
  })
}

function searchedTexts({ batch, line, candidates }: SettlementRow): string[] {
  const lines = [...(line === null ? [] : [line]), ...candidates]
  const amounts = [batch?.tillMinor, batch?.hostMinor, ...lines.map(({ amountMinor }) => amountMinor)]
  const figures = amounts.flatMap((minor) =>
    minor == null ? [] : [(Math.abs(minor) / 100).toFixed(2).replace('.', ',')],
  )
  const texts = [batch?.number ?? '', ...lines.flatMap(({ label, reference }) => [label, reference])]
  return [...figures, ...texts.map((each) => each.toLocaleLowerCase('en').replaceAll('.', ','))]
}

/** `22/11`, from `2026-11-22`. */
export const dayMonth = (day: string): string => `${day.slice(8, 10)}/${day.slice(5, 7)}`
