import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Failure, Result } from '#contract/result.ts'
import { hostLedgerLineSchema } from '#contract/tour-summary.ts'
import { startTillProcess, type TillProcess, tillProcessCommand } from '#main/carriers/process-endpoint.ts'
import { composeTill } from '#main/compose.ts'
import type { RunningTill, TillOptions } from '#main/running-till.ts'
import { type SimulatorHandle, startSimulator } from '#simulators/process/simulator-client.ts'
import { type Desk, deskOf, type Holdings, holdings, signIn, tryCard } from './desk.ts'

/** A shop on real simulators and, in `ground`, the data of a till on which something was sold and something is open. */
export interface BadInputBench {
  readonly pad: SimulatorHandle
  readonly host: SimulatorHandle
  /** Of the till; `freePrinter` is another one, which nobody uses. */
  readonly printer: SimulatorHandle
  readonly freePrinter: SimulatorHandle
  readonly groundHoldings: Holdings
  /** The newest ticket's database and log as a power cut leaves them: its last lines are in the log only. */
  readonly crashFolder: string
  /** The host's own ledger. */
  ledger(): string
  hostNetMinor(): number
  /** A till on a fresh copy of the ground. */
  scene(): Scene
  close(): Promise<void>
}

/** One copy of the data, and the tills opened on it. */
export interface Scene {
  readonly folder: string
  readonly database: string
  readonly bench: BadInputBench
  options(changes?: Partial<TillOptions>): TillOptions
  open(changes?: Partial<TillOptions>): Promise<Desk>
  openProcess(command?: (options: TillOptions) => readonly string[]): Promise<Desk & { readonly till: TillProcess }>
  /** An opening that must fail. */
  refusal(changes?: Partial<TillOptions>): Promise<Failure>
  /** Puts the undamaged data in the place of the copy, as a person restores a backup. */
  restoreBackup(): void
  closeTills(): Promise<void>
}

export function opened<Value>(result: Result<Value>): Value {
  if (!result.ok) throw new Error(`did not open: ${JSON.stringify(result.error)}`)
  return result.value
}

/** The engine's own command with another program in its place. */
export const commandOf =
  (program: string, ...extra: readonly string[]) =>
  (options: TillOptions): readonly string[] => {
    const [node = '', , ...rest] = tillProcessCommand(options)
    return [node, program, ...rest, ...extra]
  }

export async function openBadInputBench(): Promise<BadInputBench> {
  const root = mkdtempSync(join(tmpdir(), 'comptoir-bad-input-'))
  const ledgerFile = join(root, 'ledger.jsonl')
  const [pad, host, printer, freePrinter] = await Promise.all([
    startSimulator('abecs-pad'),
    startSimulator('acquirer-host', ['--ledger', ledgerFile]),
    startSimulator('escpos-printer'),
    startSimulator('escpos-printer'),
  ])
  const endpoints = { padEndpoint: pad.endpoint, hostEndpoint: host.endpoint, printerEndpoint: printer.endpoint }
  const ground = join(root, 'ground')
  const crashFolder = join(root, 'crash')
  const groundHoldings = await layGround({ dataFolder: ground, training: true, ...endpoints }, pad, crashFolder)
  let scenes = 0
  const bench: BadInputBench = {
    pad,
    host,
    printer,
    freePrinter,
    groundHoldings,
    crashFolder,
    ledger: () => readFileSync(ledgerFile, 'utf8'),
    hostNetMinor: () =>
      readFileSync(ledgerFile, 'utf8')
        .split('\n')
        .filter((line) => line !== '')
        .reduce((sum, line) => sum + hostLedgerLineSchema.parse(JSON.parse(line)).amountMinor, 0),
    scene: () => {
      scenes += 1
      return openScene(bench, { ground, folder: join(root, `scene-${scenes}`), endpoints })
    },
    close: async () => {
      await Promise.all([pad, host, printer, freePrinter].map((each) => each.stop()))
      rmSync(root, { recursive: true, force: true })
    },
  }
  return bench
}

/** Enough commits to damage one in the middle. */
const CRASH_LOG_BYTES = 64 * 1_024

/** A sale in cash, one by card, and two lines on an open ticket. A copy is taken while the till still runs. */
async function layGround(options: TillOptions, pad: SimulatorHandle, crashFolder: string): Promise<Holdings> {
  const desk = deskOf(opened(await composeTill(options)))
  await signIn(desk)
  await desk.ask('sale.addProduct', { productId: 'baguette' })
  await desk.ask('tender.cash', { givenMinor: 200 })
  await desk.ask('sale.addProduct', { productId: 'croissant', quantityMilli: 4_000 })
  await pad.command({ do: 'customer', plan: [{ card: 'cb-chip', how: 'insert', pin: '1234', afterMs: 1 }] })
  const payment = await tryCard(desk)
  if (payment.outcome !== 'approved') throw new Error(`the card of the ground was not approved: ${payment.outcome}`)
  await desk.ask('sale.next', {})
  await desk.ask('sale.addProduct', { productId: 'baguette', quantityMilli: 2_000 })
  await desk.ask('sale.addProduct', { productId: 'pain-chocolat' })
  await desk.until('quiet devices', ({ status }) => status.printer.queuedJobs === 0 && status.pad.state === 'ready')
  // The card's secrets are cut out of the log a moment after the sale; what is rung up from there on is in the log only.
  const log = join(options.dataFolder, 'till.db-wal')
  while (statSync(log).size < CRASH_LOG_BYTES) await desk.ask('sale.addProduct', { productId: 'pain-chocolat' })
  cpSync(options.dataFolder, crashFolder, { recursive: true, filter: (source) => !/\.lock|-shm$/.test(source) })
  const ground = await holdings(desk)
  await desk.close()
  return ground
}

interface SceneParts {
  readonly ground: string
  readonly folder: string
  readonly endpoints: Pick<TillOptions, 'padEndpoint' | 'hostEndpoint' | 'printerEndpoint'>
}

function openScene(bench: BadInputBench, { ground, folder, endpoints }: SceneParts): Scene {
  const tills = new Set<RunningTill>()
  const copyGround = () => cpSync(ground, folder, { recursive: true })
  const options = (changes: Partial<TillOptions> = {}): TillOptions => ({
    dataFolder: folder,
    training: true,
    ...endpoints,
    ...changes,
  })
  mkdirSync(folder, { recursive: true })
  copyGround()
  return {
    folder,
    database: join(folder, 'till.db'),
    bench,
    options,
    open: async (changes) => {
      const till = opened(await composeTill(options(changes)))
      tills.add(till)
      const desk = deskOf(till)
      await signIn(desk)
      return desk
    },
    openProcess: async (command = tillProcessCommand) => {
      const wanted = options()
      const till = opened(await startTillProcess(wanted, command(wanted)))
      tills.add(till)
      return { ...deskOf(till), till }
    },
    refusal: async (changes) => {
      const result = await composeTill(options(changes))
      if (result.ok) {
        await result.value.close()
        throw new Error('the till opened')
      }
      return result.error
    },
    restoreBackup: () => {
      rmSync(folder, { recursive: true, force: true })
      copyGround()
    },
    closeTills: async () => {
      for (const till of tills) await till.close()
      tills.clear()
    },
  }
}
