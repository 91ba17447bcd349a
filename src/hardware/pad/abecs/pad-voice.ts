import type { Locale } from '#contract/locale.ts'
import type { CardCue } from '#contract/views/payment-view.ts'
import type { PadNotice } from '#payment/ports/pin-pad.port.ts'
import { FIRMWARE_TEXTS, type PadRows, type PadText, padText, readFirmwareText } from './pad-texts.ts'

/** What one pad tells the till: the rows its customer reads, its own words for the cashier, why it asks again. */
export class PadVoice {
  /** Of the last customer; the shop's own before the first. */
  locale: Locale = 'fr'
  readonly #listeners = new Set<(notice: PadNotice) => void>()
  #cue: CardCue | null = null

  onNotice(listener: (notice: PadNotice) => void): () => void {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  tell(notice: PadNotice): void {
    for (const listener of [...this.#listeners]) listener(notice)
  }

  /** Tells a cue once, however often it holds. */
  cue(cue: CardCue | null): void {
    if (cue === this.#cue) return
    this.#cue = cue
    this.tell({ kind: 'cue', cue })
  }

  mirror(rows: PadRows): void {
    this.tell({ kind: 'display', rows })
  }

  text(text: PadText): string {
    return padText(this.locale, text)
  }

  /**
   * Words of the firmware.
   * @param amountRow what stands above the PIN; null outside a payment.
   */
  firmware(rows: PadRows, amountRow: string | null): void {
    const { key, text } = readFirmwareText(rows, this.locale)
    if (key === 'askForCode') {
      this.tell({ kind: 'pin-entry' })
      if (amountRow !== null) this.mirror([amountRow, this.text('code')])
    } else if (key !== null && FIRMWARE_TEXTS[key].shownToCustomer) this.mirror(rows)
    if (key === 'wrongCode' || key === 'wrongCodeUncounted') this.cue('wrong-pin')
    if (key === 'cardAgain') this.cue('tap-again')
    if (text !== '') this.tell({ kind: 'cashier-text', text })
  }
}
