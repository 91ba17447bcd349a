/**
 * Caisse-AP (standalone-terminals sheet 2b): ASCII triples one after the other, without a length before or an end behind them.
 *
 *   offset  length  what
 *   0       2       tag: a capital letter, then a capital letter or a digit
 *   2       3       length of the value, decimal
 *   5       n       value
 *
 * CZ (version) comes first, each tag once, the order of the others is free. ZT holds triples itself.
 */
const TAG_LENGTH = 2
const HEAD_LENGTH = 5
const VALUE_LENGTH_MAX = 999
const FIRST_TAG = 'CZ'
/** In every answer, and in no request: done, not done, accepted for later. */
export const STATUS_TAG = 'AE'
/** No message of the sheet comes near it. */
const MESSAGE_BYTES_MAX = 4_096

export type CaisseApFields = ReadonlyMap<string, string>

/**
 * complete: it ends at the border of a field. Another field may follow nevertheless: only silence or the end of the line says that
 * none does. partial: more must come. broken: no field of this protocol.
 */
export type CaisseApReading =
  | { readonly kind: 'complete' | 'partial'; readonly fields: CaisseApFields }
  | { readonly kind: 'broken'; readonly why: string }

/** What is not in the sheet's alphabet, has no value, or is too long, was made by a fault of the till. */
export class CaisseApError extends Error {}

/** A request in the order of its fields. Throws CaisseApError. */
export function encodeCaisseAp(fields: readonly (readonly [tag: string, value: string])[]): Uint8Array {
  const text = fields.map(([tag, value]) => {
    if (!isTag(tag)) throw new CaisseApError(`${tag} is no tag`)
    if (value.length < 1 || value.length > VALUE_LENGTH_MAX) throw new CaisseApError(`${tag} has ${value.length} bytes`)
    if (/[^\x20-\x7e]/.test(value)) throw new CaisseApError(`${tag} has a byte that is no ASCII text`)
    return `${tag}${String(value.length).padStart(3, '0')}${value}`
  })
  return Buffer.from(text.join(''), 'latin1')
}

/** What has arrived so far; never throws. A value may be empty: terminals send blank amounts. */
export function readCaisseAp(bytes: Uint8Array): CaisseApReading {
  if (bytes.length > MESSAGE_BYTES_MAX) return { kind: 'broken', why: `more than ${MESSAGE_BYTES_MAX} bytes` }
  // Some terminals end their answer like a line.
  const reading = readTriples(
    Buffer.from(bytes)
      .toString('latin1')
      .replace(/[\r\n]+$/, ''),
  )
  if (reading.kind === 'broken') return reading
  const [first] = reading.fields.keys()
  if (first !== undefined && first !== FIRST_TAG) return { kind: 'broken', why: `${first} comes first` }
  return reading
}

/** The triples inside a container (ZT); null when they are none. */
export function readContainer(value: string): CaisseApFields | null {
  const reading = readTriples(value)
  return reading.kind === 'complete' ? reading.fields : null
}

function readTriples(text: string): CaisseApReading {
  const fields = new Map<string, string>()
  let offset = 0
  while (offset < text.length) {
    const head = text.slice(offset, offset + HEAD_LENGTH)
    if (!/^[A-Z]([A-Z0-9]\d{0,3})?$/.test(head)) return { kind: 'broken', why: `no field at byte ${offset}` }
    if (head.length < HEAD_LENGTH) return { kind: 'partial', fields }
    const tag = head.slice(0, TAG_LENGTH)
    const end = offset + HEAD_LENGTH + Number(head.slice(TAG_LENGTH))
    if (end > text.length) return { kind: 'partial', fields }
    if (fields.has(tag)) return { kind: 'broken', why: `${tag} comes twice` }
    fields.set(tag, text.slice(offset + HEAD_LENGTH, end))
    offset = end
  }
  return { kind: fields.size === 0 ? 'partial' : 'complete', fields }
}

const isTag = (tag: string): boolean => /^[A-Z][A-Z0-9]$/.test(tag)
