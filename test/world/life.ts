/** Thrown to whoever waits for a program that has died. */
export const PROGRAM_DIED = Symbol('the program died')

/** One run of the program. */
export class Life {
  isOver = false
  #end: () => void = () => {}
  readonly over = new Promise<void>((resolve) => {
    this.#end = resolve
  })

  end(): void {
    this.isOver = true
    this.#end()
  }
}
