import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** One place where something secret was found. `what` names it without showing it. */
export interface Finding {
  readonly file: string
  readonly what: string
  readonly offset: number
}

export interface Needle {
  readonly what: string
  readonly bytes: Buffer
}

/** Every form in which a card number could lie in a file: text, wide text, packed figures, base64. */
export function needlesOfPan(pan: string): Needle[] {
  const what = `card number ending ${pan.slice(-4)}`
  const text = Buffer.from(pan, 'latin1')
  return [
    { what, bytes: text },
    { what: `${what}, wide text`, bytes: Buffer.from(pan, 'utf16le') },
    { what: `${what}, packed`, bytes: Buffer.from(pan.slice(0, pan.length - (pan.length % 2)), 'hex') },
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

/** Looks for every needle in every file: free pages and logs are bytes of the file like any other. */
export function searchFiles(files: readonly string[], needles: readonly Needle[]): Finding[] {
  return files.flatMap((file) => {
    const content = readFileSync(file)
    return needles.flatMap(({ what, bytes }) => {
      const offset = content.indexOf(bytes)
      return offset < 0 ? [] : [{ file, what, offset }]
    })
  })
}
