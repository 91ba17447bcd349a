import { LIMITS } from '#contract/limits.ts'
import type { CardPaymentView } from '#contract/views/payment-view.ts'
import type { StoredPayment } from '../ports/payment-journal.port.ts'
import type { PadNotice } from '../ports/pin-pad.port.ts'
import { type LivePayment, newLivePayment } from './live-payment.ts'
import { projectPayment } from './payment-projection.ts'
import { isFinal, isInDoubt } from './payment-state.ts'

/** The payments the program holds in its hands, and which of them the screen shows. */
export class LivePayments {
  readonly #byId = new Map<string, LivePayment>()
  #focusId: string | null = null
  /** The payment the pad was last brought up for: its customer still reads the pad when the payment is over. */
  #atPad: LivePayment | null = null
  /** Held payments above which it is worth to look for those that are over. */
  #lookAbove: number = LIMITS.paymentsInHand

  get(id: string): LivePayment | undefined {
    return this.#byId.get(id)
  }

  /**
   * Lets go of what has long been over, so that a till that runs for months does not grow. Where thousands are open
   * after a start, none can go: the next look comes only when as many again were added as may be held.
   */
  add(live: LivePayment): void {
    this.#byId.set(live.id, live)
    if (this.#byId.size <= this.#lookAbove) return
    this.#letGo(live)
    const stillTooMany = this.#byId.size > LIMITS.paymentsInHand
    this.#lookAbove = stillTooMany ? this.#byId.size + LIMITS.paymentsInHand : LIMITS.paymentsInHand
  }

  #letGo(live: LivePayment): void {
    for (const old of this.#byId.values()) {
      if (this.#byId.size <= LIMITS.paymentsInHand) return
      const isNeeded = old === live || old === this.#atPad || old.id === this.#focusId
      if (!isNeeded && old.state && isFinal(old.state)) this.#byId.delete(old.id)
    }
  }

  /** A payment from the journal, in hand again. */
  adopt(stored: StoredPayment, at: string): LivePayment {
    const live = this.#byId.get(stored.id) ?? newLivePayment(stored, stored.state, at)
    this.add(live)
    return live
  }

  forget(id: string): void {
    this.#byId.delete(id)
  }

  /** The payment that was started under this key. */
  startedAs(idempotencyKey: string): LivePayment | undefined {
    return this.#find(({ state }) => state?.intent.idempotencyKey === idempotencyKey)
  }

  /** The payment that may still ask for a charge; an unknown one no longer does. */
  open(): LivePayment | null {
    return this.#find(({ state }) => state !== null && !isFinal(state) && !isInDoubt(state)) ?? null
  }

  /** Of a ticket, or of what is to be put on a gift card: its load and its refund alike. */
  isUnresolved(saleId: string): boolean {
    const found = this.#find(({ saleId: own, state }) => {
      const isOfIt = own === saleId || state?.intent.giftOrderId === saleId
      return isOfIt && !(state && isFinal(state))
    })
    return found !== undefined
  }

  unresolvedCount(): number {
    return [...this.#byId.values()].filter(({ state }) => state && isInDoubt(state)).length
  }

  /** The order that a standalone terminal has, or of which nobody knows what became. */
  atTerminal(terminalId: string): LivePayment | undefined {
    return this.ordered().find(({ state }) => state?.intent.terminal?.id === terminalId)
  }

  /** Every order to a standalone terminal that is not over. */
  ordered(): LivePayment[] {
    return [...this.#byId.values()].filter(({ state }) => state?.kind === 'ordered' || state?.kind === 'order-unknown')
  }

  #find(isWanted: (live: LivePayment) => boolean): LivePayment | undefined {
    for (const live of this.#byId.values()) if (isWanted(live)) return live
    return undefined
  }

  focus(): LivePayment | null {
    return this.#focusId === null ? null : (this.#byId.get(this.#focusId) ?? null)
  }

  setFocus(id: string | null): void {
    this.#focusId = id
  }

  /** The unresolved payment of the ticket in hand comes into view; one of another ticket goes out of sight. */
  follow(saleId: string): void {
    if (this.focus()?.saleId === saleId) return
    const open = this.#find((live) => live.saleId === saleId && live.state !== null && !isFinal(live.state))
    this.#focusId = open?.id ?? null
  }

  view(padAlias: string): CardPaymentView | null {
    const focus = this.focus()
    return focus?.state ? projectPayment(focus, padAlias) : null
  }

  /** The card of the payment before is still in the pad: this one says so, in the pad's words, until it has the pad. */
  queueForPad(live: LivePayment): void {
    live.cue = 'remove-forgotten-card'
    live.padRows = this.#atPad?.padRows ?? live.padRows
  }

  takePad(live: LivePayment): void {
    live.cue = null
    live.padRows = ['', '']
    this.#atPad = live
  }

  /** What the pad says goes to the payment that has it. @returns whether the view may have changed. */
  hear(notice: PadNotice): boolean {
    const live = this.#atPad
    if (!live) return false
    switch (notice.kind) {
      case 'display':
        live.padRows = notice.rows
        return true
      case 'pin-entry':
        live.pinAsked = true
        return true
      case 'cue':
        live.cue = notice.cue
        return true
      default:
        return false
    }
  }
}
