import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { PrintJobKind, PrintJobState } from '#contract/views/sale-view.ts'
import { customerTicket } from '../../support/tickets/documents.ts'
import { openTestTill, type TestTill } from '../../support/till/open-test-till.ts'

const STORE = join(import.meta.dirname, '../../../src/store')

/** Goal: search as people type, the spool's moves, and a fiscal chain nobody can bend. */

let desk: TestTill
beforeEach(async () => {
  desk = await openTestTill()
})
afterEach(() => desk.close())

describe('catalogue', () => {
  test.each([
    ['comte', 'Comté (32 % MG)'],
    ['COMTÉ', 'Comté (32 % MG)'],
    ['bœuf', 'œuf'],
    ['boeuf', 'œuf'],
    ['zywiec', 'Żywiec'],
    ['schtr hari', 'Haribo Schtroumpf'],
    ['3103220028766', 'Haribo Schtroumpf'],
    ['0028766', 'Haribo Schtroumpf'],
  ])('"%s" finds %s', async (text, name) => {
    const { products } = await desk.store.catalogue.search(text, 50)
    expect(products.map((product) => product.name).join('\n')).toContain(name)
  })

  test.each(['"', 'name:*', 'a AND', "'; DROP TABLE product; --", '(', '   ', '^', '-'])(
    'what is no word (%s) finds nothing or something, and never fails',
    async (text) => {
      const { products } = await desk.store.catalogue.search(text, 5)
      expect(products.length).toBeLessThanOrEqual(5)
      expect(await desk.store.catalogue.productCount()).toBe(327)
    },
  )

  test('says when there is more', async () => {
    expect(await desk.store.catalogue.search('a', 3)).toMatchObject({ truncated: true, products: { length: 3 } })
  })

  test('keys are pinned by cell, a free one stays free', async () => {
    const cells = await desk.store.catalogue.quickKeys('favourites')
    expect(cells).toHaveLength(24)
    expect(cells[0]).toMatchObject({ row: 0, column: 0, product: { name: 'Baguette tradition', priceMinor: 130 } })
    expect(cells.some(({ row, column }) => row === 4 && column === 4)).toBe(false)
    expect(await desk.store.catalogue.quickKeys('bakery')).toHaveLength(25)
  })

  test('an American code of twelve digits is found in its long form', async () => {
    const product = {
      id: 'x',
      name: 'X',
      unit: 'piece',
      priceMinor: 1,
      vatBasisPoints: 550,
      familyId: 'bakery',
    } as const
    await desk.store.catalogue.replaceAll([{ ...product, barcode: '0036000291452' }], [])
    expect(await desk.store.catalogue.productByBarcode('036000291452')).toMatchObject({ product: { id: 'x' } })
  })
})

describe('print spool', () => {
  const job = (id: string, kind: PrintJobKind = 'test') => ({
    id,
    kind,
    saleId: null,
    copyNumber: 0,
    document: { kind: 'drawer' as const },
    at: desk.clock.now(),
  })
  const STATES: readonly PrintJobState[] = ['queued', 'sending', 'printed', 'not-printed', 'unknown']
  const WAYS: Readonly<Record<PrintJobState, readonly PrintJobState[]>> = {
    queued: [],
    sending: ['sending'],
    printed: ['sending', 'printed'],
    'not-printed': ['sending', 'not-printed'],
    unknown: ['sending', 'unknown'],
  }
  const ALLOWED = ['queued>sending', 'sending>printed', 'sending>not-printed', 'sending>unknown', 'sending>queued']

  test('only the named moves are possible', async () => {
    const { printSpool } = desk.store
    const possible: string[] = []
    for (const from of STATES) {
      for (const to of STATES) {
        const id = `${from}>${to}`
        await printSpool.add(job(id))
        for (const step of WAYS[from]) await printSpool.move(id, step)
        const moved = await printSpool.move(id, to).then(
          () => true,
          () => false,
        )
        if (moved) possible.push(id)
        expect((await printSpool.job(id))?.state).toBe(moved ? to : from)
      }
    }
    expect(possible.sort()).toEqual([...ALLOWED].sort())
  })

  test('what was being sent when the power went is unknown, and is not printed again by itself', async () => {
    await desk.store.printSpool.add(job('a'))
    await desk.store.printSpool.add(job('b'))
    await desk.store.printSpool.move('a', 'sending')
    desk = await desk.reopen()
    expect(await desk.store.printSpool.settleInterrupted()).toBe(1)
    expect((await desk.store.printSpool.queuedJobs()).map(({ id }) => id)).toEqual(['b'])
    expect(await desk.store.printSpool.counts()).toMatchObject({
      queued: 1,
      unknown: 1,
      lastPrintedAt: null,
      lastUnknownAt: expect.any(String),
    })
  })

  test('a paper names the printer it was sent to, and a printer whose last one is unknown may hold half of it', async () => {
    const { printSpool } = desk.store
    const on = (id: string, isStandIn = false) => ({ id, alias: `alias of ${id}`, isStandIn })
    const send = async (id: string, printer: string, ...states: readonly PrintJobState[]) => {
      await printSpool.add(job(id))
      await printSpool.move(id, 'sending', { printedOn: on(printer, printer === 'spare') })
      for (const state of states) {
        await desk.clock.advance(1)
        await printSpool.move(id, state)
      }
    }
    await send('a', 'till', 'unknown')
    await send('b', 'spare', 'printed')
    await send('c', 'bar', 'unknown')
    await send('d', 'bar', 'printed')
    expect((await printSpool.job('b'))?.printedOn).toEqual(on('spare', true))
    expect(await printSpool.printersInDoubt()).toEqual(['till'])
    expect((await printSpool.counts()).lastUnknownAt).toBe(null)
    await send('e', 'spare')
    desk = await desk.reopen()
    await desk.store.printSpool.settleInterrupted()
    expect((await desk.store.printSpool.printersInDoubt()).toSorted()).toEqual(['spare', 'till'])
    await desk.store.printSpool.add(job('f'))
    expect((await desk.store.printSpool.job('f'))?.printedOn).toBe(null)
  })
})

describe('what is open in the spool', () => {
  const kick = (id: string, deviceId?: string) => ({
    id,
    kind: 'test' as const,
    saleId: null,
    copyNumber: 0,
    document: { kind: 'drawer' as const },
    at: desk.clock.now(),
    ...(deviceId !== undefined && { deviceId }),
  })
  const seen = async () => {
    const { printSpool, paperDecisions } = desk.store
    const { queued, unknown, lastPrintedAt } = await printSpool.counts()
    return {
      queue: (await printSpool.queue()).map(({ id }) => id).join(),
      bar: (await printSpool.queue({ only: 'bar' })).map(({ id }) => id).join(),
      others: (await printSpool.queue({ allBut: ['bar'] })).map(({ id }) => id).join(),
      counted: `${queued} ${unknown} ${lastPrintedAt}`,
      inDoubt: (await paperDecisions.inDoubt(5)).map(({ id }) => id).join(),
    }
  }

  test('is seen anew after each kind of write, and after one that was taken back', async () => {
    const { printSpool, paperDecisions } = desk.store
    expect(await seen()).toEqual({ queue: '', bar: '', others: '', counted: '0 0 null', inDoubt: '' })
    await printSpool.add(kick('a'))
    await printSpool.add(kick('b', 'bar'))
    expect(await seen()).toEqual({ queue: 'a,b', bar: 'b', others: 'a', counted: '2 0 null', inDoubt: '' })
    await expect(printSpool.move('a', 'printed')).rejects.toThrow()
    await expect(printSpool.add(kick('a'))).rejects.toThrow()
    expect(await seen()).toMatchObject({ queue: 'a,b', counted: '2 0 null' })
    await printSpool.move('a', 'sending')
    expect(await seen()).toMatchObject({ queue: 'b', others: '', counted: '2 0 null' })
    await desk.clock.advance(1)
    await printSpool.move('a', 'printed')
    const printedAt = desk.clock.now()
    expect(await seen()).toMatchObject({ counted: `1 0 ${printedAt}` })
    expect((await printSpool.counts({ only: 'bar' })).lastPrintedAt).toBe(null)
    expect((await printSpool.counts({ allBut: ['bar'] })).lastPrintedAt).toBe(printedAt)
    await printSpool.move('b', 'sending')
    await printSpool.settleInterrupted()
    expect(await seen()).toMatchObject({ bar: '', counted: `0 1 ${printedAt}`, inDoubt: 'b' })
    const record = { kind: 'paper-decided', at: desk.clock.now(), body: {} }
    const said = { jobId: 'b', from: 'unknown', to: 'not-printed', decision: 'printed-again', by: 'Claire' } as const
    // The record does not follow the chain: nothing of it is kept.
    const refused = paperDecisions.decide({ ...said, record: record as never, printJobs: [kick('c', 'bar')] })
    await expect(refused).rejects.toThrow()
    expect(await seen()).toMatchObject({ queue: '', bar: '', counted: `0 1 ${printedAt}`, inDoubt: 'b' })
  })

  test('is seen anew after what a person says of a paper, and where it is sent', async () => {
    const { printSpool } = desk.store
    const answered = async (path: string, ask: Record<string, unknown>) =>
      expect(await desk.call(path as 'papers.answer', ask as never)).toMatchObject({ ok: true })
    await desk.call('session.signIn', { userId: 'claire', pin: '3333' })
    await printSpool.add({ ...kick('a'), kind: 'customer-ticket', document: customerTicket() })
    await printSpool.move('a', 'sending')
    await printSpool.move('a', 'unknown')
    expect(await seen()).toMatchObject({ queue: '', counted: '0 1 null', inDoubt: 'a' })
    await answered('papers.answer', { jobId: 'a', cameOut: false })
    const after = await seen()
    expect(after).toMatchObject({ counted: '1 0 null', inDoubt: '' })
    await answered('papers.cancel', { jobId: after.queue })
    expect(await seen()).toMatchObject({ queue: '', counted: '0 0 null' })
  })

  test('no statement changes papers past what forgets the look', () => {
    const files = readdirSync(STORE).filter((file) => file.endsWith('.ts'))
    const counted = files.map((file) => {
      const text = readFileSync(join(STORE, file), 'utf8')
      const times = (pattern: RegExp) => [...text.matchAll(pattern)].length
      const writes = times(/(?:INTO|UPDATE|DELETE FROM) print_job\b/g)
      return [file, writes, times(/(?<!function )\bchangePapers\(/g)] as const
    })
    expect(counted.filter(([, writes, calls]) => writes !== calls)).toEqual([])
    expect(counted.reduce((sum, [, writes]) => sum + writes, 0)).toBeGreaterThan(3)
  })
})

describe('half a paper in a printer', () => {
  const become = async (id: string, kind: PrintJobKind, state: PrintJobState) => {
    const { printSpool } = desk.store
    const at = desk.clock.now()
    const document = { kind: 'drawer' } as const
    await printSpool.add({
      id,
      kind,
      saleId: null,
      copyNumber: 0,
      document: kind === 'drawer' ? document : customerTicket(),
      at,
    })
    await printSpool.move(id, 'sending', { printedOn: { id: 'till', alias: 'Caisse', isStandIn: false } })
    await desk.clock.advance(1)
    await printSpool.move(id, state)
    await desk.clock.advance(1)
  }
  const inDoubt = async () => {
    desk = await desk.reopen()
    return desk.store.printSpool.printersInDoubt()
  }

  test('papers are told as in doubt as they become it, until somebody says what became of them', async () => {
    const doubts = async () =>
      (await desk.store.paperDecisions.inDoubt(5)).map(({ id, document }) => [id, document.kind])
    expect(await doubts()).toEqual([])
    await become('a', 'customer-ticket', 'unknown')
    await become('kick', 'drawer', 'unknown')
    expect(await doubts()).toEqual([['a', 'customer-ticket']])
    await become('b', 'customer-ticket', 'unknown')
    expect(await doubts()).toEqual([
      ['a', 'customer-ticket'],
      ['b', 'customer-ticket'],
    ])
    await desk.call('session.signIn', { userId: 'claire', pin: '3333' })
    expect(await desk.call('papers.answer', { jobId: 'a', cameOut: true })).toMatchObject({ ok: true })
    expect(await doubts()).toEqual([['b', 'customer-ticket']])
  })

  test.each([false, true])(
    'is kept through a person’s word (it came out: %s) and a restart, until one is printed',
    async (cameOut) => {
      await become('a', 'customer-ticket', 'unknown')
      await desk.call('session.signIn', { userId: 'claire', pin: '3333' })
      expect(await desk.call('papers.answer', { jobId: 'a', cameOut })).toMatchObject({ ok: true })
      expect(await inDoubt()).toEqual(['till'])
      await become('kick', 'drawer', 'printed')
      expect(await inDoubt()).toEqual(['till'])
      await become('b', 'customer-ticket', 'printed')
      expect(await inDoubt()).toEqual([])
    },
  )
})

describe('fiscal chain', () => {
  test('a record that does not follow the last one is refused', async () => {
    await desk.call('session.signIn', { userId: 'ines', pin: '1111' })
    const last = await desk.store.fiscalChain.last()
    if (last === null) throw new Error('the sign-in is on the chain')
    await expect(desk.store.fiscalChain.append(last, [])).rejects.toThrow('does not follow')
    const skipped = { ...last, sequence: last.sequence + 2, hash: 'x' }
    await expect(desk.store.fiscalChain.append(skipped, [])).rejects.toThrow('does not follow')
    const forked = { ...last, sequence: last.sequence + 1, hash: 'x' }
    await expect(desk.store.fiscalChain.append(forked, [])).rejects.toThrow('does not follow')
    expect(await desk.store.fiscalChain.last()).toEqual(last)
  })
})
