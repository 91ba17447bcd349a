import { DEFAULT_PRINTER_SETTINGS } from '#contract/views/printer-settings-view.ts'
import type { PrinterTrouble, TicketPrinter } from '#hardware/printers/escpos-driver.ts'
import type { PaperOutlet } from '#hardware/printers/spool-worker.ts'

const DEFAULT_COLUMNS = 42

/**
 * The one printer that a worker of the spool knows: it stands for whichever printer is chosen when the next paper is
 * prepared, or for the one that stands in for it. A paper under way ends on the printer it began on: another one may
 * take it before its first byte, never after. Without any printer nothing is taken, and papers wait.
 */
export class SpoolPrinter implements PaperOutlet {
  readonly #choose: () => TicketPrinter | null
  readonly #standIn: () => TicketPrinter | null
  readonly #listeners = new Set<(trouble: PrinterTrouble | null) => void>()
  #current: TicketPrinter | null = null
  #offTrouble: () => void = () => {}

  /**
   * @param choose the printer that the next paper goes to.
   * @param standIn the one that takes it where that one cannot; null for none.
   */
  constructor(choose: () => TicketPrinter | null, standIn: () => TicketPrinter | null = () => null) {
    this.#choose = choose
    this.#standIn = standIn
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

  get drawer(): TicketPrinter['drawer'] {
    return this.#current?.drawer ?? DEFAULT_PRINTER_SETTINGS.drawer
  }

  async prepare(mayStandIn = false): Promise<PrinterTrouble | 'absent' | null> {
    const chosen = this.#choose()
    await this.#turnTo(chosen)
    if (chosen === null) return 'absent'
    const trouble = await chosen.prepare()
    const standIn = mayStandIn && trouble !== null ? this.#standIn() : null
    if (trouble === null || standIn === null || standIn === chosen) return trouble
    await this.#turnTo(standIn)
    if ((await standIn.prepare()) === null) return null
    await this.#turnTo(chosen)
    return trouble
  }

  expectHalfTicket(): void {
    this.#choose()?.expectHalfTicket()
  }

  async #turnTo(chosen: TicketPrinter | null): Promise<void> {
    if (chosen === this.#current) return
    this.#offTrouble()
    await this.#current?.close()
    this.#current = chosen
    this.#offTrouble =
      chosen?.onTrouble((trouble) => {
        for (const listener of [...this.#listeners]) listener(trouble)
      }) ?? (() => {})
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
