import { holdsCardNumber } from '../barcode/barcode.ts'

/** What a spreadsheet takes for a formula and runs, and what stands for such a text already. */
const RUNNABLE = /^'*[=+\-@\t\r＝＋－＠]/
const HELD = /^'+[=+\-@\t\r＝＋－＠]/

/** A text that no spreadsheet runs: an apostrophe before what it would take for a formula. `readText` takes it off again. */
export function harmlessText(text: string): string {
  return RUNNABLE.test(text) ? `'${text}` : text
}

/** A text as it was before `harmlessText`. */
export function readText(cell: string): string {
  return HELD.test(cell) ? cell.slice(1) : cell
}

/** Bytes that steer a printer or a terminal, and marks that turn the order of letters round, so that a text lies. */
const STEERING = /[\p{Cc}\u202a-\u202e\u2066-\u2069]/u
const STEERING_ALL = /[\p{Cc}\p{Cs}\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]/gu
/** Left by a reading in the wrong encoding. */
const UNREADABLE = /[\ufffd\p{Cs}]/u

export const holdsSteering = (text: string): boolean => STEERING.test(text)
export const isUnreadable = (text: string): boolean => UNREADABLE.test(text)

const SHOWN_CHARACTERS = 40

/**
 * A cell as a screen and a report may show it: control bytes and marks of direction by their number, digits hidden where they may be a card's, and no longer than a line takes.
 */
export function shownCell(cell: string): string {
  const cut = cell.length > SHOWN_CHARACTERS ? `${[...cell.slice(0, SHOWN_CHARACTERS)].slice(0, -1).join('')}…` : cell
  const hidden = holdsCardNumber(cell) ? cut.replace(/\p{N}/gu, '•') : cut
  return hidden.replace(STEERING_ALL, (character) => {
    const code = character.codePointAt(0) ?? 0
    return `‹${code.toString(16).toUpperCase().padStart(2, '0')}›`
  })
}
