/**
 * Goal: whatever record of a card sale the engine dies at, the host's own ledger and the till agree after the restart,
 * and no payment is left open. Method: the real engine as a process on the real simulators; it kills itself by SIGKILL
 * before or after its n-th record; a new life opens the same data, and stands for the next kill. All records of a plain sale;
 * of its rarer ends a part, drawn by a seed that is printed and that SEED=n draws again; all of them with SOAK=1.
 */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import {
  atRest,
  CrashBench,
  type CrashTill,
  type Kill,
  killsAt,
  payRestInCash,
  until,
} from '#test/support/crash/crash-bench.ts'
import { drawnKills, namedKills, SEED } from '#test/support/crash/drawn-kills.ts'

const CHIP = { card: 'cb-chip', how: 'insert', pin: '1234' } as const
const SIGNATURE = { card: 'visa-signature', how: 'insert' } as const
let bench: CrashBench

beforeAll(async () => {
  bench = await CrashBench.open()
}, 60_000)
afterEach(({ task }) => (task.result?.state === 'fail' ? bench.end() : undefined))
afterAll(async () => {
  console.log(`crash: SEED=${SEED}, ${bench.kills} engines killed, ledger and till agreed ${bench.agreements} times`)
  await bench.close()
})

async function killAndCompare(
  kill: Kill,
  customer: Readonly<Record<string, unknown>>,
  meanwhile: (till: CrashTill) => Promise<void> = async () => {},
): Promise<void> {
  const mortal = await bench.start(kill)
  await mortal.payByCard(customer)
  await meanwhile(mortal)
  await mortal.death()
  const till = await bench.start(null)
  await atRest(till)
  expect(await till.cardMinor(), `killed ${kill.moment} record ${kill.at}`).toBe(bench.hostNetMinor())
  bench.agreements += 1
  await payRestInCash(till)
}

describe('the engine killed at every record of a card sale', () => {
  it.each(namedKills(killsAt(1, 7)))(
    'agrees with the host: killed %s',
    (_, kill) => killAndCompare(kill, CHIP),
    240_000,
  )
})

it('killed with a chip in the pad: the next payment waits until it is out, and charges the next customer', async () => {
  const mortal = await bench.start({ at: 4, moment: 'after' })
  await mortal.payByCard({ ...CHIP, keepCard: true })
  await mortal.death()
  await bench.pad.command({ do: 'nobody' })
  const till = await bench.start(null)
  await atRest(till)
  await till.signIn()
  const { sale } = await till.look()
  await till.ask('tender.card', { amountMinor: sale.totalMinor })
  const cue = await until('a word on the card', async () => (await till.look()).payment?.cue ?? false)
  expect(cue).toBe('remove-forgotten-card')
  const linesBefore = bench.ledger().length
  await bench.pad.command({ do: 'customer', plan: [{ card: 'visa-chip', how: 'insert', pin: '1234', afterMs: 1 }] })
  await until('the paid sale', async () => (await till.look()).lastSale?.id === sale.id)
  expect(bench.ledger().slice(linesBefore)).toMatchObject([{ maskedPan: '411111******1111', state: 'approved' }])
  expect(await till.cardMinor()).toBe(bench.hostNetMinor())
}, 60_000)

describe('the engine killed while it reverses a lost answer', () => {
  it.each(namedKills(drawnKills(killsAt(6, 8), 0, 3)))(
    'agrees with the host: killed %s',
    async (_, kill) => {
      await bench.host.command({ do: 'fault', on: '0210', kind: 'refuse' })
      await killAndCompare(kill, CHIP)
    },
    240_000,
  )
})

describe('the engine killed around a signature', () => {
  /** Answers as the cashier would, once the slip is there; the kill may come first. */
  const judge = (accepted: boolean) => async (till: CrashTill) => {
    await until('the slip', async () => (await till.look()).payment?.prompt === 'check-signature' || false).catch(
      () => {},
    )
    await till.process.dispatch('payment.signature', { accepted }, { carrier: 'test' })
  }

  it.each(namedKills(drawnKills(killsAt(7, 8), 1, 2)))(
    'agrees with the host: accepted, killed %s',
    (_, kill) => killAndCompare(kill, SIGNATURE, kill.at === 7 ? undefined : judge(true)),
    240_000,
  )

  it.each(namedKills(drawnKills(killsAt(8, 9), 2, 2)))(
    'agrees with the host: refused, killed %s',
    (_, kill) => killAndCompare(kill, SIGNATURE, judge(false)),
    240_000,
  )
})
