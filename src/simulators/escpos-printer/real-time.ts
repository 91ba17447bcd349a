/** Commands that a printer obeys on arrival, past its buffer, even off line. */
export type RealTimeCommand =
  | { readonly kind: 'status'; readonly n: number }
  | { readonly kind: 'recover'; readonly n: number }
  | { readonly kind: 'drawer'; readonly pin: 2 | 5; readonly onMs: number }

const DLE = 0x10
const [EOT, ENQ, DC4] = [0x04, 0x05, 0x14]

/**
 * Takes the real-time commands out of the arriving bytes, wherever they stand:
 *
 *   10 04 n        status n           10 05 n        recover
 *   10 14 01 m t   drawer, t × 100 ms
 *
 * A command cut by a piece's end is kept for the next piece.
 */
export class RealTimeFilter {
  #held: number[] = []

  push(bytes: Uint8Array): { readonly rest: Uint8Array; readonly commands: readonly RealTimeCommand[] } {
    const rest: number[] = []
    const commands: RealTimeCommand[] = []
    for (const byte of bytes) {
      this.#held.push(byte)
      this.#sift(rest, commands)
    }
    return { rest: Uint8Array.from(rest), commands }
  }

  reset(): void {
    this.#held = []
  }

  /** Gives back held bytes as long as they cannot begin a command. */
  #sift(rest: number[], commands: RealTimeCommand[]): void {
    for (;;) {
      const [first, kind, a, b, c] = this.#held
      if (first === undefined) return
      if (first === DLE && kind === undefined) return
      const length = first !== DLE ? 0 : kind === EOT || kind === ENQ ? 3 : kind === DC4 ? 5 : 0
      if (length === 0) {
        rest.push(first)
        this.#held.shift()
        continue
      }
      if (this.#held.length < length) return
      this.#held.splice(0, length)
      if (kind === EOT) commands.push({ kind: 'status', n: a ?? 0 })
      else if (kind === ENQ) commands.push({ kind: 'recover', n: a ?? 0 })
      else if (a === 1) commands.push({ kind: 'drawer', pin: b === 1 ? 5 : 2, onMs: (c ?? 0) * 100 })
    }
  }
}
