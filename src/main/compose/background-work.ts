/**
 * Work that nobody waits for when it begins, such as telling the sale how its payment ended. What it throws is
 * reported and ends nothing else: a disk in trouble must not take the program down.
 */
export class BackgroundWork {
  readonly #reportUnexpected: (thrown: unknown) => void
  readonly #running = new Set<Promise<void>>()

  constructor(reportUnexpected: (thrown: unknown) => void) {
    this.#reportUnexpected = reportUnexpected
  }

  run(work: () => Promise<void>): void {
    const running = work()
      .catch(this.#reportUnexpected)
      .finally(() => this.#running.delete(running))
    this.#running.add(running)
  }

  /** Resolves when nothing runs any more, what was begun meanwhile included: before the disk is closed. */
  async settled(): Promise<void> {
    while (this.#running.size > 0) await Promise.all(this.#running)
  }
}
