import { accessSync, constants, mkdirSync, mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { freemem, tmpdir } from 'node:os'
import { join } from 'node:path'

const MEMORY_FOLDER = '/dev/shm'
/** Far more than a run ever holds at once. */
const MEMORY_BYTES_MIN = 4 * 1_024 ** 3

/**
 * Where the folders of a run lie: in memory where the system has room for it, else on disk. Each key and each step of a
 * payment is flushed before it counts, so tests on disk do little but wait for it, and prove nothing more by that: what a killed
 * process wrote is there after it on either. With SOAK=1 it is the disk.
 */
function baseFolder(): string {
  const disk = tmpdir()
  if (process.env.SOAK === '1') return disk
  try {
    const { bavail, bsize } = statfsSync(MEMORY_FOLDER)
    if (Math.min(bavail * bsize, freemem()) < MEMORY_BYTES_MIN) return disk
    return startsPrograms(MEMORY_FOLDER) ? MEMORY_FOLDER : disk
  } catch {
    return disk
  }
}

/** Some systems let nobody start a program from there, and tests start their own. */
function startsPrograms(folder: string): boolean {
  const probe = mkdtempSync(join(folder, 'comptoir-probe-'))
  try {
    const program = join(probe, 'program')
    writeFileSync(program, '#!/bin/sh\n', { mode: 0o700 })
    accessSync(program, constants.X_OK)
    return true
  } catch {
    return false
  } finally {
    rmSync(probe, { recursive: true, force: true })
  }
}

/**
 * Gives a test run a temporary folder of its own and takes it away at the end, whatever the tests leave in it. The
 * unpacked browser is kept outside of it, as is what Node compiled: they serve the next run too. Hundreds of engines
 * and simulators are started in a run, and most of such a start is the reading of their programs.
 */
export default function setup(): () => void {
  process.env.XDG_CACHE_HOME ??= join(tmpdir(), `comptoir-cache-${process.getuid?.() ?? 0}`)
  mkdirSync(process.env.XDG_CACHE_HOME, { recursive: true, mode: 0o700 })
  process.env.NODE_COMPILE_CACHE ??= join(process.env.XDG_CACHE_HOME, 'node')
  const folder = mkdtempSync(join(baseFolder(), 'comptoir-test-'))
  process.env.TMPDIR = folder
  return () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 })
}
