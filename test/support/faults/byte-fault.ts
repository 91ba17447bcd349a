/** out: from the till. in: to the till. */
export type Way = 'out' | 'in'

/** One trouble at one byte of one direction of a line. */
export interface ByteFault {
  readonly way: Way
  /** garbage: the byte is inverted. flip: one bit of it. noise: bytes of no meaning come before it. */
  readonly kind: 'cut' | 'delay' | 'garbage' | 'flip' | 'noise'
  /** Counted from the arming. */
  readonly at: number
}

/** The same at the same place, and another at each: one to seven bytes of any value. */
const noiseOf = (at: number): Uint8Array =>
  Uint8Array.from({ length: 1 + (at % 7) }, (_, place) => (at * 37 + place * 101 + 11) & 0xff)

/** Stands in the middle of a line, counts what passes, and strikes once where it was told to. */
export class FaultyMiddle {
  readonly #delayMs: number
  #fault: ByteFault | null = null
  #passed: Record<Way, number> = { out: 0, in: 0 }
  /** What a delay holds up goes on in its order. */
  #held: Record<Way, Promise<void>> = { out: Promise.resolve(), in: Promise.resolve() }
  #waiting: Record<Way, number> = { out: 0, in: 0 }

  constructor(delayMs: number) {
    this.#delayMs = delayMs
  }

  arm(fault: ByteFault | null): void {
    this.#fault = fault
    this.#passed = { out: 0, in: 0 }
  }

  /** Bytes that passed since the arming. */
  get passed(): Readonly<Record<Way, number>> {
    return this.#passed
  }

  /** Resolves when nothing is held up any more. */
  async settled(): Promise<void> {
    await Promise.all([this.#held.out, this.#held.in])
  }

  pass(way: Way, bytes: Uint8Array, deliver: (bytes: Uint8Array) => void, cut: () => void): void {
    const from = this.#passed[way]
    this.#passed[way] += bytes.length
    const fault = this.#fault
    const index = fault?.way === way ? fault.at - from : -1
    if (fault && index >= 0 && index < bytes.length) {
      this.#fault = null
      this.#strike(fault, index, bytes, deliver, cut)
    } else this.#send(way, bytes, deliver)
  }

  #strike(
    { way, kind, at }: ByteFault,
    index: number,
    bytes: Uint8Array,
    deliver: (bytes: Uint8Array) => void,
    cut: () => void,
  ): void {
    switch (kind) {
      case 'cut':
        this.#send(way, bytes.subarray(0, index), deliver)
        void this.#held[way].then(cut)
        return
      case 'garbage':
      case 'flip': {
        const spoilt = Uint8Array.from(bytes)
        spoilt[index] = (spoilt[index] ?? 0) ^ (kind === 'garbage' ? 0xff : 1 << (at % 8))
        this.#send(way, spoilt, deliver)
        return
      }
      case 'noise':
        this.#send(way, Buffer.concat([bytes.subarray(0, index), noiseOf(at), bytes.subarray(index)]), deliver)
        return
      case 'delay':
        this.#send(way, bytes.subarray(0, index), deliver)
        this.#hold(way, () => new Promise((resolve) => setTimeout(resolve, this.#delayMs)))
        this.#send(way, bytes.subarray(index), deliver)
    }
  }

  #hold(way: Way, work: () => Promise<void>): void {
    this.#waiting[way] += 1
    this.#held[way] = this.#held[way].then(work).finally(() => {
      this.#waiting[way] -= 1
    })
  }

  #send(way: Way, bytes: Uint8Array, deliver: (bytes: Uint8Array) => void): void {
    if (bytes.length === 0) return
    const copy = Uint8Array.from(bytes)
    if (this.#waiting[way] === 0) deliver(copy)
    else this.#hold(way, async () => deliver(copy))
  }
}
