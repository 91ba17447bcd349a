/**
 * Finds texts that nothing may hold in clear. Looking for each of many through all of a database takes longer than the rest of what
 * is looked at there: here its runs of letters that the texts are made of are gathered in one pass, and looked through for each.
 */
export class SecretScan {
  readonly #texts: readonly string[]
  /** 1 for each byte that some text is made of. */
  readonly #isLetter = new Uint8Array(256)
  readonly #shortest: number

  constructor(texts: readonly string[]) {
    if (texts.some((text) => text.includes(' '))) throw new Error('a text with a blank')
    this.#texts = texts
    this.#shortest = Math.min(...texts.map(({ length }) => length))
    for (const byte of Buffer.from(texts.join(''), 'latin1')) this.#isLetter[byte] = 1
  }

  /** Whether one of the texts stands somewhere in these bytes. */
  isIn(bytes: Buffer): boolean {
    const runs = this.#runsOf(bytes)
    return this.#texts.some((text) => runs.includes(text))
  }

  /**
   * Every run that is long enough to hold a text, with a blank behind each: a text holds none. Each look begins at the end of the
   * shortest run that could begin here, and what it meets there that is no letter is leapt over with all before it.
   */
  #runsOf(bytes: Buffer): string {
    const isLetter = this.#isLetter
    const gathered = Buffer.allocUnsafe(bytes.length + 1)
    let length = 0
    let from = 0
    while (from + this.#shortest <= bytes.length) {
      let at = from + this.#shortest - 1
      while (at >= from && isLetter[bytes[at] as number] === 1) at -= 1
      if (at >= from) {
        from = at + 1
        continue
      }
      let end = from + this.#shortest
      while (end < bytes.length && isLetter[bytes[end] as number] === 1) end += 1
      length += bytes.copy(gathered, length, from, end)
      gathered[length] = BLANK
      length += 1
      from = end + 1
    }
    return gathered.toString('latin1', 0, length)
  }
}

const BLANK = 0x20
