import type { TFunction } from 'i18next'
import type { ExplorerFilter } from '#contract/views/explorer-view.ts'
import { shopDay } from '../../words/shop-time.ts'

const DAY_MS = 86_400_000

/** `22/11/2026`, as everybody at this counter writes a day. */
export function writtenDay(day: string): string {
  const [year, month, date] = day.split('-')
  return `${date}/${month}/${year}`
}

/** A day as typed, `22/11/2026`, `22.11.26`, `2026-11-22`, or `22/11` of this year; null when it is none. */
export function readDay(text: string, nowMs: number): string | null {
  const typed = text.trim()
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(typed)
  const usual = /^(\d{1,2})[/.\- ](\d{1,2})(?:[/.\- ](\d{2}|\d{4}))?$/.exec(typed)
  const [year, month, date] = iso
    ? [iso[1], iso[2], iso[3]]
    : usual
      ? [usual[3] ?? shopDay(nowMs).slice(0, 4), usual[2], usual[1]]
      : []
  if (year === undefined || month === undefined || date === undefined) return null
  const day = `${year.padStart(4, '20')}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`
  const exists = new Date(`${day}T00:00:00Z`)
  return !Number.isNaN(exists.getTime()) && exists.toISOString().startsWith(day) ? day : null
}

export function daysBefore(days: number, nowMs: number): string {
  const today = Date.parse(`${shopDay(nowMs)}T00:00:00Z`)
  return new Date(today - days * DAY_MS).toISOString().slice(0, 10)
}

/** What the days are set to. */
export function dayWords(t: TFunction, { fromDay, toDay }: Pick<ExplorerFilter, 'fromDay' | 'toDay'>): string {
  if (fromDay === undefined && toDay === undefined) return t('explorer.allDays')
  if (fromDay === toDay && fromDay !== undefined) {
    return fromDay === shopDay(Date.now()) ? t('explorer.today') : writtenDay(fromDay)
  }
  if (toDay === undefined) return t('explorer.since', { day: writtenDay(fromDay ?? '') })
  if (fromDay === undefined) return t('explorer.until', { day: writtenDay(toDay) })
  return `${writtenDay(fromDay).slice(0, 5)} – ${writtenDay(toDay).slice(0, 5)}`
}
