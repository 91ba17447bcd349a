/** Goal: a simulated bank that is started again still knows its day: ledger, totals and duplicates. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { type BookedSale, HostLedger } from '#simulators/acquirer-host/ledger.ts'
import { readBook, writeBook } from '#simulators/acquirer-host/ledger-file.ts'

const folder = mkdtempSync(join(tmpdir(), 'comptoir-book-'))
const file = join(folder, 'book.json')
afterEach(() => rmSync(file, { force: true }))

const sale = (stan: string, state: BookedSale['state']): BookedSale => ({
  tid: 'TERM0001',
  stan,
  transmittedAt: '1122133300',
  batchNumber: '000001',
  scheme: 'cb',
  maskedPan: '411111******1111',
  amountMinor: 1_000,
  state,
  mti: '0200',
  responseCode: state === 'declined' ? '51' : '00',
  batchMinor: 1_000,
})

describe('the host’s book', () => {
  it('gives the same ledger and totals after a restart', () => {
    const before = new HostLedger()
    for (const state of ['approved', 'declined', 'approved'] as const)
      before.book(sale(`00000${before.sales().length + 1}`, state))
    before.reverse(sale('000003', 'approved'))
    writeBook(file, before.sales())
    const after = new HostLedger()
    after.takeUp(readBook(file))
    expect(after.lines()).toEqual(before.lines())
    expect(after.totals('TERM0001', '000001')).toEqual(before.totals('TERM0001', '000001'))
    expect(after.reverse(sale('000003', 'approved'))).toBeNull()
  })

  it('is empty without a file and refuses what is no book', () => {
    expect(readBook(file)).toEqual([])
    writeFileSync(file, '{"pan":"x"}')
    expect(() => readBook(file)).toThrow()
    rmSync(folder, { recursive: true, force: true })
  })
})
