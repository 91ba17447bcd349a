import { fail, type Result, succeed } from '#contract/result.ts'

/** Lets one payment begin at a time, and nothing else while it does. */
export class IdleGate {
  readonly #hasOpen: () => boolean
  readonly #mayBegin: () => Result<null>
  #starting = false

  /**
   * @param hasOpen whether a payment may still charge.
   * @param mayBegin why nothing new may be asked of a bank.
   */
  constructor(hasOpen: () => boolean, mayBegin: () => Result<null> = () => succeed(null)) {
    this.#hasOpen = hasOpen
    this.#mayBegin = mayBegin
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

  /** As `whileIdle`, for what a bank hears of for the first time. Errors: those of `mayBegin` besides. */
  readonly begin = async <Value>(work: () => Promise<Result<Value>>): Promise<Result<Value>> => {
    const may = this.#mayBegin()
    return may.ok ? this.whileIdle(work) : may
  }

  /** Whether a card payment is open or about to be: it may still charge, or an approved one waits for its signature. */
  readonly isBusy = (): boolean => this.#starting || this.#hasOpen()
}
