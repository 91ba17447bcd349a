/** Time as the till sees it; the engine's clock fits. */
export interface TillClock {
  /** Now, UTC, ISO 8601 with milliseconds. */
  now(): string
  /** The zone `local` speaks of, `Europe/Paris`. */
  readonly timeZone: string
  /** The shop's local date and time for papers: `2026-11-22`, `14:33:12`. */
  local(iso: string): { readonly date: string; readonly time: string }
}

/** New identifiers: unique for ever, at most 64 characters. */
export type NextId = () => string
