import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Request, Response } from '#contract/api.ts'
import type { Caller, Handlers } from '#contract/dispatch.ts'
import { type Failure, fail, type Result, succeed } from '#contract/result.ts'
import { codeTendersOf, SHIPPED_CARD_PRODUCTS } from '#main/compose/card-product-settings.ts'
import { openDatabase } from '#store/open-database.ts'
import { assembleStore, DATABASE_FILE_NAME, type Store } from '#store/open-store.ts'
import type { TillCallName } from '#till/calls/call-names.ts'
import type { KitchenStation } from '#till/kitchen/kitchen-order.ts'
import type { PrinterChoice } from '#till/papers/printer-choice.ts'
import type { ApprovedCardPart } from '#till/ports/approved-card-part.ts'
import type { CardPaymentPort, CardPaymentStart } from '#till/ports/card-payment.port.ts'
import type { FiscalSignerPort } from '#till/ports/fiscal-signer.port.ts'
import type { ProductImportsPort } from '#till/ports/product-imports.port.ts'
import type { CounterScalePort } from '#till/ports/scale.port.ts'
import type { CardExtraSettings } from '#till/ports/settings.port.ts'
import type { WrittenFilesPort } from '#till/ports/written-files.port.ts'
import { seedShop } from '#till/seed/seed-shop.ts'
import { trainingSeed } from '#till/seed/training-seed.ts'
import { createTill, type Till, type TillSliceName } from '#till/till.ts'
import { counting, fixedSecretStore, type TestClock, testClock, testSigner } from './fixed-ports.ts'
import '#test/support/quick-hashes.ts'

const CALLER: Caller = { carrier: 'test' }

/** A card side that does what the test says and remembers what it was asked. */
export interface ScriptedCards extends CardPaymentPort {
  readonly starts: (CardPaymentStart & { readonly reservationId?: string })[]
  readonly givenBack: string[]
  unresolved: boolean
  refuseStart: Failure | null
  /** Holds a start up until it resolves. */
  beforeStart: () => Promise<void>
  refuseGiveBack: Failure | null
}

function scriptedCards(): ScriptedCards {
  const cards: ScriptedCards = {
    starts: [],
    givenBack: [],
    unresolved: false,
    refuseStart: null,
    beforeStart: async () => undefined,
    refuseGiveBack: null,
    start: async (request) => {
      await cards.beforeStart()
      if (cards.refuseStart !== null) return { ok: false, error: cards.refuseStart }
      cards.starts.push(request)
      const paymentId = `${request.saleId}-pay-${request.attempt}`
      return succeed({ paymentId, paymentNumber: `P-2-${String(cards.starts.length).padStart(6, '0')}` })
    },
    complete: (request) => cards.start(request),
    code: (request) => cards.start(request),
    terminal: (request) => cards.start(request),
    cancel: async () => fail('PAYMENT_NOT_OPEN'),
    isUnresolved: () => cards.unresolved,
    giveBack: async (paymentId) => {
      if (cards.refuseGiveBack !== null) return { ok: false, error: cards.refuseGiveBack }
      cards.givenBack.push(paymentId)
      return succeed(null)
    },
  }
  return cards
}

export interface TestTill {
  readonly till: Till
  readonly store: Store
  readonly folder: string
  readonly cards: ScriptedCards
  readonly clock: TestClock
  readonly signer: FiscalSignerPort
  /** Slices in the order they changed. */
  readonly changes: TillSliceName[]
  call<Name extends TillCallName>(name: Name, request: Request<Name>): Promise<Result<Response<Name>>>
  /** Limits the database to the pages it has: the next one it needs meets a full disk. */
  fillDisk(): void
  freeDisk(): void
  /** Changes the database as somebody with the file in hand could. */
  corrupt(sql: string): void
  /** How SQLite would answer. */
  explain(sql: string): string[]
  /** Ends everything and opens the same folder again, as after a restart. */
  reopen(): Promise<TestTill>
  close(): void
}

interface TestTillOptions {
  readonly folder?: string
  readonly clock?: TestClock
  readonly signer?: FiscalSignerPort
  readonly nextId?: () => string
  readonly cardExtras?: CardExtraSettings
  readonly kitchenStations?: () => readonly KitchenStation[]
  readonly printers?: () => readonly PrinterChoice[]
  readonly scale?: CounterScalePort
  /** Stands in front of the imports of articles, for whoever wants to end with one of their steps. */
  readonly imports?: (port: ProductImportsPort) => ProductImportsPort
  readonly writtenFiles?: WrittenFilesPort
  readonly onPrintJobs?: () => void
  readonly giveUpPaper?: (jobId: string) => Promise<boolean>
}

let seeded: Promise<ReadonlyMap<string, Buffer>> | null = null

/** Setting a shop up hashes every code: done once per test file, every folder gets the same bytes. */
export async function copyOfSeededFolder(): Promise<string> {
  seeded ??= seededFiles()
  const folder = mkdtempSync(join(tmpdir(), 'comptoir-till-'))
  for (const [name, bytes] of await seeded) writeFileSync(join(folder, name), bytes)
  return folder
}

async function seededFiles(): Promise<ReadonlyMap<string, Buffer>> {
  const folder = mkdtempSync(join(tmpdir(), 'comptoir-seed-'))
  const opened = openDatabase({ folder, fileName: DATABASE_FILE_NAME })
  const store = assembleStore(opened, { secretStore: fixedSecretStore(), clock: testClock() })
  await seedShop(store, trainingSeed('EUR'))
  // Tests change people in the middle of a ticket to see what each may do with it.
  await store.settings.savePreferences({ ...(await store.settings.preferences()), ticketOnSwitch: 'stays' })
  store.close()
  const files = new Map(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name))]))
  rmSync(folder, { recursive: true, force: true })
  return files
}

/** A till on a real database in a folder of its own, with the training shop. */
export async function openTestTill(options: TestTillOptions = {}): Promise<TestTill> {
  const folder = options.folder ?? (await copyOfSeededFolder())
  const clock = options.clock ?? testClock()
  const signer = options.signer ?? testSigner()
  const nextId = options.nextId ?? counting('t')
  const opened = openDatabase({ folder, fileName: DATABASE_FILE_NAME })
  const store = assembleStore(opened, { secretStore: fixedSecretStore(), clock })
  const cards = scriptedCards()
  const changes: TillSliceName[] = []
  const till = await createTill({
    ...store,
    commitPaidSale: store.commitPaidSale,
    cardPayments: cards,
    codeTenders: codeTendersOf(SHIPPED_CARD_PRODUCTS),
    fiscalSigner: signer,
    clock,
    nextId,
    layOut: (document) => ({ columns: 42, rows: [textRow(document.kind)] }),
    ...(options.cardExtras && { cardExtras: options.cardExtras }),
    ...(options.kitchenStations && { kitchenStations: options.kitchenStations }),
    ...(options.printers && { printers: options.printers }),
    ...(options.scale && { scale: options.scale }),
    ...(options.imports && { productImports: options.imports(store.productImports) }),
    ...(options.writtenFiles && { writtenFiles: options.writtenFiles }),
    training: true,
    softwareVersion: '0.1.0',
    onChange: (slice) => changes.push(slice),
    onPrintJobs: options.onPrintJobs ?? (() => undefined),
    ...(options.giveUpPaper && { giveUpPaper: options.giveUpPaper }),
  })
  const close = (): void => store.close()
  return {
    till,
    store,
    folder,
    cards,
    clock,
    signer,
    changes,
    call: (name, request) => callOf(till.calls, name, request),
    fillDisk: () => {
      const pages = Number(opened.db.pragma('page_count', { simple: true }))
      opened.db.pragma(`max_page_count = ${pages}`)
    },
    freeDisk: () => void opened.db.pragma('max_page_count = 1073741823'),
    corrupt: (sql) => void opened.db.exec(sql),
    explain: (sql) =>
      opened.db
        .prepare<[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`)
        .all()
        .map(({ detail }) => detail),
    reopen: async () => {
      close()
      return openTestTill({ ...options, folder, clock, signer, nextId })
    },
    close: () => {
      close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function callOf<Name extends TillCallName>(
  calls: Pick<Handlers, TillCallName>,
  name: Name,
  request: Request<Name>,
): Promise<Result<Response<Name>>> {
  const handler = calls[name] as (request: Request<Name>, caller: Caller) => Promise<Result<Response<Name>>>
  return handler(request, CALLER)
}

function textRow(text: string) {
  return { kind: 'text', text, bold: false, double: false, align: 'left' } as const
}

/** An approval for a payment the scripted cards started. */
export function approvalOf(saleId: string, paymentId: string, amountMinor: number): ApprovedCardPart {
  return {
    saleId,
    paymentId,
    paymentNumber: 'P-2-000001',
    amountMinor,
    startedAt: '2026-11-22T13:31:00.000Z',
    approvedAt: '2026-11-22T13:31:04.500Z',
    entryMode: 'chip',
    fallback: false,
    scheme: 'visa',
    maskedPan: '411111******1111',
    applicationId: 'A0000000031010',
    applicationLabel: 'VISA CREDIT',
    terminalId: 'TILL0002',
    merchantId: '000000000000001',
    contract: '1234567',
    batchNumber: '000032',
    stan: '000042',
    retrievalReference: '123456789012',
    approvalCode: 'A12345',
    responseCode: '00',
    cryptogramHex: 'DEADBEEFDEADBEEF',
    terminalVerificationResultsHex: '0000008000',
    transactionStatusHex: 'E800',
    issuerDataHex: null,
    cardholderVerification: 'pin-online',
    offline: null,
  }
}
