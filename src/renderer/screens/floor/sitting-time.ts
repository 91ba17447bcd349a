const MINUTE_MS = 60_000

/** `1:24`: hours and minutes since the guests sat down. */
export function sittingTime(openedAt: string, nowMs: number): string {
  const minutes = Math.max(0, Math.floor((nowMs - Date.parse(openedAt)) / MINUTE_MS))
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`
}
