import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/**
 * Gives a test run a temporary folder of its own and takes it away at the end, whatever the tests leave in it. The
 * unpacked browser is kept outside of it, as is what Node compiled: they serve the next run too. Hundreds of engines
 * and simulators are started in a run, and most of such a start is the reading of their programs.
 */
export default function setup(): () => void {
  const outside = tmpdir()
  process.env.XDG_CACHE_HOME ??= join(outside, `comptoir-cache-${process.getuid?.() ?? 0}`)
  mkdirSync(process.env.XDG_CACHE_HOME, { recursive: true, mode: 0o700 })
  process.env.NODE_COMPILE_CACHE ??= join(process.env.XDG_CACHE_HOME, 'node')
  const folder = mkdtempSync(join(outside, 'comptoir-test-'))
  process.env.TMPDIR = folder
  return () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 })
}
