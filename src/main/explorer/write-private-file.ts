import { mkdir, open, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { storeFailure } from '#store/store-failure.ts'

/** Readable by the till's own user alone: what it holds is of a person. */
const FILE_MODE = 0o600

/** Writes a file that has its name only once it is whole. @returns its path. Throws CatalogueFailure STORE_*. */
export async function writePrivateFile(folder: string, fileName: string, text: string): Promise<string> {
  const path = join(folder, fileName)
  const partPath = `${path}.part`
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    const file = await open(partPath, 'w', FILE_MODE)
    try {
      await file.write(text)
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(partPath, path)
    return path
  } catch (thrown) {
    await rm(partPath, { force: true }).catch(() => {})
    throw storeFailure(thrown, folder)
  }
}
