/**
 * Goal: whatever record of an order to a standalone terminal the engine dies at, what the terminal's own ledger says was charged is
 * what the till's tickets say, with one order each. Method: the real engine as a process on a simulated ZVT terminal, which
 * books only what the till has kept, or on one that speaks Caisse-AP and books at once, kills itself by SIGKILL
 * before or after its n-th record; a new life opens the same data and asks the terminal.
 *
 * A part of all kills, drawn by a seed that is printed and that SEED=n draws again; all of them with SOAK=1.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { type SimulatorHandle, startSimulator } from '#simulators/process/simulator-client.ts'
import { netChargedMinor, readTerminalLedger } from '#simulators/standalone-terminal/terminal-ledger.ts'
import { CrashBench, type CrashTill, killsAt, payRestInCash, until } from '#test/support/crash/crash-bench.ts'
import { ready } from '#test/support/crash/crash-operation.ts'
import { drawnKills, SEED } from '#test/support/crash/drawn-kills.ts'

/** The order; what the terminal approved; both copies of its ticket; its answer with the ticket of the till. */
const RECORDS = 5
const RECORDS_OF_VOID = 5
/** The order; its answer. */
const RECORDS_AT_ONCE = 2
const KILLS_TRIED = 2

const folder = mkdtempSync(join(tmpdir(), 'comptoir-crash-terminal-'))
const ledgerFile = join(folder, 'terminal.jsonl')
const caisseApFile = join(folder, 'caisse-ap.jsonl')
let terminal: SimulatorHandle
let caisseAp: SimulatorHandle
let bench: CrashBench
let terminalId = ''
let caisseApId = ''
/** Doubts that the terminal could not end. */
let readByPerson = 0

beforeAll(async () => {
  terminal = await startSimulator('zvt-terminal', ['--ledger', ledgerFile, '--customer-ms', '1', '--answer-ms', '500'])
  caisseAp = await startSimulator('caisse-ap-terminal', ['--ledger', caisseApFile, '--customer-ms', '1'])
  bench = await CrashBench.open()
  const till = await bench.start(null)
  await till.ask('session.signIn', { userId: 'claire', pin: '3333' })
  const settings = { protocol: 'zvt', model: 'zvt-till-prints', password: '000000' } as const
  const { deviceId } = await till.ask('devices.addTerminal', { alias: 'Theke', endpoint: terminal.endpoint, settings })
  terminalId = deviceId
  const added = await till.ask('devices.addTerminal', {
    alias: 'Comptoir',
    endpoint: caisseAp.endpoint,
    settings: { protocol: 'caisse-ap', model: 'caisse-ap-extended', tillId: '012345678901', tillNumber: '01' },
  })
  caisseApId = added.deviceId
  await till.ask('session.lock', {})
}, 60_000)
afterEach(({ task }) => (task.result?.state === 'fail' ? bench.end() : undefined))
afterAll(async () => {
  console.log(
    `crash: SEED=${SEED}, ${bench.kills} engines killed at the terminal, both books agreed ${bench.agreements} times, ${readByPerson} by a person’s reading`,
  )
  await bench.close()
  await terminal.stop()
  await caisseAp.stop()
  rmSync(folder, { recursive: true, force: true })
})

const entries = () => [...readTerminalLedger(ledgerFile), ...readTerminalLedger(caisseApFile)]

/** Rings one product and has the terminal take it. */
async function payOnTerminal(till: CrashTill, id = terminalId): Promise<void> {
  await ready(till)
  await till.ring()
  await till.ask('tender.terminal', { terminalId: id })
}

/**
 * The terminal is asked what became of the order; where it cannot say, whoever stands there reads its ticket, as the till's
 * sentence says. @param isBooked what the terminal's own book says of this order.
 */
async function known(till: CrashTill, isBooked: () => boolean): Promise<void> {
  await till.signIn()
  const { terminals } = await till.look()
  const paymentId = terminals.find(({ blockedBy }) => blockedBy !== null)?.blockedBy?.paymentId
  if (paymentId === undefined) return
  const asked = await till.process.dispatch('terminal.askAgain', { paymentId }, { carrier: 'test' })
  if (!asked.ok && (await till.look()).status.unresolvedPayments > 0) {
    const { failure } = await till.ask('explorer.payment', { paymentId })
    expect(['TERMINAL_INTERRUPTED', 'TERMINAL_RETURN_UNKNOWN']).toContain(failure?.code)
    readByPerson += 1
    await till.ask('terminal.decide', { paymentId, outcome: isBooked() ? 'paid' : 'not-paid' })
  }
  await until('the end of the doubt', async () => (await till.look()).status.unresolvedPayments === 0)
}

/** A whole payment goes through once, so that a kill is one of a payment that works. */
it('takes a payment that nothing disturbs', async () => {
  const till = await bench.start(null)
  await payOnTerminal(till)
  await until('the paid sale', async () => (await till.look()).lastSale !== null)
  expect(await till.cardMinor()).toBe(netChargedMinor(entries()))
}, 120_000)

const zvtKills = drawnKills(killsAt(1, RECORDS), 3, KILLS_TRIED).map((kill) => ['ZVT', kill] as const)
const caisseApKills = drawnKills(killsAt(1, RECORDS_AT_ONCE), 7, 1).map((kill) => ['Caisse-AP', kill] as const)

describe('the engine killed in a payment on a terminal', () => {
  const kills = [...zvtKills, ...caisseApKills]
  it.each(kills.map(([protocol, kill]) => [protocol, kill.moment, kill.at, kill] as const))(
    'agrees with its ledger: %s, %s record %i',
    async (protocol, _, __, kill) => {
      const before = entries().length
      const paidMinor = netChargedMinor(entries())
      const isBooked = () => netChargedMinor(entries()) > paidMinor
      const mortal = await bench.start(kill)
      const begun = payOnTerminal(mortal, protocol === 'ZVT' ? terminalId : caisseApId).catch(() => {})
      await mortal.death()
      await begun
      const till = await bench.start(null)
      await known(till, isBooked)
      expect(await till.cardMinor()).toBe(netChargedMinor(entries()))
      expect(entries().length - before).toBeLessThanOrEqual(1)
      bench.agreements += 1
      await payRestInCash(till)
    },
    240_000,
  )
})

describe('the engine killed in a void on a terminal', () => {
  const kills = drawnKills(killsAt(1, RECORDS_OF_VOID), 5, 1)
  it.each(kills.map((kill) => [kill.moment, kill.at, kill] as const))(
    'agrees with its ledger: %s record %i',
    async (_, __, kill) => {
      const seller = await bench.start(null)
      await payOnTerminal(seller)
      const sale = await until('the paid sale', async () => (await seller.look()).lastSale ?? false)
      const paymentId = sale.tenders[0]?.paymentId ?? ''
      const paidMinor = netChargedMinor(entries())
      const mortal = await bench.start(kill)
      const begun = mortal.ask('card.void', { paymentId }).catch(() => {})
      await mortal.death()
      await begun
      const till = await bench.start(null)
      await known(till, () => netChargedMinor(entries()) < paidMinor)
      expect(await till.cardMinor()).toBe(netChargedMinor(entries()))
      bench.agreements += 1
    },
    240_000,
  )
})
