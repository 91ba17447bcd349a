import { readdirSync, readFileSync, statSync } from 'node:fs'
import { extname, join, sep } from 'node:path'
import { CONTENT_SECURITY_POLICY } from './content-security-policy.ts'

/** One built file, held in memory from the start: what changes on disk later is not served. */
interface ServedFile {
  readonly type: string
  readonly body: Uint8Array<ArrayBuffer>
}

/** The files of the screen by the exact path of their address. Whatever is not a key does not exist. */
export type ServedFiles = ReadonlyMap<string, ServedFile>

export interface ServedAnswer {
  readonly status: 200 | 404 | 405
  readonly headers: Readonly<Record<string, string>>
  readonly body: Uint8Array<ArrayBuffer> | null
}

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff': 'font/woff',
  '.woff2': 'font/woff2',
}

/** Sent with every answer, good or bad. */
const HEADERS = {
  'Content-Security-Policy': CONTENT_SECURITY_POLICY,
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy':
    'camera=(), display-capture=(), geolocation=(), hid=(), microphone=(), payment=(), serial=(), usb=()',
  'Cache-Control': 'no-store',
} as const

/**
 * Reads the built screen once. `/` is `index.html`.
 * @throws when the folder is missing or holds a file of a type that is not listed: such a build is not ours.
 */
export function readServedFiles(folder: string): ServedFiles {
  const files = new Map<string, ServedFile>()
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()) {
    const path = join(folder, name)
    if (!statSync(path).isFile()) continue
    const type = TYPES[extname(name)]
    if (!type) throw new Error(`the built screen holds ${name}, a type that is not served`)
    files.set(`/${name.split(sep).join('/')}`, { type, body: Uint8Array.from(readFileSync(path)) })
  }
  const index = files.get('/index.html')
  if (!index) throw new Error('the built screen has no index.html')
  return files.set('/', index)
}

/** Answers a request for a path of the manifest, compared character by character: nothing is decoded or joined. */
export function answerFromFiles(files: ServedFiles, method: string, pathname: string): ServedAnswer {
  if (method !== 'GET') return { status: 405, headers: { ...HEADERS, Allow: 'GET' }, body: null }
  const file = files.get(pathname)
  if (!file) return { status: 404, headers: HEADERS, body: null }
  return { status: 200, headers: { ...HEADERS, 'Content-Type': file.type }, body: file.body }
}
