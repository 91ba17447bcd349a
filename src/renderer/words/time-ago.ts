import type { TFunction } from 'i18next'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS

function parts(ms: number): { readonly unit: 'seconds' | 'minutes' | 'hours' | 'days'; readonly value: number } {
  if (ms < 100_000) return { unit: 'seconds', value: Math.round(ms / 1000) }
  if (ms < 100 * MINUTE_MS) return { unit: 'minutes', value: Math.round(ms / MINUTE_MS) }
  if (ms < 2 * DAY_MS) return { unit: 'hours', value: Math.round(ms / HOUR_MS) }
  return { unit: 'days', value: Math.round(ms / DAY_MS) }
}

const past = (at: string, nowMs: number) => parts(Math.max(0, nowMs - Date.parse(at)))

/** `il y a 4 s`, `il y a 3 min`, `il y a 5 h`, `il y a 2 j`. */
export function timeAgo(t: TFunction, at: string, nowMs: number): string {
  const { unit, value } = past(at, nowMs)
  return t(`ago.${unit}`, { [unit]: value })
}

/** `12 min`: how long something has waited. */
export function waitedFor(t: TFunction, at: string, nowMs: number): string {
  const { unit, value } = past(at, nowMs)
  return t(`for.${unit}`, { [unit]: value })
}
