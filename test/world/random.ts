/** A stream of chance that a seed fixes for ever (sfc32, Chris Doty-Humphrey's small fast counter). */
export class Random {
  #a: number
  #b: number
  #c: number
  #counter = 1

  constructor(seed: string) {
    // FNV-1a, three times with other beginnings: neighbouring seeds give unlike streams.
    this.#a = hash(seed, 0x811c_9dc5)
    this.#b = hash(seed, 0x9e37_79b9)
    this.#c = hash(seed, 0x85eb_ca6b)
    for (let warmUp = 0; warmUp < 12; warmUp += 1) this.#next()
  }

  #next(): number {
    const sum = (this.#a + this.#b + this.#counter) | 0
    this.#counter = (this.#counter + 1) | 0
    this.#a = this.#b ^ (this.#b >>> 9)
    this.#b = (this.#c + (this.#c << 3)) | 0
    this.#c = ((this.#c << 21) | (this.#c >>> 11)) + sum
    this.#c |= 0
    return sum >>> 0
  }

  /** A whole number from `least` to `most`, both included. */
  whole(least: number, most: number): number {
    return least + (this.#next() % (most - least + 1))
  }

  /** True in `percent` of a hundred cases; fractions count. */
  chance(percent: number): boolean {
    return this.#next() / 0x1_0000_0000 < percent / 100
  }

  pick<Value>(from: readonly Value[]): Value {
    const found = from[this.#next() % from.length]
    if (found === undefined) throw new Error('nothing to pick from')
    return found
  }

  /** One of the values, as often as its weight says. */
  weighted<Value>(rows: readonly (readonly [weight: number, value: Value])[]): Value {
    let left = this.whole(
      1,
      rows.reduce((sum, [weight]) => sum + weight, 0),
    )
    for (const [weight, value] of rows) {
      left -= weight
      if (left <= 0) return value
    }
    throw new Error('nothing to weigh')
  }
}

function hash(text: string, start: number): number {
  let value = start
  for (let at = 0; at < text.length; at += 1) value = Math.imul(value ^ text.charCodeAt(at), 0x0100_0193)
  return value | 0
}
