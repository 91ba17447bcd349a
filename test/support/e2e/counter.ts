import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright'
import type { Locale } from '#contract/locale.ts'
import type { HostLedgerLine } from '#contract/tour-summary.ts'
import type { CompletedSaleView } from '#contract/views/sale-view.ts'
import type { SimulatorHandle } from '#simulators/process/simulator-client.ts'
import { openStage, type Stage } from '../../../tools/stage/stage.ts'
import { type Eyes, eyesOn } from './eyes.ts'
import type { Hands, HandsKind } from './hands.ts'
import { keyboardHands } from './keyboard-hands.ts'
import { type PageWatch, watchPage } from './page-watch.ts'
import { touchHands } from './touch-hands.ts'
import { wordsOf } from './words.ts'

/** A counter with a cashier at it: the real screen and engine, simulated devices, each in its own process. */
export interface Counter {
  readonly stage: Stage
  /** Of a cashier who reads French. */
  readonly hands: Hands
  handsIn(locale: Locale): Hands
  readonly eyes: Eyes
  readonly watch: PageWatch
  /** What the cardholders are charged in all, by the bank's own book, in minor units. */
  bankNetMinor(): Promise<number>
  /** The finished sales on disk, newest first. */
  salesOnDisk(): Promise<readonly CompletedSaleView[]>
  /** The pad's own display, without filling spaces. */
  padDisplay(): Promise<readonly string[]>
  /** The texts of every paper the printer gave out, oldest first. */
  papers(): Promise<readonly string[]>
  /**
   * A card that has just paid the same is charged again by a call, as flows use few cards and amounts. From here on the
   * question stays on the screen, for the hands to answer.
   */
  leaveRepeatsToHands(): void
  /** The same counter, where another simulated pad is the one that customers use. */
  withPad(pad: SimulatorHandle): Counter
  /** Ends a simulator after the till: one that still looks for its line could find another device there. */
  keepUntilClosed(simulator: SimulatorHandle): void
  close(): Promise<void>
}

/** Opens a counter in a folder of its own, in a context of its own of a shared browser. */
export async function openCounter(kind: HandsKind, browser: Browser): Promise<Counter> {
  const folder = mkdtempSync(join(tmpdir(), `comptoir-counter-${kind}-`))
  let watch: PageWatch | null = null
  const stage = await openStage({
    folder,
    browser,
    touch: kind === 'touch',
    prepare: async (page) => {
      watch = await watchPage(page)
    },
  }).catch((thrown) => {
    rmSync(folder, { recursive: true, force: true })
    throw thrown
  })
  if (!watch) throw new Error('the page was opened unwatched')
  const eyes = eyesOn(stage.page)
  const { host, printer } = stage
  const makeHands = kind === 'touch' ? touchHands : keyboardHands
  const handsIn = (locale: Locale) => makeHands(stage, eyes, wordsOf(locale))
  const displayOf = (pad: SimulatorHandle) => async () =>
    ((await pad.command({ do: 'display' })) as string[]).map((row) => row.trimEnd())
  const kept: SimulatorHandle[] = []
  const stopAnswering = stage.till.subscribe(({ slice, value }) => {
    if (slice !== 'payment' || value?.prompt !== 'confirm-repeat') return
    void stage.till.dispatch('payment.repeat', { again: true }, { carrier: 'process' })
  })
  const counter: Counter = {
    stage,
    eyes,
    watch,
    hands: handsIn('fr'),
    handsIn,
    bankNetMinor: async () =>
      ((await host.command({ do: 'ledger' })) as HostLedgerLine[]).reduce((sum, line) => sum + line.amountMinor, 0),
    salesOnDisk: async () => (await stage.ask('history.list', {})).sales,
    padDisplay: displayOf(stage.pad),
    papers: async () =>
      ((await printer.command({ do: 'tickets' })) as { files: { txt: string } }[]).map(({ files }) =>
        readFileSync(files.txt, 'utf8'),
      ),
    leaveRepeatsToHands: stopAnswering,
    withPad: (pad) => ({ ...counter, stage: { ...stage, pad }, padDisplay: displayOf(pad) }),
    keepUntilClosed: (simulator) => void kept.push(simulator),
    close: async () => {
      await stage.close()
      for (const simulator of kept) await simulator.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
  return counter
}
