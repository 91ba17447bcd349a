/** Hours on the wall of the shop: they follow the zone the till names, as its tickets do, not the machine's. */
let hours = hoursIn(undefined)

function hoursIn(timeZone: string | undefined): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat('fr-FR', {
    timeZone,
    year: 'numeric',
    day: '2-digit',
    month: '2-digit',
    hour: 'numeric',
    minute: '2-digit',
    second: '2-digit',
    fractionalSecondDigits: 3,
    hourCycle: 'h23',
  })
}

/** From now on times are those of this zone. */
export function followShopTime(timeZone: string): void {
  if (hours.resolvedOptions().timeZone !== timeZone) hours = hoursIn(timeZone)
}

function partsOf(iso: string | number) {
  const parts = hours.formatToParts(new Date(iso))
  const of = (type: Intl.DateTimeFormatPartTypes) => parts.find((part) => part.type === type)?.value ?? ''
  return {
    year: of('year'),
    day: of('day'),
    month: of('month'),
    hour: Number(of('hour')),
    minute: of('minute'),
    second: of('second'),
    fraction: of('fractionalSecond'),
  }
}

/** `7:31`, from an ISO time. */
export function clockTime(iso: string | number): string {
  const { hour, minute } = partsOf(iso)
  return `${hour}:${minute}`
}

/** `14:38:07,112`, for the story of a payment. */
export function clockTimeMs(iso: string): string {
  const { hour, minute, second, fraction } = partsOf(iso)
  return `${String(hour).padStart(2, '0')}:${minute}:${second},${fraction}`
}

/** `22/11 14:29`, for what may be days old. */
export function dayAndTime(iso: string): string {
  const { day, month, hour, minute } = partsOf(iso)
  return `${day}/${month} ${hour}:${minute}`
}

/** `30/11/2026`, of a day of the shop's calendar, `2026-11-30`. */
export function fullDay(day: string): string {
  return day.split('-').reverse().join('/')
}

/** `22/11/2026`, for what may be years old. */
export function fullDate(iso: string): string {
  const { year, month, day } = partsOf(iso)
  return `${day}/${month}/${year}`
}

/** `2026-11-22`: the calendar day of the shop at a moment. */
export function shopDay(iso: string | number): string {
  const { year, month, day } = partsOf(iso)
  return `${year}-${month}-${day}`
}
