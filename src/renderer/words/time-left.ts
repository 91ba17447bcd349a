import type { TFunction } from 'i18next'

const NO_BREAK_SPACE = '\u00a0'
const MINUTE_MS = 60_000
const HOUR_MINUTES = 60
const DAY_MINUTES = 24 * HOUR_MINUTES

/** `3 j 4 h`, `4 h 12 min`, `12 min`: how long something lasts yet, in the two largest units; never less than a minute. */
export function timeLeft(t: TFunction, until: string, nowMs: number): string {
  const all = Math.max(1, Math.floor((Date.parse(until) - nowMs) / MINUTE_MS))
  const days = Math.floor(all / DAY_MINUTES)
  const hours = Math.floor((all % DAY_MINUTES) / HOUR_MINUTES)
  const minutes = all % HOUR_MINUTES
  const parts =
    days > 0
      ? [t('left.days', { days }), hours > 0 && t('left.hours', { hours })]
      : [hours > 0 && t('left.hours', { hours }), (hours === 0 || minutes > 0) && t('left.minutes', { minutes })]
  return parts.filter(Boolean).join(NO_BREAK_SPACE)
}
