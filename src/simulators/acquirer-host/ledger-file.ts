import { closeSync, fsyncSync, openSync, renameSync, writeSync } from 'node:fs'
import type { HostLedgerLine } from '#contract/tour-summary.ts'

/**
 * Replaces the ledger file by JSON lines, flushed before the name changes: a reader sees the book before or after a
 * booking, never half of it.
 */
export function writeLedgerFile(file: string, lines: readonly HostLedgerLine[]): void {
  const draft = `${file}.draft`
  const handle = openSync(draft, 'w', 0o600)
  try {
    writeSync(handle, lines.map((line) => `${JSON.stringify(line)}\n`).join(''))
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
  renameSync(draft, file)
}
