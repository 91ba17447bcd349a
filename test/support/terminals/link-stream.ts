import { Duplex } from 'node:stream'
import type { ByteLink } from '#hardware/link/byte-link.ts'

/** An open link as a stream, for what speaks HTTP on it. */
export function linkStream(link: ByteLink): Duplex {
  const stream = new Duplex({
    read: () => {},
    write: (bytes: Uint8Array, _, done) => {
      void link.write(bytes).then(({ ok }) => done(ok ? null : new Error('lost')))
    },
    destroy: (error, done) => {
      void link.close().then(() => done(error))
    },
  })
  stream.on('error', () => {})
  link.onBytes((bytes) => void stream.push(bytes))
  link.onLost(() => void stream.push(null))
  return stream
}
