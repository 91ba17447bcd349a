import type { ClockPort } from '#payment/ports/clock.port.ts'

/** Time as it is, for tests that talk to a real process. */
export const realClock: ClockPort = {
  now: () => new Date().toISOString(),
  monotonicMs: () => performance.now(),
  after: (delayMs, callback) => {
    const timer = setTimeout(callback, delayMs)
    return () => clearTimeout(timer)
  },
  timeZone: 'UTC',
  local: (iso) => ({ date: iso.slice(0, 10), time: iso.slice(11, 19) }),
}
