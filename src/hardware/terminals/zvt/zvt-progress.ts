import type { TerminalStep } from '#payment/ports/standalone-terminal.port.ts'
import { safeText } from '../terminal-text.ts'
import { textOf, type ZvtCharset } from './zvt-answers.ts'
import { BMP, findElement, fromBcd, isContainer, readElements, readFields } from './zvt-fields.codec.ts'

/** What a terminal does just now (04 FF; standalone-terminals sheet 2a, intermediate status). Pure. */
export interface ZvtProgress {
  readonly code: number
  /** How long it may be silent from now on; null where it does not say. */
  readonly silenceMs: number | null
  /** Its container; empty without one. */
  readonly container: Uint8Array
}

const MINUTE_MS = 60_000
const MINUTES_AT = 1
const TAG_DISPLAYS = 0x24
const TAG_TEXT = 0x07

/**
 *   offset  length  what
 *   0       1       code
 *   1       1       minutes, two packed figures; may be left out
 *   1 or 2  n       06 | length | container; may be left out
 *
 * A 06 behind the code is six minutes, or begins a container: the first of both places from which a container reads whole has it.
 */
export function readProgress(data: Uint8Array): ZvtProgress {
  const places = [MINUTES_AT + 1, MINUTES_AT].flatMap((at) => {
    const container = data[at] === BMP.tlv ? readFields(data.subarray(at)).fields.get(BMP.tlv) : undefined
    return container === undefined ? [] : [{ at, container }]
  })
  const found = places.find(({ container }) => isContainer(container)) ?? places[0]
  const minutes = found?.at === MINUTES_AT ? null : fromBcd(data.subarray(MINUTES_AT, MINUTES_AT + 1))
  return {
    code: data[0] ?? 0,
    silenceMs: Number(minutes) > 0 ? Number(minutes) * MINUTE_MS : null,
    container: found?.container ?? new Uint8Array(),
  }
}

const STEPS: readonly (readonly [codes: readonly number[], step: TerminalStep])[] = [
  [[0x0a, 0x2a], 'card-awaited'],
  [[0x68], 'card-inserted'],
  [[0x0b], 'remove-card'],
  [[0x15, 0xcc], 'pin-entry'],
  [[0x00, 0x28, 0x29, 0x2c, 0x69, 0xe0, 0xe1], 'customer-chooses'],
  [[0x01, 0x02, 0x0c, 0x11, 0x12, 0x1a, 0xc8, 0xcb], 'look-at-terminal'],
  [[0x04, 0x06, 0xd2, 0xd3], 'asking-bank'],
  [[0x05], 'reversing'],
  [[0x0f], 'day-end'],
  [[0x1b, 0x1c], 'approved'],
  [[0x03, 0x07, 0x08, 0x09, 0x10, 0x13, 0x14, 0x16, 0x18, 0x19, 0x1d], 'refused'],
  [[0x0d], 'cancelled'],
  [[0x0e, 0x17, 0x2b, 0xc9, 0xca, 0xf1, 0xf2, 0xf3, 0xff], 'please-wait'],
]
/** `and take the card out` is added to a code by 40. */
const WITH_CARD_OUT = 0x40
/** Say less to a cashier than that the card is to be taken out. */
const LESS_THAN_CARD_OUT: readonly TerminalStep[] = ['look-at-terminal', 'please-wait', 'pin-entry', 'card-awaited']

/** What the terminal does, by its code; what the table does not know is waited for. */
export function stepOf(code: number): TerminalStep {
  const known = (wanted: number) => STEPS.find(([codes]) => codes.includes(wanted))?.[1]
  const step = known(code)
  if (step !== undefined) return step
  const isWithCardOut = code >= WITH_CARD_OUT && code < 2 * WITH_CARD_OUT
  const first = isWithCardOut ? known(code - WITH_CARD_OUT) : undefined
  return first !== undefined && LESS_THAN_CARD_OUT.includes(first) ? 'remove-card' : (first ?? 'please-wait')
}

/** The terminal's own words for it, where it sends them. */
export function progressTextOf({ container }: ZvtProgress, charset: ZvtCharset): string | null {
  const texts = readElements(findElement(container, TAG_DISPLAYS) ?? new Uint8Array())
  const lines = texts.filter(({ tag }) => tag === TAG_TEXT).map(({ value }) => safeText(textOf(value, charset)).trim())
  return lines.join(' ').trim() || null
}
