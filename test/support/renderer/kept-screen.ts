import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import type { LoopbackServer } from '#main/carriers/loopback-server.ts'
import { answerFromFiles, readServedFiles } from '#main/screen/served-files.ts'

const BUILT_SCREEN = join(import.meta.dirname, '../../../out/renderer')

/** Their names change with what is in them. */
const NAMED_BY_CONTENT = '/assets/'

/**
 * Serves the built screen with its shipped headers, but for one: the browser may keep the files that are named by what is in them,
 * and what it compiled of them. A test of screens loads the same page hundreds of times, and half of such a load was to compile it.
 */
export async function serveKeptScreen(): Promise<LoopbackServer> {
  const files = readServedFiles(process.env.COMPTOIR_SCREEN ?? BUILT_SCREEN)
  const server = createServer((request, response) => {
    const pathname = request.url ?? ''
    const { status, headers, body } = answerFromFiles(files, request.method ?? '', pathname)
    const kept = pathname.startsWith(NAMED_BY_CONTENT) ? { 'Cache-Control': 'max-age=86400, immutable' } : {}
    response.writeHead(status, { ...headers, ...kept })
    response.end(body)
  })
  await new Promise<void>((resolve) => server.listen({ host: '127.0.0.1', port: 0 }, resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
