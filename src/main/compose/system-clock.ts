import type { ClockPort } from '#payment/ports/clock.port.ts'

/** The machine's time; the shop's local time follows `timeZone`, whatever the machine is set to. */
export function createSystemClock(timeZone: string): ClockPort {
  const format = new Intl.DateTimeFormat('sv-SE', {
    timeZone,
    dateStyle: 'short',
    timeStyle: 'medium',
  })
  return {
    timeZone,
    now: () => new Date().toISOString(),
    monotonicMs: () => performance.now(),
    after: (delayMs, callback) => {
      const timer = setTimeout(callback, delayMs)
      return () => clearTimeout(timer)
    },
    // The Swedish form is ISO's own: `2026-11-22 14:33:12`; but the year 2 of somebody who is typing 2026 stands alone in it.
    local: (iso) => {
      const [date = '', time = ''] = format.format(new Date(iso)).split(' ')
      return { date: date.padStart('2026-11-22'.length, '0'), time }
    },
  }
}
