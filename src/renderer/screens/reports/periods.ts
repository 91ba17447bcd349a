import { shopDay } from '../../words/shop-time.ts'

/** Times that are asked for most. */
export const PERIODS = ['today', 'yesterday', 'week', 'month'] as const
export type Period = (typeof PERIODS)[number]

const DAY_MS = 86_400_000

/** Days of the shop's calendar, both included: the week begins on its Monday, the month on its first. */
export function periodDays(period: Period, nowMs = Date.now()): { readonly fromDay: string; readonly toDay: string } {
  const today = shopDay(nowMs)
  const noon = Date.parse(`${today}T12:00:00Z`)
  const back = (days: number) => new Date(noon - days * DAY_MS).toISOString().slice(0, 10)
  switch (period) {
    case 'today':
      return { fromDay: today, toDay: today }
    case 'yesterday':
      return { fromDay: back(1), toDay: back(1) }
    case 'week':
      return { fromDay: back((new Date(noon).getUTCDay() + 6) % 7), toDay: today }
    case 'month':
      return { fromDay: `${today.slice(0, 8)}01`, toDay: today }
  }
}
