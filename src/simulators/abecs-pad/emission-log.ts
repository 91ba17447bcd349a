import { appendFileSync } from 'node:fs'
import { toHex } from './emv-objects.ts'

export type EmissionKind = 'pan' | 'track1' | 'track2' | 'pin-block' | 'data'

/**
 * Every secret the pad gave to the till, as a JSON line {kind, hex, keySerialHex}, so that a test can look for each of
 * them in what the till left behind. Written before the answer leaves.
 */
export class EmissionLog {
  readonly #file: string | null

  constructor(file: string | null) {
    this.#file = file
  }

  add(kind: EmissionKind, secret: Uint8Array, keySerial: Uint8Array | null): void {
    if (this.#file === null) return
    const line = { kind, hex: toHex(secret), keySerialHex: keySerial ? toHex(keySerial) : null }
    appendFileSync(this.#file, `${JSON.stringify(line)}\n`, { mode: 0o600 })
  }
}
