import type { Confirmation } from '#contract/views/printer-settings-view.ts'
import { type ByteLink, trouble } from '#hardware/link/byte-link.ts'
import { type FarEnd, simulatedPair } from '#hardware/link/simulated-link.ts'
import { createEscposPrinter } from '#hardware/printers/escpos-driver.ts'
import { createSpoolWorker, type SpoolWorker } from '#hardware/printers/spool-worker.ts'
import type { TicketPrinter } from '#hardware/printers/ticket-printer.ts'
import { interpretTicket } from '#simulators/escpos-printer/interpreter.ts'
import { type DrawerPulse, Mechanism } from '#simulators/escpos-printer/mechanism.ts'
import { ManualClock } from '#test/support/payment/manual-clock.ts'
import { layOut } from '#till/tickets/lay-out.ts'
import type { TicketDocument } from '#till/tickets/ticket-document.ts'
import { MemorySpool } from './memory-spool.ts'

export interface PrinterBench {
  readonly clock: ManualClock
  readonly spool: MemorySpool
  readonly printer: TicketPrinter
  readonly worker: SpoolWorker
  readonly mechanism: Mechanism
  readonly far: FarEnd
  /** The text of each ticket that was cut. */
  readonly tickets: string[]
  readonly ticketBytes: Uint8Array[]
  readonly pulses: DrawerPulse[]
  /** Each health the worker showed, as `state` or `state failure`. */
  readonly shown: string[]
  /** Names of replies the printer swallows from now on. */
  readonly silenced: Set<string>
  /** The cable is pulled once so many bytes have come in. */
  cutLineAfter: number
  /** Once so many bytes were written the line takes no more, until `letThrough`. */
  holdBackAfter: number
  letThrough(): void
  /** How often its line was let go with all that was on its way. */
  readonly discarded: number
  add(id: string, document: TicketDocument): Promise<void>
}

/** Each bench has a line of its own: one that a test left open must not hold up the next. */
let benches = 0

/** Worker, driver and the simulated printer's mechanism over a line in memory, in time that stands still. */
export function openBench(
  options: {
    readonly paperLines?: number
    readonly nearEndLines?: number
    readonly drawer?: TicketPrinter['drawer']
    readonly profile?: TicketPrinter['profile']
    /** Commands that are obeyed at once, and not by this model. */
    readonly lacks?: ConstructorParameters<typeof Mechanism>[0]['lacks']
    /** As it was found at set-up. */
    readonly confirmation?: Confirmation
    /** What the line knows of the printer by itself. */
    readonly portStatus?: () => number
    readonly layOut?: typeof layOut
  } = {},
): PrinterBench {
  benches += 1
  const clock = new ManualClock()
  const spool = new MemorySpool()
  const { link, far } = simulatedPair(`simulated:printer-${benches}`)
  const tickets: string[] = []
  const ticketBytes: Uint8Array[] = []
  const pulses: DrawerPulse[] = []
  const shown: string[] = []
  const silenced = new Set<string>()
  const { paperLines = 1_000, nearEndLines = 0, drawer, confirmation, portStatus, profile, lacks } = options
  const mechanism = new Mechanism(
    { columns: 42, paperLines, nearEndLines, ...(lacks && { lacks }) },
    {
      reply: (name, bytes) => {
        if (!silenced.has(name)) far.write(bytes)
      },
      ticket: (bytes) => {
        ticketBytes.push(bytes)
        tickets.push(interpretTicket(bytes, 42).text)
      },
      drawer: (pulse) => pulses.push(pulse),
      unknownCommand: (bytes) => {
        throw new Error(`the driver sent ${Buffer.from(bytes).toString('hex')}`)
      },
      sensors: () => {},
    },
  )
  const writes = heldBackWrites(link, () => bench.holdBackAfter)
  let arrivedBytes = 0
  far.onBytes((bytes) => {
    const heard = bytes.subarray(0, Math.max(0, bench.cutLineAfter - arrivedBytes))
    arrivedBytes += bytes.length
    mechanism.accept(heard)
    if (heard.length === bytes.length) return
    bench.cutLineAfter = Number.POSITIVE_INFINITY
    far.unplug()
  })
  const printer = createEscposPrinter({
    alias: 'Imprimante',
    endpoint: link.endpoint,
    clock,
    link: portStatus ? Object.assign(link, { portStatus: async () => portStatus() }) : link,
    confirmation,
    ...(drawer && { drawer }),
    ...(profile && { profile }),
  })
  const worker: SpoolWorker = createSpoolWorker({
    spool,
    layOut: options.layOut ?? layOut,
    printer,
    clock,
    onChange: () => {
      const { state, failure } = worker.health()
      const text = failure === null ? state : `${state} ${failure.code}`
      if (shown.at(-1) !== text) shown.push(text)
    },
  })
  const add = async (id: string, document: TicketDocument) => {
    const kind = document.kind === 'drawer' ? 'drawer' : 'customer-ticket'
    await spool.add({ id, kind, saleId: null, copyNumber: 0, document, at: clock.now() })
    worker.notify()
  }
  const cutLineAfter = Number.POSITIVE_INFINITY
  const parts = { clock, spool, printer, worker, mechanism, far, tickets, ticketBytes, pulses, shown, silenced }
  const letThrough = () => {
    bench.holdBackAfter = Number.POSITIVE_INFINITY
    writes.letThrough()
  }
  const holdBackAfter = Number.POSITIVE_INFINITY
  const bench: PrinterBench = {
    ...parts,
    cutLineAfter,
    holdBackAfter,
    letThrough,
    get discarded() {
      return writes.discarded()
    },
    add,
  }
  return bench
}

/** Writes on this line wait from so many bytes on, and are lost with it when it is closed. */
function heldBackWrites(link: ByteLink, after: () => number) {
  const waiting: ((isLost: boolean) => void)[] = []
  let writtenBytes = 0
  const release = (isLost: boolean) => {
    for (const goOn of waiting.splice(0)) goOn(isLost)
  }
  const { write, close } = link
  link.write = async (bytes) => {
    const isLost = writtenBytes >= after() && (await new Promise<boolean>((goOn) => waiting.push(goOn)))
    if (isLost) return trouble('lost')
    writtenBytes += bytes.length
    return write.call(link, bytes)
  }
  link.close = () => {
    release(true)
    return close.call(link)
  }
  let discarded = 0
  link.discard = () => {
    discarded += 1
    return link.close()
  }
  return { letThrough: () => release(false), discarded: () => discarded }
}
