import { connect } from 'node:tls'
import { type ByteLink, type LinkResult, type LinkTimeouts, trouble } from './byte-link.ts'
import { type Line, type LineEvents, makeLink } from './link-base.ts'

/**
 * An encrypted connection to whoever is at a place, to find out what speaks there: nobody is trusted by it, so that nothing secret may
 * go over it. `lost`: somebody is there and does not encrypt, or not in time.
 */
export function tlsLink(host: string, port: number, timeouts: LinkTimeouts): ByteLink {
  // The whole opening would be late as if nobody were there.
  const { openTimeoutMs } = timeouts
  const withAnswer = { ...timeouts, openTimeoutMs: openTimeoutMs + ANSWER_SPARE_MS }
  return makeLink(`tcp://${host}:${port}`, withAnswer, (events) => openSocket(host, port, openTimeoutMs, events))
}

const ANSWER_SPARE_MS = 100

function openSocket(host: string, port: number, timeoutMs: number, events: LineEvents): Promise<LinkResult<Line>> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, rejectUnauthorized: false })
    let isOnTcp = false
    const giveUp = () => {
      clearTimeout(timer)
      socket.destroy()
      resolve(trouble(isOnTcp ? 'lost' : 'not-found'))
    }
    const timer = setTimeout(giveUp, timeoutMs)
    socket.on('connect', () => {
      isOnTcp = true
    })
    socket.on('error', giveUp)
    socket.on('close', () => {
      giveUp()
      events.onEnd()
    })
    socket.on('end', () => socket.destroy())
    socket.once('secureConnect', () => {
      clearTimeout(timer)
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
