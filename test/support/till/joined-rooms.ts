import { rmSync } from 'node:fs'
import type { PaperOutlet } from '#hardware/printers/spool-worker.ts'
import { BackgroundWork } from '#main/compose/background-work.ts'
import { joinRooms, recover } from '#main/compose/join-rooms.ts'
import { besideTrials } from '#main/compose/open-devices.ts'
import type { TerminalDirectory } from '#payment/ports/terminal-directory.port.ts'
import type { CardProduct } from '#payment/products/card-products.ts'
import { soleAcquirer } from '#payment/routing/acquirer-directory.ts'
import { openStore, type Store } from '#store/open-store.ts'
import { BENCH_TERMINAL, NEVER_OFFLINE } from '#test/support/payment/bench-till.ts'
import { LedgerHost } from '#test/support/payment/ledger-host.ts'
import { ManualClock, settle } from '#test/support/payment/manual-clock.ts'
import { ScriptedPad } from '#test/support/payment/scripted-pad.ts'
import { paperText } from '#test/support/tickets/documents.ts'
import { counting, fixedSecretStore, testSigner } from '#test/support/till/fixed-ports.ts'
import { copyOfSeededFolder } from '#test/support/till/open-test-till.ts'
import type { PrinterChoice } from '#till/papers/printer-choice.ts'
import type { FiscalSignerPort } from '#till/ports/fiscal-signer.port.ts'
import { layOut } from '#till/tickets/lay-out.ts'

export const CALLER = { carrier: 'test' } as const

const kitchensOf = (printers: readonly PrinterChoice[]) => ({
  choices: () => printers,
  stations: () => [],
  tillShare: () => ({ allBut: [] }),
  notify: () => {},
  giveUp: async () => false,
})

/** Till, engine and store joined as the program joins them, on a real disk; the bank is a ledger, time goes by hand. */
export async function openJoinedRooms({
  terminals,
  printers,
  life,
  ...parts
}: {
  /** The one before, which was killed: its disk and its bank. */
  readonly life?: {
    readonly number: number
    readonly folder: string
    readonly host: LedgerHost
    readonly fiscalSigner: FiscalSignerPort
  }
  readonly cardProducts?: readonly CardProduct[]
  readonly terminals?: TerminalDirectory
  /** That a person may choose from. */
  readonly printers?: readonly PrinterChoice[]
} = {}): Promise<JoinedRooms> {
  const folder = life?.folder ?? (await copyOfSeededFolder())
  const clock = new ManualClock()
  const host = life?.host ?? new LedgerHost()
  const fiscalSigner = life?.fiscalSigner ?? testSigner()
  const pad = new ScriptedPad()
  const unexpected: unknown[] = []
  const store = openStore({ folder, secretStore: fixedSecretStore(), clock })
  const background = new BackgroundWork((thrown) => unexpected.push(thrown))
  const log = { info: () => {}, warn: () => {}, unexpected: (thrown: unknown) => String(unexpected.push(thrown)) }
  const newId = counting(`t${life?.number ?? ''}`)
  const ground = { store, fiscalSigner, clock, log, training: true, newId, ...parts }
  const rooms = await joinRooms(ground, {
    acquirers: soleAcquirer({ terminal: BENCH_TERMINAL, offline: NEVER_OFFLINE, primary: host }),
    pad,
    ...(terminals && { terminals }),
    ...(printers && { kitchens: kitchensOf(printers) }),
    printer: { alias: 'Printer', onTrouble: () => () => {} } as unknown as PaperOutlet,
    desk: { paymentEnded: () => {} },
    testSales: { settled: () => {}, signatureAsked: () => {} },
    cardPayments: (engine) => besideTrials(engine, { isPadAtWork: () => false }),
    touch: () => {},
    background,
  })
  await recover(rooms, { log, store })
  await rooms.till.calls['session.signIn']({ userId: 'claire', pin: '3333' }, CALLER)
  return {
    ...rooms,
    store,
    host,
    pad,
    clock,
    newId,
    /** What was asked for has come as far as it goes by itself. */
    come: async () => {
      for (let turn = 0; turn < 5; turn += 1) await settle()
    },
    /** Papers of a sale, or of a payment that belongs to none, as they would be printed. */
    papersOf: async (saleId: string) => {
      const jobs = await store.printSpool.jobsOfSale(saleId)
      return jobs.map(({ document }) => paperText(layOut(document, 42)).join('\n'))
    },
    /** Ends it as a kill does, and starts it again on the same disk, with the same bank. */
    kill: async () => {
      store.close()
      host.afterBooking = async () => {}
      const next = { number: (life?.number ?? 0) + 1, folder, host, fiscalSigner }
      return openJoinedRooms({ ...parts, ...(terminals && { terminals }), ...(printers && { printers }), life: next })
    },
    /** @returns what nobody expected. */
    close: async () => {
      await rooms.engine.close()
      await background.settled()
      store.close()
      rmSync(folder, { recursive: true, force: true })
      return unexpected
    },
  }
}

/** The joined rooms with what a test looks at. */
export interface JoinedRooms extends Rooms {
  readonly store: Store
  readonly host: LedgerHost
  readonly pad: ScriptedPad
  readonly clock: ManualClock
  readonly newId: () => string
  come(): Promise<void>
  papersOf(saleId: string): Promise<string[]>
  kill(): Promise<JoinedRooms>
  close(): Promise<unknown[]>
}

type Rooms = Awaited<ReturnType<typeof joinRooms>>
