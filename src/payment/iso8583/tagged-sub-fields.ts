import type { FieldNumber } from './field-table.ts'
import { Iso8583Error } from './iso8583-error.ts'

/**
 * Sub-format `tag-2-length-3` of a text field, repeated to its end:
 *
 *   2 characters  tag
 *   3 digits      length of the value in characters
 *   n characters  value
 *
 * A tag that comes twice is an error: nobody could say which one counts.
 */
const TAG_CHARACTERS = 2
const HEADER_CHARACTERS = 5

/** In the order given; entries without a value are left out. */
export function writeTaggedSubFields(entries: readonly (readonly [tag: string, value: string | null])[]): string {
  return entries
    .map(([tag, value]) => (value === null ? '' : `${tag}${String(value.length).padStart(3, '0')}${value}`))
    .join('')
}

/** @throws Iso8583Error naming field and tag. */
export function readTaggedSubFields(field: FieldNumber, text: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  let at = 0
  while (at < text.length) {
    const header = /^([0-9A-Z]{2})(\d{3})$/.exec(text.slice(at, at + HEADER_CHARACTERS))
    if (header === null) throw new Iso8583Error(`${field}.header`, 'content')
    const tag = text.slice(at, at + TAG_CHARACTERS)
    const start = at + HEADER_CHARACTERS
    at = start + Number(header[2])
    if (at > text.length) throw new Iso8583Error(`${field}.${tag}`, 'short')
    if (found.has(tag)) throw new Iso8583Error(`${field}.${tag}`, 'content')
    found.set(tag, text.slice(start, at))
  }
  return found
}

/** Upper-case hex of whole bytes, as every binary value travels inside a text field. */
export function isUpperHex(text: string): boolean {
  return /^(?:[0-9A-F]{2})+$/.test(text)
}
