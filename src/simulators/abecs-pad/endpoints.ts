import type { Socket } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { type Outlet, socketOutlet } from '#simulators/process/faults.ts'
import { openPty } from '#simulators/process/pty.ts'
import { TcpPlug } from '#simulators/process/tcp-plug.ts'
import type { PadLine } from './pad-line.ts'

/** How the pad is reached. */
export interface PadEndpoint {
  readonly endpoint: string
  /** The cable is pulled: the connection drops (TCP) or the line goes mute (serial), and nothing answers. */
  unplug(): Promise<void>
  plug(): Promise<void>
  traffic(): { readonly bytesIn: number; readonly bytesOut: number }
  close(): Promise<void>
}

/** A till that reconnects at once is not refused because its former connection has not been noticed as closed. */
const HANDOVER_MS = 50

/** Raw ABECS bytes over TCP on this machine; one till at a time, a second connection is closed at once. */
export async function openTcpEndpoint(line: PadLine, port: number): Promise<PadEndpoint> {
  const count = { bytesIn: 0, bytesOut: 0 }
  let client: Socket | null = null
  const accept = async (socket: Socket) => {
    if (client) await pause(HANDOVER_MS)
    if (client || socket.destroyed) return void socket.destroy()
    client = socket
    socket.setNoDelay(true)
    const outlet = socketOutlet(socket, (bytes) => {
      count.bytesOut += bytes
    })
    line.attach(outlet)
    socket.on('data', (bytes) => {
      count.bytesIn += bytes.length
      line.receive(bytes)
    })
    socket.once('close', () => {
      line.detach(outlet)
      if (client === socket) client = null
    })
  }
  const plug = TcpPlug.plain(port, (socket) => void accept(socket))
  return {
    endpoint: await plug.plugIn(),
    unplug: async () => {
      await plug.unplug()
      line.powerCycle()
    },
    plug: async () => void (await plug.plugIn()),
    traffic: () => count,
    close: () => plug.unplug(),
  }
}

/** The same bytes over a pseudo terminal, which a till opens as a serial port. */
export async function openSerialEndpoint(line: PadLine): Promise<PadEndpoint> {
  const count = { bytesIn: 0, bytesOut: 0 }
  const pty = await openPty()
  let plugged = true
  const outlet: Outlet = {
    write: (bytes) => {
      if (!plugged) return
      count.bytesOut += bytes.length
      pty.write(bytes)
    },
    cut: () => {
      plugged = false
    },
  }
  line.attach(outlet)
  const stop = pty.onBytes((bytes) => {
    if (!plugged) return
    count.bytesIn += bytes.length
    line.receive(bytes)
  })
  return {
    endpoint: `serial:${pty.path}`,
    unplug: async () => {
      plugged = false
      line.powerCycle()
    },
    plug: async () => {
      plugged = true
    },
    traffic: () => count,
    close: async () => {
      stop()
      await pty.close()
    },
  }
}
