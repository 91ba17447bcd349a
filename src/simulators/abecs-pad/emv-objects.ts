/**
 * EMV data objects of one transaction, by tag, and their way to the till.
 *
 * BER-TLV on the wire: tag (1 to 3 bytes; low five bits of the first all set: more follow while bit 8 is set),
 * length (1 byte; none of these objects reaches 128), value.
 */
export type EmvObjects = Map<string, Uint8Array>

/** Never given to a till, whatever it asks: card number and track in any form (ABECS 6.8.6.3; 56 as in 2.20). */
const WITHHELD_TAGS = new Set(['5A', '57', '56', '9F1F', '9F20'])

/** The tags of SPE_TAGLIST, in order. A tag cut short at the end is dropped. */
export function readTagList(bytes: Uint8Array): string[] {
  const tags: string[] = []
  let at = 0
  while (at < bytes.length) {
    const end = tagEnd(bytes, at)
    if (end > bytes.length) break
    tags.push(toHex(bytes.subarray(at, end)))
    at = end
  }
  return tags
}

/** Those asked for and known, in the order asked (ABECS 6.9.3.1). */
export function writeObjects(objects: EmvObjects, tags: readonly string[]): Uint8Array {
  const parts = tags.flatMap((tag) => {
    const value = WITHHELD_TAGS.has(tag) ? undefined : objects.get(tag)
    return value ? [fromHex(tag), Uint8Array.of(value.length), value] : []
  })
  return Uint8Array.from(Buffer.concat(parts))
}

/** Reads what the till supplies (SPE_EMVDATA). @returns null when the bytes are no list of objects. */
export function readObjects(bytes: Uint8Array): EmvObjects | null {
  const objects: EmvObjects = new Map()
  let at = 0
  while (at < bytes.length) {
    const tagStop = tagEnd(bytes, at)
    const length = readLength(bytes, tagStop)
    if (length === null || length.end + length.value > bytes.length) return null
    objects.set(toHex(bytes.subarray(at, tagStop)), bytes.slice(length.end, length.end + length.value))
    at = length.end + length.value
  }
  return objects
}

function readLength(bytes: Uint8Array, at: number): { readonly value: number; readonly end: number } | null {
  const first = bytes[at]
  if (first === undefined) return null
  if (first < 0x80) return { value: first, end: at + 1 }
  const second = bytes[at + 1]
  return first === 0x81 && second !== undefined ? { value: second, end: at + 2 } : null
}

function tagEnd(bytes: Uint8Array, start: number): number {
  let at = start + 1
  if (((bytes[start] ?? 0) & 0x1f) === 0x1f) {
    while (((bytes[at] ?? 0) & 0x80) !== 0) at += 1
    at += 1
  }
  return at
}

export function toHex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex').toUpperCase()
}

export function fromHex(text: string): Uint8Array {
  return Uint8Array.from(Buffer.from(text, 'hex'))
}
