import { createServer as createHttpServer } from 'node:http'
import { createServer as createHttpsServer } from 'node:https'
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'
import { issueCertificate } from '#simulators/crypto/certificate.ts'

/** A device that is no PIN pad, on a port of this machine. */
export interface ForeignPort {
  readonly endpoint: string
  close(): Promise<void>
}

async function listen(server: Server, end: () => void): Promise<ForeignPort> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    endpoint: `tcp://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        end()
      }),
  }
}

/** A web server: whatever is not HTTP gets a page that says so. */
export function webServer(): Promise<ForeignPort> {
  const server = createHttpServer((_, response) => response.end('<h1>Bonjour</h1>'))
  return listen(server, () => server.closeAllConnections())
}

/** The same behind an encrypted line, as the pages of a device often are. */
export function encryptedWebServer(): Promise<ForeignPort> {
  const { certificate: cert, key } = issueCertificate({ name: 'printer.shop.test' })
  const server = createHttpsServer({ cert, key }, (_, response) => response.end('<h1>Bonjour</h1>'))
  return listen(server, () => server.closeAllConnections())
}

/** Something that takes every byte and does `onBytes`. */
export function lineServer(onBytes: 'say nothing' | 'echo'): Promise<ForeignPort> {
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => {})
    socket.on('data', (bytes) => {
      if (onBytes === 'echo') socket.write(bytes)
    })
  })
  return listen(server, () => {
    for (const socket of sockets) socket.destroy()
  })
}

/** A port that nobody listens on. */
export async function closedPort(): Promise<string> {
  const server = createServer()
  const port = await listen(server, () => {})
  await port.close()
  return port.endpoint
}
