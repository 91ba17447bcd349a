import { fail, type Result } from '#contract/result.ts'
import type { PadIdentity, PadNotice, PinPadPort } from '#payment/ports/pin-pad.port.ts'

/**
 * The one pad that payments know: it stands for whichever pad is chosen when a payment connects, and stays with that
 * one until the next connects. Which pad is the default, and how it is reached, is thus no matter of a payment.
 * Without any pad, `connect` answers PINPAD_NONE, and so does everything else.
 */
export class PaymentPad implements PinPadPort {
  readonly #choose: () => PinPadPort | null
  readonly #listeners = new Set<(notice: PadNotice) => void>()
  #current: PinPadPort | null = null
  #offNotice: () => void = () => {}

  /** @param choose the pad that the next payment goes to. */
  constructor(choose: () => PinPadPort | null) {
    this.#choose = choose
  }

  get alias(): string {
    return (this.#current ?? this.#choose())?.alias ?? ''
  }

  get endpoint(): string {
    return (this.#current ?? this.#choose())?.endpoint ?? ''
  }

  /** Whether this pad holds the payment under way, or held the last one. */
  isAt(pad: PinPadPort): boolean {
    return this.#current === pad
  }

  /** A pad that was removed is let go. */
  leave(pad: PinPadPort): void {
    if (this.#current === pad) this.#take(null)
  }

  async connect(): Promise<Result<PadIdentity>> {
    this.#take(this.#choose())
    return this.#ask((pad) => pad.connect())
  }

  beginPurchase: PinPadPort['beginPurchase'] = (request) => this.#ask((pad) => pad.beginPurchase(request))
  encryptTrack: PinPadPort['encryptTrack'] = () => this.#ask((pad) => pad.encryptTrack())
  authorise: PinPadPort['authorise'] = (terms) => this.#ask((pad) => pad.authorise(terms))
  askCustomer: PinPadPort['askCustomer'] = (question) => this.#current?.askCustomer(question) ?? null
  complete: PinPadPort['complete'] = (verdict) => this.#ask((pad) => pad.complete(verdict))
  removeCard: PinPadPort['removeCard'] = () => this.#ask((pad) => pad.removeCard())
  end: PinPadPort['end'] = () => this.#ask((pad) => pad.end())
  cancel: PinPadPort['cancel'] = () => this.#ask((pad) => pad.cancel())

  async disconnect(): Promise<void> {
    await this.#current?.disconnect()
  }

  onNotice(listener: (notice: PadNotice) => void): () => void {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  async #ask<Value>(question: (pad: PinPadPort) => Promise<Result<Value>>): Promise<Result<Value>> {
    return this.#current === null ? fail('PINPAD_NONE') : question(this.#current)
  }

  #take(pad: PinPadPort | null): void {
    if (pad === this.#current) return
    this.#offNotice()
    this.#current = pad
    this.#offNotice =
      pad?.onNotice((notice) => {
        for (const listener of [...this.#listeners]) listener(notice)
      }) ?? (() => {})
  }
}
