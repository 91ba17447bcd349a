import { FILE_WORDS, problemSentence } from '#contract/import-words.ts'
import { LIMITS } from '#contract/limits.ts'
import { formatAmount } from '#contract/money.ts'
import { type ImportReport, PRODUCT_COLUMNS } from '#contract/views/import-view.ts'
import { shownCell } from './cell-text.ts'
import { formatRate } from './cell-values.ts'
import type { ColumnChange } from './decide-row.ts'
import { familyName } from './family-names.ts'
import type { ImportFindings } from './run-import.ts'
import { columnName, type ExportTerms } from './write-export.ts'

/** What a reading found, in the words of the till's language. */
export function importReport(findings: ImportFindings, terms: ExportTerms): ImportReport {
  const all = { ...terms, families: findings.families }
  const places = new Map<string, number>(PRODUCT_COLUMNS.map((column, place) => [column, place]))
  const inOrder = [...findings.changedColumns].sort(
    ([one], [other]) => (places.get(one) ?? PRODUCT_COLUMNS.length) - (places.get(other) ?? PRODUCT_COLUMNS.length),
  )
  return {
    counts: { ...findings.counts },
    changedColumns: inOrder.map(([column, count]) => ({ column: columnName(column, all), count })),
    changes: findings.changes.map(({ line, name, changes }) => ({
      line,
      name,
      changes: changes.map((change) => ({
        column: columnName(change.column, all),
        before: valueText(change, change.before, all),
        after: valueText(change, change.after, all),
      })),
    })),
    problems: findings.problems.slice(0, LIMITS.importProblemsShown).map(({ line, column, code, details, value }) => ({
      line,
      column: columnName(column, all),
      value,
      sentence: problemSentence(code, details, terms.locale),
    })),
    problemsTotal: findings.problemsTotal,
  }
}

function valueText({ column }: ColumnChange, value: ColumnChange['before'], terms: ExportTerms): string {
  const { locale, currency, families } = terms
  if (value === null) return '–'
  if (typeof value === 'boolean') return FILE_WORDS[value ? 'yes' : 'no'][locale]
  if (typeof value === 'number') {
    if (column === 'vat') return `${formatRate(value)} %`
    return column === 'stock' ? String(value / 1_000).replace('.', ',') : formatAmount(value, currency)
  }
  if (column === 'unit') return value === 'kg' ? 'kg' : FILE_WORDS['unit.piece'][locale]
  if (column !== 'family') return shownCell(value)
  const family = families.find(({ id }) => id === value)
  return family === undefined ? value : familyName(family, locale)
}
