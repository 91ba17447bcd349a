import { existsSync, readFileSync } from 'node:fs'
import { z } from 'zod'
import { type PumpCommand, type PumpOrderWire, pumpOrderSchema } from '#hardware/pumps/pump.codec.ts'
import { replaceFile } from '../process/replace-file.ts'

type Prices = Extract<PumpCommand, { do: 'release' }>['prices']

const entrySchema = z.object({
  order: pumpOrderSchema,
  prices: z.array(z.object({ nozzle: z.int(), priceMilli: z.int() })),
  isTaken: z.boolean(),
})
type Entry = z.infer<typeof entrySchema>

/** What the pump was told and what it delivered, as JSON lines in a file that is whole at any time. */
export class PumpLedger {
  readonly #file: string | null
  readonly #entries = new Map<string, Entry>()

  /** Reads what an earlier process left; without a file everything is forgotten with the process. */
  constructor(file: string | null) {
    this.#file = file
    if (file === null || !existsSync(file)) return
    for (const entry of readPumpLedger(file)) this.#entries.set(entry.order.id, entry)
  }

  order(id: string): PumpOrderWire | null {
    return this.#entries.get(id)?.order ?? null
  }

  /** The order that had not ended. */
  open(): PumpOrderWire | null {
    return this.orders().find(({ state }) => state !== 'ended') ?? null
  }

  orders(): PumpOrderWire[] {
    return [...this.#entries.values()].map(({ order }) => order)
  }

  priceMilli(id: string, nozzle: number): number | null {
    return this.#entries.get(id)?.prices.find((price) => price.nozzle === nozzle)?.priceMilli ?? null
  }

  keep(order: PumpOrderWire, prices?: Prices): void {
    const known = this.#entries.get(order.id)
    this.#entries.set(order.id, { order, prices: prices ?? known?.prices ?? [], isTaken: known?.isTaken ?? false })
    this.#write()
  }

  taken(id: string): void {
    const known = this.#entries.get(id)
    if (known?.order.state !== 'ended' || known.isTaken) return
    this.#entries.set(id, { ...known, isTaken: true })
    this.#write()
  }

  /** The till has not said of these that it has them. */
  untaken(): PumpOrderWire[] {
    return [...this.#entries.values()].flatMap(({ order, isTaken }) =>
      order.state === 'ended' && !isTaken ? [order] : [],
    )
  }

  #write(): void {
    if (this.#file === null) return
    replaceFile(this.#file, [...this.#entries.values()].map((entry) => `${JSON.stringify(entry)}\n`).join(''))
  }
}

/** The ledger of a pump as a test or a technician reads it. */
export function readPumpLedger(file: string): Entry[] {
  const lines = readFileSync(file, 'utf8').split('\n')
  return lines.filter((line) => line !== '').map((line) => entrySchema.parse(JSON.parse(line)))
}
