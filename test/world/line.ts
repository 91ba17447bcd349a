import type { HostSocket } from '#payment/ports/host-dial.port.ts'
import type { BankHost } from './bank-host.ts'
import type { Fault, FaultBook } from './faults.ts'
import type { VirtualTime } from './virtual-time.ts'

export interface LineParts {
  readonly time: VirtualTime
  readonly host: BankHost
  /** The program that dialled is gone: it sends nothing more and hears nothing more. */
  readonly isDead: () => boolean
  /** The troubles of the till that dialled. */
  readonly book: FaultBook
  /** Sees every byte that leaves the till, before anything can happen to it. @returns first digits of its type. */
  readonly onLeft: (bytes: Uint8Array) => string
}

const LATENCY_MS = 20
const UNANSWERED = () => {}

/**
 * One connection in the world's network, as the till's end sees it. What leaves it arrives in order, late, in part,
 * spoiled, or not at all; the till is told no more than a socket would tell.
 */
export class Line implements HostSocket {
  readonly #parts: LineParts
  readonly #data: ((chunk: Uint8Array) => void)[] = []
  readonly #once = { connect: UNANSWERED, end: UNANSWERED, close: UNANSWERED }
  #isOpen = false
  #isOver = false
  /** Nothing overtakes what went before it, either way. */
  #requestAtMs = 0
  #answerAtMs = 0
  #heldBack: { readonly bytes: Uint8Array; readonly delayMs: number } | null = null

  constructor(parts: LineParts) {
    this.#parts = parts
    const { time, book, host } = parts
    if (parts.isDead()) return
    if (book.takeKind('connection-unanswered') !== null) return
    const isRefused = host.isAway() || book.takeKind('connection-refused') !== null
    time.after(LATENCY_MS, () => (isRefused ? this.end() : this.#open()))
  }

  get isOver(): boolean {
    return this.#isOver
  }

  get book(): FaultBook {
    return this.#parts.book
  }

  setNoDelay(): void {}

  on(event: 'data' | 'error', listener: ((chunk: Uint8Array) => void) | ((error: Error) => void)): void {
    if (event === 'data') this.#data.push(listener as (chunk: Uint8Array) => void)
  }

  once(event: 'connect' | 'end' | 'close', listener: () => void): void {
    const before = this.#once[event]
    this.#once[event] = () => {
      before()
      listener()
    }
  }

  write(bytes: Uint8Array, written: (error?: Error | null) => void = UNANSWERED): void {
    if (!this.#isOpen || this.#parts.isDead()) return
    const message = this.#parts.onLeft(bytes)
    queueMicrotask(() => written())
    const isMine = ({ kind, on }: Fault) => kind.startsWith('request-') && (on === undefined || on === message)
    const { book, host, time } = this.#parts
    const fault = book.take(isMine)
    if (fault?.kind === 'request-lost') return
    if (fault?.kind === 'request-cut') time.after(LATENCY_MS, () => this.end())
    else if (fault?.kind === 'request-late') this.#toHost(bytes, fault.ms ?? LATENCY_MS)
    else if (fault === null) this.#toHost(bytes, LATENCY_MS)
    else this.#toHost(spoiled(bytes, fault, host.profile.mac === null ? HEAD_BYTES : bytes.length), LATENCY_MS)
  }

  /** The till hangs up, or its computer is gone. What already left it still arrives. */
  destroy(): void {
    if (this.#isOver) return
    this.#isOver = true
    this.#isOpen = false
    this.#parts.host.left(this)
    queueMicrotask(() => this.#hear('close'))
  }

  /** The network or the host ends it. */
  end(): void {
    if (this.#isOver) return
    this.#isOver = true
    this.#isOpen = false
    this.#parts.host.left(this)
    this.#hear('close')
  }

  /** The host's answer on its way to the till, and what befalls it there. `spoil` gives it another content. */
  answer(bytes: Uint8Array, message: string, delayMs: number): void {
    const isMine = ({ kind, on }: Fault) => ON_THE_WAY_BACK.has(kind) && (on === undefined || on === message)
    const fault = this.#parts.book.take(isMine)
    const hangUp = (afterMs: number) => void this.#parts.time.after(afterMs, () => this.end())
    switch (fault?.kind) {
      case 'answer-lost':
        return
      case 'answer-reordered':
        this.#heldBack = { bytes, delayMs }
        return
      case 'line-closed':
        hangUp(delayMs)
        return
      case 'answer-cut':
        this.#toTill(bytes.subarray(0, (fault.at ?? 1) % bytes.length), delayMs)
        hangUp(delayMs + LATENCY_MS)
        return
      case 'answer-late':
        this.#toTill(bytes, Math.max(delayMs, fault.ms ?? 0))
        break
      case 'answer-doubled':
        this.#toTill(Buffer.concat([bytes, bytes]), delayMs)
        break
      case 'answer-garbled':
        this.#toTill(spoiled(bytes, fault, bytes.length), delayMs)
        break
      default:
        this.#toTill(bytes, delayMs)
    }
    if (this.#heldBack === null) return
    this.#toTill(this.#heldBack.bytes, Math.max(delayMs, this.#heldBack.delayMs))
    this.#heldBack = null
  }

  #hear(event: 'connect' | 'close'): void {
    if (!this.#parts.isDead()) this.#once[event]()
  }

  #open(): void {
    if (this.#isOver) return
    this.#isOpen = true
    this.#parts.host.met(this)
    this.#hear('connect')
  }

  #toHost(bytes: Uint8Array, delayMs: number): void {
    const { time, host } = this.#parts
    this.#requestAtMs = Math.max(this.#requestAtMs, time.nowMs + delayMs)
    time.after(this.#requestAtMs - time.nowMs, () => host.receive(this, bytes))
  }

  #toTill(bytes: Uint8Array, delayMs: number): void {
    const { time } = this.#parts
    this.#answerAtMs = Math.max(this.#answerAtMs, time.nowMs + delayMs)
    time.after(this.#answerAtMs - time.nowMs, () => {
      if (this.#isOpen) for (const listener of this.#data) listener(bytes)
    })
  }
}

const ON_THE_WAY_BACK = new Set<Fault['kind']>([
  'answer-lost',
  'answer-late',
  'answer-doubled',
  'answer-cut',
  'answer-garbled',
  'answer-reordered',
  'line-closed',
])

/**
 * Length, TPDU and message type. Further on a spoiled byte can make another sound message, which nothing but a message
 * code would tell from the one that was meant: lines without one rest on the network's own sums.
 */
const HEAD_BYTES = 6

function spoiled(bytes: Uint8Array, { at = 1 }: Fault, within: number): Uint8Array {
  const copy = Uint8Array.from(bytes)
  const place = (at * 7) % within
  copy[place] = (copy[place] ?? 0) ^ 0xff
  return copy
}
