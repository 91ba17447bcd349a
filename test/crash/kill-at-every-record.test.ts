/**
 * Goal: whatever record of a card sale the engine dies at, the host's own ledger and the till agree after the restart,
 * and no payment is left open. Method: the real engine as a process on the real simulators; it kills itself by SIGKILL
 * before or after its n-th record; the product's own engine then opens the same data.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { CallName, Request, Response } from '#contract/api.ts'
import { hostLedgerLineSchema } from '#contract/tour-summary.ts'
import { snapshotSchema } from '#contract/views/till-view.ts'
import { startTillProcess, type TillProcess, tillProcessCommand } from '#main/carriers/process-endpoint.ts'
import { type SimulatorHandle, startSimulator } from '#simulators/process/simulator-client.ts'

const MORTAL = join(import.meta.dirname, '../support/crash/mortal-till.ts')
const folder = mkdtempSync(join(tmpdir(), 'comptoir-crash-'))
const ledgerFile = join(folder, 'ledger.jsonl')
let pad: SimulatorHandle
let host: SimulatorHandle
let printer: SimulatorHandle
let kills = 0
let agreements = 0

beforeAll(async () => {
  ;[pad, host, printer] = await Promise.all([
    startSimulator('abecs-pad'),
    startSimulator('acquirer-host', ['--ledger', ledgerFile]),
    startSimulator('escpos-printer', ['--out', join(folder, 'tickets')]),
  ])
})

afterAll(async () => {
  console.log(`crash: ${kills} engines killed, ledger and till agreed ${agreements} times`)
  await Promise.all([pad?.stop(), host?.stop(), printer?.stop()])
  rmSync(folder, { recursive: true, force: true })
})

async function openEngine(extra: readonly string[]): Promise<TillProcess> {
  const options = {
    dataFolder: join(folder, 'data'),
    training: true,
    padEndpoint: pad.endpoint,
    hostEndpoint: host.endpoint,
    printerEndpoint: printer.endpoint,
  }
  const [node = '', program = '', ...rest] = tillProcessCommand(options)
  const opened = await startTillProcess(options, [node, extra.length > 0 ? MORTAL : program, ...rest, ...extra])
  if (!opened.ok) throw new Error(opened.error.code)
  return opened.value
}

async function ask<Name extends CallName>(
  till: TillProcess,
  name: Name,
  request: Request<Name>,
): Promise<Response<Name>> {
  const envelope = await till.dispatch(name, request, { carrier: 'test' })
  if (!envelope.ok) throw new Error(`${name}: ${envelope.error.code}`)
  return envelope.value as Response<Name>
}

const look = async (till: TillProcess) => snapshotSchema.parse(await ask(till, 'till.snapshot', {})).slices

async function until<Value>(what: string, value: () => Promise<Value | false>): Promise<Value> {
  const deadline = Date.now() + 15_000
  for (;;) {
    const found = await value().catch(() => false as const)
    if (found !== false) return found
    if (Date.now() > deadline) throw new Error(`${what}: too late`)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

async function signIn(till: TillProcess): Promise<void> {
  const { session } = await look(till)
  if (session.kind === 'signed-in') return
  await ask(till, 'session.signIn', { userId: session.users[0]?.id ?? '', pin: '1111' })
}

/** Rings one product and asks for the card; the engine is expected to die somewhere on the way. */
async function payByCard(till: TillProcess): Promise<string> {
  await signIn(till)
  const { products } = await ask(till, 'catalogue.search', { text: 'pain' })
  await ask(till, 'sale.addProduct', { productId: products[0]?.id ?? '' })
  const { sale } = await look(till)
  await pad.command({ do: 'customer', plan: [{ card: 'cb-chip', how: 'insert', pin: '1234', afterMs: 1 }] })
  await till.dispatch('tender.card', { amountMinor: sale.totalMinor }, { carrier: 'test' })
  return sale.id
}

function hostNetMinor(): number {
  const text = readFileSync(ledgerFile, 'utf8').trim()
  const lines = text === '' ? [] : text.split('\n').map((line) => hostLedgerLineSchema.parse(JSON.parse(line)))
  return lines.reduce((sum, { amountMinor }) => sum + amountMinor, 0)
}

/** What the till says its customers paid by card, over all its sales. */
async function tillCardMinor(till: TillProcess): Promise<number> {
  await signIn(till)
  const { sales } = await ask(till, 'history.list', {})
  const tenders = [...sales.flatMap((sale) => sale.tenders), ...(await look(till)).sale.tenders]
  return tenders
    .filter(({ kind, outcome }) => kind === 'card' && outcome === 'approved')
    .reduce((sum, { amountMinor }) => sum + amountMinor, 0)
}

async function killAndCompare(record: number, moment: 'before' | 'after'): Promise<void> {
  const mortal = await openEngine(['--kill-at', String(record), '--kill-moment', moment])
  const saleId = await payByCard(mortal).catch(async (thrown: unknown) => {
    await mortal.close()
    throw thrown
  })
  await until('the death of the engine', async () => {
    const answer = await mortal.dispatch('till.snapshot', {}, { carrier: 'test' })
    return !answer.ok && answer.error.code === 'IPC_ENGINE_AWAY'
  })
  kills += 1
  await mortal.close()
  const till = await openEngine([])
  try {
    const { sale } = await until('the recovery', async () => {
      const slices = await look(till)
      const busy = slices.status.unresolvedPayments > 0 || slices.status.openReversals > 0
      return busy ? (false as const) : slices
    })
    expect(await tillCardMinor(till), `killed ${moment} record ${record}`).toBe(hostNetMinor())
    agreements += 1
    if (sale.id === saleId) await payInCash(till)
  } finally {
    await till.close()
  }
}

/** The ticket the kill left is still there and can be paid. */
async function payInCash(till: TillProcess): Promise<void> {
  await signIn(till)
  const { sale, payment } = await look(till)
  if (payment) await ask(till, 'payment.dismiss', {})
  await ask(till, 'tender.cash', { givenMinor: sale.remainingMinor })
  await until('the paid sale', async () => (await look(till)).lastSale?.id === sale.id)
}

const RECORDS_OF_A_SALE = 7
const RECORDS_OF_A_LOST_ANSWER = 8

describe('the engine killed at every record of a card sale', () => {
  for (let record = 1; record <= RECORDS_OF_A_SALE; record += 1) {
    for (const moment of ['before', 'after'] as const) {
      it(`agrees with the host: killed ${moment} record ${record} of ${RECORDS_OF_A_SALE}`, async () => {
        await killAndCompare(record, moment)
      }, 40_000)
    }
  }
})

describe('the engine killed while it reverses a lost answer', () => {
  for (let record = 6; record <= RECORDS_OF_A_LOST_ANSWER; record += 1) {
    for (const moment of ['before', 'after'] as const) {
      it(`agrees with the host: killed ${moment} record ${record} of ${RECORDS_OF_A_LOST_ANSWER}`, async () => {
        await host.command({ do: 'fault', on: '0210', kind: 'refuse' })
        await killAndCompare(record, moment)
      }, 40_000)
    }
  }
})
