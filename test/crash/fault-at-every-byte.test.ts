/**
 * Goal: whatever happens at whatever byte of a card sale, on the pad's line or on the host's, in either direction, the
 * host's own ledger holds one charge or none, and the till says the same. Method: the real engine, store, till, pad
 * driver and host adapter on simulators in the same process; at the byte the line is cut, held up for longer than any
 * deadline, or the byte is spoilt; the deadlines of the product are shortened.
 *
 * A part of all places, drawn by a seed that is printed and that SEED=n draws again; all of them with SOAK=1.
 */
import { randomInt } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ByteFault, Way } from '#test/support/faults/byte-fault.ts'
import { type Customer, FaultBench, type LineName } from '#test/support/faults/fault-bench.ts'
import { quickenLimits } from '#test/support/faults/quick-limits.ts'

const ALL = process.env.SOAK === '1'
const SEED = Number(process.env.SEED ?? randomInt(1_000_000))
const SHARE = 0.05
const TABLES = 24

const SALES: Readonly<Record<string, Customer>> = {
  'chip and PIN': { card: 'cb-chip', how: 'insert', pin: '1234' },
  contactless: { card: 'visa-contactless', how: 'tap' },
  stripe: { card: 'mastercard-stripe', how: 'swipe' },
  signature: { card: 'visa-signature', how: 'insert' },
  offline: { card: 'cb-offline', how: 'insert', pin: '1234' },
}

interface Trial {
  readonly sale: string
  readonly line: LineName
  readonly fault: ByteFault
}

let tables: FaultBench[] = []
beforeAll(async () => {
  quickenLimits()
  tables = await Promise.all(Array.from({ length: TABLES }, (_, index) => FaultBench.open(index + 1)))
}, 240_000)
afterAll(() => Promise.all(tables.map((table) => table.close())))

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
function drawer(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** Every place of every sale and line; a first sale without trouble counts the bytes. */
async function everyPlace(table: FaultBench): Promise<Trial[]> {
  const places: Trial[] = []
  for (const [sale, customer] of Object.entries(SALES)) {
    await table.calm()
    const { outcome } = await table.sell(customer)
    expect(outcome, sale).toBe('approved')
    for (const line of ['pad', 'host'] as const) {
      for (const way of ['out', 'in'] as const satisfies readonly Way[]) {
        const bytes = table.middles[line].passed[way]
        for (const kind of ['cut', 'delay', 'garbage'] as const) {
          for (let at = 0; at < bytes; at += 1) places.push({ sale, line, fault: { way, kind, at } })
        }
      }
    }
  }
  return places
}

/** @returns how the sale ended. */
async function play(table: FaultBench, { sale, line, fault }: Trial): Promise<string> {
  const where = `seed ${SEED}: ${sale}, ${line} ${fault.way}, ${fault.kind} at byte ${fault.at}`
  await table.calm()
  table.middles[line].arm(fault)
  const { outcome, tillMinor, hostMinor } = await table.sell(SALES[sale] as Customer)
  expect(outcome, where).toMatch(/^(approved|declined|cancelled|failed|reversed|not paid by the bank)$/)
  expect(hostMinor, where).toBe(tillMinor)
  expect(tillMinor > 0, where).toBe(outcome === 'approved')
  return outcome
}

describe(`a card sale in trouble (seed ${SEED})`, () => {
  it(
    'has one charge at the host or none, and the till says which',
    async () => {
      const [first] = tables
      if (!first) throw new Error('no table')
      const places = await everyPlace(first)
      const draw = drawer(SEED)
      const trials = ALL ? places : places.filter(() => draw() < SHARE)
      const counts: Record<string, number> = {}
      let next = 0
      await Promise.all(
        tables.map(async (table) => {
          for (let trial = trials[next]; trial; trial = trials[next]) {
            next += 1
            const outcome = await play(table, trial)
            counts[outcome] = (counts[outcome] ?? 0) + 1
          }
        }),
      )
      console.log(`faults: seed ${SEED}, ${trials.length} of ${places.length} places:`, JSON.stringify(counts))
      expect(counts.approved).toBeGreaterThan(0)
      expect(counts.reversed).toBeGreaterThan(0)
      expect(tables.flatMap(({ unexpected }) => unexpected)).toEqual([])
    },
    ALL ? 7_200_000 : 600_000,
  )
})
