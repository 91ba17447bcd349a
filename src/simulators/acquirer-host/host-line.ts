import { createServer, type Server, type Socket } from 'node:net'
import { createServer as createTlsServer } from 'node:tls'
import { TLS } from '#contract/ciphers.ts'
import type { AcquirerProfile } from '#payment/iso8583/acquirer-profile.ts'
import { framingOf } from '#payment/iso8583/acquirer-profile.ts'
import type { IsoMessage } from '#payment/iso8583/field-table.ts'
import { Iso8583Error } from '#payment/iso8583/iso8583-error.ts'
import { keepAliveFrame } from '#payment/iso8583/length-frame.ts'
import { decodeMessage } from '#payment/iso8583/message-codec.ts'
import { swapTpdu, type Tpdu } from '#payment/iso8583/tpdu.ts'
import { openPayload, readMessage, toFrame } from '#payment/iso8583/wire.ts'
import type { FaultScript } from '../process/faults.ts'
import { sendThroughFaults, socketOutlet } from '../process/faults.ts'
import type { EmitEvent } from '../process/simulator-process.ts'
import { TcpPlug } from '../process/tcp-plug.ts'
import { hostEcho, type TwistScript, twistedFrame } from './answer-twists.ts'
import type { Booking, HostDesk } from './host-desk.ts'
import type { HostKeys } from './host-keys.ts'
import type { HostPrompts } from './host-prompts.ts'
import { RequestIntake } from './request-intake.ts'

export interface HostLineOptions {
  readonly profile: AcquirerProfile
  readonly desk: HostDesk
  readonly keys: HostKeys
  /** On the way to the till, and on the way to the host. */
  readonly faults: FaultScript
  readonly requestFaults: FaultScript
  readonly twists: TwistScript
  readonly prompts: HostPrompts
  readonly emit: EmitEvent
  /** Runs when the ledger changed, before any answer leaves. */
  readonly onBooked: (booking: Booking) => void
  /** Left out: plain TCP. */
  readonly tls?: HostLineTls
}

/** How an encrypted line proves the host and asks tills to prove themselves. As PEM text. */
export interface HostLineTls {
  readonly certificate: string
  readonly key: string
  /** Whose certificates a till may show; without them none is asked for. */
  readonly tillRoots: string | null
  readonly highestVersion?: 'TLSv1.2' | 'TLSv1.3'
}

/** Requests that a host may ask people about before it decides. */
const ASKED_ONLINE = ['0100', '0200']

/**
 * The host's end of the line: TCP or TLS on 127.0.0.1, any number of connections, frames of the profile. A connection that
 * opens and closes without a word is ignored (port scans); one that sends what cannot be read is closed.
 */
export class HostLine {
  readonly #options: HostLineOptions
  readonly #sockets = new Set<Socket>()
  readonly #plug: TcpPlug
  #holds = 0
  #losses = 0
  /** Answers that wait for a reversal to be answered first. */
  #heldBack: (() => void)[] = []
  bytesIn = 0
  bytesOut = 0

  constructor(options: HostLineOptions, port: number) {
    this.#options = options
    this.#plug = new TcpPlug(port, () => this.#listener())
  }

  get endpoint(): string {
    return this.#plug.endpoint
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
    this.#heldBack = []
    for (const socket of this.#sockets) socket.destroy()
  }

  /** Listens; again on the same port after `down`. */
  async up(): Promise<void> {
    await this.#plug.plugIn()
  }

  #listener(): Server {
    const { tls } = this.#options
    const accept = (socket: Socket) => this.#accept(socket)
    if (!tls) return createServer(accept)
    const { certificate, key, tillRoots, highestVersion = 'TLSv1.3' } = tls
    const asks = tillRoots === null ? {} : { ca: tillRoots, requestCert: true, rejectUnauthorized: true }
    const versions = { minVersion: TLS.lowestVersion, maxVersion: highestVersion }
    return createTlsServer({ cert: certificate, key, ...versions, ...asks }, accept)
  }

  /** Closes every connection and the port. */
  async down(): Promise<void> {
    await this.#plug.unplug()
  }

  /** Ends the open connections and keeps listening, as a host does that tidies idle lines. */
  hangUp(): void {
    for (const socket of this.#sockets) socket.end()
  }

  /** Asks every connected till something by 0800. */
  ask(code: string): void {
    const { profile } = this.#options
    const tpdu = profile.tpdu === null ? null : swapTpdu(profile.tpdu)
    const frame = toFrame(profile, hostEcho(profile, code, new Date()), { tpdu, macKey: null })
    for (const socket of this.#sockets) socket.write(frame)
  }

  /** Sends a keep-alive to every connected till, where the framing has one. */
  keepAlive(): void {
    const frame = keepAliveFrame(framingOf(this.#options.profile))
    for (const socket of this.#sockets) if (frame !== null) socket.write(frame)
  }

  #accept(socket: Socket): void {
    const { emit, profile, requestFaults } = this.#options
    const intake = new RequestIntake({
      socket,
      profile,
      faults: requestFaults,
      onPayload: (payload) => this.#serve(socket, payload),
      onBroken: (error) => this.#refuse(socket, error),
      onKeepAlive: () => emit('keep-alive'),
    })
    this.#sockets.add(socket)
    socket.setNoDelay(true)
    socket.on('error', () => {})
    socket.once('close', () => this.#sockets.delete(socket))
    socket.on('data', (chunk) => {
      this.bytesIn += chunk.length
      intake.push(chunk)
    })
  }

  #refuse(socket: Socket, error: Iso8583Error): void {
    this.#options.emit('malformed', { field: error.field, fault: error.fault })
    socket.destroy()
  }

  #serve(socket: Socket, payload: Uint8Array): void {
    if (this.#losses > 0) {
      this.#losses -= 1
      return
    }
    try {
      const { tpdu, bytes } = openPayload(this.#options.profile, payload)
      const request = this.#read(bytes)
      if (request === null) {
        this.#answer(socket, this.#badMac(bytes), tpdu)
        return
      }
      if (request.mti === '0810') {
        this.#options.emit('told', { code: request.fields[70] ?? '', responseCode: request.fields[39] ?? '' })
        return
      }
      if (request.mti === '0610') {
        this.#options.emit('prompt-answered', { ...this.#options.prompts.take(request) })
        return
      }
      const asksFirst = ASKED_ONLINE.includes(request.mti) && !this.#options.prompts.isSilent
      if (asksFirst) void this.#promptFirst(socket, request, tpdu)
      else this.#decide(socket, request, tpdu)
    } catch (thrown) {
      if (!(thrown instanceof Iso8583Error)) throw thrown
      this.#refuse(socket, thrown)
    }
  }

  /** People are asked before anything is decided; the till may be gone by then. */
  async #promptFirst(socket: Socket, request: IsoMessage, tpdu: Tpdu | null): Promise<void> {
    const { desk, keys, profile, prompts } = this.#options
    const envelope = { tpdu: tpdu === null ? null : swapTpdu(tpdu), macKey: keys.macKey }
    const code = await prompts.ask(request, (prompt) => socket.write(toFrame(profile, prompt, envelope)))
    try {
      if (code !== null) this.#answer(socket, desk.refuse(request, code), tpdu)
      else this.#decide(socket, request, tpdu)
    } catch (thrown) {
      if (!(thrown instanceof Iso8583Error)) throw thrown
      this.#refuse(socket, thrown)
    }
  }

  #decide(socket: Socket, request: IsoMessage, tpdu: Tpdu | null): void {
    const { answer, booking } = this.#options.desk.decide(request)
    if (booking) this.#options.onBooked(booking)
    if (booking?.state === 'approved' && this.#holds > 0) {
      this.#holds -= 1
      this.#options.emit('held', { stan: booking.stan })
      return
    }
    this.#answer(socket, answer, tpdu)
  }

  /** Null when its code is missing or wrong: such a message is answered D1 and nothing more. */
  #read(bytes: Uint8Array): IsoMessage | null {
    const { keys, profile } = this.#options
    try {
      return readMessage(profile, bytes, keys.macKey)
    } catch (thrown) {
      if (thrown instanceof Iso8583Error && (thrown.fault === 'mac' || thrown.field === 'mac')) return null
      throw thrown
    }
  }

  #badMac(bytes: Uint8Array): IsoMessage {
    const { desk, profile } = this.#options
    return desk.refuse(decodeMessage(profile.iso8583, bytes), 'D1')
  }

  #answer(socket: Socket, answer: IsoMessage, tpdu: Tpdu | null): void {
    const { faults, keys, profile, twists } = this.#options
    const twist = twists.take(answer.mti)
    const envelope = { tpdu: tpdu === null ? null : swapTpdu(tpdu), macKey: keys.macKey }
    const frame = twistedFrame(profile, answer, envelope, twist)
    const outlet = socketOutlet(socket, (count) => {
      this.bytesOut += count
    })
    const send = () => void sendThroughFaults(outlet, frame, faults, answer.mti)
    if (twist === 'after-reversal') this.#heldBack.push(send)
    else send()
    if (!answer.mti.startsWith('04')) return
    for (const late of this.#heldBack.splice(0)) late()
  }
}
