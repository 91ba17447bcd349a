import { readdirSync, readFileSync, statSync } from 'node:fs'
import { extname, join } from 'node:path'

/** One place where something secret was found. `what` names it without showing it. */
export interface Finding {
  readonly file: string
  readonly what: string
  readonly offset: number
}

export interface Needle {
  readonly what: string
  readonly bytes: Buffer
  /** So many zeros in it that the packed pixels of a picture may hold it by chance. */
  readonly isPlain?: true
}

/** What pictures pack runs of equal pixels into: four zero bytes in a row are common there, in nothing else that is searched. */
const PACKED_PICTURES: ReadonlySet<string> = new Set(['.png'])
const COMMON_IN_PICTURES = Buffer.alloc(4)

/** Every form in which a card number could lie in a file: text, wide text, packed figures, base64. */
export function needlesOfPan(pan: string): Needle[] {
  const what = `card number ending ${pan.slice(-4)}`
  const text = Buffer.from(pan, 'latin1')
  const packed = Buffer.from(pan.slice(0, pan.length - (pan.length % 2)), 'hex')
  return [
    { what, bytes: text },
    { what: `${what}, wide text`, bytes: Buffer.from(pan, 'utf16le') },
    {
      what: `${what}, packed`,
      bytes: packed,
      ...(packed.includes(COMMON_IN_PICTURES) && { isPlain: true as const }),
    },
    { what: `${what}, base64`, bytes: base64Core(text) },
    { what: `${what}, hex text`, bytes: Buffer.from(text.toString('hex'), 'latin1') },
  ]
}

/** Every form in which an encrypted block could lie in a file. */
export function needlesOfBlock(kind: string, hex: string): Needle[] {
  const bytes = Buffer.from(hex, 'hex')
  return [
    { what: `${kind} block`, bytes },
    { what: `${kind} block, hex text`, bytes: Buffer.from(hex.toUpperCase(), 'latin1') },
    { what: `${kind} block, hex text`, bytes: Buffer.from(hex.toLowerCase(), 'latin1') },
    { what: `${kind} block, base64`, bytes: base64Core(bytes) },
  ]
}

/** The part of a base64 text that does not depend on what follows the bytes. */
function base64Core(bytes: Buffer): Buffer {
  return Buffer.from(bytes.subarray(0, bytes.length - (bytes.length % 3)).toString('base64'), 'latin1')
}

/** Files below a folder, whole paths. */
export function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile())
}

/**
 * Looks for every needle in every file: free pages and logs are bytes of the file like any other. In a picture a packed number that
 * is nearly all zeros, as test cards have, proves nothing and is not looked for; its other forms are.
 */
export function searchFiles(files: readonly string[], needles: readonly Needle[]): Finding[] {
  const isShort = needles.find(({ bytes }) => bytes.length < KEY_BYTES)
  if (isShort) throw new Error(`${isShort.what}: a search for less than ${KEY_BYTES} bytes proves nothing`)
  const byStart = needlesByStart(needles)
  return files.flatMap((file) => {
    const isPicture = PACKED_PICTURES.has(extname(file))
    const offsets = firstOffsets(readFileSync(file), byStart)
    return needles.flatMap((needle) => {
      const offset = isPicture && needle.isPlain ? undefined : offsets.get(needle)
      return offset === undefined ? [] : [{ file, what: needle.what, offset }]
    })
  })
}

/** Of the start of a needle, which says of most places that none begins there. */
const KEY_BYTES = 2

/** Needles by the number that their first two bytes are. */
function needlesByStart(needles: readonly Needle[]): readonly (readonly Needle[] | undefined)[] {
  const byStart = new Array<Needle[] | undefined>(0x1_0000).fill(undefined)
  for (const needle of needles) {
    const start = needle.bytes.readUInt16BE(0)
    byStart[start] = [...(byStart[start] ?? []), needle]
  }
  return byStart
}

/** Where each needle is first, in one walk over the bytes: a day leaves tens of megabytes, and there are hundreds of needles. */
function firstOffsets(content: Buffer, byStart: readonly (readonly Needle[] | undefined)[]): Map<Needle, number> {
  const found = new Map<Needle, number>()
  let start = content[0] ?? 0
  for (let next = 1; next < content.length; next += 1) {
    start = ((start & 0xff) << 8) | (content[next] ?? 0)
    const candidates = byStart[start]
    if (candidates === undefined) continue
    const offset = next - 1
    for (const needle of candidates) {
      const end = offset + needle.bytes.length
      if (end > content.length || found.has(needle)) continue
      if (needle.bytes.compare(content, offset, end) === 0) found.set(needle, offset)
    }
  }
  return found
}
