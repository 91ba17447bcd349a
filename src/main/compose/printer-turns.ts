export interface Turn<Value> {
  readonly done: Promise<Value>
  /** While the turn has not come: nothing runs, and `done` is `instead` at once. @returns false once it has come. */
  giveUp(instead: Value): boolean
}

/** Turns at one device, one after the other, in the order they were asked for. */
export class PrinterTurns {
  #last: Promise<unknown> = Promise.resolve()

  /** @param work may give its turn back before it is over. */
  take<Value>(work: (yieldTurn: () => void) => Promise<Value>): Turn<Value> {
    let step: 'waiting' | 'begun' | 'given-up' = 'waiting'
    let instead: (value: Value) => void = () => {}
    let yieldTurn: () => void = () => {}
    const givenUp = new Promise<Value>((resolve) => {
      instead = resolve
    })
    const yielded = new Promise<void>((resolve) => {
      yieldTurn = resolve
    })
    const run = this.#last.then(() => {
      if (step === 'given-up') return givenUp
      step = 'begun'
      return work(yieldTurn)
    })
    this.#last = Promise.race([run, yielded]).catch(() => {})
    return {
      done: Promise.race([run, givenUp]),
      giveUp: (value) => {
        if (step !== 'waiting') return false
        step = 'given-up'
        instead(value)
        return true
      },
    }
  }
}
