/**
 * Goal: an upload that a kill stops goes on from the last sale the bank acknowledged, none is sent again after that,
 * and the batch ends agreed. Method: a day of three card sales that the bank's batch lacks; the engine kills
 * itself at a record of the close; a new life opens the same data, and stands for the next kill.
 *
 * A part of all kills, drawn by a seed that is printed and that SEED=n draws again; all of them with SOAK=1.
 */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { atRest, CrashBench, type CrashTill, type Kill, killsAt, until } from '#test/support/crash/crash-bench.ts'
import { drawnKills, namedKills, SEED } from '#test/support/crash/drawn-kills.ts'

const TAP = { card: 'visa-contactless', how: 'tap' } as const
const SALES = 3
const KILLS_TRIED = 5
let bench: CrashBench
/** What the bank took of uploads, in order. */
const uploaded: string[] = []

beforeAll(async () => {
  bench = await CrashBench.open()
  bench.host.onEvent((event) => {
    if (event.event === 'booked' && event.state === 'uploaded') uploaded.push(String(event.stan))
  })
}, 60_000)
afterEach(({ task }) => (task.result?.state === 'fail' ? bench.end() : undefined))
afterAll(async () => {
  console.log(`crash: SEED=${SEED}, ${bench.kills} engines killed in an upload`)
  await bench.close()
})

async function sell(till: CrashTill): Promise<void> {
  const saleId = await till.payByCard(TAP)
  await until('the paid sale', async () => (await till.look()).lastSale?.id === saleId)
  await till.ask('sale.next', {})
}

async function killInTheClose(kill: Kill): Promise<void> {
  const seller = await bench.start(null)
  await seller.signIn()
  await bench.host.command({ do: 'forget-next', times: SALES })
  for (let sale = 0; sale < SALES; sale += 1) await sell(seller)
  const before = uploaded.length
  const mortal = await bench.start(kill)
  void mortal.process.dispatch('day.close', {}, { carrier: 'test' })
  await mortal.death()
  const till = await bench.start(null)
  await atRest(till)
  await till.signIn()
  await till.ask('day.close', {})
  const stans = uploaded.slice(before)
  expect(new Set(stans).size, `killed ${kill.moment} record ${kill.at}`).toBe(SALES)
  expect(stans.length).toBeLessThanOrEqual(SALES + 1)
  expect((await till.look()).day.failure).toBeNull()
}

describe('the engine killed at a record of a close with an upload', () => {
  // 1 the cut, 2 to 4 one acknowledged sale each, 5 the agreed batch.
  it.each(namedKills(drawnKills(killsAt(1, 5), 3, KILLS_TRIED)))(
    'goes on where it was: killed %s',
    (_, kill) => killInTheClose(kill),
    240_000,
  )
})
