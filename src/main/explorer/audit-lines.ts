import type { Locale } from '#contract/locale.ts'
import type { AuditEntry } from '#contract/views/people-view.ts'
import type { TillClock } from '#till/ports/clock.port.ts'
import { CSV_MARK, csvLine } from './csv.ts'
import { EXPORT_WORDS } from './export-words.ts'

/** The first line, with the names of the columns. */
export function auditHead(locale: Locale): string {
  return CSV_MARK + csvLine(Object.values(EXPORT_WORDS[locale].auditHead), locale)
}

/** One event, its cells in the order of the head. */
export function auditLine(entry: AuditEntry, locale: Locale, local: TillClock['local']): string {
  const { date, time } = local(entry.at)
  const events: Readonly<Record<string, string>> = EXPORT_WORDS[locale].auditEvent
  const event = events[entry.event] ?? entry.event
  const { sequence, person, approvedBy, subject, permission } = entry
  const about = subject ?? permission ?? ''
  return csvLine([String(sequence), date, time, event, person ?? '', approvedBy ?? '', about], locale)
}
