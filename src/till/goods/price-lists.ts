import type { PriceList } from '../ports/catalogue.port.ts'

/** A moment at the shop: `2026-11-22`, `14:33:12`. */
export interface LocalMoment {
  readonly date: string
  readonly time: string
}

const DAY_MS = 86_400_000

/**
 * Whether a list holds at a moment for a customer of a group, or of none. Hours that go over midnight belong to the day they
 * began on: a Friday night's price holds on Saturday at one.
 */
export function isInForce(list: PriceList, moment: LocalMoment, groupId: string | null): boolean {
  if (list.customerGroupId !== undefined && list.customerGroupId !== groupId) return false
  const { from = '00:00', until = '24:00' } = list
  const time = moment.time.slice(0, 5)
  const overMidnight = from > until
  const isOfTheDayBefore = overMidnight && time < until
  const isInHours = overMidnight ? time >= from || time < until : time >= from && time < until
  return isInHours && isOnDay(list, isOfTheDayBefore ? dayBefore(moment.date) : moment.date)
}

function isOnDay({ weekdays, firstDay, lastDay }: PriceList, date: string): boolean {
  if (firstDay !== undefined && date < firstDay) return false
  if (lastDay !== undefined && date > lastDay) return false
  // Sunday is 0 there and 7 with us.
  return weekdays === undefined || weekdays.includes(new Date(`${date}T00:00:00Z`).getUTCDay() || 7)
}

function dayBefore(date: string): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) - DAY_MS).toISOString().slice(0, 10)
}

/** The first list in force that has a price for the product; null where its own price holds. */
export function listPriceOf(
  lists: readonly PriceList[],
  prices: readonly { readonly priceListId: string; readonly priceMinor: number }[],
  moment: LocalMoment,
  groupId: string | null,
): { readonly priceListName: string; readonly priceMinor: number } | null {
  for (const list of lists) {
    const price = prices.find(({ priceListId }) => priceListId === list.id)
    if (price !== undefined && isInForce(list, moment, groupId)) {
      return { priceListName: list.name, priceMinor: price.priceMinor }
    }
  }
  return null
}
