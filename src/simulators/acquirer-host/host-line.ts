import { createServer, type Server, type Socket } from 'node:net'
import type { AcquirerProfile } from '#payment/iso8583/acquirer-profile.ts'
import { Iso8583Error } from '#payment/iso8583/iso8583-error.ts'
import { encodeFrame, FrameReader } from '#payment/iso8583/length-frame.ts'
import { decodeMessage, encodeMessage } from '#payment/iso8583/message-codec.ts'
import { answerTypeOf } from '#payment/iso8583/message-type.ts'
import type { FaultScript } from '../process/faults.ts'
import { sendThroughFaults, socketOutlet } from '../process/faults.ts'
import type { EmitEvent } from '../process/simulator-process.ts'
import type { Booking, HostDesk } from './host-desk.ts'

export interface HostLineOptions {
  readonly profile: AcquirerProfile
  readonly desk: HostDesk
  readonly faults: FaultScript
  readonly emit: EmitEvent
  /** Runs when the ledger changed, before any answer leaves. */
  readonly onBooked: (booking: Booking) => void
}

/**
 * The host's end of the line: TCP on 127.0.0.1, any number of connections, frames of the profile. A connection that
 * opens and closes without a word is ignored (port scans); one that sends what cannot be read is closed.
 */
export class HostLine {
  readonly #options: HostLineOptions
  readonly #sockets = new Set<Socket>()
  #server: Server | null = null
  #port: number
  #holds = 0
  #losses = 0
  bytesIn = 0
  bytesOut = 0

  constructor(options: HostLineOptions, port: number) {
    this.#options = options
    this.#port = port
  }

  get endpoint(): string {
    return `tcp://127.0.0.1:${this.#port}`
  }

  /** The next approval is booked and never answered. */
  holdNext(): void {
    this.#holds += 1
  }

  /** The next messages are lost before they are read: nothing is booked, nothing answered. */
  loseNext(times: number): void {
    this.#losses += times
  }

  /** Ends every connection and forgets what was to happen to the next messages. */
  reset(): void {
    this.#holds = 0
    this.#losses = 0
    for (const socket of this.#sockets) socket.destroy()
  }

  /** Listens; again on the same port after `down`. */
  async up(): Promise<void> {
    if (this.#server) return
    const server = createServer((socket) => this.#accept(socket))
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject)
      server.listen(this.#port, '127.0.0.1', resolve)
    })
    const address = server.address()
    if (address !== null && typeof address === 'object') this.#port = address.port
    this.#server = server
  }

  /** Closes every connection and the port. */
  async down(): Promise<void> {
    const server = this.#server
    this.#server = null
    for (const socket of this.#sockets) socket.destroy()
    if (server) await new Promise<void>((resolve) => server.close(() => resolve()))
  }

  /** Ends the open connections and keeps listening, as a host does that tidies idle lines. */
  hangUp(): void {
    for (const socket of this.#sockets) socket.end()
  }

  #accept(socket: Socket): void {
    const reader = new FrameReader()
    this.#sockets.add(socket)
    socket.setNoDelay(true)
    socket.on('error', () => {})
    socket.once('close', () => this.#sockets.delete(socket))
    socket.on('data', (chunk) => {
      this.bytesIn += chunk.length
      const { messages, broken } = reader.push(chunk)
      for (const bytes of messages) this.#serve(socket, bytes)
      if (broken) this.#refuse(socket, broken)
    })
  }

  #refuse(socket: Socket, error: Iso8583Error): void {
    this.#options.emit('malformed', { field: error.field, fault: error.fault })
    socket.destroy()
  }

  #serve(socket: Socket, bytes: Uint8Array): void {
    if (this.#losses > 0) {
      this.#losses -= 1
      return
    }
    const { profile, desk, faults, emit, onBooked } = this.#options
    try {
      const request = decodeMessage(profile.iso8583, bytes)
      const { answer, booking } = desk.decide(request)
      if (booking) onBooked(booking)
      if (booking?.state === 'approved' && this.#holds > 0) {
        this.#holds -= 1
        emit('held', { stan: booking.stan })
        return
      }
      const frame = encodeFrame(encodeMessage(profile.iso8583, answer))
      const outlet = socketOutlet(socket, (count) => {
        this.bytesOut += count
      })
      void sendThroughFaults(outlet, frame, faults, answerTypeOf(request.mti))
    } catch (thrown) {
      if (!(thrown instanceof Iso8583Error)) throw thrown
      this.#refuse(socket, thrown)
    }
  }
}
