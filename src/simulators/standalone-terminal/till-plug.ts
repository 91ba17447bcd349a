import { createServer, type Socket } from 'node:net'
import { createServer as createTlsServer } from 'node:tls'
import type { Outlet } from '../process/faults.ts'
import { openPty, type PseudoTerminal } from '../process/pty.ts'
import { TcpPlug } from '../process/tcp-plug.ts'

/**
 * What a simulated terminal is plugged into: TCP on 127.0.0.1, one line a connection, or a serial line. The bytes of an encrypted line
 * are those inside.
 */
export interface TillPlugOptions {
  readonly port: number
  readonly pty?: boolean
  /** Certificate and key (PEM) of an encrypted line; plain TCP without. */
  readonly tls?: { readonly certificate: string; readonly key: string }
}

interface Traffic {
  bytesIn: number
  bytesOut: number
}

/** Where a terminal writes to its till. */
export interface TillOutlet extends Outlet {
  /** Hangs up after what was written; `cut` where the line has no such end. */
  end?(): void
}

/** One line to a till: a connection, or a cable, which never says that the other side is gone. */
export class TillLine implements Outlet {
  readonly isSerial: boolean
  readonly #outlet: TillOutlet
  readonly #traffic: Traffic
  #listener: (bytes: Uint8Array) => void = () => {}
  #onEnd: () => void = () => {}
  #bytesLeft: number | null = null
  #isOpen = true

  constructor(outlet: TillOutlet, traffic: Traffic, isSerial: boolean) {
    this.#outlet = outlet
    this.#traffic = traffic
    this.isSerial = isSerial
  }

  get isOpen(): boolean {
    return this.#isOpen
  }

  listen(onBytes: (bytes: Uint8Array) => void, onEnd: () => void): void {
    this.#listener = onBytes
    this.#onEnd = onEnd
  }

  /** The line goes when so many more bytes have come. */
  hangUpAfter(bytes: number): void {
    this.#bytesLeft = bytes
    if (bytes === 0) this.cut()
  }

  write(bytes: Uint8Array): void {
    if (!this.#isOpen) return
    this.#traffic.bytesOut += bytes.length
    this.#outlet.write(bytes)
  }

  cut(): void {
    if (!this.#isOpen) return
    this.#outlet.cut()
    this.end()
  }

  hangUp(): void {
    if (!this.#isOpen) return
    if (this.#outlet.end === undefined) this.#outlet.cut()
    else this.#outlet.end()
    this.end()
  }

  /** The till said this. */
  receive(bytes: Uint8Array): void {
    if (!this.#isOpen) return
    this.#traffic.bytesIn += bytes.length
    const taken = this.#bytesLeft === null ? bytes : bytes.subarray(0, this.#bytesLeft)
    if (this.#bytesLeft !== null) this.#bytesLeft -= taken.length
    this.#listener(taken)
    if (this.#bytesLeft === 0) this.cut()
  }

  /** The till hung up. */
  end(): void {
    if (!this.#isOpen) return
    this.#isOpen = false
    this.#onEnd()
  }
}

/** The plugs of a simulated terminal: lines come and go, the terminal is told of each. */
export class TillPlug {
  readonly #options: TillPlugOptions
  readonly #onLine: (line: TillLine) => void
  readonly #lines = new Set<TillLine>()
  readonly #tcp: TcpPlug
  #pty: PseudoTerminal | null = null
  readonly traffic: Traffic = { bytesIn: 0, bytesOut: 0 }

  constructor(options: TillPlugOptions, onLine: (line: TillLine) => void) {
    this.#options = options
    this.#onLine = onLine
    const { port, tls } = options
    const meet = (socket: Socket) => this.#meet(socket)
    this.#tcp = new TcpPlug(port, () =>
      tls ? createTlsServer({ cert: tls.certificate, key: tls.key }, meet) : createServer(meet),
    )
  }

  /** @returns the endpoint that a till opens. */
  async plugIn(): Promise<string> {
    if (this.#options.pty !== true) return this.#tcp.plugIn()
    const pty = await openPty()
    this.#pty = pty
    const line = this.attach({ write: (bytes) => pty.write(bytes), cut: () => {} }, true)
    pty.onBytes((bytes) => line.receive(bytes))
    return `serial:${pty.path}`
  }

  /** A line that exists already. What the till says on it, and its end, are told to what this returns. */
  attach(outlet: TillOutlet, isSerial: boolean): TillLine {
    const line = new TillLine(outlet, this.traffic, isSerial)
    this.#lines.add(line)
    this.#onLine(line)
    return line
  }

  /** Off: every line goes, and none can be opened. A serial line stays, and nobody listens at it. */
  async power(on: boolean): Promise<void> {
    if (this.#options.pty !== true) await (on ? this.#tcp.plugIn() : this.unplug())
  }

  async unplug(): Promise<void> {
    for (const line of this.#lines) line.cut()
    this.#lines.clear()
    await this.#pty?.close()
    this.#pty = null
    await this.#tcp.unplug()
  }

  #meet(socket: Socket): void {
    socket.on('error', () => {})
    const outlet = {
      write: (bytes: Uint8Array) => void socket.write(bytes),
      cut: () => void socket.destroy(),
      end: () => void socket.end(),
    }
    const line = this.attach(outlet, false)
    socket.on('data', (bytes) => line.receive(bytes))
    socket.on('close', () => {
      this.#lines.delete(line)
      line.end()
    })
  }
}
