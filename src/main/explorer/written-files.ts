import { mkdir, open, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { storeFailure } from '#store/store-failure.ts'
import type { WrittenFilesPort } from '#till/ports/written-files.port.ts'

export interface WrittenFilesOptions {
  /** Made when missing. */
  readonly folder: string
  readonly now: () => string
  readonly local: (at: string) => { readonly date: string; readonly time: string }
}

/** Readable by the till's own user alone. */
const FILE_MODE = 0o600
const FOLDER_MODE = 0o700

/** Files of separated values for people; a stopped or failed one leaves nothing behind. */
export function createWrittenFiles({ folder, now, local }: WrittenFilesOptions): WrittenFilesPort {
  return {
    write: async (name, parts) => {
      const { date, time } = local(now())
      const path = join(folder, `${name}-${date}-${time.replaceAll(':', '')}.csv`)
      const partPath = `${path}.part`
      try {
        await mkdir(folder, { recursive: true, mode: FOLDER_MODE })
        const isWhole = await writeParts(partPath, parts)
        if (isWhole) await rename(partPath, path)
        else await rm(partPath, { force: true })
        return isWhole ? path : null
      } catch (thrown) {
        await rm(partPath, { force: true }).catch(() => undefined)
        throw storeFailure(thrown, folder)
      }
    },
  }
}

async function writeParts(path: string, parts: AsyncIterable<string | null>): Promise<boolean> {
  const file = await open(path, 'w', FILE_MODE)
  try {
    for await (const part of parts) {
      if (part === null) return false
      await file.write(part)
    }
    await file.sync()
    return true
  } finally {
    await file.close()
  }
}
