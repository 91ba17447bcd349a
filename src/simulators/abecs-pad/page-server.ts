import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { createRequire } from 'node:module'
import type { Pad } from './pad.ts'

/**
 * The pad as a page for a person, on this machine only. Three guards, each enough against another site in the same
 * browser: the address holds a random word, the Host header must be ours (no rebinding of names), and nothing is sent
 * that lets another origin read. Files come from a fixed list.
 *
 *   GET  /<word>/           page      GET /<word>/<file>  its files
 *   GET  /<word>/events     the picture of the pad, again at every change (server-sent events)
 *   POST /<word>/do         one command as JSON, answered {ok} or {ok:false, why}
 */
export interface PadPage {
  readonly url: string
  close(): Promise<void>
}

const WORD_BYTES = 16
const COMMAND_BYTES_MAX = 8_192
const VIEWERS_MAX = 8
const HTML = 'text/html; charset=utf-8'
const FONT = 'font/woff2'
const resolveFrom = createRequire(import.meta.url)

/** File name on the page, where it comes from, its type. */
const FILES: ReadonlyArray<readonly [string, () => URL | string, string]> = [
  ['', () => new URL('page/index.html', import.meta.url), HTML],
  ['pad.css', () => new URL('page/pad.css', import.meta.url), 'text/css; charset=utf-8'],
  ['panels.css', () => new URL('page/panels.css', import.meta.url), 'text/css; charset=utf-8'],
  ['pad.js', () => new URL('page/pad.js', import.meta.url), 'text/javascript; charset=utf-8'],
  ['words.js', () => new URL('page/words.js', import.meta.url), 'text/javascript; charset=utf-8'],
  ...['400', '700'].flatMap((weight) =>
    ['latin', 'latin-ext'].map(
      (range) =>
        [
          `noto-sans-${range}-${weight}.woff2`,
          () => resolveFrom.resolve(`@fontsource/noto-sans/files/noto-sans-${range}-${weight}-normal.woff2`),
          FONT,
        ] as const,
    ),
  ),
  [
    'noto-sans-mono-700.woff2',
    () => resolveFrom.resolve('@fontsource/noto-sans-mono/files/noto-sans-mono-latin-700-normal.woff2'),
    FONT,
  ],
]

const HEADERS = {
  'Content-Security-Policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cache-Control': 'no-store',
} as const

export async function openPage(pad: Pad, port: number): Promise<PadPage> {
  const word = randomBytes(WORD_BYTES).toString('hex')
  const viewers = new Set<ServerResponse>()
  const server = createServer((request, response) => {
    for (const [name, value] of Object.entries(HEADERS)) response.setHeader(name, value)
    const route = request.headers.host === hostOf(server) ? routeOf(request, word) : null
    if (route === null) return void response.writeHead(404).end()
    if (route === 'GET events') return void watch(pad, response, viewers)
    if (route === 'POST do') return void obey(pad, request, response, `http://${hostOf(server)}`)
    serveFile(route, response)
  })
  const draw = coalesce(() => {
    const event = pictureEvent(pad)
    for (const viewer of viewers) viewer.write(event)
  })
  const stop = pad.onChange(draw)
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen({ host: '127.0.0.1', port }, resolve)
  })
  return {
    url: `http://${hostOf(server)}/${word}/`,
    close: async () => {
      stop()
      for (const viewer of viewers) viewer.end()
      server.closeAllConnections()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}

function hostOf(server: Server): string {
  const address = server.address()
  return typeof address === 'object' && address ? `127.0.0.1:${address.port}` : ''
}

/** `GET pad.css`; null for whoever does not know the word. */
function routeOf(request: IncomingMessage, word: string): string | null {
  const path = (request.url ?? '').split('?')[0] ?? ''
  return path.startsWith(`/${word}/`) ? `${request.method} ${path.slice(word.length + 2)}` : null
}

function serveFile(route: string, response: ServerResponse): void {
  const file = FILES.find(([name]) => route === `GET ${name}`)
  if (!file) return void response.writeHead(404).end()
  try {
    const bytes = readFileSync(file[1]())
    response.writeHead(200, { 'Content-Type': file[2] }).end(bytes)
  } catch {
    // A font package that is not installed: the page falls back to the system's fonts.
    response.writeHead(404).end()
  }
}

function watch(pad: Pad, response: ServerResponse, viewers: Set<ServerResponse>): void {
  if (viewers.size >= VIEWERS_MAX) return void response.writeHead(503).end()
  viewers.add(response)
  response.once('close', () => viewers.delete(response))
  response.writeHead(200, { 'Content-Type': 'text/event-stream' })
  response.write(pictureEvent(pad))
}

function pictureEvent(pad: Pad): string {
  return `data: ${JSON.stringify(pad.picture())}\n\n`
}

async function obey(pad: Pad, request: IncomingMessage, response: ServerResponse, origin: string): Promise<void> {
  const answer = (status: number, body: Record<string, unknown>) =>
    response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body))
  const foreign = request.headers.origin !== undefined && request.headers.origin !== origin
  if (foreign || request.headers['content-type'] !== 'application/json') return void answer(403, { ok: false })
  try {
    const body = await readBody(request)
    await pad.control(body)
    answer(200, { ok: true })
  } catch (thrown) {
    answer(400, { ok: false, why: thrown instanceof Error ? thrown.message : 'unreadable' })
  }
}

async function readBody(request: IncomingMessage): Promise<Record<string, unknown>> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length
    if (bytes > COMMAND_BYTES_MAX) throw new Error('too long')
    chunks.push(chunk)
  }
  return JSON.parse(Buffer.concat(chunks).toString('utf8')) as Record<string, unknown>
}

/** Many changes of one moment are drawn once. */
function coalesce(draw: () => void): () => void {
  let pending = false
  return () => {
    if (pending) return
    pending = true
    setImmediate(() => {
      pending = false
      draw()
    })
  }
}
