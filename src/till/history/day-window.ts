import type { TillClock } from '../ports/clock.port.ts'

const DAY_MS = 86_400_000

/** A moment on the shop's wall, in UTC milliseconds; the clock may be changed on that day. `time` is `00:00` to `23:59`. */
export function wallMs(day: string, time: string, local: TillClock['local']): number {
  const wall = Date.parse(`${day}T${time}:00Z`)
  const aheadMs = (atMs: number): number => {
    const { date, time: shown } = local(new Date(atMs).toISOString())
    return Date.parse(`${date}T${shown}Z`) - atMs
  }
  const guess = wall - aheadMs(wall)
  return wall - aheadMs(guess)
}

/** Days and hours as a person chooses them; the last minute is included, without one the whole last day. */
export interface WallWindow {
  readonly fromDay?: string | undefined
  readonly fromTime?: string | undefined
  readonly toDay?: string | undefined
  readonly toTime?: string | undefined
}

const MINUTE_MS = 60_000

/** The same in UTC, ISO 8601: from the first moment, before the last; null where it is open. */
export function utcWindow(
  { fromDay, fromTime = '00:00', toDay, toTime }: WallWindow,
  local: TillClock['local'],
): { readonly from: string | null; readonly before: string | null } {
  const iso = (ms: number): string => new Date(ms).toISOString()
  const from = fromDay === undefined ? null : iso(wallMs(fromDay, fromTime, local))
  if (toDay === undefined) return { from, before: null }
  const beforeMs =
    toTime === undefined ? wallMs(dayAfter(toDay), '00:00', local) : wallMs(toDay, toTime, local) + MINUTE_MS
  return { from, before: iso(beforeMs) }
}

/** The last one that is written with four figures for its year, as somebody types it who means no end at all. */
const LAST_DAY = '9999-12-31'

/** The calendar day after one; the last day has none. */
export function dayAfter(day: string): string {
  if (day >= LAST_DAY) return LAST_DAY
  return new Date(Date.parse(`${day}T00:00:00Z`) + DAY_MS).toISOString().slice(0, 10)
}
