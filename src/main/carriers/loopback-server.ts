import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { answerFromFiles, type ServedFiles } from '../screen/served-files.ts'

export interface LoopbackServer {
  /** `http://127.0.0.1:41234/` */
  readonly url: string
  close(): Promise<void>
}

/**
 * Serves the built screen on this machine only, with the headers and the file list of the product. The `Host`
 * header must name exactly this address, so that a foreign name resolved to 127.0.0.1 gets nothing.
 */
export async function serveLoopback(files: ServedFiles): Promise<LoopbackServer> {
  let authority = ''
  const server = createServer({ maxHeaderSize: 8_192, requestTimeout: 10_000 }, (request, response) => {
    const pathname = request.headers.host === authority ? (request.url ?? '') : ''
    const { status, headers, body } = answerFromFiles(files, request.method ?? '', pathname)
    response.writeHead(status, headers)
    response.end(body)
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen({ host: '127.0.0.1', port: 0 }, resolve)
  })
  authority = `127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    url: `http://${authority}/`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
