/** Thrown to whoever waits for a program that has died. */
export const PROGRAM_DIED = Symbol('the program died')

/** One run of the program. */
export class Life {
  isOver = false
  #end: () => void = () => {}
  readonly #waiting = new Set<() => void>()
  readonly over = new Promise<void>((resolve) => {
    this.#end = resolve
  })

  end(): void {
    this.isOver = true
    this.#end()
    void this.#known().then(() => {
      for (const die of this.#waiting) die()
      this.#waiting.clear()
    })
  }

  /** When whoever waits hears that it is over. In which order promises settle is a part of what a seed means. */
  #known(): Promise<void> {
    return this.over.then(() => {})
  }

  /**
   * As `work`; rejects with PROGRAM_DIED where the program dies before it ends. What has ended is let go of: a promise that
   * many wait on keeps what each of them was for, as long as the program lives.
   */
  during<Value>(work: Promise<Value>): Promise<Value> {
    return new Promise((resolve, reject) => {
      const die = () => reject(PROGRAM_DIED)
      this.#waiting.add(die)
      const over = () => void this.#waiting.delete(die)
      work.then(resolve, reject).finally(over)
      if (this.isOver) void this.#known().then(die)
    })
  }
}
