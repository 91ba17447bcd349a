import { LIMITS } from '#contract/limits.ts'
import type { PriceListView } from '#contract/views/article-view.ts'

/** A price list as it is typed; what is empty does not limit it. */
export interface ListForm {
  readonly id: string | null
  readonly place: number
  readonly name: string
  readonly weekdays: readonly number[]
  readonly from: string
  readonly until: string
  readonly firstDay: string
  readonly lastDay: string
  readonly group: string
}

export const EMPTY_LIST: ListForm = {
  id: null,
  place: 0,
  name: '',
  weekdays: [],
  from: '',
  until: '',
  firstDay: '',
  lastDay: '',
  group: '',
}

export function formOfList(list: PriceListView): ListForm {
  const { id, place, name, weekdays = [], from = '', until = '', firstDay = '', lastDay = '' } = list
  return { id, place, name, weekdays, from, until, firstDay, lastDay, group: list.customerGroupId ?? '' }
}

/** What is wrong: `priceList.wrong.` and this are its words. */
export type ListProblem = 'name' | 'time' | 'sameTime' | 'day' | 'dayOrder'

type Reading =
  | { readonly ok: true; readonly list: Omit<PriceListView, 'id'> & { readonly id: string | null } }
  | { readonly ok: false; readonly problem: ListProblem }

/** `8`, `8:30`, `8h30`, `0830` are times of day as people write them. @returns `08:30`; null when it is none. */
export function readTime(text: string): string | null {
  const match = /^(\d{1,2})(?:[:.h ]?([0-5]\d)?)$/i.exec(text.trim())
  if (match === null) return null
  const hours = Number(match[1])
  return hours > 23 ? null : `${String(hours).padStart(2, '0')}:${match[2] ?? '00'}`
}

/** `1/12/2026`, `01.12.26`, `2026-12-01`. @returns `2026-12-01`; null when there is no such day. */
export function readDay(text: string): string | null {
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text.trim())
  const local = /^(\d{1,2})[/. -](\d{1,2})[/. -](\d{4}|\d{2})$/.exec(text.trim())
  const [year, month, day] =
    iso !== null ? [iso[1], iso[2], iso[3]] : local !== null ? [local[3], local[2], local[1]] : []
  if (year === undefined || month === undefined || day === undefined) return null
  const whole = `${year.length === 2 ? `20${year}` : year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  const date = new Date(`${whole}T00:00:00Z`)
  return Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== whole ? null : whole
}

/** The list that is meant, or the first thing that cannot be read. */
export function listOf(form: ListForm): Reading {
  const wrong = (problem: ListProblem): Reading => ({ ok: false, problem })
  const name = form.name.trim()
  if (name === '' || name.length > LIMITS.familyNameCharacters) return wrong('name')
  const times = [form.from, form.until].map((text) => (text.trim() === '' ? undefined : readTime(text)))
  if (times.includes(null)) return wrong('time')
  const days = [form.firstDay, form.lastDay].map((text) => (text.trim() === '' ? undefined : readDay(text)))
  if (days.includes(null)) return wrong('day')
  const [from, until] = times
  const [firstDay, lastDay] = days
  if (from && from === until) return wrong('sameTime')
  if (firstDay && lastDay && firstDay > lastDay) return wrong('dayOrder')
  const group = form.group.trim()
  return {
    ok: true,
    list: {
      id: form.id,
      place: form.place,
      name,
      ...(form.weekdays.length > 0 && { weekdays: form.weekdays.toSorted() }),
      ...(from && { from }),
      ...(until && { until }),
      ...(firstDay && { firstDay }),
      ...(lastDay && { lastDay }),
      ...(group !== '' && { customerGroupId: group }),
    },
  }
}
