import { createConnection, type Socket } from 'node:net'
import { LIMITS } from '#contract/limits.ts'
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
          close: () => endSocket(socket),
          discard: () => resetSocket(socket),
        },
      })
    })
  })
}

/** A socket that is only destroyed goes on sending what the system took of it, minutes later where the other side is away. */
function resetSocket(socket: Socket): Promise<void> {
  return new Promise((closed) => {
    if (socket.destroyed) return closed()
    socket.once('close', () => closed())
    socket.resetAndDestroy()
  })
}

/** What was written leaves before the end does: a socket that is destroyed at once takes the last bytes with it. */
function endSocket(socket: Socket): Promise<void> {
  return new Promise((closed) => {
    if (socket.destroyed) return closed()
    const timer = setTimeout(() => socket.destroy(), LIMITS.linkCloseTimeoutMs)
    socket.once('close', () => {
      clearTimeout(timer)
      closed()
    })
    socket.end()
  })
}
