import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright'
import type { CallName, Request, Response } from '#contract/api.ts'
import { errorSentence } from '#contract/errors/catalogue.ts'
import type { Result } from '#contract/result.ts'
import { type Slices, snapshotSchema } from '#contract/views/till-view.ts'
import { launchChromium } from '#main/browser/find-chromium.ts'
import { openLoopback } from '#main/carriers/loopback.ts'
import { type LoopbackServer, serveLoopback } from '#main/carriers/loopback-server.ts'
import { startTillProcess, type TillProcess } from '#main/carriers/process-endpoint.ts'
import { readServedFiles } from '#main/screen/served-files.ts'
import { type SimulatorHandle, startSimulator } from '#simulators/process/simulator-client.ts'
import { startPump } from './fuel-pump.ts'
import { nextChange } from './next-change.ts'
import { OTHER_HOSTS, otherHosts } from './other-hosts.ts'

/** Everything a day at the till needs, each part in a process of its own. */
export interface Stage {
  readonly folder: string
  readonly pad: SimulatorHandle
  readonly host: SimulatorHandle
  readonly printer: SimulatorHandle
  /** Where the stage was asked for one. */
  readonly pump: SimulatorHandle | null
  readonly till: TillProcess
  readonly page: Page
  /** The screen's slices as they are now. */
  look(): Promise<Slices>
  /** Looks again at every change until `holds`; throws with `what` when the time is up. */
  until(what: string, holds: (slices: Slices) => boolean, timeoutMs?: number): Promise<Slices>
  /** A call of the screen, made without it. Throws the failure's sentence. */
  ask<Name extends CallName>(name: Name, request: Request<Name>): Promise<Response<Name>>
  close(): Promise<void>
}

export interface StageOptions {
  /** Where data, ledgers, tickets and pictures go; made when missing. */
  readonly folder: string
  readonly width?: number
  readonly height?: number
  readonly touch?: boolean
  readonly padArguments?: readonly string[]
  /** The bank has a standby, and there is a second bank. */
  readonly severalHosts?: boolean
  /** Whether tickets are drawn as well as written down. */
  readonly drawsTickets?: boolean
  /** A fuel pump that sells without a cashier. */
  readonly withPump?: boolean
  /** The engine's program, when it is not the product's own. */
  readonly command?: (options: Parameters<typeof startTillProcess>[0]) => readonly string[]
  /** An open browser to share; the stage opens and closes its own otherwise. */
  readonly browser?: Browser
  /** Looks at the page before the screen is opened in it. */
  readonly prepare?: (page: Page) => Promise<void>
}

const BUILT_SCREEN = join(import.meta.dirname, '../../out/renderer')
const UNTIL_TIMEOUT_MS = 20_000

/** Sets the stage: simulators, engine, served screen, page. What was opened is closed again when a part fails. */
export async function openStage(options: StageOptions): Promise<Stage> {
  const closers: (() => Promise<unknown>)[] = []
  const keep = <Value>(value: Value, close: (value: Value) => Promise<unknown>): Value => {
    closers.unshift(() => close(value))
    return value
  }
  const closeAll = async () => {
    for (const close of closers.splice(0)) await close().catch(() => {})
  }
  try {
    const { folder } = options
    mkdirSync(folder, { recursive: true })
    const simulators = await startSimulators(options, keep)
    const pump = options.withPump ? keep(await startPump(folder), (each) => each.stop()) : null
    const tillOptions = {
      dataFolder: join(folder, 'data'),
      training: true,
      padEndpoint: simulators.pad.endpoint,
      hostEndpoint: simulators.host.endpoint,
      ...otherHosts(simulators.host),
      printerEndpoint: simulators.printer.endpoint,
    }
    const till = keep(opened(await startTillProcess(tillOptions, options.command?.(tillOptions))), (each) =>
      each.close(),
    )
    const server = keep(await serveLoopback(readServedFiles(BUILT_SCREEN)), (each) => each.close())
    const page = await openScreen(options, till, server, keep)
    return { folder, ...simulators, pump, till, page, ...watch(till, page), close: closeAll }
  } catch (thrown) {
    await closeAll()
    throw thrown
  }
}

type Keep = <Value>(value: Value, close: (value: Value) => Promise<unknown>) => Value

async function startSimulators(
  { folder, padArguments = [], severalHosts = false, drawsTickets = false }: StageOptions,
  keep: Keep,
) {
  const stop = (each: SimulatorHandle) => each.stop()
  const [pad, host, printer] = await Promise.all([
    startSimulator('abecs-pad', [
      '--emitted',
      join(folder, 'pad-emitted.jsonl'),
      '--ksn-state',
      join(folder, 'pad-keys.json'),
      ...padArguments,
    ]),
    startSimulator('acquirer-host', [
      '--ledger',
      join(folder, 'host-ledger.jsonl'),
      ...(severalHosts ? OTHER_HOSTS : []),
    ]),
    startSimulator('escpos-printer', ['--out', join(folder, 'tickets'), ...(drawsTickets ? [] : ['--no-pictures'])]),
  ])
  return { pad: keep(pad, stop), host: keep(host, stop), printer: keep(printer, stop) }
}

async function openScreen(options: StageOptions, till: TillProcess, server: LoopbackServer, keep: Keep): Promise<Page> {
  const browser = options.browser ?? keep(await launchChromium(), (each) => each.close())
  const context = keep(
    await browser.newContext({
      viewport: { width: options.width ?? 1280, height: options.height ?? 800 },
      hasTouch: options.touch ?? false,
      locale: 'fr-FR',
    }),
    (each) => each.close(),
  )
  const page = await context.newPage()
  const endEvents = await openLoopback({ page, till, url: server.url })
  keep(endEvents, async (end) => end())
  await options.prepare?.(page)
  await page.goto(server.url)
  return page
}

function opened<Value>(result: Result<Value>): Value {
  if (!result.ok) throw new Error(errorSentence(result.error, 'en'))
  return result.value
}

function watch(till: TillProcess, page: Page): Pick<Stage, 'look' | 'until' | 'ask'> {
  const ask: Stage['ask'] = async (name, request) => {
    const envelope = await till.dispatch(name, request, { carrier: 'process' })
    if (!envelope.ok) throw new Error(`${name}: ${envelope.error.code} ${errorSentence(envelope.error, 'en')}`)
    return envelope.value as Response<typeof name>
  }
  const look = async () => snapshotSchema.parse(await ask('till.snapshot', {})).slices
  const until: Stage['until'] = async (what, holds, timeoutMs = UNTIL_TIMEOUT_MS) => {
    const deadline = Date.now() + timeoutMs
    for (;;) {
      const change = nextChange(till)
      const slices = await look().catch(() => null)
      if (slices && holds(slices)) {
        await drawn(page)
        return slices
      }
      if (Date.now() > deadline) {
        throw new Error(
          `${what}: not within ${timeoutMs} ms; payment ${JSON.stringify(slices?.payment)}, session ${slices?.session.kind}, sale ${slices?.sale.state}`,
        )
      }
      await change
    }
  }
  return { ask, look, until }
}

/**
 * What the till has told by now is on the screen: a key pressed before goes to the screen before. A page that is loading anew is not
 * waited for.
 */
async function drawn(page: Page): Promise<void> {
  await page.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))').catch(() => {})
}
