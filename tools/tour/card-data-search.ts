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
  return files.flatMap((file) => {
    const content = readFileSync(file)
    const isPicture = PACKED_PICTURES.has(extname(file))
    return needles.flatMap(({ what, bytes, isPlain }) => {
      if (isPicture && isPlain) return []
      const offset = content.indexOf(bytes)
      return offset < 0 ? [] : [{ file, what, offset }]
    })
  })
}
