/** Goal: what is given up on a network line never leaves later. Method: a server on this machine that does not read at first. */
import { once } from 'node:events'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { expect, it } from 'vitest'
import { tcpLink } from '#hardware/link/tcp-link.ts'

/** More than two sockets of this machine keep between them. */
const MUCH_BYTES = 16_000_000

it('a line that is discarded ends at once, and the rest of what was written never arrives', async () => {
  const server = createServer({ pauseOnConnect: true })
  const connected = once(server, 'connection')
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const link = tcpLink('127.0.0.1', port, { openTimeoutMs: 3_000, writeTimeoutMs: 60_000 })
  expect(await link.open()).toEqual({ ok: true, value: null })
  const [socket] = (await connected) as [Socket]
  let receivedBytes = 0
  socket.on('data', (bytes) => {
    receivedBytes += bytes.length
  })
  const ends: unknown[] = []
  socket.on('error', (error: NodeJS.ErrnoException) => ends.push(error.code))
  socket.on('end', () => ends.push('end'))
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()))
  const written = link.write(new Uint8Array(MUCH_BYTES))
  await link.discard?.()
  expect(await written).toEqual({ ok: false, trouble: 'lost' })
  socket.resume()
  await closed
  // Ended as usual it would still send what this machine keeps of it.
  expect(ends).toEqual(['ECONNRESET'])
  expect(receivedBytes).toBeLessThan(MUCH_BYTES)
  server.close()
})
