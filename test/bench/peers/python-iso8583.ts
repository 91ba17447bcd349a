import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Peer } from '../bench-case.ts'
import { publishedSale } from '../iso8583-sale.ts'

const PACKAGE = 'pyiso8583'
const PROGRAM = join(import.meta.dirname, 'python-iso8583.py')
const MESSAGES = 5_000

/**
 * A public codec in Python, with all 17 fields. It is looked for in `folder/pyiso8583` (a copy of its source does), and
 * fetched there by pip when it is not. Null, with a line that says why, where it or Python cannot be had.
 */
export async function pythonPeer(folder: string, way: 'encode' | 'decode'): Promise<Peer | null> {
  const home = join(folder, PACKAGE)
  if (!existsSync(join(home, 'iso8583'))) {
    mkdirSync(home, { recursive: true })
    spawnSync('python3', ['-m', 'pip', 'install', '--quiet', '--no-deps', '--target', home, PACKAGE])
  }
  const sale = publishedSale()
  const run = (messages: number) => {
    const input = JSON.stringify({ way, messages, ...sale })
    return spawnSync('python3', [PROGRAM], { input, encoding: 'utf8', env: { ...process.env, PYTHONPATH: home } })
  }
  const tried = run(1)
  if (tried.status !== 0) {
    const reason = tried.error ? 'there is no Python' : `it is not in ${home}`
    console.log(`${PACKAGE} is not measured: ${reason}.`)
    return null
  }
  return { name: PACKAGE, measure: async () => [Number(run(MESSAGES).stdout)] }
}
