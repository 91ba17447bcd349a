/**
 * Goal: a manager reads statements, sees each batch beside its money, decides what is open, and can take everything back.
 * Method: the desk on a real database with closed batches; statements as a bank writes them.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createDispatch, type Handlers } from '#contract/dispatch.ts'
import { LIMITS } from '#contract/limits.ts'
import { fail, succeed } from '#contract/result.ts'
import type { Role } from '#contract/views/user-view.ts'
import { settlementCalls } from '#main/handlers/settlement-calls.ts'
import { SettlementDesk } from '#payment/settlement/settlement-desk.ts'
import { openStore, type Store } from '#store/open-store.ts'
import { ManualClock } from '#test/support/payment/manual-clock.ts'
import { cfonbFile, type WrittenMovement } from '#test/support/settlement/cfonb-file.ts'
import { fixedSecretStore } from '#test/support/till/fixed-ports.ts'

let folder: string
let store: Store
let desk: SettlementDesk
const clock = new ManualClock()
const BY = 'Claire D.'

function open(): void {
  store = openStore({ folder, secretStore: fixedSecretStore(), clock })
  let lastId = 0
  desk = new SettlementDesk({
    book: store.settlementBook,
    clock,
    currency: () => 'EUR',
    newId: () => {
      lastId += 1
      return `import-${lastId}`
    },
    bankOf: (acquirerId) => (acquirerId === 'main' ? 'Banque' : acquirerId),
  })
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'comptoir-settlement-'))
  open()
})
afterEach(() => {
  store.close()
  rmSync(folder, { recursive: true, force: true })
})

const side = (debitMinor: number, creditMinor = 0) => ({ debitCount: 1, debitMinor, creditCount: 0, creditMinor })

/** Closes the batch in hand on that day with what till and host counted. */
async function closeBatch(on: string, tillMinor: number, hostMinor: number | null = tillMinor): Promise<string> {
  const journal = store.paymentJournal
  const { acquirerId, number } = await journal.batch('main')
  await journal.commitBatch({
    acquirerId,
    number,
    at: `${on}T19:00:00.000Z`,
    kind: 'closed',
    result: 'balanced',
    till: tillMinor === 0 ? {} : { cb: side(tillMinor + 100, 100) },
    host: hostMinor === null ? null : { cb: side(hostMinor) },
    advance: true,
  })
  return number
}

const statement = (name: string, ...movements: readonly WrittenMovement[]) => ({
  name,
  content: cfonbFile({ from: '2026-11-15', to: '2026-11-30', movements }),
})
const credit = (on: string, minor: number, label = 'REM CB'): WrittenMovement => ({ on, minor, label })
const statuses = async () =>
  (await desk.view()).rows.map(({ status, cause, batch, line }) => [status, cause, batch?.number, line?.amountMinor])

describe('a statement', () => {
  const file = statement(
    'releve-novembre.txt',
    credit('2026-11-23', 5_000),
    credit('2026-11-25', -35, 'COMMISSION CB'),
    {
      on: '2026-11-26',
      minor: -90_000,
      label: 'VIR LOYER',
    },
  )

  it('is looked at before anything is kept, line by line where it is not about cards', async () => {
    expect(await desk.look(file)).toEqual({
      ok: true,
      value: {
        from: '2026-11-15',
        to: '2026-11-30',
        remittances: { count: 1, amountMinor: 5_000 },
        fees: { count: 1, amountMinor: -35 },
        others: [{ line: 4, bookedOn: '2026-11-26', amountMinor: -90_000, label: 'VIR LOYER' }],
        othersCount: 1,
        knownCount: 0,
        isKnownFile: false,
      },
    })
    expect((await desk.view()).imports).toEqual([])
  })

  it('is set beside the batches, keeps nothing but card lines, and is there after a restart', async () => {
    await closeBatch('2026-11-22', 5_000)
    expect(await desk.read(file, BY)).toEqual({ ok: true, value: null })
    store.close()
    open()
    const { imports, rows, totals } = await desk.view()
    expect(imports).toMatchObject([
      {
        fileName: 'releve-novembre.txt',
        readBy: BY,
        from: '2026-11-15',
        to: '2026-11-30',
        cardLines: 2,
        otherLines: 1,
      },
    ])
    expect(rows).toMatchObject([
      { status: 'fee-only', isOpen: false },
      {
        status: 'matched',
        isOpen: false,
        batch: { number: '000001', tillMinor: 5_000 },
        line: { fileName: 'releve-novembre.txt' },
      },
    ])
    expect(totals).toEqual({
      matched: { count: 1, amountMinor: 5_000 },
      open: { count: 0, amountMinor: 0 },
      feesMinor: 35,
      paidMinor: 5_000,
    })
    expect(JSON.stringify(await store.settlementBook.lines())).not.toContain('LOYER')
  })

  it('read twice changes nothing; a longer one brings only what is new', async () => {
    await desk.read(file, BY)
    await desk.read({ ...file, name: 'again.txt' }, BY)
    expect((await desk.view()).imports).toHaveLength(1)
    const month = statement('mois.txt', credit('2026-11-23', 5_000), credit('2026-11-24', 7_000))
    expect(await desk.look(month)).toMatchObject({ value: { knownCount: 1, isKnownFile: false } })
    await desk.read(month, BY)
    expect(await statuses()).toHaveLength(3)
    expect(await desk.look(file)).toMatchObject({ value: { isKnownFile: true } })
  })

  it('is taken back as if it had never been, except what another file holds', async () => {
    await desk.read(file, BY)
    await desk.read(statement('mois.txt', credit('2026-11-23', 5_000)), BY)
    const [newest, oldest] = (await desk.view()).imports
    expect(await desk.undo(oldest?.id ?? '')).toEqual({ ok: true, value: null })
    expect((await desk.view()).rows).toMatchObject([{ line: { amountMinor: 5_000, fileName: 'mois.txt' } }])
    await desk.undo(newest?.id ?? '')
    expect(await desk.view()).toMatchObject({ imports: [], rows: [] })
    expect(await desk.undo('gone')).toMatchObject({ error: { code: 'SETTLEMENT_NOT_FOUND' } })
  })

  it('that cannot be read keeps nothing', async () => {
    for (const act of [desk.look({ name: 'x', content: 'x' }), desk.read({ name: 'x', content: 'x' }, BY)])
      expect(await act).toMatchObject({ error: { code: 'SETTLEMENT_FILE_INVALID', details: { line: 1 } } })
    expect((await desk.view()).imports).toEqual([])
  })

  it('that would be one card line too many is refused whole', async () => {
    const lines = Array.from({ length: LIMITS.settlementCardLines }, (_, index) => credit('2026-11-23', index + 1))
    await desk.read(statement('full.txt', ...lines), BY)
    expect(await desk.read(statement('more.txt', credit('2026-11-24', 1)), BY)).toMatchObject({
      error: { code: 'SETTLEMENT_FULL' },
    })
    expect(await desk.read(statement('same.txt', credit('2026-11-23', 1)), BY)).toMatchObject({ ok: true })
  })
})

describe('a manager', () => {
  const LINE = 'the key of the only line'
  const keyOf = async (minor: number) =>
    (await store.settlementBook.lines()).find(({ amountMinor }) => amountMinor === minor)?.key ?? LINE

  it('chooses between two lines, and the other is none of ours; both can be taken back', async () => {
    const number = await closeBatch('2026-11-22', 5_000)
    await desk.read(statement('r', credit('2026-11-22', 5_000), credit('2026-11-23', 5_000)), BY)
    const [row] = (await desk.view()).rows
    expect(row).toMatchObject({ status: 'ambiguous', isOpen: true, candidates: { length: 2 } })
    const [chosen, other] = row?.candidates.map(({ key }) => key) ?? []
    if (!chosen || !other) throw new Error('two candidates')
    const batch = { acquirerId: 'main', number }
    expect(await desk.decide({ lineKey: chosen, batch }, BY)).toEqual({ ok: true, value: null })
    expect(await desk.decide({ lineKey: other, batch: null }, BY)).toEqual({ ok: true, value: null })
    expect((await desk.view()).totals.open.count).toBe(0)
    expect((await desk.view()).rows.map(({ decidedBy }) => decidedBy)).toEqual([BY, BY])
    await desk.reopen(other)
    await desk.reopen(chosen)
    expect((await desk.view()).rows[0]?.status).toBe('ambiguous')
  })

  it('accepts a difference, and pairs what came weeks late', async () => {
    const first = await closeBatch('2026-11-16', 5_000)
    const second = await closeBatch('2026-11-22', 4_000, 4_200)
    await desk.read(statement('r', credit('2026-11-28', 4_900), credit('2026-11-23', 4_200)), BY)
    expect(await statuses()).toEqual([
      ['only-theirs', 'no-batch', undefined, 4_900],
      ['amount-differs', 'bank-counted-otherwise', second, 4_200],
      ['only-ours', 'missing', first, undefined],
    ])
    expect((await desk.view()).rows[2]?.candidates.map(({ amountMinor }) => amountMinor)).toEqual([4_900])
    await desk.decide({ lineKey: await keyOf(4_900), batch: { acquirerId: 'main', number: first } }, BY)
    await desk.decide({ lineKey: await keyOf(4_200), batch: { acquirerId: 'main', number: second } }, BY)
    const { rows, totals } = await desk.view()
    expect(rows.map(({ isOpen, differenceMinor }) => [isOpen, differenceMinor])).toEqual([
      [false, 200],
      [false, -100],
    ])
    expect(totals.open.count).toBe(0)
  })

  it('decides nothing about what is not there or is taken', async () => {
    const number = await closeBatch('2026-11-22', 5_000)
    await closeBatch('2026-11-22', 0)
    await desk.read(statement('r', credit('2026-11-22', 5_000), credit('2026-11-20', 10)), BY)
    const notFound = { error: { code: 'SETTLEMENT_NOT_FOUND' } }
    const batch = { acquirerId: 'main', number }
    expect(await desk.decide({ lineKey: 'gone', batch }, BY)).toMatchObject(notFound)
    expect(await desk.decide({ lineKey: await keyOf(10), batch }, BY)).toMatchObject(notFound)
    expect(await desk.decide({ lineKey: await keyOf(5_000), batch: null }, BY)).toMatchObject(notFound)
    expect(
      await desk.decide({ lineKey: await keyOf(10), batch: { acquirerId: 'main', number: '000009' } }, BY),
    ).toMatchObject(notFound)
    expect(await statuses()).toHaveLength(2)
  })

  it('alone sees and does all this', async () => {
    const as = (role: Role | null) =>
      createDispatch(
        settlementCalls(desk, () =>
          role === null ? fail('SESSION_LOCKED') : role === 'manager' ? succeed(BY) : fail('SESSION_NOT_ALLOWED'),
        ) as Handlers,
        String,
      )
    const requests = {
      'settlement.view': {},
      'settlement.look': { name: 'x', content: '' },
      'settlement.read': { name: 'x', content: '' },
      'settlement.undo': { importId: 'x' },
      'settlement.decide': { lineKey: 'x', batch: null },
      'settlement.reopen': { lineKey: 'x' },
    }
    for (const [name, request] of Object.entries(requests)) {
      expect(await as(null)(name, request, { carrier: 'test' })).toMatchObject({ error: { code: 'SESSION_LOCKED' } })
      expect(await as('cashier')(name, request, { carrier: 'test' })).toMatchObject({
        error: { code: 'SESSION_NOT_ALLOWED' },
      })
    }
    expect(await as('manager')('settlement.view', {}, { carrier: 'test' })).toMatchObject({ value: { rows: [] } })
    expect(
      await as('manager')(
        'settlement.look',
        { name: 'x', content: 'x'.repeat(LIMITS.statementCharsMax + 1) },
        { carrier: 'test' },
      ),
    ).toMatchObject({ error: { code: 'IPC_BAD_REQUEST' } })
  })
})

it('lists no more batches than the limit, the newest of them', async () => {
  for (const day of ['20', '21', '22']) await closeBatch(`2026-11-${day}`, 1_000)
  expect((await store.settlementBook.closedBatches(2)).map(({ number }) => number)).toEqual(['000003', '000002'])
})
