import type { StatusView } from '#contract/views/till-view.ts'
import {
  createSpoolWorker,
  type PrinterHealth,
  type SpoolWorker,
  type SpoolWorkerOptions,
} from '#hardware/printers/spool-worker.ts'
import type { KitchenStation } from '#till/kitchen/kitchen-order.ts'
import type { PrinterChoice } from '#till/papers/printer-choice.ts'
import type { PrintSpoolPort, SpoolShare } from '#till/ports/print-spool.port.ts'
import type { DeviceStands } from './device-stands.ts'
import type { PrinterStand } from './printer-stand.ts'
import { SpoolPrinter } from './spool-printer.ts'

export interface KitchenPrintersOptions
  extends Pick<SpoolWorkerOptions, 'layOut' | 'clock' | 'encoderFor' | 'onChange'> {
  readonly spool: PrintSpoolPort
  readonly onUnexpected: (thrown: unknown) => void
}

/** Its worker has not begun: nothing is known yet, and nothing is wrong. */
const NOT_STARTED = { state: 'ready', queuedJobs: 0, unknownJobs: 0, failure: null } as const

/** A printer beside that of the till, as the status bar shows it. */
export type OtherPrinter = StatusView['otherPrinters'][number]

/**
 * The printers beside that of the till: kitchens and bars, which families of goods are ordered on, and any other one that
 * a person sends a paper to. Each has a worker and a part of the spool of its own, so that a kitchen without paper holds up
 * no customer; what is ordered on the till's own printer waits in that one's line.
 */
export class KitchenPrinters {
  readonly #stands: DeviceStands
  readonly #workers = new Map<string, SpoolWorker>()
  #options: KitchenPrintersOptions | null = null

  constructor(stands: DeviceStands) {
    this.#stands = stands
  }

  /** What is ordered where, as the devices are set up now. */
  stations(): readonly KitchenStation[] {
    return this.#stands.printers().flatMap(({ device: { id, alias, printer } }) => {
      const families = printer?.families ?? []
      return families.length === 0 ? [] : [{ id, name: alias, families }]
    })
  }

  /** What a person may choose from. */
  choices(): readonly PrinterChoice[] {
    return this.#stands.printers().map(({ device: { id, isDefault } }) => ({ id, isDefault }))
  }

  /** How each is, and what waits for it. */
  views(): OtherPrinter[] {
    return this.#others().map(({ device: { id, alias } }) => {
      const { state, queuedJobs, unknownJobs, failure } = this.health(id) ?? NOT_STARTED
      return { deviceId: id, alias, state, queuedJobs, unknownJobs, failure }
    })
  }

  /** The papers of the till's own printer. */
  tillShare(): SpoolShare {
    return { allBut: this.#others().map(({ device }) => device.id) }
  }

  async start(options: KitchenPrintersOptions): Promise<void> {
    this.#options = options
    await this.#follow()
  }

  /** There may be a printer more or less, or something new in the spool. */
  notify(): void {
    const options = this.#options
    if (options === null) return
    this.#following = this.#following.then(() => this.#follow()).catch(options.onUnexpected)
    for (const worker of this.#workers.values()) worker.notify()
  }
  #following: Promise<void> = Promise.resolve()

  health(deviceId: string): PrinterHealth | null {
    return this.#workers.get(deviceId)?.health() ?? null
  }

  /** As of a worker: whichever of them holds it. */
  async giveUp(jobId: string): Promise<boolean> {
    for (const worker of this.#workers.values()) if (await worker.giveUp(jobId)) return true
    return false
  }

  async stop(): Promise<void> {
    this.#options = null
    await this.#following
    await Promise.all([...this.#workers.values()].map((worker) => worker.stop()))
    this.#workers.clear()
  }

  /** A worker for each, and for no printer that is gone. */
  async #follow(): Promise<void> {
    const options = this.#options
    if (options === null) return
    const ids = this.#others().map(({ device }) => device.id)
    for (const [id, worker] of [...this.#workers]) {
      if (ids.includes(id)) continue
      this.#workers.delete(id)
      await worker.stop()
    }
    for (const id of ids) {
      if (this.#workers.has(id)) continue
      const worker = createSpoolWorker({ ...options, printer: this.#outlet(id), share: () => ({ only: id }) })
      this.#workers.set(id, worker)
      await worker.start()
    }
  }

  /** The printer under an identifier: set up anew it is another stand, with a line of its own. */
  #outlet(deviceId: string): SpoolPrinter {
    const ports = new WeakMap<PrinterStand, ReturnType<PrinterStand['newPort']>>()
    const portOf = (stand: PrinterStand | null) => {
      if (stand === null) return null
      const port = ports.get(stand) ?? stand.newPort()
      ports.set(stand, port)
      return port
    }
    return new SpoolPrinter(
      () => portOf(this.#stands.printer(deviceId)),
      () => portOf(this.#stands.standInFor(deviceId)),
    )
  }

  #others(): PrinterStand[] {
    return this.#stands.printers().filter(({ device }) => !device.isDefault)
  }
}
