import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createPumpDriver } from '#hardware/pumps/pump-driver.ts'
import type { PumpNotice, PumpPort, PumpRelease } from '#payment/ports/pump.port.ts'
import { FuelPump } from '#simulators/fuel-pump/pump.ts'
import { readPumpLedger } from '#simulators/fuel-pump/pump-ledger.ts'

/** The deadlines of the driver, so many times shorter. */
const FASTER = 20

/** A simulated pump in this process, and the driver on its line. */
export class PumpBench {
  readonly pump: FuelPump
  readonly driver: PumpPort
  readonly notices: PumpNotice[] = []
  readonly #folder: string

  private constructor(folder: string, pump: FuelPump) {
    this.#folder = folder
    this.pump = pump
    this.driver = createPumpDriver({ endpoint: pump.endpoint, clock: { after: soon } })
    this.driver.onNotice((notice) => this.notices.push(notice))
  }

  static async open(pty = false): Promise<PumpBench> {
    const folder = mkdtempSync(join(tmpdir(), 'comptoir-pump-'))
    const options = { port: 0, pty, ledgerFile: join(folder, 'pump.jsonl'), nozzles: [1, 2], serialNumber: 'PUMP-1' }
    const pump = new FuelPump({ ...options, repeatMs: 40 }, () => {})
    await pump.plugIn()
    return new PumpBench(folder, pump)
  }

  do(what: string, body: Readonly<Record<string, unknown>> = {}): Promise<unknown> {
    return this.pump.control({ do: what, ...body })
  }

  /** What the pump itself says it was told and delivered. */
  ledger() {
    return readPumpLedger(join(this.#folder, 'pump.jsonl')).map(({ order }) => order)
  }

  /** The newest notice of an order that ended, once there is one. */
  async ended(id: string) {
    for (let tries = 0; tries < 500; tries += 1) {
      const found = this.notices.find((notice) => notice.kind === 'order' && notice.order.id === id && isEnd(notice))
      if (found?.kind === 'order') return found.order
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
    throw new Error(`no end of ${id} was told`)
  }

  async close(): Promise<void> {
    await this.driver.close()
    await this.pump.close()
    rmSync(this.#folder, { recursive: true, force: true })
  }
}

const isEnd = (notice: PumpNotice) => notice.kind === 'order' && notice.order.state === 'ended'

function soon(delayMs: number, callback: () => void): () => void {
  const timer = setTimeout(callback, delayMs / FASTER)
  return () => clearTimeout(timer)
}

/** 20,00 € of two fuels. */
export function releaseOf(id: string, ceilingMinor = 2_000): PumpRelease {
  const prices = [
    { nozzle: 1, priceMilli: 1_879 },
    { nozzle: 2, priceMilli: 1_659 },
  ]
  return { id, ceilingMinor, currency: 'EUR', prices, liftWithinSeconds: 120 }
}
