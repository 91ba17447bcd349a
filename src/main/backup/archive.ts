import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto'
import {
  closeSync,
  createReadStream,
  createWriteStream,
  fsyncSync,
  mkdirSync,
  openSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import { finished, pipeline } from 'node:stream/promises'
import { createGunzip, createGzip } from 'node:zlib'
import { z } from 'zod'
import { CIPHERS } from '#contract/ciphers.ts'
import { fail, type Result, succeed } from '#contract/result.ts'
import { databaseFactsSchema } from '#contract/views/backup-view.ts'
import { DATABASE_FILE_NAME } from '#store/open-store.ts'

/**
 * A backup in one file: a line of JSON in clear, a nonce of 12 bytes, then encrypted (AES-256-GCM, the line being authenticated
 * with it) and gzipped: the length of the manifest in 4 bytes, the manifest, the database; at the end the tag of 16 bytes.
 */
const headerSchema = z.object({
  kind: z.literal('comptoir-backup'),
  version: z.literal(1),
  madeAt: z.string(),
  tillNumber: z.int(),
  /** Of the passphrase's key (scrypt), in hexadecimal. */
  salt: z.string().regex(/^[0-9a-f]{32}$/),
  /** Tells another passphrase from a damaged file. */
  keyCheck: z.string().regex(/^[0-9a-f]{16}$/),
})
export type ArchiveHeader = z.infer<typeof headerSchema>

const manifestSchema = z.object({
  version: z.string(),
  training: z.boolean(),
  facts: databaseFactsSchema,
  /** PKCS #8: the chain goes on with it on another machine. */
  fiscalKey: z.base64(),
})
export type ArchiveManifest = z.infer<typeof manifestSchema>

const HEADER_BYTES_MAX = 1_024
const MANIFEST_BYTES_MAX = 65_536
const LENGTH_BYTES = 4
const NONCE_BYTES = 12
const TAG_BYTES = 16
/** The database is mostly text; more effort costs a slow machine minutes and saves little. */
const GZIP_LEVEL = 1

const keyCheckOf = (key: Uint8Array) =>
  createHash(CIPHERS.digest).update('comptoir backup').update(key).digest('hex').slice(0, 16)

export interface NewArchive {
  readonly path: string
  readonly header: Omit<ArchiveHeader, 'kind' | 'version' | 'keyCheck'>
  readonly key: Uint8Array
  readonly manifest: ArchiveManifest
  readonly databasePath: string
  readonly onProgress: (done: number, total: number) => void
}

/** Writes an archive, flushed to its medium before it has its name. Throws what the system throws; nothing is left then. */
export async function writeArchive(archive: NewArchive): Promise<{ readonly bytes: number }> {
  const { path, key, databasePath, onProgress } = archive
  const part = `${path}.part`
  const header: ArchiveHeader = { kind: 'comptoir-backup', version: 1, ...archive.header, keyCheck: keyCheckOf(key) }
  const line = Buffer.from(`${JSON.stringify(header)}\n`)
  const nonce = randomBytes(NONCE_BYTES)
  const cipher = createCipheriv(CIPHERS.seal, key, nonce).setAAD(line)
  const total = statSync(databasePath).size
  async function* content() {
    const manifest = Buffer.from(JSON.stringify(archive.manifest))
    const length = Buffer.alloc(LENGTH_BYTES)
    length.writeUInt32BE(manifest.length)
    yield length
    yield manifest
    let done = 0
    for await (const chunk of createReadStream(databasePath) as AsyncIterable<Buffer>) {
      done += chunk.length
      onProgress(done, total)
      yield chunk
    }
  }
  try {
    const out = createWriteStream(part, { mode: 0o600 })
    out.write(line)
    out.write(nonce)
    await pipeline(content, createGzip({ level: GZIP_LEVEL }), cipher, out, { end: false })
    out.end(cipher.getAuthTag())
    await finished(out)
    flush(part)
    renameSync(part, path)
    return { bytes: statSync(path).size }
  } catch (thrown) {
    rmSync(part, { force: true })
    throw thrown
  }
}

function flush(path: string): void {
  const file = openSync(path, 'r+')
  try {
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}

/** The line in clear of an archive; null for any other file. */
export function readHeader(path: string): { readonly header: ArchiveHeader; readonly line: Buffer } | null {
  const bytes = Buffer.alloc(HEADER_BYTES_MAX)
  try {
    const file = openSync(path, 'r')
    try {
      readSync(file, bytes, 0, HEADER_BYTES_MAX, 0)
    } finally {
      closeSync(file)
    }
    const line = bytes.subarray(0, bytes.indexOf('\n') + 1)
    return { header: headerSchema.parse(JSON.parse(line.toString('utf8'))), line }
  } catch {
    return null
  }
}

export type ArchiveFailure = 'BACKUP_DAMAGED' | 'BACKUP_WRONG_PASSPHRASE'

/**
 * Opens an archive into `folder`, which is made: the database lies there under its own name, without anything beside it. What was
 * altered anywhere is an error, and nothing of it is left.
 */
export async function readArchive(
  path: string,
  keyOf: (header: ArchiveHeader) => Promise<Uint8Array>,
  folder: string,
): Promise<Result<ArchiveManifest, ArchiveFailure>> {
  const found = readHeader(path)
  if (found === null) return fail('BACKUP_DAMAGED')
  const { header, line } = found
  const key = await keyOf(header)
  if (keyCheckOf(key) !== header.keyCheck) return fail('BACKUP_WRONG_PASSPHRASE')
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const sink = openSplitter(join(folder, DATABASE_FILE_NAME))
  try {
    const { size } = statSync(path)
    const [nonce, tag] = [readPart(path, line.length, NONCE_BYTES), readPart(path, size - TAG_BYTES, TAG_BYTES)]
    const decipher = createDecipheriv(CIPHERS.seal, key, nonce, { authTagLength: TAG_BYTES })
      .setAAD(line)
      .setAuthTag(tag)
    const sealed = createReadStream(path, { start: line.length + NONCE_BYTES, end: size - TAG_BYTES - 1 })
    await pipeline(sealed, decipher, createGunzip(), sink.stream)
    return succeed(manifestSchema.parse(JSON.parse(sink.manifest())))
  } catch {
    rmSync(folder, { recursive: true, force: true })
    return fail('BACKUP_DAMAGED')
  }
}

function readPart(path: string, from: number, length: number): Buffer {
  const bytes = Buffer.alloc(length)
  const file = openSync(path, 'r')
  try {
    if (readSync(file, bytes, 0, length, from) !== length) throw new Error('the file is too short')
    return bytes
  } finally {
    closeSync(file)
  }
}

/** Takes the manifest off the front; the rest goes to the disk as it comes. */
function openSplitter(databasePath: string) {
  const file = createWriteStream(databasePath, { mode: 0o600 })
  let front = Buffer.alloc(0)
  let manifest: string | null = null
  const write = (chunk: Buffer, done: (error?: Error | null) => void) => {
    if (file.write(chunk)) done()
    else file.once('drain', () => done())
  }
  const stream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      if (manifest !== null) return write(chunk, done)
      front = Buffer.concat([front, chunk])
      if (front.length < LENGTH_BYTES) return done()
      const length = front.readUInt32BE()
      if (length > MANIFEST_BYTES_MAX) return done(new Error('no manifest'))
      if (front.length < LENGTH_BYTES + length) return done()
      manifest = front.subarray(LENGTH_BYTES, LENGTH_BYTES + length).toString('utf8')
      write(front.subarray(LENGTH_BYTES + length), done)
    },
    final(done) {
      file.end(() => done())
    },
    destroy(error, done) {
      file.destroy()
      done(error)
    },
  })
  file.on('error', (error) => stream.destroy(error))
  return { stream, manifest: () => manifest ?? '' }
}
