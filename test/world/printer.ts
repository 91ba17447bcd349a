import type { PrinterTrouble } from '#hardware/printers/printer-trouble.ts'
import type { PaperOutlet } from '#hardware/printers/spool-worker.ts'
import type { ClockPort } from '#payment/ports/clock.port.ts'
import type { FaultBook } from './faults.ts'

const PRINT_MS = 700
const REFILL_MS = 10_000

/** The printer on the counter; it outlives the program. */
export class CounterPrinter {
  paperOutUntilMs = 0
  awayUntilMs = 0
}

export interface WorldPrinterParts {
  readonly counter: CounterPrinter
  readonly book: FaultBook
  readonly clock: ClockPort
  readonly nowMs: () => number
  /** Paper that comes out: it is read at once. */
  readonly onPaper: (bytes: Uint8Array) => void
}

/** A ticket printer at the port of the spool, with a roll that ends and a plug that is pulled. */
export function worldPrinter({ counter, book, clock, nowMs, onPaper }: WorldPrinterParts): PaperOutlet {
  const pause = (ms: number) => new Promise<void>((resolve) => void clock.after(ms, resolve))
  const trouble = (): PrinterTrouble | null => {
    if (nowMs() < counter.awayUntilMs) return 'PRINTER_UNREACHABLE'
    return nowMs() < counter.paperOutUntilMs ? 'PRINTER_PAPER_OUT' : null
  }
  return {
    alias: 'Imprimante',
    endpoint: 'world:',
    columns: 42,
    profile: 'epson',
    drawer: { way: 'queued', pin: 2 },
    expectHalfTicket: () => {},
    prepare: async () => trouble(),
    print: async (bytes) => {
      const lost = book.takeKind('printer-line-lost')
      if (lost !== null || trouble() === 'PRINTER_UNREACHABLE') {
        if (lost !== null) counter.awayUntilMs = nowMs() + (lost.ms ?? REFILL_MS)
        return 'not-printed'
      }
      onPaper(bytes)
      const ended = book.takeKind('paper-out')
      if (ended !== null) {
        // The printer keeps what it has and goes on after the refill.
        counter.paperOutUntilMs = nowMs() + (ended.ms ?? REFILL_MS)
        await pause(ended.ms ?? REFILL_MS)
      }
      await pause(PRINT_MS)
      const dead = book.takeKind('printer-power-lost')
      if (dead === null) return 'printed'
      counter.awayUntilMs = nowMs() + (dead.ms ?? REFILL_MS)
      return 'unknown'
    },
    kickNow: async () => 'not-printed',
    close: async () => {},
    onTrouble: () => () => {},
    acknowledgement: () => 'response',
    condition: () => null,
  }
}
