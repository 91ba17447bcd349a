import { DEFAULT_PRINTER_SETTINGS } from '#contract/views/printer-settings-view.ts'
import type { PrinterHindrance, PrinterTrouble } from '#hardware/printers/printer-trouble.ts'
import type { PaperOutlet } from '#hardware/printers/spool-worker.ts'
import type { TicketPrinter } from '#hardware/printers/ticket-printer.ts'
import type { PrintedOn } from '#till/ports/print-spool.port.ts'
import type { PrinterPort } from './printer-stand.ts'

const DEFAULT_COLUMNS = 42

/**
 * The one printer that a worker of the spool knows: it stands for whichever printer is chosen when the next paper is
 * prepared, or for the one that stands in for it. A paper under way ends on the printer it began on: another one may
 * take it before its first byte, never after. Such a paper keeps its line also when the next one goes elsewhere. Without
 * any printer nothing is taken, and papers wait.
 */
export class SpoolPrinter implements PaperOutlet {
  readonly #choose: () => PrinterPort | null
  readonly #standIn: () => PrinterPort | null
  readonly #listeners = new Set<(trouble: PrinterTrouble | null) => void>()
  /** Those with a paper under way, the one prepared last or not. */
  readonly #atWork = new Set<PrinterPort>()
  #current: PrinterPort | null = null
  #isStandIn = false
  #offTrouble: () => void = () => {}

  /**
   * @param choose the printer that the next paper goes to.
   * @param standIn the one that takes it where that one cannot; null for none.
   */
  constructor(choose: () => PrinterPort | null, standIn: () => PrinterPort | null = () => null) {
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

  prepared(): PrintedOn | null {
    if (this.#current === null) return null
    const { deviceId, alias } = this.#current
    return { id: deviceId, alias, isStandIn: this.#isStandIn }
  }

  async prepare(mayStandIn = false): Promise<PrinterHindrance | 'absent' | null> {
    const chosen = this.#choose()
    await this.#turnTo(chosen, false)
    if (chosen === null) return 'absent'
    const hindrance = await chosen.prepare()
    // One that is only busy takes it in a moment.
    const isHindered = hindrance !== null && hindrance !== 'PRINTER_BUSY'
    const standIn = mayStandIn && isHindered ? this.#standIn() : null
    if (standIn === null || standIn === chosen) return hindrance
    await this.#turnTo(standIn, true)
    if ((await standIn.prepare()) === null) return null
    await this.#turnTo(chosen, false)
    return hindrance
  }

  expectHalfTicket(): void {
    this.#choose()?.expectHalfTicket()
  }

  async #turnTo(chosen: PrinterPort | null, isStandIn: boolean): Promise<void> {
    this.#isStandIn = isStandIn
    if (chosen === this.#current) return
    this.#offTrouble()
    const left = this.#current
    this.#current = chosen
    this.#offTrouble =
      chosen?.onTrouble((trouble) => {
        for (const listener of [...this.#listeners]) listener(trouble)
      }) ?? (() => {})
    if (left !== null && !this.#atWork.has(left)) await left.close()
  }

  print: TicketPrinter['print'] = async (bytes, id, watch) => {
    const printer = this.#current
    if (printer === null) return 'not-printed'
    this.#atWork.add(printer)
    try {
      return await printer.print(bytes, id, watch)
    } finally {
      this.#atWork.delete(printer)
      if (printer !== this.#current) await printer.close()
    }
  }

  kickNow: TicketPrinter['kickNow'] = async (watch) => this.#current?.kickNow(watch) ?? 'not-printed'

  async close(): Promise<void> {
    const open = new Set(this.#atWork)
    if (this.#current !== null) open.add(this.#current)
    await Promise.all([...open].map((printer) => printer.close()))
  }

  onTrouble(listener: (trouble: PrinterTrouble | null) => void): () => void {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  acknowledgement: TicketPrinter['acknowledgement'] = () => this.#current?.acknowledgement() ?? null
  condition: TicketPrinter['condition'] = () => this.#current?.condition() ?? null
}
