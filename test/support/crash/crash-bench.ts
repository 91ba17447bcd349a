import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { CallName, Request, Response } from '#contract/api.ts'
import { type HostLedgerLine, hostLedgerLineSchema } from '#contract/tour-summary.ts'
import type { CompletedSaleView, SaleView } from '#contract/views/sale-view.ts'
import { type Slices, snapshotSchema } from '#contract/views/till-view.ts'
import { startTillProcess, type TillProcess, tillProcessCommand } from '#main/carriers/process-endpoint.ts'
import { type SimulatorHandle, startSimulator } from '#simulators/process/simulator-client.ts'
import { bundledProgram } from './bundled-program.ts'

const STARTS_MAX = 3
const MORTAL = join(import.meta.dirname, 'mortal-till.ts')

export interface Kill {
  readonly at: number
  readonly moment: 'before' | 'after'
}

/** Before and after each record from `first` to `last`. */
export function killsAt(first: number, last: number): Kill[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index).flatMap((at) => [
    { at, moment: 'before' },
    { at, moment: 'after' },
  ])
}

/** A till's engine as a process that may be mortal, and what a person would ask it. */
export interface CrashTill {
  readonly process: TillProcess
  ask<Name extends CallName>(name: Name, request: Request<Name>): Promise<Response<Name>>
  look(): Promise<Slices>
  signIn(): Promise<void>
  /** Brings a customer with a card to the pad. */
  bringCard(customer: Readonly<Record<string, unknown>>): Promise<void>
  /** Rings one product. */
  ring(): Promise<SaleView>
  /** Rings one product, brings the card and asks for it. @returns the sale. */
  payByCard(customer: Readonly<Record<string, unknown>>): Promise<string>
  /** Resolves once the engine has killed itself. */
  death(): Promise<void>
  /** As `until`, and gives up once the engine is dead. */
  untilDeath<Value>(what: string, value: (slices: Slices) => Value | false): Promise<Value>
  /** What the till says the bank holds for it, or left of what it held when a ticket was paid out of it. */
  heldMinor(): Promise<number>
  /** What the till says is on gift cards: what it sold of them this day, less what it owes. */
  loadedMinor(): Promise<number>
  /** What the till says the bank owes it by card: approved parts less those the bank refused or does not understand. */
  cardMinor(): Promise<number>
}

/**
 * Real simulators, one data folder, and as many lives of the engine as a test wants. The life that recovered from one kill may
 * stand for the next one: starting an engine is what such a test costs.
 */
export class CrashBench {
  readonly pad: SimulatorHandle
  readonly host: SimulatorHandle
  readonly #printer: SimulatorHandle
  readonly #folder: string
  #life: TillProcess | null = null
  #orders = 0
  #sales = 0
  kills = 0
  agreements = 0

  private constructor(
    folder: string,
    [pad, host, printer]: readonly [SimulatorHandle, SimulatorHandle, SimulatorHandle],
  ) {
    this.#folder = folder
    this.pad = pad
    this.host = host
    this.#printer = printer
  }

  /** @param settings of the till, besides its devices. */
  static async open(settings: Readonly<Record<string, unknown>> = {}): Promise<CrashBench> {
    const folder = mkdtempSync(join(tmpdir(), 'comptoir-crash-'))
    mkdirSync(join(folder, 'data'), { recursive: true })
    writeFileSync(join(folder, 'data', 'settings.json'), JSON.stringify(settings))
    const simulators = await Promise.all([
      startSimulator('abecs-pad', ['--reading-ms', '1']),
      startSimulator('acquirer-host', ['--ledger', join(folder, 'ledger.jsonl')]),
      startSimulator('escpos-printer'),
    ])
    return new CrashBench(folder, simulators)
  }

  async close(): Promise<void> {
    await this.end()
    await Promise.all([this.pad.stop(), this.host.stop(), this.#printer.stop()])
    rmSync(this.#folder, { recursive: true, force: true })
  }

  /** The engine that stands, or a new one on the data; it dies at the record of `kill`, counted from now. */
  async start(kill: Kill | null): Promise<CrashTill> {
    this.#order(kill)
    if (this.#life !== null) return this.#handsOn(this.#life)
    const options = {
      dataFolder: join(this.#folder, 'data'),
      training: true,
      padEndpoint: this.pad.endpoint,
      hostEndpoint: this.host.endpoint,
      printerEndpoint: this.#printer.endpoint,
    }
    const [node = '', , ...rest] = tillProcessCommand(options)
    const command = [node, await bundledProgram(MORTAL), ...rest, '--kill-file', this.#killFile]
    // On a machine with other work an engine may need longer than the product waits for one: it is started again.
    for (let tried = 1; ; tried += 1) {
      const opened = await startTillProcess(options, command)
      if (opened.ok) {
        this.#life = opened.value
        return this.#handsOn(opened.value)
      }
      if (opened.error.code !== 'IPC_ENGINE_AWAY' || tried === STARTS_MAX) throw new Error(opened.error.code)
    }
  }

  /** Ends the engine that stands. */
  async end(): Promise<void> {
    const life = this.#life
    this.#life = null
    await life?.close()
  }

  /** Of its own for each sale: a card that pays the same again would be asked about. */
  #nextPrice(): number {
    this.#sales += 1
    return 100 + this.#sales
  }

  get #killFile(): string {
    return join(this.#folder, 'kill.json')
  }

  /** Whole at once, for the engine reads it whenever it likes; each order differs from the one before. */
  #order(kill: Kill | null): void {
    this.#orders += 1
    const written = `${this.#killFile}.new`
    writeFileSync(written, JSON.stringify({ order: this.#orders, ...kill }))
    renameSync(written, this.#killFile)
  }

  /** The host's own book, line by line. */
  ledger(): HostLedgerLine[] {
    const text = readFileSync(join(this.#folder, 'ledger.jsonl'), 'utf8').trim()
    return text === '' ? [] : text.split('\n').map((line) => hostLedgerLineSchema.parse(JSON.parse(line)))
  }

  /** What the host's own book says its cardholders are charged. */
  hostNetMinor(): number {
    return this.ledger().reduce((sum, { amountMinor }) => sum + amountMinor, 0)
  }

  /** What the host's own book says it holds. */
  hostHeldMinor(): number {
    return this.ledger().reduce((sum, { heldMinor = 0 }) => sum + heldMinor, 0)
  }

  /** What the host's own book says it has put on gift cards. */
  hostLoadedMinor(): number {
    return this.ledger().reduce((sum, { loadedMinor = 0 }) => sum + loadedMinor, 0)
  }

  #handsOn(till: TillProcess): CrashTill {
    const ask = async <Name extends CallName>(name: Name, request: Request<Name>): Promise<Response<Name>> => {
      const envelope = await till.dispatch(name, request, { carrier: 'test' })
      if (!envelope.ok) throw new Error(`${name}: ${envelope.error.code}`)
      return envelope.value as Response<Name>
    }
    const look = async () => snapshotSchema.parse(await ask('till.snapshot', {})).slices
    const signIn = async () => {
      const { session } = await look()
      if (session.kind === 'locked') await ask('session.signIn', { userId: session.users[0]?.id ?? '', pin: '1111' })
    }
    const ring = async (): Promise<SaleView> => {
      await signIn()
      // In a life that has sold before, the sale that is over still stands on the screen.
      if ((await look()).lastSale !== null) await till.dispatch('sale.next', {}, { carrier: 'test' })
      const { products } = await ask('catalogue.search', { text: 'pain' })
      await ask('sale.addProduct', { productId: products[0]?.id ?? '' })
      await ask('sale.setPrice', {
        lineId: (await look()).sale.lines[0]?.id ?? '',
        unitPriceMinor: this.#nextPrice(),
      })
      return (await look()).sale
    }
    const bringCard = async (customer: Readonly<Record<string, unknown>>) => {
      // A customer whom an earlier death left standing goes, and takes the card along.
      await this.pad.command({ do: 'nobody' })
      await this.pad.command({ do: 'remove' })
      await this.pad.command({ do: 'customer', plan: [{ afterMs: 1, ...customer }] })
    }
    return {
      process: till,
      ask,
      look,
      signIn,
      ring,
      bringCard,
      payByCard: async (customer) => {
        const sale = await ring()
        await bringCard(customer)
        await till.dispatch('tender.card', { amountMinor: sale.totalMinor }, { carrier: 'test' })
        return sale.id
      },
      heldMinor: async () =>
        (await look()).reservations.reduce((sum, { state, amountMinor, completedMinor }) => {
          return sum + (state === 'released' ? 0 : (completedMinor ?? amountMinor))
        }, 0),
      loadedMinor: async () => {
        const { day, giftCards } = await look()
        const { sold, loaded } = day.giftCards
        return sold.amountMinor + loaded.amountMinor - sumOf(giftCards)
      },
      untilDeath: (what, value) =>
        until(what, async () => {
          if (this.#life !== till) throw new Dead(what)
          return value(await look())
        }),
      death: async () => {
        await until('the death of the engine', async () => {
          const answer = await till.dispatch('till.snapshot', {}, { carrier: 'test' })
          return !answer.ok && answer.error.code === 'IPC_ENGINE_AWAY'
        })
        this.kills += 1
        await this.end()
      },
      cardMinor: async () => {
        await signIn()
        const sales = await allSales(ask)
        const tenders = [...sales.flatMap((sale) => sale.tenders), ...(await look()).sale.tenders]
        const { rows } = await ask('offline.list', {})
        const paid = tenders.filter(({ kind, outcome }) => kind === 'card' && outcome === 'approved')
        const unpaid = rows.filter(({ state }) => state === 'refused' || state === 'parked' || state === 'seen')
        const extrasMinor = paid.reduce((sum, { tipMinor = 0, cashbackMinor = 0 }) => sum + tipMinor + cashbackMinor, 0)
        return sumOf(paid) + extrasMinor - sumOf(unpaid)
      },
    }
  }
}

/** Every ticket there is: the history hands out a page at a time, and a long run sells more than one holds. */
async function allSales(ask: CrashTill['ask']) {
  const all: CompletedSaleView[] = []
  for (;;) {
    const oldest = all.at(-1)
    const { sales } = await ask('history.list', oldest === undefined ? {} : { beforeNumber: oldest.number })
    if (sales.length === 0) return all
    all.push(...sales)
  }
}

function sumOf(rows: readonly { readonly amountMinor: number }[]): number {
  return rows.reduce((sum, { amountMinor }) => sum + amountMinor, 0)
}

const LOOK_PAUSE_MAX_MS = 150

/** The engine died before what was waited for came. */
class Dead extends Error {}

export async function until<Value>(what: string, value: () => Promise<Value | false>): Promise<Value> {
  const deadline = Date.now() + 90_000
  // What is near is seen at once; what takes seconds is asked about more and more seldom, as each look takes the engine's time.
  for (let pauseMs = 10; ; pauseMs = Math.min(LOOK_PAUSE_MAX_MS, pauseMs * 1.5)) {
    const found = await value().catch((thrown: unknown) => {
      if (thrown instanceof Dead) throw thrown
      return false as const
    })
    if (found !== false) return found
    if (Date.now() > deadline) throw new Error(`${what}: too late`)
    await new Promise((resolve) => setTimeout(resolve, pauseMs))
  }
}

/** No payment unknown, no reversal open, nothing that the bank must still be told. */
export function atRest(till: CrashTill): Promise<Slices> {
  return until('the recovery', async () => {
    const slices = await till.look()
    const { unresolvedPayments, openReversals, offline } = slices.status
    const hasRest = slices.reservations.some(({ remainderState }) => remainderState === 'waiting')
    return unresolvedPayments === 0 && openReversals === 0 && offline.waiting === 0 && !hasRest && slices
  })
}

/** Ends the ticket that a kill may have left: what the card did not pay is paid in cash. */
export async function payRestInCash(till: CrashTill): Promise<void> {
  await till.signIn()
  const { sale, payment } = await till.look()
  if (sale.lines.length === 0) return
  if (payment) await till.ask('payment.dismiss', {})
  await till.ask('tender.cash', { givenMinor: sale.remainingMinor })
  await until('the paid sale', async () => (await till.look()).lastSale?.id === sale.id)
}
