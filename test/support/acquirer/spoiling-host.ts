import { createServer, type Server, type Socket } from 'node:net'
import { framingOf } from '#payment/iso8583/acquirer-profile.ts'
import type { IsoMessage } from '#payment/iso8583/field-table.ts'
import { encodeFrame, FrameReader } from '#payment/iso8583/length-frame.ts'
import { decodeMessage, encodeMessage } from '#payment/iso8583/message-codec.ts'
import { ascii87 } from './ascii87-profile.ts'

const framing = framingOf(ascii87)

/** Makes something else of a good answer: other fields, other bytes, or a whole other frame. */
export interface Spoiling {
  readonly message?: (answer: IsoMessage) => IsoMessage
  readonly bytes?: (bytes: Buffer) => Uint8Array
  readonly frame?: (frame: Uint8Array) => Uint8Array
}

/** A bank with a book of its own that charges what it is asked and spoils its first answer to a sale. */
export class SpoilingHost {
  readonly #server: Server
  readonly #sockets = new Set<Socket>()
  readonly #book = new Map<string, number>()
  #spoiling: Spoiling | null = null

  private constructor(server: Server) {
    this.#server = server
  }

  static async open(): Promise<SpoilingHost> {
    const server = createServer()
    const host = new SpoilingHost(server)
    server.on('connection', (socket) => host.#serve(socket))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    return host
  }

  get endpoint(): string {
    const address = this.#server.address()
    return `tcp://127.0.0.1:${address !== null && typeof address === 'object' ? address.port : 0}`
  }

  /** What the cardholders are charged, by its own book. */
  netMinor(): number {
    return [...this.#book.values()].reduce((sum, minor) => sum + minor, 0)
  }

  spoilNext(spoiling: Spoiling): void {
    this.#spoiling = spoiling
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy()
    await new Promise<void>((resolve) => this.#server.close(() => resolve()))
  }

  #serve(socket: Socket): void {
    const reader = new FrameReader(framing)
    this.#sockets.add(socket)
    socket.on('error', () => {})
    socket.on('data', (chunk) => {
      for (const bytes of reader.push(chunk).messages) socket.write(this.#answer(decodeMessage(ascii87.iso8583, bytes)))
    })
  }

  #answer({ mti, fields }: IsoMessage): Uint8Array {
    const stan = fields[11] ?? ''
    if (mti === '0200') this.#book.set(stan, Number(fields[4]))
    else this.#book.delete(stan)
    const copied = { 3: fields[3], 4: fields[4], 7: fields[7], 11: fields[11], 41: fields[41] }
    const answer: IsoMessage = { mti: mti === '0200' ? '0210' : '0430', fields: { ...copied, 38: '048213', 39: '00' } }
    const { message, bytes, frame } = (mti === '0200' && this.#spoiling) || {}
    if (mti === '0200') this.#spoiling = null
    const encoded = Buffer.from(encodeMessage(ascii87.iso8583, message?.(answer) ?? answer))
    const framed = encodeFrame(framing, bytes?.(encoded) ?? encoded)
    return frame?.(framed) ?? framed
  }
}
