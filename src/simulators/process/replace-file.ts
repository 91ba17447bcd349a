import { closeSync, fsyncSync, openSync, renameSync, writeSync } from 'node:fs'

/** Puts `text` in the place of the file at once: a kill leaves the old text or the new one. Readable by its owner only. */
export function replaceFile(file: string, text: string): void {
  const draft = `${file}.new`
  const handle = openSync(draft, 'w', 0o600)
  writeSync(handle, text)
  fsyncSync(handle)
  closeSync(handle)
  renameSync(draft, file)
}
