/**
 * Goal: goods come back by the lines of their ticket, never more than were sold and never for more than was paid, to the cent and to
 * the tax, however they are parted. Method: the till on a real database; parts drawn at random against the whole.
 */
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it, test } from 'vitest'
import { verifyChain } from '#till/fiscal/fiscal-chain.ts'
import type { PaidSale } from '#till/ports/commit-paid-sale.port.ts'
import { returnableLines, returnOfLines } from '#till/returns/line-returns.ts'
import { partsByCard } from '#till/returns/parts-by-card.ts'
import { vatRows } from '#till/vat/vat.ts'
import { line } from '../../support/tickets/documents.ts'
import { approvalOf, openTestTill, type TestTill } from '../../support/till/open-test-till.ts'

let desk: TestTill
beforeEach(async () => {
  desk = await openTestTill()
  await desk.call('session.signIn', { userId: 'ines', pin: '1111' })
})
afterEach(() => desk.close())

async function sell(quantity = 3): Promise<PaidSale> {
  await desk.call('sale.addProduct', { productId: 'miel', quantityMilli: quantity * 1_000 })
  await desk.call('sale.addProduct', { productId: 'baguette', quantityMilli: 2_000 })
  const { id, totalMinor } = desk.till.slice('sale')
  await desk.call('tender.cash', { givenMinor: totalMinor + 1_000 })
  await desk.call('sale.next', {})
  const sale = await desk.store.paidSales.paidSale(id)
  if (sale === null) throw new Error('the sale is not on disk')
  return sale
}

const piecesOf = (sale: PaidSale, place: number, pieces: number) => ({
  lineId: sale.lines[place]?.id ?? '',
  quantityMilli: pieces * 1_000,
})
/** As the screen does: what is shown is what is asked for. */
async function giveBack(sale: PaidSale, ...lines: readonly { lineId: string; quantityMilli: number }[]) {
  const wanted = { saleId: sale.id, lines: [...lines] }
  const seen = await desk.call('return.look', wanted)
  if (!seen.ok) return seen
  const shares = seen.value.targets.filter(({ amountMinor }) => amountMinor > 0)
  return desk.call('return.give', { ...wanted, shares: shares.map(({ key, amountMinor }) => ({ key, amountMinor })) })
}
const look = async (sale: PaidSale) => {
  const seen = await desk.call('return.look', { saleId: sale.id, lines: [] })
  if (!seen.ok) throw new Error(seen.error.code)
  return seen.value
}

describe('goods that come back by their line', () => {
  test('a second partial refund takes back its own lines, not all of them', async () => {
    const sale = await sell()
    const price = sale.lines[0]?.unitPriceMinor ?? 0
    await giveBack(sale, piecesOf(sale, 0, 1))
    const second = await giveBack(sale, piecesOf(sale, 0, 1))
    if (!second.ok) throw new Error(second.error.code)
    const ticket = await desk.store.paidSales.paidSale(second.value.returnSaleId ?? '')
    expect(ticket).toMatchObject({
      totalMinor: -price,
      itemCount: 1,
      lines: [{ id: sale.lines[0]?.id, quantityMilli: 1_000 }],
      tenders: [{ kind: 'cash', amountMinor: -price, outcome: 'received' }],
      returnOf: { saleId: sale.id, number: sale.number, way: 'refund' },
    })
    expect((await look(sale)).lines.map(({ leftMilli }) => leftMilli)).toEqual([1_000, 2_000])
  })

  test('the quantity that came back is counted once, and never more than was sold', async () => {
    const sale = await sell()
    expect((await giveBack(sale, piecesOf(sale, 0, 2))).ok).toBe(true)
    expect(await giveBack(sale, piecesOf(sale, 0, 2))).toMatchObject({ error: { code: 'SALE_RETURN_TOO_MUCH' } })
    expect((await giveBack(sale, piecesOf(sale, 0, 1))).ok).toBe(true)
    expect((await look(sale)).lines.map(({ leftMilli }) => leftMilli)).toEqual([0, 2_000])
    desk = await desk.reopen()
    await desk.call('session.signIn', { userId: 'ines', pin: '1111' })
    expect(await giveBack(sale, piecesOf(sale, 0, 1))).toMatchObject({ error: { code: 'SALE_RETURN_TOO_MUCH' } })
    expect((await giveBack(sale, piecesOf(sale, 1, 2))).ok).toBe(true)
    expect(await look(sale)).toMatchObject({ leftMinor: 0, targets: [] })
    expect(desk.till.slice('day')).toMatchObject({ turnoverMinor: 0 })
  })

  test('opens the drawer, prints its ticket, stands in the chain, and presses twice in vain', async () => {
    const sale = await sell(1)
    const both = await Promise.all([giveBack(sale, piecesOf(sale, 0, 1)), giveBack(sale, piecesOf(sale, 0, 1))])
    expect(both.map(({ ok }) => ok)).toEqual([true, false])
    const [done] = both
    const jobs = await desk.store.printSpool.jobsOfSale(done?.ok ? (done.value.returnSaleId ?? '') : '')
    expect(jobs.map(({ kind }) => kind)).toEqual(['drawer', 'customer-ticket'])
    const records = await desk.store.fiscalChain.records({ afterSequence: 0, limit: 100 })
    expect(verifyChain(records, null, desk.signer)).toBeNull()
    expect(JSON.parse(records.at(-1)?.body ?? '{}')).toMatchObject({ operation: 'return', originalNumber: sale.number })
  })

  test('a full disk leaves nothing of it', async () => {
    const sale = await sell()
    desk.fillDisk()
    let refused = false
    for (let count = 0; count < 3 && !refused; count++) {
      refused = await giveBack(sale, piecesOf(sale, 0, 1)).then(
        ({ ok }) => !ok,
        () => true,
      )
    }
    desk.freeDisk()
    const gone = (await desk.store.saleSearch.returnsOf(sale.id)).length
    expect((await look(sale)).lines[0]?.leftMilli).toBe(3_000 - gone * 1_000)
  })

  test('is for a manager above the limit, which small steps do not get round', async () => {
    const sale = await sell(60)
    const price = sale.lines[0]?.unitPriceMinor ?? 1
    const few = Math.floor(10_000 / price)
    expect((await giveBack(sale, piecesOf(sale, 0, few))).ok).toBe(true)
    const more = piecesOf(sale, 0, few)
    expect(await giveBack(sale, more)).toMatchObject({ error: { code: 'SESSION_NEEDS_APPROVAL' } })
    await desk.call('session.signIn', { userId: 'claire', pin: '3333' })
    expect((await giveBack(sale, more)).ok).toBe(true)
  })

  test('says what it refuses: nothing, half a piece, a line of another ticket, a return, what is no ticket', async () => {
    const sale = await sell()
    const [id = ''] = sale.lines.map((each) => each.id)
    expect(await giveBack(sale)).toMatchObject({ error: { code: 'SALE_RETURN_NOTHING' } })
    const half = { lineId: id, quantityMilli: 500 }
    expect(await giveBack(sale, half)).toMatchObject({ error: { code: 'SALE_RETURN_TOO_MUCH' } })
    expect(await giveBack(sale, { lineId: 'other', quantityMilli: 1_000 })).toMatchObject({
      error: { code: 'SALE_LINE_NOT_FOUND' },
    })
    const done = await giveBack(sale, piecesOf(sale, 0, 1))
    const returnSaleId = done.ok ? (done.value.returnSaleId ?? '') : ''
    for (const saleId of [returnSaleId, 'nobody'])
      expect(await desk.call('return.look', { saleId, lines: [] })).toMatchObject({ error: { code: 'SALE_NOT_FOUND' } })
  })
})

test('no cash goes back for what a card paid', async () => {
  await desk.call('sale.addProduct', { productId: 'miel' })
  const { id, totalMinor } = desk.till.slice('sale')
  const started = await desk.call('tender.card', { amountMinor: totalMinor })
  if (!started.ok) throw new Error(started.error.code)
  const part = approvalOf(id, started.value.paymentId, totalMinor)
  await desk.till.commitApproval(part, (commit) => desk.store.commitPaidSale.commitPaidSale(commit, null))
  const sale = await desk.store.paidSales.paidSale(id)
  if (sale === null) throw new Error('the sale is not on disk')
  expect(await giveBack(sale, piecesOf(sale, 0, 1))).toMatchObject({ error: { code: 'SALE_RETURN_WAYS_NOT_LEFT' } })
})

describe('lines that several cards paid', () => {
  it('are dealt out so that each card gets lines worth its share, to the cent', () => {
    const drawn = fc.record({
      amounts: fc.array(fc.integer({ min: 1, max: 5_000 }), { minLength: 1, maxLength: 5 }),
      cuts: fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 3 }),
    })
    fc.assert(
      fc.property(drawn, ({ amounts, cuts }) => {
        const lines = amounts.map((amountMinor, place) => {
          return { id: `l${place}`, quantityMilli: 1_000 * (1 + (place % 3)), totalMinor: 0 - amountMinor }
        })
        const totalMinor = amounts.reduce((sum, one) => sum + one, 0)
        const places = [0, ...cuts.map((cut) => Math.floor(cut * totalMinor)).sort((a, b) => a - b), totalMinor]
        const shares = places
          .slice(1)
          .map((to, at) => to - (places[at] ?? 0))
          .filter((share) => share > 0)
        const parts = partsByCard(lines, shares)
        const goneMinor = new Map<string, number>()
        parts?.forEach((part, at) => {
          let gotMinor = 0
          for (const { lineId, amountMinor } of part) {
            const whole = 0 - (lines.find(({ id }) => id === lineId)?.totalMinor ?? 0)
            const minor = amountMinor ?? whole - (goneMinor.get(lineId) ?? 0)
            goneMinor.set(lineId, (goneMinor.get(lineId) ?? 0) + minor)
            gotMinor += minor
          }
          expect(gotMinor).toBe(shares[at])
        })
        for (const { id, quantityMilli } of lines) {
          const milli =
            parts
              ?.flat()
              .filter(({ lineId }) => lineId === id)
              .map((one) => one.quantityMilli) ?? []
          expect([milli.reduce((sum, one) => sum + one, 0), milli.every((one) => one > 0)]).toEqual([
            quantityMilli,
            true,
          ])
        }
      }),
      { numRuns: 300 },
    )
  })

  it('too small to be parted are named as such', () => {
    expect(partsByCard([{ id: 'gold', quantityMilli: 1, totalMinor: -100 }], [50, 50])).toBeNull()
  })
})

describe('the figures', () => {
  const RATES = [550, 1_000, 2_000]
  const saleOf = (lines: PaidSale['lines']): PaidSale => ({
    id: 's',
    number: '2-000001',
    at: '2026-11-22T13:30:00.000Z',
    cashierId: 'ines',
    cashierName: 'Inès',
    currency: 'EUR',
    lines,
    vat: vatRows(lines, RATES),
    itemCount: 0,
    totalMinor: lines.reduce((sum, { totalMinor }) => sum + totalMinor, 0),
    vatMinor: vatRows(lines, RATES).reduce((sum, { vatMinor }) => sum + vatMinor, 0),
    tenders: [],
    changeMinor: 0,
    training: true,
    cardDurationMs: null,
  })

  it('are refused where money went back without naming goods, up to what is left of the ticket', () => {
    const sale = saleOf([line('a', 500, 'A', { vatBasisPoints: 550 }), line('b', 500, 'A', { vatBasisPoints: 550 })])
    const part = { ...sale, id: 'r', totalMinor: -300, lines: [], vat: [] }
    const all = ['a', 'b'].map((lineId) => ({ lineId, quantityMilli: 1_000 }))
    expect(returnOfLines(sale, [part], all, { shopRates: RATES })).toMatchObject({
      error: { code: 'SALE_RETURN_NOT_LEFT' },
    })
    expect(returnOfLines(sale, [part], all.slice(1), { shopRates: RATES })).toMatchObject({
      value: { totalMinor: -500 },
    })
  })

  it('of all parts make the ticket to the cent, its tax and its discounts, in whatever parts it comes back', () => {
    const drawn = fc.array(
      fc.record({
        pieces: fc.integer({ min: 1, max: 7 }),
        priceMinor: fc.integer({ min: 1, max: 999 }),
        offMinor: fc.integer({ min: 0, max: 50 }),
        rate: fc.constantFrom(...RATES),
      }),
      { minLength: 1, maxLength: 4 },
    )
    fc.assert(
      fc.property(drawn, fc.infiniteStream(fc.nat(3)), (rows, picks) => {
        const lines = rows.map(({ pieces, priceMinor, offMinor, rate }, place) => {
          const discountMinor = Math.min(offMinor, pieces * priceMinor - 1)
          return line(`l${place}`, pieces * priceMinor - discountMinor, 'A', {
            quantityMilli: pieces * 1_000,
            unitPriceMinor: priceMinor,
            discountMinor,
            vatBasisPoints: rate,
          })
        })
        const sale = saleOf(lines)
        const returns: PaidSale[] = []
        for (let turn = 0; turn < 100; turn++) {
          const left = returnableLines(sale, returns).filter(({ leftMilli }) => leftMilli > 0)
          if (left.length === 0) break
          const one = left[(picks.next().value ?? 0) % left.length]
          if (one === undefined) break
          const wanted = Math.min(one.leftMilli, (1 + (picks.next().value ?? 0)) * 1_000)
          const all =
            turn > 40 ? left.map(({ line: { id }, leftMilli }) => ({ lineId: id, quantityMilli: leftMilli })) : null
          const figures = returnOfLines(sale, returns, all ?? [{ lineId: one.line.id, quantityMilli: wanted }], {
            shopRates: RATES,
          })
          // A part that comes to nothing goes back with others.
          if (!figures.ok) {
            expect(figures.error.code).toBe('SALE_RETURN_NOTHING')
            continue
          }
          returns.push({ ...sale, ...figures.value, id: `r${turn}` })
        }
        const sum = (of: (one: PaidSale) => number) => returns.reduce((total, one) => total + of(one), 0)
        if (returnableLines(sale, returns).every(({ leftMilli }) => leftMilli === 0)) {
          expect(sum(({ totalMinor }) => totalMinor)).toBe(0 - sale.totalMinor)
          expect(sum(({ vatMinor }) => vatMinor)).toBe(0 - sale.vatMinor)
          const off = (one: PaidSale) => one.lines.reduce((total, { discountMinor }) => total + discountMinor, 0)
          expect(sum(off)).toBe(off(sale))
        }
        for (const { vat, totalMinor } of returns) {
          expect(vat.reduce((total, row) => total + row.grossMinor, 0)).toBe(totalMinor)
          for (const row of vat) expect(row.netMinor + row.vatMinor).toBe(row.grossMinor)
        }
      }),
      { numRuns: 200 },
    )
  })
})
