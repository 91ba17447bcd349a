/**
 * Goal: whatever happens at whatever byte between the till and a bank's own terminal, in either direction, there is one charge on the
 * terminal's ledger or none, and the till says the same, or that only the terminal knows and what to read there. Method: the real
 * drivers on simulated terminals of all protocols and kinds of line; at the byte the line is cut, held up for longer than any
 * deadline, a bit is flipped, or bytes of no meaning are put in.
 *
 * A part of all places, drawn by a seed that is printed and that SEED=n draws again; all of them with SOAK=1.
 */
import { randomInt } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { errorEntry } from '#contract/errors/catalogue.ts'
import type { Failure } from '#contract/result.ts'
import type {
  StandaloneTerminalPort,
  TerminalOrder,
  TerminalReference,
  TerminalResult,
} from '#payment/ports/standalone-terminal.port.ts'
import { heldMinor, netChargedMinor, type TerminalEntry } from '#simulators/standalone-terminal/terminal-ledger.ts'
import type { ByteFault, Way } from '#test/support/faults/byte-fault.ts'
import { drawer } from '#test/support/faults/drawer.ts'
import { type ByteTable, PROTOCOLS, type Protocol } from '#test/support/terminals/byte-tables.ts'
import { orderOf } from '#test/support/terminals/terminal-orders.ts'

const ALL = process.env.SOAK === '1'
const SEED = Number(process.env.SEED ?? randomInt(1_000_000))
const SHARE = 0.025
const AT_ONCE = 24
const KINDS = ['cut', 'delay', 'flip', 'noise'] as const
/** A busy machine misses deadlines this short without any trouble: such an order counts no bytes and is given again. */
const PEACEFUL_TRIES = 40
/** No order waits longer than all its deadlines together. */
const LONGEST_MS = ALL ? 30_000 : 15_000

/** An order without trouble, and what it moves on the terminal's ledger. */
interface Errand {
  readonly operation: TerminalOrder['operation'] | 'day-end'
  readonly chargesMinor: number
  readonly holdsMinor: number
  /** The customer's bank says no: nothing moves. */
  readonly isDeclined?: true
}
const AMOUNT = 1_234
const RESERVED = 5_000
const ERRANDS: Readonly<Record<string, Errand>> = {
  pay: { operation: 'pay', chargesMinor: AMOUNT, holdsMinor: 0 },
  'pay, declined': { operation: 'pay', chargesMinor: 0, holdsMinor: 0, isDeclined: true },
  refund: { operation: 'refund', chargesMinor: -AMOUNT, holdsMinor: 0 },
  void: { operation: 'void', chargesMinor: -AMOUNT, holdsMinor: 0 },
  reserve: { operation: 'reserve', chargesMinor: 0, holdsMinor: AMOUNT },
  complete: { operation: 'complete', chargesMinor: AMOUNT, holdsMinor: -RESERVED },
  release: { operation: 'release', chargesMinor: 0, holdsMinor: -RESERVED },
  'day end': { operation: 'day-end', chargesMinor: 0, holdsMinor: 0 },
}

interface Trial {
  readonly errand: string
  readonly fault: ByteFault
}

interface Prepared {
  readonly order: TerminalOrder
  readonly kept: TerminalResult[]
}

/** What must be before the errand can be: the till known, a payment to void, a reservation to complete. */
async function prepare(table: ByteTable, { operation, isDeclined }: Errand): Promise<Prepared | null> {
  const { driver, terminal } = table
  if (!(await driver.probe()).ok) return null
  const kept: TerminalResult[] = []
  const more = {
    keep: async (result: TerminalResult) => kept.push(result) > 0,
    lastReceiptNumber: '0000',
  }
  if (operation === 'day-end')
    return (await driver.pay(orderOf('pay'))).kind === 'approved' ? { order: orderOf('pay'), kept } : null
  if (isDeclined) await terminal.control({ do: 'customer', acts: 'declined' })
  const before = await originalOf(driver, operation)
  if (before === null) return { order: orderOf(operation, { ...more, amountMinor: AMOUNT }), kept }
  if (before === 'failed') return null
  const amountMinor = operation === 'release' ? RESERVED : AMOUNT
  const order = { ...more, amountMinor, original: before, lastReceiptNumber: before.receiptNumber }
  return { order: orderOf(operation, { ...order, ...(operation === 'complete' && { reservedMinor: RESERVED }) }), kept }
}

async function originalOf(
  driver: StandaloneTerminalPort,
  operation: TerminalOrder['operation'],
): Promise<TerminalReference | null | 'failed'> {
  if (!['void', 'complete', 'release'].includes(operation)) return null
  const paid =
    operation === 'void'
      ? await driver.pay(orderOf('pay', { amountMinor: AMOUNT }))
      : await driver.reserve(orderOf('reserve', { amountMinor: RESERVED }))
  return paid.kind === 'approved' ? paid.result.reference : 'failed'
}

const run = (driver: StandaloneTerminalPort, order: TerminalOrder, { operation }: Errand) =>
  operation === 'day-end' ? driver.dayEnd() : driver[operation](order)

const moved = (entries: readonly TerminalEntry[]) => [netChargedMinor(entries), heldMinor(entries)] as const

/** @returns a table where the errand can be run now, without trouble so far. */
async function tableFor(protocol: Protocol, errand: Errand) {
  for (let tries = 0; tries < PEACEFUL_TRIES; tries += 1) {
    const table = PROTOCOLS[protocol]()
    const prepared = await prepare(table, errand)
    if (prepared !== null) return { table, ...prepared, before: moved(await table.ledger()) }
    await table.close()
  }
  throw new Error(`${protocol}: the terminal never got ready`)
}

/** How many bytes pass each way without trouble; null where the terminal cannot do the errand. */
async function bytesOf(protocol: Protocol, errand: Errand): Promise<Readonly<Record<Way, number>> | null> {
  const idle = PROTOCOLS[protocol]()
  const canDoIt = idle.driver.can.has(errand.operation)
  await idle.close()
  if (!canDoIt) return null
  for (let tries = 0; tries < PEACEFUL_TRIES; tries += 1) {
    const { table, order } = await tableFor(protocol, errand)
    table.cable.middle.arm(null)
    const outcome = await run(table.driver, order, errand)
    await table.settled()
    const passed = { ...table.cable.middle.passed }
    await table.close()
    const peaceful = errand.isDeclined ? 'declined' : errand.operation === 'day-end' ? 'done' : 'approved'
    if (outcome.kind === peaceful) return passed
  }
  throw new Error(`${protocol}: no ${errand.operation} without trouble`)
}

async function everyPlace(protocol: Protocol): Promise<Trial[]> {
  const places: Trial[] = []
  for (const [name, errand] of Object.entries(ERRANDS)) {
    const bytes = await bytesOf(protocol, errand)
    for (const way of bytes === null ? [] : (['out', 'in'] as const)) {
      for (const kind of KINDS) {
        for (let at = 0; at < (bytes?.[way] ?? 0); at += 1) places.push({ errand: name, fault: { way, kind, at } })
      }
    }
  }
  return places
}

function drawnFrom(places: readonly Trial[]): readonly Trial[] {
  if (ALL) return places
  const draw = drawer(SEED)
  return places.filter(() => draw() < SHARE)
}

/** @returns what the till said. */
async function play(protocol: Protocol, { errand: name, fault }: Trial): Promise<string> {
  const errand = ERRANDS[name] as Errand
  const { table, order, kept, before } = await tableFor(protocol, errand)
  try {
    table.cable.middle.arm(fault)
    const startedAt = performance.now()
    const outcome = await run(table.driver, order, errand)
    expect(performance.now() - startedAt).toBeLessThan(LONGEST_MS)
    await table.settled()
    const after = await table.ledger()
    const [netBefore, heldBefore] = before
    const [net, held] = moved(after)
    const change = [net - netBefore, held - heldBefore]
    if (outcome.kind === 'approved') expect(change).toEqual([errand.chargesMinor, errand.holdsMinor])
    else if (outcome.kind === 'done') expect(after.every(({ isSent }) => isSent)).toBe(true)
    else if (outcome.kind === 'refused') expect(after.some(({ isSent }) => isSent)).toBe(false)
    else if (outcome.kind !== 'unknown') expect(change).toEqual([0, 0])
    if (outcome.kind === 'unknown') {
      expectSentence(outcome.failure, errand)
      table.cable.middle.arm(null)
      if (errand.operation !== 'day-end') await expectRecall(table, { order, kept }, { errand, change })
    }
    return outcome.kind
  } finally {
    await table.close()
  }
}

/** Unknown is told in a sentence that sends the cashier to what the terminal printed. */
function expectSentence({ code }: Failure, { operation }: Errand): void {
  const { words, moneyMoved } = errorEntry(code)
  if (operation !== 'day-end') expect(moneyMoved, code).toBe('unknown')
  expect(words.en, code).toMatch(/last (ticket|report)/)
}

/** What the terminal says afterwards, and what came late, is what it did. */
async function expectRecall(
  { driver, notices }: ByteTable,
  { order, kept }: Prepared,
  { errand, change }: { readonly errand: Errand; readonly change: readonly number[] },
): Promise<void> {
  const late = notices.flatMap((notice) => (notice.kind === 'late' ? [notice.outcome.kind] : []))
  const told = kept.at(-1)?.reference
  const recalled = await driver.lastResult({ ...order, ...(told && { told }) })
  for (const kind of [...late, recalled.kind]) {
    if (kind === 'approved') expect(change, kind).toEqual([errand.chargesMinor, errand.holdsMinor])
    else if (kind !== 'unknown') expect(change, kind).toEqual([0, 0])
  }
}

describe.each(Object.keys(PROTOCOLS) as Protocol[])(`trouble at a byte of %s (seed ${SEED})`, (protocol) => {
  it(
    'leaves one charge on the terminal or none, and the till says the same or that only the terminal knows',
    async () => {
      const places = await everyPlace(protocol)
      const trials = drawnFrom(places)
      const told: Record<string, number> = {}
      const mismatches: string[] = []
      let next = 0
      const work = async () => {
        for (let trial = trials[next]; trial; trial = trials[next]) {
          next += 1
          try {
            const kind = await play(protocol, trial)
            told[kind] = (told[kind] ?? 0) + 1
          } catch (thrown) {
            mismatches.push(`${trial.errand}, ${JSON.stringify(trial.fault)}: ${String(thrown)}`)
          }
        }
      }
      await Promise.all(Array.from({ length: AT_ONCE }, work))
      const counts = `${trials.length} of ${places.length} places, ${mismatches.length} mismatches`
      console.log(`${protocol}, seed ${SEED}: ${counts}: ${JSON.stringify(told)}`)
      expect(mismatches).toEqual([])
      expect(told.unknown).toBeGreaterThan(0)
      expect(told.approved).toBeGreaterThan(0)
    },
    ALL ? 7_200_000 : 900_000,
  )
})
