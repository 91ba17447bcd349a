import type { RunningTill } from '#main/running-till.ts'

const LOOK_AGAIN_MS = 200

/** Resolves with the next thing the till tells, and after a while without: an engine that was killed tells nothing. */
export function nextChange(till: RunningTill): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer)
      leave()
      resolve()
    }
    const timer = setTimeout(end, LOOK_AGAIN_MS)
    const leave = till.subscribe(end)
  })
}
