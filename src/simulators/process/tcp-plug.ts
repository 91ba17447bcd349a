import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'

/** The network plug of a simulated device: on this machine only, and at the same port each time it is plugged in. */
export class TcpPlug {
  readonly #newServer: () => Server
  readonly #sockets = new Set<Socket>()
  #server: Server | null = null
  #port: number

  /** @param port 0 for any that is free. @param newServer one that meets who comes; an encrypted one, too. */
  constructor(port: number, newServer: () => Server) {
    this.#port = port
    this.#newServer = newServer
  }

  /** One without encryption. */
  static plain(port: number, meet: (socket: Socket) => void): TcpPlug {
    return new TcpPlug(port, () => createServer(meet))
  }

  /** What a till opens. */
  get endpoint(): string {
    return `tcp://127.0.0.1:${this.#port}`
  }

  /** Lets tills in; nothing changes where it does already. @returns the endpoint. */
  async plugIn(): Promise<string> {
    if (this.#server !== null) return this.endpoint
    const server = this.#newServer()
    // Below an encrypted line is one that may never come to be.
    server.on('connection', (socket: Socket) => {
      this.#sockets.add(socket)
      socket.on('error', () => {})
      socket.on('close', () => this.#sockets.delete(socket))
    })
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject)
      server.listen(this.#port, '127.0.0.1', resolve)
    })
    this.#port = (server.address() as AddressInfo).port
    this.#server = server
    return this.endpoint
  }

  /** Ends every line; nobody is let in any more. */
  async unplug(): Promise<void> {
    const server = this.#server
    this.#server = null
    for (const socket of this.#sockets) socket.destroy()
    if (server !== null) await new Promise<void>((resolve) => server.close(() => resolve()))
  }
}

/** One till at a time: who comes while another is there is turned away. */
export function oneTillAtATime(meet: (socket: Socket) => void): (socket: Socket) => void {
  let served: Socket | null = null
  return (socket) => {
    if (served !== null && !served.destroyed) return void socket.destroy()
    served = socket
    meet(socket)
  }
}
