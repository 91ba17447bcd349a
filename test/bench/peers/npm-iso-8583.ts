import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { Peer } from '../bench-case.ts'
import { publishedSale } from '../iso8583-sale.ts'
import { processorRate } from '../processor-rate.ts'

const PACKAGE = 'iso_8583'
const VERSION = '2.6.7'
const MESSAGES = 20_000

interface Codec {
  getBufferMessage(): Uint8Array
  getIsoJSON(bytes: Uint8Array): Readonly<Record<string, string>>
}
type CodecClass = new (fields?: Readonly<Record<string, string>>) => Codec

/**
 * The codec that npm offers, put into `folder` when it is not there. It knows no binary chip data, so it is given the
 * sale without it: 16 fields of the 17. Null, with a line that says why, where it cannot be had.
 */
export async function npmPeer(folder: string, way: 'encode' | 'decode'): Promise<Peer | null> {
  const home = join(folder, 'node_modules', PACKAGE)
  if (!existsSync(home)) {
    mkdirSync(folder, { recursive: true })
    const install = ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--no-save', '--prefix', folder]
    spawnSync('npm', [...install, `${PACKAGE}@${VERSION}`], { shell: process.platform === 'win32' })
  }
  if (!existsSync(home)) {
    console.log(`npm ${PACKAGE} is not measured: it could not be installed into ${folder}.`)
    return null
  }
  const Message = createRequire(import.meta.url)(home) as CodecClass
  const { mti, texts } = publishedSale()
  const fields = { 0: mti, ...texts }
  const bytes = new Message(fields).getBufferMessage()
  if (!Buffer.isBuffer(bytes)) throw new Error(`npm ${PACKAGE} refuses the published sale`)
  const once =
    way === 'encode'
      ? () => new Message(fields).getBufferMessage().length
      : () => Object.keys(new Message().getIsoJSON(bytes)).length
  return { name: `npm ${PACKAGE} ${VERSION}`, measure: async () => [processorRate(once, MESSAGES)] }
}
