import { createConnection } from 'node:net'
import { type ByteLink, type LinkResult, type LinkTimeouts, trouble } from './byte-link.ts'
import { type Line, type LineEvents, makeLink } from './link-base.ts'

/** Probes a silent peer, so that a pulled network cable is noticed without traffic. */
const KEEP_ALIVE_MS = 5_000

/** A TCP connection to a device in the shop. */
export function tcpLink(host: string, port: number, timeouts: LinkTimeouts): ByteLink {
  return makeLink(`tcp://${host}:${port}`, timeouts, (events) => openSocket(host, port, events))
}

function openSocket(host: string, port: number, events: LineEvents): Promise<LinkResult<Line>> {
  return new Promise((resolve) => {
    const socket = createConnection({
      host,
      port,
      noDelay: true,
      keepAlive: true,
      keepAliveInitialDelay: KEEP_ALIVE_MS,
    })
    socket.on('error', () => resolve(trouble('not-found')))
    socket.on('close', () => events.onEnd())
    // A device that ends its side ends the conversation: no half-open lines.
    socket.on('end', () => socket.destroy())
    socket.once('connect', () => {
      socket.on('data', events.onBytes)
      resolve({
        ok: true,
        value: {
          write: (bytes) =>
            new Promise((written, failed) => {
              socket.write(bytes, (error) => (error ? failed(error) : written()))
            }),
          close: () =>
            new Promise((closed) => {
              if (socket.destroyed) return closed()
              socket.once('close', () => closed())
              socket.destroy()
            }),
        },
      })
    })
  })
}
