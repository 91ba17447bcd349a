/**
 * Goal: a sale without the bank survives a kill at each of its records and at each record of its advice: it is told to
 * the bank once, its loss or its doubt stays in sight, and ledger and till agree. Method: the real engine as a process
 * on the real simulators; it kills itself by SIGKILL; a new life opens the same data and stands for the next kill.
 *
 * Of what a refusing bank meets a part, drawn by a seed that is printed and that SEED=n draws again; all with SOAK=1.
 */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { atRest, CrashBench, type Kill, killsAt, payRestInCash } from '#test/support/crash/crash-bench.ts'
import { drawnKills, namedKills, SEED } from '#test/support/crash/drawn-kills.ts'

/** A chip that says yes by itself below the floor limit. */
const ALONE = { card: 'cb-offline', how: 'insert', pin: '1234' } as const
let bench: CrashBench
const counts: Record<string, number> = {}

beforeAll(async () => {
  bench = await CrashBench.open()
}, 60_000)
afterEach(({ task }) => (task.result?.state === 'fail' ? bench.end() : undefined))
afterAll(async () => {
  console.log(
    `crash: SEED=${SEED}, engines killed with a queue: ${JSON.stringify(counts)}, agreed ${bench.agreements} times`,
  )
  await bench.close()
})

async function killAndCompare(kill: Kill, kind: string, refusal: string | null) {
  await bench.pad.command({ do: 'renew-cards' })
  if (refusal !== null) await bench.host.command({ do: 'refuse-advice', code: refusal })
  const mortal = await bench.start(kill)
  const saleId = await mortal.payByCard(ALONE)
  await mortal.death()
  counts[kind] = (counts[kind] ?? 0) + 1
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

/** 5 is the approval with its sale, 6 the attempt to tell the bank, 7 what the bank answered. */
const APPROVAL = 5
const LAST = 7
const KILLS = killsAt(APPROVAL, LAST)
/** Where there is a sale to refuse. */
const onceApproved = (salt: number) => namedKills(drawnKills(KILLS.slice(1), salt, 3))

describe('the engine killed around a sale without the bank', () => {
  it.each(namedKills(KILLS))(
    'agrees with the host: killed %s',
    async (_, kill) => {
      const { row, isPaid } = await killAndCompare(kill, 'accepted', null)
      expect(isPaid).toBe(kill.at > APPROVAL || kill.moment === 'after')
      expect(row?.state).toBe(isPaid ? 'settled' : undefined)
    },
    240_000,
  )
})

describe('the engine killed when the bank', () => {
  it.each(onceApproved(4))(
    'refuses the sale: killed %s, the loss is in sight',
    async (_, kill) => expect((await killAndCompare(kill, 'refused', '51')).row?.state).toBe('refused'),
    240_000,
  )

  it.each(onceApproved(5))(
    'does not understand the sale: killed %s, it is in sight or taken',
    async (_, kill) => {
      const { row } = await killAndCompare(kill, 'parked', '30')
      // What the bank said before the last record was lost with the engine, and its next word may still belong to the
      // lost try: it is asked once more, and may take the sale.
      const isHeard = !(kill.moment === 'after' ? kill.at === LAST - 1 : kill.at === LAST)
      expect(row?.state).toMatch(isHeard ? /^parked$/ : /^(parked|settled)$/)
    },
    240_000,
  )
})
