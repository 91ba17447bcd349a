/**
 * Goal: money that goes back on a card is a ticket of its own, to the cent and to the rate of VAT, signed, numbered and
 * in the day's figures; and a disk that refuses it leaves nothing of it. Method: the till on a real database.
 */
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { verifyChain } from '#till/fiscal/fiscal-chain.ts'
import type { ReturnedCardPart } from '#till/ports/approved-card-part.ts'
import type { PaidSale } from '#till/ports/commit-paid-sale.port.ts'
import { returnedFigures } from '#till/returns/returned-lines.ts'
import { layOut } from '#till/tickets/lay-out.ts'
import { vatRows } from '#till/vat/vat.ts'
import { line, tender } from '../../support/tickets/documents.ts'
import { approvalOf, openTestTill, type TestTill } from '../../support/till/open-test-till.ts'

let desk: TestTill

beforeEach(async () => {
  desk = await openTestTill()
  await desk.call('session.signIn', { userId: 'ines', pin: '1111' })
})
afterEach(() => desk.close())

/** A finished sale of one product, paid by card. */
async function sell(): Promise<PaidSale> {
  await desk.call('sale.addProduct', { productId: 'miel' })
  const { id, totalMinor } = desk.till.slice('sale')
  const started = await desk.call('tender.card', { amountMinor: totalMinor })
  if (!started.ok) throw new Error(started.error.code)
  await desk.till.commitApproval(approvalOf(id, started.value.paymentId, totalMinor), (commit) =>
    desk.store.commitPaidSale.commitPaidSale(commit, null),
  )
  const sale = await desk.store.paidSales.paidSale(id)
  if (sale === null) throw new Error('the sale is not on disk')
  return sale
}

const returned = (sale: PaidSale, change: Partial<ReturnedCardPart> = {}): ReturnedCardPart => ({
  ...approvalOf('return-1', 'payment-2', sale.totalMinor),
  way: 'refund',
  originalSaleId: sale.id,
  ...change,
})
const giveBack = (part: ReturnedCardPart) =>
  desk.till.commitReturn(part, (commit) => desk.store.commitPaidSale.commitPaidSale(commit, null))

describe('a return', () => {
  it('has the next number, lines and tender below zero, and takes its money off the day', async () => {
    const sale = await sell()
    const waiting = desk.till.slice('sale').number
    await giveBack(returned(sale))
    const [newest] = await desk.store.paidSales.paidSales({ beforeNumber: null, limit: 1 })
    expect(newest).toMatchObject({
      id: 'return-1',
      number: waiting,
      totalMinor: -sale.totalMinor,
      vatMinor: -sale.vatMinor,
      tenders: [{ kind: 'card', amountMinor: -sale.totalMinor, outcome: 'approved' }],
      returnOf: { saleId: sale.id, number: sale.number, way: 'refund' },
    })
    expect(newest?.lines.map(({ totalMinor }) => totalMinor)).toEqual(sale.lines.map(({ totalMinor }) => -totalMinor))
    expect(desk.till.slice('day')).toMatchObject({ ticketCount: 2, turnoverMinor: 0 })
    const before = desk.till.slice('day')
    expect(desk.till.slice('sale').number).not.toBe(waiting)
    desk = await desk.reopen()
    expect(desk.till.slice('day')).toMatchObject({ ticketCount: 2, turnoverMinor: before.turnoverMinor })
    expect(await desk.store.paidSales.perpetualTotalMinor()).toBe(0)
  })

  it('is signed as a return that names its ticket, in a chain that verifies', async () => {
    const sale = await sell()
    await giveBack(returned(sale, { way: 'void' }))
    const records = await desk.store.fiscalChain.records({ afterSequence: 0, limit: 100 })
    expect(verifyChain(records, null, desk.signer)).toBeNull()
    expect(JSON.parse(records.at(-1)?.body ?? '{}')).toMatchObject({
      operation: 'return',
      way: 'void',
      originalNumber: sale.number,
      totalMinor: -sale.totalMinor,
      perpetualTotalMinor: 0,
    })
  })

  it.each([
    ['void', 'voided', 'ANNULATION', 'DÉBIT ANNULÉ'],
    ['refund', 'refunded', 'REMBOURSEMENT', 'CRÉDIT'],
  ] as const)('says %s on its ticket and on both card papers', async (way, outcome, title, effect) => {
    const sale = await sell()
    await giveBack(returned(sale, { way }))
    const documents = (await desk.store.printSpool.jobsOfSale('return-1')).map(({ document }) => document)
    expect(documents).toMatchObject([
      { kind: 'card-ticket', copy: 'customer', outcome, maskedPan: '************1111' },
      { kind: 'card-ticket', copy: 'merchant', outcome },
      { kind: 'customer-ticket', returnOf: { number: sale.number, way } },
    ])
    const texts = documents.map((document) => JSON.stringify(layOut(document, 42)))
    for (const text of texts) expect(text).toContain(title)
    expect(texts[0]).toContain(effect)
    expect(texts[2]).toContain(`du ticket ${sale.number}`)
  })

  it('leaves the ticket in hand alone', async () => {
    const sale = await sell()
    await desk.call('sale.addProduct', { productId: 'miel' })
    const inHand = desk.till.slice('sale')
    await giveBack(returned(sale))
    expect(desk.till.slice('sale')).toEqual(inHand)
  })

  it('that the disk refuses changes nothing', async () => {
    const sale = await sell()
    const before = [desk.till.slice('day'), desk.till.slice('sale')]
    desk.fillDisk()
    await expect(giveBack(returned(sale))).rejects.toMatchObject({ failure: { code: 'STORE_DISK_FULL' } })
    desk.freeDisk()
    expect([desk.till.slice('day'), desk.till.slice('sale')]).toEqual(before)
    await giveBack(returned(sale))
    expect(desk.till.slice('day')).toMatchObject({ ticketCount: 2, turnoverMinor: 0 })
  })

  it('never takes back more than its ticket, nor one that is not on disk', async () => {
    const sale = await sell()
    const tooMuch = returned(sale, { amountMinor: sale.totalMinor + 1 })
    await expect(giveBack(tooMuch)).rejects.toMatchObject({ failure: { code: 'SALE_NOT_FOUND' } })
    const unknown = returned(sale, { originalSaleId: 'another' })
    await expect(giveBack(unknown)).rejects.toMatchObject({ failure: { code: 'SALE_NOT_FOUND' } })
    expect(desk.till.slice('day')).toMatchObject({ ticketCount: 1 })
  })
})

describe('a part of a ticket', () => {
  const RATES = [550, 1_000, 2_000]
  const saleOf = (totals: readonly (readonly [totalMinor: number, vatBasisPoints: number])[]): PaidSale => {
    const lines = totals.map(([totalMinor, vatBasisPoints], place) =>
      line(`line ${place}`, totalMinor, 'ABC'[RATES.indexOf(vatBasisPoints)] ?? 'A', { vatBasisPoints }),
    )
    const totalMinor = totals.reduce((sum, [amountMinor]) => sum + amountMinor, 0)
    const vat = vatRows(lines, RATES)
    return {
      id: 'sale-1',
      number: '2-000001',
      at: '2026-11-22T13:33:12.000Z',
      cashierId: 'ines',
      cashierName: 'Inès M.',
      currency: 'EUR',
      lines,
      vat,
      itemCount: lines.length,
      totalMinor,
      vatMinor: vat.reduce((sum, row) => sum + row.vatMinor, 0),
      tenders: [tender('card', totalMinor)],
      changeMinor: 0,
      training: false,
      cardDurationMs: null,
    }
  }

  it('is spread over the rates as the ticket was', () => {
    const figures = returnedFigures(
      saleOf([
        [2_646, 550],
        [490, 1_000],
        [640, 2_000],
      ]),
      1_000,
      'part',
      RATES,
    )
    expect(figures.lines.map(({ vatLetter, totalMinor }) => [vatLetter, totalMinor])).toEqual([
      ['A', -701],
      ['B', -130],
      ['C', -169],
    ])
    expect(figures).toMatchObject({ totalMinor: -1_000, itemCount: 0 })
  })

  it('adds up, whatever the amounts', () => {
    const lines = fc.array(fc.tuple(fc.integer({ min: 1, max: 100_000 }), fc.constantFrom(...RATES)), {
      minLength: 1,
      maxLength: 8,
    })
    fc.assert(
      fc.property(lines, fc.double({ min: 0, max: 1, noNaN: true }), (totals, share) => {
        const sale = saleOf(totals)
        const amountMinor = Math.max(1, Math.floor(sale.totalMinor * share))
        const { lines, vat, totalMinor, vatMinor } = returnedFigures(sale, amountMinor, 'part', RATES)
        expect(totalMinor).toBe(-amountMinor)
        expect(lines.reduce((sum, each) => sum + each.totalMinor, 0)).toBe(-amountMinor)
        expect(vat.reduce((sum, row) => sum + row.grossMinor, 0)).toBe(-amountMinor)
        expect(vat.reduce((sum, row) => sum + row.vatMinor, 0)).toBe(vatMinor)
        for (const row of vat) {
          const of = sale.vat.find(({ basisPoints }) => basisPoints === row.basisPoints)
          expect(-row.grossMinor).toBeLessThanOrEqual(of?.grossMinor ?? 0)
        }
      }),
    )
  })
})
