import { LIMITS } from '#contract/limits.ts'
import type { CustomerView } from '#contract/views/customer-screen-view.ts'
import type { CustomerSlices } from './customer-message.ts'
import { customerView } from './customer-view.ts'

/** A display that faces the customer, whatever it is made of: two rows of letters or a window. It is told, and never waited for. */
export interface CustomerDisplay {
  tell(view: CustomerView): void
}

interface FeedClock {
  after(delayMs: number, callback: () => void): () => void
}

/**
 * Tells the displays of one till what the customer reads, each thing once. The thanks of a ticket end by themselves: who comes
 * next must not read what somebody else paid.
 */
export class CustomerFeed {
  readonly #displays: readonly CustomerDisplay[]
  readonly #clock: FeedClock
  #slices: CustomerSlices | null = null
  #told = ''
  /** The ticket whose thanks are over, and the one whose minute runs. */
  #thankedId: string | null = null
  #thankingId: string | null = null
  #cancelTimer: () => void = () => {}

  constructor(displays: readonly CustomerDisplay[], clock: FeedClock) {
    this.#displays = displays
    this.#clock = clock
  }

  /** Something of it changed. */
  changed(slices: CustomerSlices): void {
    this.#slices = slices
    this.#watchThanks(slices.lastSale?.id ?? null)
    this.#tell(slices)
  }

  /** The displays show something else by now: the next change is told whatever it is. */
  forget(): void {
    this.#told = ''
  }

  stop(): void {
    this.#cancelTimer()
  }

  #watchThanks(saleId: string | null): void {
    if (saleId === this.#thankingId) return
    this.#cancelTimer()
    this.#thankingId = saleId
    if (saleId === null) return
    this.#cancelTimer = this.#clock.after(LIMITS.customerThanksMs, () => {
      this.#thankedId = saleId
      if (this.#slices !== null) this.#tell(this.#slices)
    })
  }

  #tell(slices: CustomerSlices): void {
    const isOver = slices.lastSale !== null && slices.lastSale.id === this.#thankedId
    const view = customerView(isOver ? { ...slices, lastSale: null } : slices)
    const text = JSON.stringify(view)
    if (text === this.#told) return
    this.#told = text
    for (const display of this.#displays) display.tell(view)
  }
}
