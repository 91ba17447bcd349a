import { type AddressInfo, createServer } from 'node:net'
import { performance } from 'node:perf_hooks'
import { createEscposPrinter } from '#hardware/printers/escpos-driver.ts'
import { createSpoolWorker } from '#hardware/printers/spool-worker.ts'
import { Mechanism } from '#simulators/escpos-printer/mechanism.ts'
import { realClock } from '#test/support/acquirer/real-clock.ts'
import { openTestTill, type TestTill } from '#test/support/till/open-test-till.ts'
import { layOut } from '#till/tickets/lay-out.ts'

/** When something happened at the printer, by the clock of the measuring process. */
export interface PrinterMoments {
  firstLineAt: number | null
  drawerAt: number | null
}

export interface PrintingTill {
  readonly desk: TestTill
  readonly moments: PrinterMoments
  /** Resolves once nothing waits for the printer any more. */
  idle(): Promise<void>
  close(): Promise<void>
}

const LOOK_MS = 2

/** A till with its spool on disk, and the simulated printer's mechanism at the other end of a real line. */
export async function openPrintingTill(): Promise<PrintingTill> {
  const moments: PrinterMoments = { firstLineAt: null, drawerAt: null }
  let reply: (bytes: Uint8Array) => void = () => {}
  const mechanism = new Mechanism(
    { columns: 42, paperLines: 1_000_000, nearEndLines: 0 },
    {
      reply: (_, bytes) => reply(bytes),
      ticket: () => {},
      drawer: () => {
        moments.drawerAt ??= performance.now()
      },
      unknownCommand: () => {},
      sensors: () => {},
    },
  )
  const server = createServer((socket) => {
    socket.setNoDelay(true)
    socket.on('error', () => {})
    reply = (bytes) => void socket.write(bytes)
    socket.on('data', (bytes) => {
      const before = mechanism.paperLines()
      mechanism.accept(bytes)
      if (mechanism.paperLines() < before) moments.firstLineAt ??= performance.now()
    })
  })
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const desk = await openTestTill({ onPrintJobs: () => worker.notify() })
  const worker = createSpoolWorker({
    spool: desk.store.printSpool,
    layOut,
    printer: createEscposPrinter({ alias: 'Imprimante', endpoint: `tcp://127.0.0.1:${port}`, clock: realClock }),
    // The hour of the till, which stands still there: a kick is judged by its age. All else waits in real time.
    clock: { ...realClock, now: () => desk.clock.now() },
    onChange: () => {},
  })
  await worker.start()
  return {
    desk,
    moments,
    idle: async () => {
      while ((await desk.store.printSpool.counts()).queued > 0)
        await new Promise((resolve) => setTimeout(resolve, LOOK_MS))
    },
    close: async () => {
      await worker.stop()
      desk.close()
      await new Promise<void>((resolve) => void server.close(() => resolve()))
    },
  }
}
