import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { Peer } from '../bench-case.ts'
import { publishedSale } from '../iso8583-sale.ts'

const PACKAGE = 'iso_8583'
const VERSION = '2.6.7'
const PROGRAM = join(import.meta.dirname, 'npm-iso-8583-program.ts')
const MESSAGES = 20_000

/**
 * The codec that npm offers, in a process of its own, put into `folder` when it is not there. It knows no binary chip data, so it is given the
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
  const { mti, texts } = publishedSale()
  const asked = {
    way,
    home: createRequire(import.meta.url).resolve(home),
    fields: { 0: mti, ...texts },
    messages: MESSAGES,
  }
  const measure = async () => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [PROGRAM], {
      input: JSON.stringify(asked),
      encoding: 'utf8',
    })
    if (status !== 0) throw new Error(`npm ${PACKAGE} failed: ${stderr}`)
    return [Number(stdout)]
  }
  return { name: `npm ${PACKAGE} ${VERSION}`, measure }
}
