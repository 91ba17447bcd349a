import { type IncomingMessage, request } from 'node:http'
import type { Duplex } from 'node:stream'
import { LIMITS } from '#contract/limits.ts'
import { type Failure, fail } from '#contract/result.ts'
import type { ClockPort } from '#payment/ports/clock.port.ts'

/** A line on which nothing was said yet, to a terminal that has proven itself; or why there is none. */
export type NexoDialled =
  | { readonly ok: true; readonly stream: Duplex }
  | { readonly ok: false; readonly failure: Failure }
export type NexoDial = () => Promise<NexoDialled>

/**
 * What became of one message. not-sent: no byte of it left. answer: whole, of any status. silent: its time is over. lost: the line ended
 * first. broken: what came is no answer of this protocol.
 */
export type NexoHeard =
  | { readonly kind: 'not-sent'; readonly failure: Failure }
  | { readonly kind: 'answer'; readonly status: number; readonly body: Buffer }
  | { readonly kind: 'silent' | 'lost' }
  | { readonly kind: 'broken'; readonly why: string }

export interface NexoLineOptions {
  readonly dial: NexoDial
  readonly clock: Pick<ClockPort, 'after'>
  /** `tcp://192.168.1.20:8443`. */
  readonly endpoint: string
}

const PATH = '/nexo/'

const ABANDONED: NexoHeard = { kind: 'not-sent', failure: { code: 'TERMINAL_ABANDONED' } }

/**
 * HTTP: a line for each message, which is posted on it once, answered, and closed.
 *
 * Guarantees: nothing is posted before the terminal has proven itself; nothing is posted twice or to another place, whatever its status
 * says; ends by `timeoutMs`; keeps no more of an answer than `LIMITS.nexoBodyBytesMax`.
 */
export class NexoLine {
  readonly #options: NexoLineOptions
  readonly #open = new Set<Duplex>()
  #isClosed = false

  constructor(options: NexoLineOptions) {
    this.#options = options
  }

  /** @param mayLeave asked once the line stands, right before the first byte: false where the message is not wanted any more. */
  async post(message: string, timeoutMs: number, mayLeave = () => true): Promise<NexoHeard> {
    const { dial, endpoint } = this.#options
    const closed = { kind: 'not-sent', failure: fail('TERMINAL_NOT_FOUND', { endpoint }).error } as const
    if (this.#isClosed) return closed
    const dialled = await dial()
    if (!dialled.ok) return { kind: 'not-sent', failure: dialled.failure }
    const { stream } = dialled
    this.#open.add(stream)
    const heard = this.#isClosed ? closed : mayLeave() ? await this.#exchange(stream, message, timeoutMs) : ABANDONED
    this.#open.delete(stream)
    stream.destroy()
    if (!stream.closed) await new Promise<void>((resolve) => stream.once('close', () => resolve()))
    return heard
  }

  /** For good; what is under way has lost its line. */
  close(): void {
    this.#isClosed = true
    for (const stream of this.#open) stream.destroy()
  }

  #exchange(stream: Duplex, message: string, timeoutMs: number): Promise<NexoHeard> {
    const { clock, endpoint } = this.#options
    return new Promise((resolve) => {
      const asked = request({
        createConnection: () => stream,
        method: 'POST',
        path: PATH,
        headers: {
          Host: endpoint.replace(/^\w+:(\/\/)?/, ''),
          'Content-Type': 'application/json',
          'Content-Length': Buffer.byteLength(message),
          Connection: 'close',
        },
        maxHeaderSize: LIMITS.nexoHeadBytesMax,
      })
      const end = (heard: NexoHeard) => {
        stopTimer()
        resolve(heard)
        asked.destroy()
      }
      const stopTimer = clock.after(timeoutMs, () => end({ kind: 'silent' }))
      asked.on('error', (error) => end(isOfParser(error) ? { kind: 'broken', why: 'HTTP' } : { kind: 'lost' }))
      asked.on('close', () => end({ kind: 'lost' }))
      asked.on('response', (response) => collect(response, end))
      asked.end(message)
    })
  }
}

const isOfParser = (error: Error): boolean => 'code' in error && String(error.code).startsWith('HPE_')

function collect(response: IncomingMessage, end: (heard: NexoHeard) => void): void {
  const pieces: Buffer[] = []
  let length = 0
  response.on('data', (piece: Buffer) => {
    length += piece.length
    if (length <= LIMITS.nexoBodyBytesMax) pieces.push(piece)
    else end({ kind: 'broken', why: 'Content-Length' })
  })
  response.on('error', () => end({ kind: 'lost' }))
  response.on('end', () =>
    end(
      response.complete
        ? { kind: 'answer', status: response.statusCode ?? 0, body: Buffer.concat(pieces) }
        : { kind: 'lost' },
    ),
  )
}
