import type { PrinterTrouble, TicketPrinter } from '#hardware/printers/escpos-driver.ts'
import type { PaperOutlet } from '#hardware/printers/spool-worker.ts'

const DEFAULT_COLUMNS = 42

/**
 * The one printer that the spool knows: it stands for whichever printer is chosen when the next paper is prepared. A
 * paper under way ends on the printer it began on. Without any printer nothing is taken, and papers wait.
 */
export class SpoolPrinter implements PaperOutlet {
  readonly #choose: () => TicketPrinter | null
  readonly #listeners = new Set<(trouble: PrinterTrouble | null) => void>()
  #current: TicketPrinter | null = null
  #offTrouble: () => void = () => {}

  /** @param choose the printer that the next paper goes to. */
  constructor(choose: () => TicketPrinter | null) {
    this.#choose = choose
  }

  get alias(): string {
    return this.#choose()?.alias ?? ''
  }

  get endpoint(): string {
    return this.#choose()?.endpoint ?? ''
  }

  get columns(): TicketPrinter['columns'] {
    return this.#current?.columns ?? DEFAULT_COLUMNS
  }

  get profile(): TicketPrinter['profile'] {
    return this.#current?.profile ?? 'epson'
  }

  get canKickNow(): boolean {
    return this.#current?.canKickNow ?? false
  }

  async prepare(): Promise<PrinterTrouble | 'absent' | null> {
    const chosen = this.#choose()
    if (chosen !== this.#current) {
      this.#offTrouble()
      await this.#current?.close()
      this.#current = chosen
      this.#offTrouble =
        chosen?.onTrouble((trouble) => {
          for (const listener of [...this.#listeners]) listener(trouble)
        }) ?? (() => {})
    }
    return this.#current === null ? 'absent' : this.#current.prepare()
  }

  print: TicketPrinter['print'] = async (bytes, id) => this.#current?.print(bytes, id) ?? 'not-printed'
  kickNow: TicketPrinter['kickNow'] = async () => this.#current?.kickNow() ?? 'not-printed'

  async close(): Promise<void> {
    await this.#current?.close()
  }

  onTrouble(listener: (trouble: PrinterTrouble | null) => void): () => void {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  acknowledgement: TicketPrinter['acknowledgement'] = () => this.#current?.acknowledgement() ?? null
  condition: TicketPrinter['condition'] = () => this.#current?.condition() ?? null
}
