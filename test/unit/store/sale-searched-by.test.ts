import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { insertRow, inTransaction } from '#store/database.ts'
import { type OpenedDatabase, openDatabase } from '#store/open-database.ts'
import { keepSaleSearchedBy } from '#store/sale-searched-by.ts'
import { Random } from '#test/world/random.ts'
import type { PaidSale } from '#till/ports/commit-paid-sale.port.ts'

/** Goal: whatever is on a ticket, it is looked for by what the view reads from it, so that the index can be filled from the view as it was. */

const SEED = Number(process.env.SEED ?? Date.now() % 1_000_000)

let folder: string
let opened: OpenedDatabase
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'comptoir-sale-searched-'))
  opened = openDatabase({ folder, fileName: 'till.db' })
  opened.db.pragma('synchronous = OFF')
  opened.db.exec(`INSERT INTO business_day (id, business_date, opened_at, opened_by, float_minor) VALUES ('d', 'd', '', '', 0);
    CREATE VIRTUAL TABLE said USING fts5 (
      words, keys, content = '', detail = 'column', tokenize = "unicode61 remove_diacritics 2"
    );
    CREATE VIRTUAL TABLE kept_terms USING fts5vocab ('sale_search', 'instance');
    CREATE VIRTUAL TABLE said_terms USING fts5vocab ('said', 'instance')`)
})
afterEach(() => {
  opened.close()
  rmSync(folder, { recursive: true, force: true })
})

const TEXTS = ['Œuf à la coque', 'ŁÓDŹ żytni', 'Straße ẞ', "L'Ærø & Ðór Þing", '', '2 €', '3760091720016', 'x']

/** A ticket with each of what it is looked for by there, null or left out. */
function someSale(random: Random, place: number): PaidSale {
  const text = () => random.pick(TEXTS)
  const maybe = (part: object) => (random.chance(50) ? part : {})
  const tender = () => ({
    kind: random.pick(['cash', 'card', 'account', 'other']),
    outcome: random.pick(['received', 'approved', 'declined', 'pending']),
    amountMinor: random.whole(-500, 5_000),
    paymentNumber: random.pick([null, 'P-2-000017']),
    cardTail: random.pick([null, '4821']),
    ...maybe({ tipMinor: 100 }),
    ...maybe({ cashbackMinor: 2_000 }),
    ...maybe({ isGiftCard: random.chance(50) }),
  })
  const several = <Item>(make: () => Item) => Array.from({ length: random.whole(0, 3) }, make)
  return {
    number: `2-${place}`,
    cashierId: 'ines',
    cashierName: text(),
    lines: several(() => ({ name: text(), barcode: random.pick([null, '3760091720023']) })),
    tenders: several(tender),
    totalMinor: random.whole(-500, 9_999),
    ...maybe({ returnOf: { saleId: 's', number: '2-1', way: 'cash' } }),
    ...maybe({ reference: text() }),
    ...maybe({ customerId: 'customer-1' }),
  } as unknown as PaidSale
}

test('says of each ticket what the view says, and no empty key', () => {
  const random = new Random(`sales searched ${SEED}`)
  for (let place = 1; place <= 40; place += 1) {
    const sale = someSale(random, place)
    inTransaction(opened.db, (db) => {
      const sql = "INSERT INTO paid_sale (id, number, day_id, at, total_minor, body) VALUES (?, ?, 'd', '', ?, ?)"
      const body = JSON.stringify(sale)
      keepSaleSearchedBy(db, insertRow(db, sql, `s${place}`, sale.number, sale.totalMinor, body), sale)
    })
  }
  opened.db.exec('INSERT INTO said (rowid, words, keys) SELECT sequence, words, keys FROM sale_fact')
  const terms = (of: 'kept' | 'said') =>
    opened.db.prepare(`SELECT DISTINCT term, doc, col FROM ${of}_terms ORDER BY doc, col, term`).all() as {
      term: string
      col: string
    }[]
  // The view has a bare mark in the place of a key that a ticket has not.
  const wanted = terms('said').filter(({ term, col }) => col === 'words' || term !== 'x')
  expect(terms('kept'), `seed ${SEED}`).toEqual(wanted)
  expect(wanted.length).toBeGreaterThan(300)
})
