/**
 * Goal: what goes back of a ticket is never more than it brought, nor worth less than it says, in whatever pieces and whatever the shop
 * set otherwise in between. Method: the till on a real database.
 */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { PaidSale } from '#till/ports/commit-paid-sale.port.ts'
import type { ShopSettings } from '#till/ports/settings.port.ts'
import { returnedFigures } from '#till/returns/returned-lines.ts'
import { openTestTill, type TestTill } from '../../support/till/open-test-till.ts'

let desk: TestTill
beforeEach(async () => {
  desk = await openTestTill()
  await desk.call('session.signIn', { userId: 'claire', pin: '3333' })
})
afterEach(() => desk.close())

const code = (result: { ok: boolean; error?: { code: string } }): string => result.error?.code ?? 'ok'
const sale = () => desk.till.slice('sale')
const lineOf = () => sale().lines[0]?.id ?? ''

async function setShop(change: Partial<ShopSettings>): Promise<void> {
  const shop = await desk.store.settings.shop()
  if (shop === null) throw new Error('the shop is not set up')
  await desk.store.settings.saveShop({ ...shop, ...change })
  desk = await desk.reopen()
  await desk.call('session.signIn', { userId: 'claire', pin: '3333' })
}

/** As the screen does: what is shown is what is asked for. @returns the return ticket. */
async function giveBack(saleId: string, lineId: string, pieces: number) {
  const wanted = { saleId, lines: [{ lineId, quantityMilli: pieces * 1_000 }] }
  const seen = await desk.call('return.look', wanted)
  if (!seen.ok) throw new Error(seen.error.code)
  const shares = seen.value.targets.flatMap(({ key, amountMinor }) => (amountMinor > 0 ? [{ key, amountMinor }] : []))
  const given = await desk.call('return.give', { ...wanted, shares })
  if (!given.ok) throw new Error(given.error.code)
  const ticket = await desk.store.paidSales.paidSale(given.value.returnSaleId ?? '')
  if (ticket === null) throw new Error('no return ticket')
  expect(given.value.cashMinor).toBe(
    ticket.tenders.reduce((sum, one) => sum - (one.kind === 'cash' ? one.amountMinor : 0), 0),
  )
  return ticket
}

describe('cash that is rounded', () => {
  test.each([
    { priceMinor: 3, pieces: 10 },
    { priceMinor: 4, pieces: 10 },
    { priceMinor: 101, pieces: 7 },
    { priceMinor: 102, pieces: 7 },
  ])(
    'goes out as it came in when $pieces pieces at $priceMinor come back one by one',
    async ({ priceMinor, pieces }) => {
      await setShop({ cashRounding: { stepMinor: 5, tie: 'up' } })
      await desk.call('sale.addProduct', { productId: 'miel', quantityMilli: pieces * 1_000 })
      const lineId = lineOf()
      await desk.call('sale.setPrice', { lineId, unitPriceMinor: priceMinor })
      const { id } = sale()
      const before = desk.till.slice('day').drawer.expectedMinor
      expect(code(await desk.call('tender.cash', { givenMinor: 1_000 }))).toBe('ok')
      const broughtMinor = desk.till.slice('day').drawer.expectedMinor - before
      for (let piece = 0; piece < pieces; piece++) {
        const { tenders, totalMinor } = await giveBack(id, lineId, 1)
        const [cash] = tenders
        expect(totalMinor).toBe(-priceMinor)
        expect((cash?.amountMinor ?? 0) % 5 === 0, 'no smaller coins').toBe(true)
        expect((cash?.amountMinor ?? 0) - (cash?.roundingMinor ?? 0)).toBe(-priceMinor)
        expect(desk.till.slice('day').drawer.expectedMinor).toBeGreaterThanOrEqual(before)
      }
      expect(broughtMinor).toBeGreaterThan(0)
      expect(desk.till.slice('day').drawer.expectedMinor).toBe(before)
      const day = desk.till.slice('day')
      desk = await desk.reopen()
      expect(desk.till.slice('day')).toEqual(day)
    },
  )
})

describe('what a voucher of the shop paid', () => {
  const VOUCHER = { id: 'avoir', kind: 'shop-voucher', excess: 'kept', opensDrawer: false, isCounted: false } as const

  /** A jar of honey, 8.45, paid by a voucher. */
  async function paidByVoucher() {
    await setShop({ tenderMeans: [VOUCHER] })
    await desk.call('sale.addProduct', { productId: 'miel' })
    await desk.call('cart.bringBack', { lineId: lineOf(), reason: 'Cadeau' })
    await desk.call('voucher.issue', {})
    const [issued] = await desk.store.paidSales.paidSales({ beforeNumber: null, limit: 1 })
    await desk.call('sale.addProduct', { productId: 'miel' })
    await desk.call('tender.begin', {})
    const { id } = sale()
    const lineId = lineOf()
    expect(code(await desk.call('sale.scan', { code: issued?.tenders[0]?.voucher?.issued?.code ?? '' }))).toBe('ok')
    return { id, lineId }
  }

  test('goes back on a new one, also where the shop took its vouchers away and has others now', async () => {
    const { id, lineId } = await paidByVoucher()
    await setShop({ tenderMeans: [{ ...VOUCHER, id: 'avoir-2', name: 'Bon du magasin' }] })
    const { tenders } = await giveBack(id, lineId, 1)
    expect(tenders).toMatchObject([{ amountMinor: -845, means: { id: 'avoir-2' }, voucher: { leftMinor: 845 } }])
    const listed = await desk.call('voucher.list', {})
    expect(listed).toMatchObject({ value: { openMinor: 845 } })
  })

  test('goes back in cash where the shop issues none any more: on nothing it would be lost', async () => {
    const { id, lineId } = await paidByVoucher()
    await setShop({ tenderMeans: [] })
    const { tenders } = await giveBack(id, lineId, 1)
    expect(tenders).toMatchObject([{ kind: 'cash', amountMinor: -845 }])
  })
})

describe('letters of rates', () => {
  const lettersOf = ({ lines, vat }: Pick<PaidSale, 'lines' | 'vat'>) => {
    for (const { vatLetter, vatBasisPoints } of lines) {
      expect(vat.find(({ letter }) => letter === vatLetter)).toMatchObject({ basisPoints: vatBasisPoints })
    }
    expect(new Set(vat.map(({ letter }) => letter)).size).toBe(vat.length)
    return vat.map(({ letter }) => letter)
  }

  /** Honey at 5.5 % and a bottle at 20 %, paid in cash. */
  async function bought(): Promise<PaidSale> {
    await desk.call('sale.addProduct', { productId: 'miel', quantityMilli: 2_000 })
    await desk.call('sale.addProduct', { productId: 'biere' })
    const { id, totalMinor } = sale()
    expect(code(await desk.call('tender.cash', { givenMinor: totalMinor }))).toBe('ok')
    const paid = await desk.store.paidSales.paidSale(id)
    if (paid === null) throw new Error('the sale is not on disk')
    return paid
  }

  test('are those of the ticket on its returns, by line and in money alone, whatever rates the shop has by then', async () => {
    const first = await bought()
    const letters = lettersOf(first)
    await setShop({ vatBasisPoints: [210, 550, 850, 1_000, 2_000] })
    const [jar, bottle] = first.lines
    lettersOf(await giveBack(first.id, jar?.id ?? '', 1))
    expect(lettersOf(await giveBack(first.id, bottle?.id ?? '', 1))).toEqual(letters.slice(-1))
    lettersOf(returnedFigures(first, 700, 'Part', [210, 550, 850, 1_000, 2_000]))
  })

  test('are two for two rates that the shop took off its list', async () => {
    await setShop({ vatBasisPoints: [1_000] })
    expect(lettersOf(await bought())).toEqual(['B', 'C'])
  })
})

describe('a ticket of which everything came back', () => {
  test('gives nothing back once more, also to whoever saw it before: the disk itself refuses', async () => {
    await desk.call('sale.addProduct', { productId: 'miel', quantityMilli: 2_000 })
    const { id } = sale()
    const lineId = lineOf()
    await desk.call('tender.cash', { givenMinor: 1_690 })
    const first = await giveBack(id, lineId, 2)
    const number = await desk.store.openSales.nextNumber()
    const again: PaidSale = { ...first, id: 'again', number, tenders: [{ ...first.tenders[0], id: 'more' } as never] }
    const commit = {
      saleId: 'again',
      tender: again.tenders[0] as never,
      paidSale: again,
      fiscalRecord: null,
      printJobs: [],
    }
    await expect(desk.store.commitPaidSale.commitPaidSale(commit, null)).rejects.toMatchObject({
      failure: { code: 'SALE_RETURN_NOT_LEFT' },
    })
    expect(await desk.store.saleSearch.returnsOf(id)).toHaveLength(1)
    expect(await desk.store.openSales.nextNumber()).toBe(number)
  })
})
