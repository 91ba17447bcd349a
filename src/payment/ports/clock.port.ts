/** Time, as everything in the engine sees it. Replaceable, so that a seed replays any failure. */
export interface ClockPort {
  /** Now, UTC, ISO 8601 with milliseconds. */
  now(): string
  /** The zone `local` speaks of, `Europe/Paris`. */
  readonly timeZone: string
  /** Milliseconds that only grow, for durations. */
  monotonicMs(): number
  /** Calls back once after `delayMs`; the returned function takes it back. */
  after(delayMs: number, callback: () => void): () => void
  /** The shop's local date and time for tickets, pads and hosts: `2026-11-22`, `14:33:12`. */
  local(iso: string): { readonly date: string; readonly time: string }
}
