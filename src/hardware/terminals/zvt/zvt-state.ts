import { type Failure, fail } from '#contract/result.ts'
import { hexOf } from './zvt-answers.ts'

/** What a terminal says of itself when nothing is ordered (06 0F after 05 01; standalone-terminals sheet 2a, terminal status). Pure. */

const READY = 0x00
/** At work, not ready to receive, a card is in it. */
const OCCUPIED = [0x9c, 0xa0, 0xdc]
/** Its batch is open for too long. */
const DAY_END_DUE = 0xf0
const VERSION_DIGITS = 3

/**
 *   F0 F0 F7 | 7 bytes   version of its software, LLLVAR; may be left out
 *   1 byte               its state
 *
 * Null where it names none.
 */
export function readState(data: Uint8Array): number | null {
  const digits = data.subarray(0, VERSION_DIGITS)
  const hasVersion = digits.length === VERSION_DIGITS && digits.every((digit) => digit >= 0xf0 && digit <= 0xf9)
  const length = Number([...digits].map((digit) => digit & 0x0f).join(''))
  return data[hasVersion ? VERSION_DIGITS + length : 0] ?? null
}

/** It has no time for the till just now. */
export const isOccupied = (state: number | null): boolean => OCCUPIED.includes(state ?? READY)

/** What somebody has to do about a state; null where there is nothing to do. */
export function troubleOfState(state: number | null): Failure | null {
  if (state === null || state === READY) return null
  if (state === DAY_END_DUE) return fail('TERMINAL_DAY_END_DUE').error
  return fail('TERMINAL_NEEDS_CARE', { reason: hexOf(state) }).error
}
