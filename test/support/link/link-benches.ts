import { createServer, type Socket } from 'node:net'
import type { ByteLink } from '#hardware/link/byte-link.ts'
import { createLink } from '#hardware/link/create-link.ts'
import { simulatedPair } from '#hardware/link/simulated-link.ts'
import { openPty } from '#simulators/process/pty.ts'

/** The far ends of the three kinds of line, for the suite of links. */
function linkTo(endpoint: string): ByteLink {
  const created = createLink(endpoint)
  if (!created.ok) throw new Error(`no link to ${endpoint}`)
  return created.value
}

export async function openTcpLinkBench() {
  const received: Uint8Array[] = []
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => {})
    socket.on('data', (bytes) => received.push(bytes))
    socket.on('close', () => sockets.delete(socket))
  })
  await new Promise<void>((resolve) => server.listen({ host: '127.0.0.1', port: 0 }, resolve))
  const address = server.address()
  const endpoint = `tcp://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`
  const cut = () => {
    for (const socket of sockets) socket.destroy()
  }
  return {
    link: linkTo(endpoint),
    second: () => linkTo(endpoint),
    // Port 1 of this machine: nothing listens there.
    nowhere: () => linkTo('tcp://127.0.0.1:1'),
    received,
    farWrite: (bytes: Uint8Array) => {
      for (const socket of sockets) socket.write(bytes)
    },
    unplug: async () => cut(),
    close: async () => {
      cut()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** @param settings of the line, as an endpoint has them: `;38400;8E1`. */
export async function openSerialLinkBench(settings = '') {
  const received: Uint8Array[] = []
  const pty = await openPty()
  pty.onBytes((bytes) => received.push(bytes.slice()))
  const endpoint = `serial:${pty.path}${settings}`
  return {
    link: linkTo(endpoint),
    second: () => linkTo(endpoint),
    nowhere: () => linkTo('serial:/dev/comptoir-no-such-port'),
    received,
    farWrite: (bytes: Uint8Array) => pty.write(bytes),
    unplug: () => pty.close(),
    close: () => pty.close(),
  }
}

let pairCount = 0

export async function openSimulatedLinkBench() {
  pairCount += 1
  const received: Uint8Array[] = []
  const endpoint = `simulated:line-${pairCount}`
  const pair = simulatedPair(endpoint)
  pair.far.onBytes((bytes) => received.push(bytes))
  return {
    link: pair.link,
    second: () => simulatedPair(endpoint).link,
    nowhere: () => {
      const other = simulatedPair(`simulated:nowhere-${pairCount}`)
      other.far.unplug()
      return other.link
    },
    received,
    farWrite: pair.far.write,
    unplug: async () => pair.far.unplug(),
    close: async () => {},
  }
}
