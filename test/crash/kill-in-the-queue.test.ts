/**
 * Goal: a sale without the bank survives a kill at each of its records and at each record of its advice: it is told to
 * the bank once, its loss or its doubt stays in sight, and ledger and till agree. Method: the real engine as a process
 * on the real simulators; it kills itself by SIGKILL; the product's own engine then opens the same data.
 */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { atRest, CrashBench, type Kill, killsAt, payRestInCash } from '#test/support/crash/crash-bench.ts'

/** A chip that says yes by itself below the floor limit. */
const ALONE = { card: 'cb-offline', how: 'insert', pin: '1234' } as const
let bench: CrashBench

beforeAll(async () => {
  bench = await CrashBench.open()
})
afterEach(() => bench.end())
afterAll(async () => {
  console.log(`crash: ${bench.kills} engines killed with a queue, ledger and till agreed ${bench.agreements} times`)
  await bench.close()
})

async function killAndCompare(kill: Kill, refusal: string | null) {
  await bench.pad.command({ do: 'renew-cards' })
  if (refusal !== null) await bench.host.command({ do: 'refuse-advice', code: refusal })
  const mortal = await bench.start(kill)
  const saleId = await mortal.payByCard(ALONE)
  await mortal.death()
  const till = await bench.start(null)
  await atRest(till)
  expect(await till.cardMinor()).toBe(bench.hostNetMinor())
  bench.agreements += 1
  const { rows } = await till.ask('offline.list', {})
  const { sales } = await till.ask('history.list', {})
  const tenders = sales.find(({ id }) => id === saleId)?.tenders ?? []
  const row = rows.find(({ paymentId }) => tenders.some((tender) => tender.paymentId === paymentId))
  await payRestInCash(till)
  return { row, isPaid: tenders.some(({ outcome }) => outcome === 'approved') }
}

const named = (kills: readonly Kill[]) => kills.map((kill) => [`${kill.moment} record ${kill.at}`, kill] as const)

describe('the engine killed around a sale without the bank', () => {
  it.each(named(killsAt(5, 7)))(
    'agrees with the host: killed %s',
    async (_, kill) => {
      const { row, isPaid } = await killAndCompare(kill, null)
      expect(row?.state).toBe(isPaid ? 'settled' : undefined)
    },
    240_000,
  )
})

describe('the engine killed when the bank', () => {
  it.each(named(killsAt(7, 7)))(
    'refuses the sale: killed %s, the loss is in sight',
    async (_, kill) => expect((await killAndCompare(kill, '51')).row?.state).toBe('refused'),
    240_000,
  )

  it.each(named(killsAt(7, 7)))(
    'does not understand the sale: killed %s, it is in sight or taken',
    async (_, kill) => expect((await killAndCompare(kill, '30')).row?.state).toMatch(/parked|settled/),
    240_000,
  )
})
