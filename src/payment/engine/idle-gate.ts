import { fail, type Result } from '#contract/result.ts'

/** Lets one payment begin at a time, and nothing else while it does. */
export class IdleGate {
  readonly #hasOpen: () => boolean
  #starting = false

  /** @param hasOpen whether a payment may still charge. */
  constructor(hasOpen: () => boolean) {
    this.#hasOpen = hasOpen
  }

  /**
   * Runs `work` while no card payment is open and none can start, as the cut from one batch to the next needs.
   * Errors: PAYMENT_ALREADY_OPEN, and those of `work`.
   */
  readonly whileIdle = async <Value>(work: () => Promise<Result<Value>>): Promise<Result<Value>> => {
    if (this.isBusy()) return fail('PAYMENT_ALREADY_OPEN')
    this.#starting = true
    try {
      return await work()
    } finally {
      this.#starting = false
    }
  }

  /** Whether a card payment is open or about to be: it may still charge, or an approved one waits for its signature. */
  readonly isBusy = (): boolean => this.#starting || this.#hasOpen()
}
