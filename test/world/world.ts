import { createHash } from 'node:crypto'
import { type AcquirerProfile, parseAcquirerProfile } from '#payment/iso8583/acquirer-profile.ts'
import { HostLedger } from '#simulators/acquirer-host/ledger.ts'
import { macProfile, profileJson } from '#test/support/acquirer/mac-profile.ts'
import { type Bank, BankHost, hostsOf, terminalIdOf } from './bank-host.ts'
import { Cashier } from './cashier.ts'
import { checkPromises } from './check.ts'
import { addDeeds, type DeedCounts, deedsOf } from './deeds.ts'
import { FaultBook, type FaultCounts, noFaults } from './faults.ts'
import { Machine } from './machine.ts'
import type { Mutant } from './mutant.ts'
import type { WorldPlan } from './plan.ts'
import type { Breach } from './promises.ts'
import { VirtualTime, WallClock } from './virtual-time.ts'
import { Watch } from './watch.ts'

export interface WorldResult {
  readonly payments: number
  readonly breaches: readonly Breach[]
  readonly faults: FaultCounts
  readonly deeds: DeedCounts
  /** Starts of a program after the first. */
  readonly recoveries: number
  /** Of all that the tills' journals hold: the same world gives the same. */
  readonly digest: string
  /** What happened, where it was asked for. */
  readonly story: readonly string[]
}

export interface WorldOptions {
  /** What every till's disk holds in the beginning. */
  readonly image: Buffer
  readonly mutant?: Mutant | null
  /** Keeps the story: slower. */
  readonly tells?: boolean
}

const PROFILES: Readonly<Record<WorldPlan['profile'], AcquirerProfile>> = {
  ascii87: parseAcquirerProfile(profileJson('ascii87', {})),
  bcd87: parseAcquirerProfile(profileJson('bcd87', {})),
  'retail-mac': macProfile({ algorithm: 'retail-x9.19', padding: 1, covers: 'up-to-field' }),
  'aes-cmac': macProfile({ algorithm: 'aes-cmac', padding: 1, covers: 'with-zero-field' }),
}

/** No world takes longer than that, in its own time. */
const LATEST_MS = 90 * 86_400_000
/** Longer than any pause of a queue and any circuit stays open. */
const HEALING_MS = 240_000

/** Lives through one plan and checks every promise at its end. The same plan gives the same result. */
export async function runWorld(
  plan: WorldPlan,
  { image, mutant = null, tells = false }: WorldOptions,
): Promise<WorldResult> {
  const time = new VirtualTime()
  const profile = PROFILES[plan.profile]
  const counts = noFaults()
  const story: string[] = []
  const tell = tells ? (text: string) => void story.push(`${stamp(time.nowMs)}  ${text}`) : () => {}
  const watch = new Watch(profile, tell)
  const banks = openBanks(plan, { profile, time, tell })
  const hosts = banks.flatMap(hostsOf)
  const machines = plan.tills.map((_, index) => {
    const book = new FaultBook(counts, (fault) => tell(`  fault: ${JSON.stringify(fault)}`))
    return new Machine({ index, time, image, profile, banks, book, watch, mutant, tell })
  })
  const cashiers = machines.map(
    (machine) => new Cashier({ machine, time, watch, tell, goAway: (at, ms) => hosts[at % hosts.length]?.goAway(ms) }),
  )
  let isOver = false
  const living = live({ plan, time, machines, cashiers, banks, watch }).then(
    () => {
      isOver = true
    },
    (thrown: unknown) => {
      isOver = true
      watch.broken('unexpected', thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown))
    },
  )
  try {
    await time.runUntil(() => isOver, LATEST_MS)
    await living
    checkPromises(machines, banks, watch, counts)
  } catch (thrown) {
    watch.broken('3 unknown is a state', thrown instanceof Error ? thrown.message : String(thrown))
  }
  const result = {
    payments: machines.reduce((sum, { disk }) => sum + countOf(disk.look('SELECT count(*) AS count FROM payment')), 0),
    breaches: watch.breaches,
    faults: counts,
    deeds: addDeeds(machines.map((machine) => deedsOf(machine, watch.acknowledged(machine).expired))),
    recoveries: machines.reduce((sum, { recoveries }) => sum + recoveries - 1, 0),
    digest: digestOf(machines),
    story,
  }
  for (const machine of machines) {
    machine.life.end()
    machine.disk.close()
  }
  return result
}

interface Ground {
  readonly profile: AcquirerProfile
  readonly time: VirtualTime
  readonly tell: (text: string) => void
}

function openBanks(plan: WorldPlan, ground: Ground): Bank[] {
  return plan.banks.map(({ id, standby: kind, reservationDays }, place) => {
    const terminals = new Set(plan.tills.map((_, index) => terminalIdOf(index, place)))
    const open = (name: string, ledger = new HostLedger()) =>
      new BankHost({ ...ground, name, ledger, clock: new WallClock(ground.time), terminals })
    const primary = open(id)
    const sharedJournal = kind === 'shared-journal'
    const standby = kind === 'none' ? null : open(`${id}-standby`, sharedJournal ? primary.ledger : undefined)
    return { id, primary, standby, sharedJournal, reservationDays }
  })
}

interface Parts {
  readonly plan: WorldPlan
  readonly time: VirtualTime
  readonly machines: readonly Machine[]
  readonly cashiers: readonly Cashier[]
  readonly banks: readonly Bank[]
  readonly watch: Watch
}

async function live({ plan, time, machines, cashiers, banks, watch }: Parts): Promise<void> {
  await Promise.all(machines.map((machine) => machine.start()))
  await Promise.all(cashiers.map((cashier, at) => cashier.work(plan.tills[at]?.visits ?? [])))
  // From here on nothing goes wrong any more: what was left open must come to its end by itself.
  for (const { book, disk, pad, printer, terminal } of machines) {
    book.clear()
    disk.fullUntilMs = 0
    pad.awayUntilMs = 0
    terminal.awayUntilMs = 0
    printer.awayUntilMs = 0
    printer.paperOutUntilMs = 0
  }
  for (const host of banks.flatMap(hostsOf)) host.comeBack()
  await time.pause(HEALING_MS)
  for (const [at, cashier] of cashiers.entries()) {
    if (!(await cashier.closeLastDay())) watch.broken('7 totals', `the last day of till ${at + 1} cannot be closed`)
  }
  await time.pause(HEALING_MS)
}

const countOf = (rows: readonly unknown[]): number => (rows as readonly { count: number }[])[0]?.count ?? 0

function digestOf(machines: readonly Machine[]): string {
  const digest = createHash('sha256')
  for (const { disk } of machines) {
    for (const row of disk.look('SELECT * FROM journal ORDER BY sequence')) digest.update(JSON.stringify(row))
    for (const row of disk.look('SELECT hash FROM fiscal_record ORDER BY sequence')) digest.update(JSON.stringify(row))
  }
  return digest.digest('hex')
}

function stamp(ms: number): string {
  return new Date(ms).toISOString().slice(8, 23).replace('T', ' ')
}
