/**
 * Goal: a file of articles changes exactly what its dry run said, while the till sells, and can be taken back as a whole.
 * Method: the till's own calls on a real database; kills are ends of the database in the middle of an import.
 */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { LIMITS } from '#contract/limits.ts'
import type { ArticleWork, ImportFormat, ImportReport } from '#contract/views/import-view.ts'
import { importOf, report, sendFile, settledWork, waitFor } from '#test/support/till/article-files.ts'
import { openTestTill, type TestTill } from '#test/support/till/open-test-till.ts'
import { CSV_MARK, exportHead, exportRow } from '#till/import/write-export.ts'

let desk: TestTill
beforeEach(async () => {
  desk = await openTestTill({ nextId: counted() })
  await desk.call('session.signIn', { userId: 'claire', pin: '3333' })
})
afterEach(() => desk.close())

function counted(): () => string {
  let number = 0
  return () => {
    number += 1
    return `n${number}`
  }
}

const record = (id: string) => desk.store.catalogue.record(id)
const byBarcode = async (barcode: string) => (await desk.store.catalogue.productByBarcode(barcode))?.product ?? null
const HEAD = 'Référence;Nom;Code-barres;Prix;TVA;Famille;Stock'

describe('a dry run', () => {
  it('counts, names every change and every problem, and writes nothing', async () => {
    const before = await desk.store.catalogue.recordsAfter(0, 1_000)
    const known = before.records.find(({ barcodes }) => barcodes.length > 0)
    const code = known?.barcodes[0]?.barcode ?? ''
    const format = await sendFile(
      desk,
      [
        HEAD,
        `;;${code};99,90;;;`,
        ';Confiture;3760001234596;4,20;5,5;Épicerie;12',
        ';Confiture;3760001234596;4,20;5,5;Épicerie;12',
        ';;;3;5,5;Épicerie;1',
        ';Prix faux;;-3;5,5;;',
        ';Taux faux;;3;7;;',
        '',
      ].join('\n'),
    )
    expect(format.columns).toEqual(['reference', 'name', 'barcodes', 'price', 'vat', 'family', 'stock'])
    const found = await report(desk, 'articles.check', format)
    expect(found.counts).toEqual({
      rows: 6,
      added: 1,
      changed: 1,
      unchanged: 0,
      refused: 4,
      pricesChanged: 1,
      familiesAdded: 0,
    })
    expect(found.changes).toEqual([
      {
        line: 2,
        name: known?.name,
        changes: [{ column: 'Prix TTC', before: expect.any(String), after: '99,90\u00a0€' }],
      },
    ])
    expect(found.problems.map(({ line, column }) => [line, column])).toEqual([
      [4, 'Codes-barres'],
      [5, 'Nom'],
      [6, 'Prix TTC'],
      [7, 'TVA %'],
    ])
    expect(found.problems[0]?.sentence).toContain('ligne 3')
    expect(await desk.store.catalogue.recordsAfter(0, 1_000)).toEqual(before)
    expect(desk.till.slice('articleWork').lastImport).toBeNull()
  })

  it('says the barcode that two articles of the catalogue and the file quarrel about', async () => {
    const { records } = await desk.store.catalogue.recordsAfter(0, 1_000)
    const [one, other] = records.filter(({ barcodes }) => barcodes.length > 0)
    const codes = [one, other].map((each) => each?.barcodes[0]?.barcode)
    const format = await sendFile(
      desk,
      [HEAD, `;X;${codes.join(' ')};1;;;`, `${one?.id};;${codes[1]};1;;;`, 'nouveau;;3760001234596;1;;;'].join('\n'),
    )
    const { problems } = await report(desk, 'articles.check', format)
    expect(problems.map(({ line }) => line)).toEqual([2, 3, 4])
    expect(problems[0]?.sentence).toContain(one?.name)
    expect(problems[1]?.sentence).toContain(other?.name)
  })

  it('can be stopped', async () => {
    const format = await sendFile(desk, manyRows(1_500))
    await desk.call('articles.check', { format })
    await desk.call('articles.cancel', {})
    expect((await settledWork(desk)).ended).toMatchObject({ kind: 'checking', outcome: 'cancelled' })
  })
})

const manyRows = (count: number): string =>
  [HEAD, ...Array.from({ length: count }, (_, row) => `a${row};Article ${row};;1,00;5,5;Lot;`)].join('\r\n')

describe('an import', () => {
  it('does what the dry run said, and says so of the same file afterwards', async () => {
    const text = [HEAD, 'miel-2;Miel de sapin;3760001234596;7,50;5,5;Miellerie;8', 'baguette;;;1,45;;;'].join('\n')
    const format = await sendFile(desk, text)
    const dry = await report(desk, 'articles.check', format)
    const done = await report(desk, 'articles.import', format)
    expect(done).toEqual(dry)
    expect(done.counts).toMatchObject({ added: 1, changed: 1, pricesChanged: 1, familiesAdded: 1 })
    const family = desk.till.slice('till').families.at(-1)
    expect(family).toMatchObject({ name: 'Miellerie' })
    expect(await record('miel-2')).toEqual({
      id: 'miel-2',
      name: 'Miel de sapin',
      barcodes: [{ barcode: '3760001234596', quantityMilli: 1_000 }],
      unit: 'piece',
      priceMinor: 750,
      vatBasisPoints: 550,
      familyId: family?.id,
      stockMilli: 8_000,
    })
    expect((await record('baguette'))?.priceMinor).toBe(145)
    expect((await importOf(desk, text)).counts).toMatchObject({ added: 0, changed: 0, unchanged: 2 })
  })

  it('puts changed prices into the fiscal chain, and the undo too', async () => {
    const before = (await desk.store.fiscalChain.last())?.sequence ?? 0
    await importOf(desk, [HEAD, 'baguette;;;1,45;;;'].join('\n'))
    await desk.call('articles.undoImport', {})
    await settledWork(desk)
    const records = await desk.store.fiscalChain.records({ afterSequence: before, limit: 10 })
    expect(records.map(({ body }) => JSON.parse(body))).toMatchObject([
      { event: 'articles-imported', changed: 1, pricesChanged: 1, userId: 'claire' },
      { event: 'articles-import-undone', cause: 'undone', userId: 'claire' },
    ])
  })

  it('lets the till sell in between', async () => {
    const format = await sendFile(desk, manyRows(1_500))
    await desk.call('articles.import', { format })
    let sold = 0
    while (desk.till.slice('articleWork').running !== null) {
      const added = await desk.call('sale.addProduct', { productId: 'baguette' })
      expect(added.ok).toBe(true)
      expect((await desk.call('tender.cash', { givenMinor: 50_000 })).ok).toBe(true)
      await desk.call('sale.next', {})
      sold += 1
      await new Promise((resolve) => setImmediate(resolve))
    }
    expect(sold).toBeGreaterThan(2)
    expect(desk.till.slice('articleWork').ended).toMatchObject({ kind: 'importing', outcome: 'done', count: 1_500 })
    expect(desk.till.slice('day').ticketCount).toBe(sold)
  })

  it('that is stopped is taken back as a whole', async () => {
    const before = await desk.store.catalogue.productCount()
    const format = await sendFile(desk, manyRows(1_500))
    await desk.call('articles.import', { format })
    await waitFor(desk, ({ running }) => (running?.done ?? 0) > 0)
    await desk.call('articles.cancel', {})
    const { ended, lastImport } = await settledWork(desk)
    expect(ended).toMatchObject({ kind: 'importing', outcome: 'cancelled' })
    expect(lastImport).toMatchObject({ state: 'undone', by: 'Claire D.' })
    expect(await desk.store.catalogue.productCount()).toBe(before)
    expect(desk.till.slice('till').families.map(({ name }) => name)).not.toContain('Lot')
  })

  it('that was cut off is taken back at the next start, and named', async () => {
    const baguette = await record('baguette')
    const before = await desk.store.catalogue.productCount()
    const format = await sendFile(
      desk,
      `${manyRows(1_500)}\r\nbaguette;;;9,99;;;`.replace(HEAD, `${HEAD}\r\nbaguette;;;8,88;;;`),
    )
    await desk.call('articles.import', { format })
    await waitFor(desk, ({ running }) => (running?.done ?? 0) > 0)
    expect((await record('baguette'))?.priceMinor).toBe(888)
    // As after a kill: the database goes away under the import.
    desk = await desk.reopen()
    expect(desk.till.slice('articleWork').running).toMatchObject({ kind: 'undoing' })
    const { lastImport } = await settledWork(desk)
    expect(lastImport).toMatchObject({ state: 'cut-off', fileName: 'articles.csv' })
    expect(await record('baguette')).toEqual(baguette)
    expect(await desk.store.catalogue.productCount()).toBe(before)
  })

  it('that meets a full disk says so and is taken back', async () => {
    const before = await desk.store.catalogue.productCount()
    const format = await sendFile(desk, manyRows(1_500))
    await desk.call('articles.import', { format })
    await waitFor(desk, ({ running }) => (running?.done ?? 0) > 0)
    desk.fillDisk()
    const { ended } = await settledWork(desk)
    expect(ended).toMatchObject({ outcome: 'failed', failure: { code: 'STORE_DISK_FULL' } })
    desk.freeDisk()
    await desk.call('articles.undoImport', {})
    await settledWork(desk)
    expect(await desk.store.catalogue.productCount()).toBe(before)
  })
})

describe('what the till wrote', () => {
  it('of the whole shop is read again without a word, though its references hold barcodes', async () => {
    const text = await exported()
    const { counts, problems } = await importOf(desk, text)
    const rows = await desk.store.catalogue.productCount()
    expect(problems).toEqual([])
    expect(counts).toMatchObject({ rows, unchanged: rows, changed: 0, added: 0, refused: 0 })
  })

  it('refuses a card number for a reference all the same', async () => {
    const format = await sendFile(desk, [HEAD, 'p-4111111111111111;X;;1;5,5;;'].join('\n'))
    const { problems } = await report(desk, 'articles.check', format)
    expect(problems.map(({ sentence }) => sentence)).toEqual([expect.stringContaining('numéro de carte')])
  })

  async function exported(): Promise<string> {
    const { families } = desk.till.slice('till')
    const terms = { locale: 'fr', currency: 'EUR', families, priceLists: [] } as const
    const { records } = await desk.store.catalogue.recordsAfter(0, 10_000)
    return CSV_MARK + exportHead(terms) + records.map((each) => exportRow(each, [], terms)).join('')
  }
})

describe('the undo of an import', () => {
  it('brings back what was, but neither undoes a sale nor what a person changed since', async () => {
    await desk.store.catalogue.write([{ ...plain('verre'), stockMilli: 10_000 }, plain('tasse')])
    const text = [
      HEAD,
      'verre;Verre neuf;;5,00;;;20',
      'tasse;Tasse neuve;;6,00;;;',
      'bol;Bol;;7,00;5,5;Vaisselle;5',
    ].join('\n')
    await importOf(desk, text)
    const imported = await record('verre')
    if (imported === null) throw new Error('no glass')
    // Three were sold, and the manager gave the cup another price.
    await desk.store.catalogue.write([{ ...imported, stockMilli: 17_000 }])
    const cup = await record('tasse')
    if (cup !== null) await desk.store.catalogue.write([{ ...cup, priceMinor: 650 }])
    await desk.call('articles.undoImport', {})
    await settledWork(desk)
    expect(await record('verre')).toEqual({ ...plain('verre'), stockMilli: 7_000 })
    expect(await record('tasse')).toEqual({ ...plain('tasse'), priceMinor: 650, stockMilli: null })
    expect(await record('bol')).toBeNull()
    expect(await byBarcode('3760001234596')).toBeNull()
    expect(desk.till.slice('till').families.map(({ name }) => name)).not.toContain('Vaisselle')
    const again = await desk.call('articles.undoImport', {})
    expect(!again.ok && again.error.code).toBe('ARTICLES_NOTHING_TO_UNDO')
  })

  it('is possible after a restart, until the next import begins', async () => {
    await importOf(desk, [HEAD, 'bol;Bol;;7,00;5,5;;5'].join('\n'))
    desk = await desk.reopen()
    await desk.call('session.signIn', { userId: 'claire', pin: '3333' })
    expect(desk.till.slice('articleWork').lastImport).toMatchObject({ state: 'done', counts: { added: 1 } })
    await desk.call('articles.undoImport', {})
    await settledWork(desk)
    expect(await record('bol')).toBeNull()
  })
})

const plain = (id: string) => {
  return {
    id,
    name: id,
    barcodes: [],
    unit: 'piece',
    priceMinor: 300,
    vatBasisPoints: 550,
    familyId: 'grocery',
  } as const
}

describe('a file', () => {
  const refusal = async (name: Parameters<TestTill['call']>[0], request: unknown) => {
    const answer = await desk.call(name, request as never)
    return answer.ok ? 'ok' : answer.error.code
  }
  const FORMAT: ImportFormat = {
    encoding: 'utf-8',
    separator: 'semicolon',
    decimalMark: 'comma',
    hasHead: false,
    columns: ['name'],
    vatBasisPoints: 550,
    familyId: null,
    withoutPrice: 'open-price',
  }

  it('is refused where it is too large, incomplete, empty, or says of no article', async () => {
    expect(await refusal('articles.openFile', { name: 'x', bytes: LIMITS.importFileBytes + 1 })).toBe(
      'ARTICLES_FILE_TOO_LONG',
    )
    expect(await refusal('articles.check', { format: FORMAT })).toBe('ARTICLES_NO_FILE')
    await desk.call('articles.openFile', { name: 'x.csv', bytes: 3 })
    expect(await refusal('articles.lookAtFile', {})).toBe('ARTICLES_FILE_INCOMPLETE')
    expect(await refusal('articles.filePiece', { at: 1, piece: 'AAAA' })).toBe('ARTICLES_FILE_INCOMPLETE')
    await desk.call('articles.openFile', { name: 'x.csv', bytes: 0 })
    expect(await refusal('articles.lookAtFile', {})).toBe('ARTICLES_FILE_EMPTY')
    await sendFile(desk, 'a;b')
    expect(await refusal('articles.check', { format: { ...FORMAT, columns: ['price'] } })).toBe(
      'ARTICLES_COLUMNS_MISSING',
    )
    expect(await refusal('articles.check', { format: { ...FORMAT, vatBasisPoints: 777 } })).toBe('IPC_BAD_REQUEST')
    await desk.call('articles.openFile', { name: 'x.csv', bytes: 200 })
    const wide = Buffer.from(`${'a;'.repeat(99)}\n\n`).toString('base64')
    await desk.call('articles.filePiece', { at: 0, piece: wide })
    expect(await refusal('articles.lookAtFile', {})).toBe('ARTICLES_FILE_COLUMNS')
  })

  it('of too many lines is refused before anything is done', async () => {
    const format = await sendFile(desk, `Nom\n${'x\n'.repeat(LIMITS.importRows + 2)}`)
    await desk.call('articles.import', { format })
    const { ended, lastImport } = await settledWork(desk)
    expect(ended).toMatchObject({ outcome: 'failed', failure: { code: 'ARTICLES_FILE_ROWS' } })
    expect(lastImport).toBeNull()
  })

  it('is one at a time, and the manager’s', async () => {
    const format = await sendFile(desk, manyRows(1_500))
    await desk.call('articles.check', { format })
    expect(await refusal('articles.check', { format })).toBe('ARTICLES_BUSY')
    expect(await refusal('articles.openFile', { name: 'x', bytes: 1 })).toBe('ARTICLES_BUSY')
    await settledWork(desk)
    await desk.call('session.lock', {})
    expect(await refusal('articles.check', { format })).toBe('SESSION_LOCKED')
    await desk.call('session.signIn', { userId: 'ines', pin: '1111' })
    for (const [name, request] of [
      ['articles.check', { format }],
      ['articles.import', { format }],
      ['articles.undoImport', {}],
      ['articles.export', {}],
      ['articles.list', { text: '', familyId: null, isArchived: false, after: null, limit: 10 }],
    ] as const) {
      expect(await refusal(name, request), name).toBe('SESSION_NOT_ALLOWED')
    }
  })

  it('that names price lists sets the prices in them, and the undo takes them off', async () => {
    await desk.call('articles.savePriceList', { list: { id: null, name: 'Pro', place: 0 } })
    const lists = await desk.store.catalogue.priceLists()
    const text = 'Référence;Prix Pro\nbaguette;1,10'
    const found: ImportReport = await importOf(desk, text)
    expect(found.counts).toMatchObject({ changed: 1, pricesChanged: 1 })
    const prices = () => desk.store.catalogue.listPrices('baguette')
    expect(await prices()).toEqual([{ priceListId: lists[0]?.id, priceMinor: 110 }])
    expect((await importOf(desk, text)).counts).toMatchObject({ unchanged: 1 })
    await importOf(desk, 'Référence;Prix Pro\nbaguette;1,05')
    await desk.call('articles.undoImport', {})
    const work: ArticleWork = await settledWork(desk)
    expect(work.ended).toMatchObject({ kind: 'undoing', outcome: 'done' })
    expect(await prices()).toEqual([{ priceListId: lists[0]?.id, priceMinor: 110 }])
  })
})
