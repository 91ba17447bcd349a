/**
 * Goal: the file is one a spreadsheet opens as it is meant and never runs; it is whole or it is not there; it stops
 * when told. Method: a search over rows in memory, real files.
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { LOCALES } from '#contract/locale.ts'
import type { ExplorerExport } from '#contract/views/explorer-view.ts'
import { CSV_MARK, csvLine } from '#main/explorer/csv.ts'
import { PaymentExport } from '#main/explorer/payment-export.ts'
import type { FoundPayment, PaymentFilter, PaymentSearchPort } from '#payment/ports/payment-search.port.ts'

const FILTER: PaymentFilter = {
  fromMs: null,
  beforeMs: null,
  amountFromMinor: null,
  amountToMinor: null,
  exact: {},
  anyOf: null,
}

function rowOf(sequence: number, change: Partial<FoundPayment> = {}): FoundPayment {
  return {
    paymentId: `pay-${sequence}`,
    number: `P-2-${String(sequence).padStart(6, '0')}`,
    saleId: 'sale-1',
    startedMs: Date.parse('2026-11-22T13:38:07.112Z') - sequence,
    sequence,
    amountMinor: 123_456,
    currency: 'EUR',
    outcome: 'approved',
    operation: 'sale',
    scheme: 'cb',
    cardTail: '4821',
    entryMode: 'chip',
    stan: '004322',
    terminalId: 'TILL0002',
    acquirerId: 'cb-nord',
    retrievalReference: '632614004322',
    approvalCode: 'A04821',
    responseCode: '00',
    cashierId: 'ines',
    cashierName: 'Inès M.',
    ...change,
  }
}

function searchOver(rows: readonly FoundPayment[], onPage: () => void = () => {}): PaymentSearchPort {
  return {
    page: async ({ from, limit }) => {
      onPage()
      const start = from === null ? 0 : rows.findIndex(({ sequence }) => sequence === from.sequence) + 1
      return { rows: rows.slice(start, start + limit), more: start + limit < rows.length }
    },
    sums: async () => [{ currency: 'EUR', operation: 'sale', outcome: 'approved', count: rows.length, amountMinor: 0 }],
    choices: async () => ({ terminalIds: [], acquirerIds: [], cashiers: [] }),
    found: async () => null,
    saleNumber: async () => '2-004316',
  }
}

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'comptoir-export-'))
})
afterEach(() => {
  rmSync(folder, { recursive: true, force: true })
})

function open(search: PaymentSearchPort, path = join(folder, 'exports')) {
  const seen: ExplorerExport[] = []
  const exports: PaymentExport = new PaymentExport({
    search,
    folder: path,
    now: () => '2026-11-22T13:40:00.000Z',
    local: (iso) => ({ date: iso.slice(0, 10), time: iso.slice(11, 19) }),
    onChange: () => {
      const view = exports.view()
      if (view) seen.push(view)
    },
  })
  return { exports, seen }
}

const linesOf = (path: string) => readFileSync(path, 'utf8').replace(CSV_MARK, '').split('\r\n')

describe('a cell', () => {
  it.each([
    ['=1+1', "'=1+1"],
    ['+33 1 23', "'+33 1 23"],
    ['-2', "'-2"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['＝1+1', "'＝1+1"],
    ['\t=1', "'\t=1"],
    ['=HYPERLINK("x";"y")', '"\'=HYPERLINK(""x"";""y"")"'],
    ['Inès "Nès" M.', '"Inès ""Nès"" M."'],
    ['two\r\nlines', '"two\r\nlines"'],
    ['a;b', '"a;b"'],
  ])('%j is a text and runs nothing', (text, written) => {
    expect(csvLine([text], 'fr')).toBe(`${written}\r\n`)
  })

  it('with an amount stays a number in the language of the till, negative ones too', () => {
    const cells = [{ amountMinor: -2_490, currency: 'EUR' }, { amountMinor: 5, currency: 'PLN' }, 'a,b'] as const
    expect(csvLine(cells, 'fr')).toBe('-24,90;0,05;a,b\r\n')
    expect(csvLine(cells, 'en')).toBe('-24.90,0.05,"a,b"\r\n')
  })
})

describe('an export', () => {
  it('is one line per payment under the names of its columns, in each language', async () => {
    const refund = rowOf(2, { operation: 'refund', outcome: 'unknown', scheme: null, cardTail: null, entryMode: null })
    for (const locale of LOCALES) {
      const { exports } = open(searchOver([rowOf(1), refund]), join(folder, locale))
      await exports.run(FILTER, locale)
      const path = exports.view()?.path ?? ''
      const [head = '', first = '', second = '', end] = linesOf(path)
      const cells = locale === 'en' ? ',' : ';'
      expect(head.split(cells)).toHaveLength(18)
      expect(new Set(head.split(cells)).size).toBe(18)
      expect(first.split(cells)).toHaveLength(18)
      expect(first).toContain(locale === 'en' ? '1234.56' : '1234,56')
      expect(second).toContain(locale === 'en' ? '-1234.56' : '-1234,56')
      expect(end).toBe('')
      expect(statSync(path).mode & 0o777).toBe(0o600)
      expect(readFileSync(path, 'utf8').startsWith(CSV_MARK)).toBe(true)
    }
  })

  it('goes page by page and says how far it is', async () => {
    const rows = Array.from({ length: 601 }, (_, index) => rowOf(index + 1))
    const { exports, seen } = open(searchOver(rows))
    await exports.run(FILTER, 'fr')
    expect(exports.view()).toMatchObject({ state: 'done', done: 601, total: 601, failure: null })
    expect([...new Set(seen.map(({ done }) => done))]).toEqual([0, 250, 500, 601])
    const numbers = linesOf(exports.view()?.path ?? '').slice(1, -1)
    expect(numbers.map((line) => line.split(';')[0])).toEqual(rows.map(({ number }) => number))
  })

  it('that is stopped leaves nothing behind, and the next one begins anew', async () => {
    const rows = Array.from({ length: 900 }, (_, index) => rowOf(index + 1))
    let pages = 0
    const search = searchOver(rows, () => {
      pages += 1
      if (pages === 2) exports.cancel()
    })
    const { exports } = open(search)
    await exports.run(FILTER, 'fr')
    expect(exports.view()).toMatchObject({ state: 'cancelled', path: null })
    expect(pages).toBe(2)
    expect(readdirSync(join(folder, 'exports'))).toEqual([])
    await exports.run(FILTER, 'fr')
    expect(exports.view()).toMatchObject({ state: 'done', done: 900 })
  })

  it('that the disk refuses says so and leaves nothing behind', async () => {
    writeFileSync(join(folder, 'taken'), 'a file')
    const { exports } = open(searchOver([rowOf(1)]), join(folder, 'taken', 'exports'))
    await exports.run(FILTER, 'fr')
    const view = exports.view()
    expect(view).toMatchObject({ state: 'failed', path: null })
    expect(view?.failure?.code).toBe('STORE_NOT_WRITABLE')
  })
})
