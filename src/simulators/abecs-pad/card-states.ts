/**
 * What the chips themselves remember between two insertions. A pad that is started anew gives everybody fresh cards;
 * only the transaction counters live on, in the counters file.
 */
export class CardStates {
  readonly #pinTries = new Map<string, number>()
  readonly #offlineInARow = new Map<string, number>()

  /** PIN Try Counter (9F17). At zero the chip checks no PIN any more. */
  pinTriesLeft(cardId: string): number {
    return this.#pinTries.get(cardId) ?? PIN_TRIES
  }

  pinRefused(cardId: string): void {
    this.#pinTries.set(cardId, Math.max(0, this.pinTriesLeft(cardId) - 1))
  }

  pinAccepted(cardId: string): void {
    this.#pinTries.delete(cardId)
  }

  /** Approvals without the host since the card last heard from it. */
  offlineInARow(cardId: string): number {
    return this.#offlineInARow.get(cardId) ?? 0
  }

  approvedOffline(cardId: string): void {
    this.#offlineInARow.set(cardId, this.offlineInARow(cardId) + 1)
  }

  heardFromHost(cardId: string): void {
    this.#offlineInARow.delete(cardId)
  }

  /** Everybody comes with a card that was never used. */
  renew(): void {
    this.#pinTries.clear()
    this.#offlineInARow.clear()
  }
}

const PIN_TRIES = 3
/** Lower and upper consecutive offline limits (9F14, 9F23): from there the card asks for the host, then insists. */
export const OFFLINE_IN_A_ROW = { asks: 10, insists: 20 } as const
