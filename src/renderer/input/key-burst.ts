import { parseQuantityMilli } from './entry.ts'

/**
 * How the scanner of this workstation sends. Keys closer together than the gap belong to one burst; a scanner sends one every 1 to
 * 20 ms, a person every 80 or more. The end mark is Enter, Tab, or nothing but the pause after the last key.
 */
export interface ScannerTiming {
  readonly gapMs: number
  readonly endMark: 'enter' | 'tab' | 'pause'
}
export const USUAL_SCANNER: ScannerTiming = { gapMs: 40, endMark: 'enter' }
const BURST_MAX = 80

export interface Scan {
  readonly code: string
  /** Set when the burst began with `3*`. */
  readonly quantityMilli: number | null
}

/**
 * Tells a scan from typing: six or more characters that a barcode may hold (Code 128 without small letters, EAN),
 * optionally after a multiplier. Small letters mean that somebody types a name, but for the signature of a ticket.
 */
export function readScan(burst: string): Scan | null {
  const multiplied = /^(\d{1,4})\*([0-9A-Z\-. $/+%]{6,})$/.exec(burst)
  if (multiplied) {
    const quantityMilli = parseQuantityMilli(multiplied[1] ?? '')
    return quantityMilli === null ? null : { code: multiplied[2] ?? '', quantityMilli }
  }
  return /^[0-9A-Z\-. $/+%]{6,}$/.test(burst) || SIGNED_TICKET.test(burst) ? { code: burst, quantityMilli: null } : null
}

/** What the square of a ticket holds: its number and its short signature. */
const SIGNED_TICKET = /^\d{1,3}-\d{6,7} [0-9A-Za-z-]{1,20}$/

export interface KeyBurstOptions {
  readonly onScan: (scan: Scan) => void
  /** A key that was typed, in its order. */
  readonly onKey: (key: string) => void
  /** Runs `task` after the pause; the returned function calls it off. */
  readonly later: (task: () => void, pauseMs: number) => () => void
  /** Asked with each key: it may be set anew while the screen is open. */
  readonly scanner: () => ScannerTiming
}

export interface KeyBurst {
  /** A printable key. It is held until the burst ends, so that a scan never types, charges or changes a mode. */
  printable(key: string): void
  /** The end mark. True when it ended a scan; false when what was held has been typed instead. */
  endMark(): boolean
  /** Any other key: what is held counts as typed. */
  flush(): void
}

/**
 * Collects the keys of one burst. A key alone is held for one gap (40 ms) and then acts; a burst that ends with
 * its mark and reads as a code is one scan.
 */
export function createKeyBurst({ onScan, onKey, later, scanner }: KeyBurstOptions): KeyBurst {
  let held: string[] = []
  let callOff: (() => void) | null = null

  function take(): string[] {
    callOff?.()
    callOff = null
    const keys = held
    held = []
    return keys
  }
  function flush(): void {
    for (const key of take()) onKey(key)
  }

  /** True when what is held reads as a scan, which has been told; else it has been typed. */
  function end(): boolean {
    const scan = readScan(held.join(''))
    if (scan === null) {
      flush()
      return false
    }
    take()
    onScan(scan)
    return true
  }

  return {
    printable(key) {
      callOff?.()
      held.push(key)
      const { gapMs, endMark } = scanner()
      if (held.length > BURST_MAX) flush()
      else callOff = later(endMark === 'pause' ? () => void end() : flush, gapMs)
    },
    endMark: end,
    flush,
  }
}
