/**
 * Goal: whatever record of a sale without a cashier the engine dies at, what the pump's ledger says was delivered is what
 * the bank's ledger says was charged and what the till's tickets say, and nothing stays reserved. Method: the real engine as
 * a process on real simulators kills itself by SIGKILL before or after its n-th record, those of the payment and those
 * of the run alike; the customer goes on filling, or not; a new life opens the same data.
 *
 * A part of all kills, drawn by a seed that is printed and that SEED=n draws again; all of them with SOAK=1.
 */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { type SimulatorHandle, startSimulator } from '#simulators/process/simulator-client.ts'
import { atRest, CrashBench, type CrashTill, killsAt, until } from '#test/support/crash/crash-bench.ts'
import { drawnKills, SEED } from '#test/support/crash/drawn-kills.ts'

/** Records of one sale at the pump, from the nozzle to the bank’s word on the rest; fuel that runs quickly may save one. */
const RECORDS = 18
const KILLS_TRIED = 4

let bench: CrashBench
let pump: SimulatorHandle

beforeAll(async () => {
  pump = await startSimulator('fuel-pump', ['--repeat-ms', '100'])
  bench = await CrashBench.open({ pumps: [{ ...PUMP, endpoint: pump.endpoint }] })
}, 60_000)
afterEach(({ task }) => (task.result?.state === 'fail' ? bench.end() : undefined))
afterAll(async () => {
  console.log(
    `crash: SEED=${SEED}, ${bench.kills} engines killed at the pump, the three books agreed ${bench.agreements} times`,
  )
  await bench.close()
  await pump.stop()
})

const PUMP = {
  id: 'pump-1',
  name: 'Pompe 1',
  reserveMinor: 5_000,
  nozzles: [{ nozzle: 1, fuel: 'SP95-E10', priceMilli: 1_879, vatBasisPoints: 2_000 }],
}

interface Order {
  readonly state: string
  readonly amountMinor: number
  readonly ceilingMinor: number
}

const orders = async () => (await pump.command({ do: 'ledger' })) as readonly Order[]

/** A card for the pad, and somebody who takes the nozzle and fills a litre and a half. */
async function customer(): Promise<void> {
  await bench.pad.command({ do: 'nobody' })
  await bench.pad.command({ do: 'remove' })
  await bench.pad.command({ do: 'customer', plan: [{ afterMs: 1, card: 'cb-chip', how: 'insert', pin: '1234' }] })
  await pump.command({ do: 'customer', nozzle: 1, volumeMl: 1_500, stepMl: 500, stepMs: 10 })
}

/** The engine is away: fuel that runs goes on running for a while, and the nozzle goes back. */
async function goesOn(): Promise<void> {
  await pump.command({ do: 'nobody' })
  await pump.command({ do: 'pour', volumeMl: 700 })
  await pump.command({ do: 'hang-up' })
}

/** The three books: what was delivered, what was charged, what the tickets say. */
async function expectAgreement(till: CrashTill, what: string): Promise<void> {
  await until('the end of the run', async () => {
    const [now] = (await till.look()).pumps
    return now?.state === 'idle' || now?.state === 'done'
  })
  const { reservations } = await atRest(till)
  const delivered = await orders()
  expect(bench.hostNetMinor(), what).toBe(delivered.reduce((sum, { amountMinor }) => sum + amountMinor, 0))
  expect(await till.cardMinor(), what).toBe(bench.hostNetMinor())
  expect(delivered.filter(({ amountMinor, ceilingMinor }) => amountMinor > ceilingMinor)).toEqual([])
  expect(
    reservations.filter(({ state }) => state === 'reserved'),
    what,
  ).toEqual([])
  bench.agreements += 1
}

const drawn = drawnKills(killsAt(1, RECORDS), 6, KILLS_TRIED)

describe('a customer at the pump', () => {
  it('pays what was delivered, with nobody signed in, and the rest is given back', async () => {
    const till = await bench.start(null)
    await until('the pump', async () => (await till.look()).pumps[0]?.state === 'idle')
    await customer()
    const paid = await until('the ticket', async () => (await till.look()).pumps[0]?.receipt ?? false)
    expect(paid.number).not.toBe('')
    await expectAgreement(till, 'without a kill')
    expect(bench.hostNetMinor()).toBe(282)
    expect((await till.look()).reservations).toMatchObject([
      { state: 'completed', completedMinor: 282, amountMinor: 5_000, remainderState: 'given-back' },
    ])
    await till.ask('pump.printReceipt', { pumpId: 'pump-1' })
    const { sales } = await till.ask('history.list', {})
    expect(sales[0]).toMatchObject({ number: paid.number, cashierName: 'Pompe 1' })
    expect(sales[0]?.printJobs.map(({ kind }) => kind)).toEqual(['customer-ticket', 'card-customer'])
  }, 120_000)

  it.each(drawn.map((kill) => [kill.moment, kill.at, kill] as const))(
    'agrees with the bank: killed %s record %i',
    async (moment, at, kill) => {
      const mortal = await bench.start(kill)
      await customer()
      await mortal.death()
      await goesOn()
      await expectAgreement(await bench.start(null), `killed ${moment} record ${at}`)
    },
    120_000,
  )
})
