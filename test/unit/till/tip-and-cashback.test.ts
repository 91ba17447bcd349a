import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { AMOUNT_MINOR_MAX } from '#contract/money.ts'
import { fail } from '#contract/result.ts'
import { tipChoices } from '#contract/tip.ts'
import { verifyChain } from '#till/fiscal/fiscal-chain.ts'
import type { ApprovedCardPart, ReturnedCardPart } from '#till/ports/approved-card-part.ts'
import { layOut } from '#till/tickets/lay-out.ts'
import type { TicketDocument } from '#till/tickets/ticket-document.ts'
import { paperText } from '../../support/tickets/documents.ts'
import { approvalOf, openTestTill, type TestTill } from '../../support/till/open-test-till.ts'

/**
 * Goal: what a card is charged besides its part of a ticket is no turnover and carries no tax, stands on every paper by
 * name, and the drawer is short by the cash that was handed out. Method: the till on a real database.
 */

let desk: TestTill

beforeEach(async () => {
  desk = await openTestTill()
  await desk.call('session.signIn', { userId: 'ines', pin: '1111' })
})
afterEach(() => desk.close())

const HONEY_MINOR = 845
const EXTRAS = { tipMinor: 85, cashbackMinor: 4_000 } as const
const CHARGED_MINOR = HONEY_MINOR + EXTRAS.tipMinor + EXTRAS.cashbackMinor

const day = () => desk.till.slice('day')
const code = (result: { ok: boolean; error?: { code: string } }): string => result.error?.code ?? 'ok'
const store = (commit: Parameters<Parameters<TestTill['till']['commitApproval']>[1]>[0]) =>
  desk.store.commitPaidSale.commitPaidSale(commit, null)
const documents = async (saleId: string) =>
  (await desk.store.printSpool.jobsOfSale(saleId)).map(({ kind, document }) => ({ kind, document }))
const print = (document: TicketDocument | undefined): string => {
  if (document === undefined || document.kind === 'drawer') throw new Error('no such paper')
  return paperText(layOut(document, 42)).join('\n')
}

async function ring(): Promise<string> {
  await desk.call('sale.addProduct', { productId: 'miel' })
  return desk.till.slice('sale').id
}

/** Honey, a tip and forty to take along, on one card. */
async function sell(): Promise<ApprovedCardPart> {
  const saleId = await ring()
  await desk.call('tender.card', { amountMinor: HONEY_MINOR, ...EXTRAS })
  const part = { ...approvalOf(saleId, `${saleId}-pay-1`, CHARGED_MINOR), ...EXTRAS }
  await desk.till.commitApproval(part, store)
  return part
}

describe('a card that is charged more than its part of the ticket', () => {
  test('is asked for all of it, and pays the ticket only', async () => {
    const saleId = await ring()
    await desk.call('tender.card', { amountMinor: HONEY_MINOR, ...EXTRAS })
    expect(desk.cards.starts).toMatchObject([{ saleId, amountMinor: CHARGED_MINOR, ...EXTRAS }])
    expect(desk.till.slice('sale').tenders).toMatchObject([{ amountMinor: HONEY_MINOR, ...EXTRAS }])
    const other = { ...approvalOf(saleId, `${saleId}-pay-1`, HONEY_MINOR) }
    await expect(desk.till.commitApproval(other, store)).rejects.toThrow('does not wait for it')
  })

  test('is charged no more than the bank’s own field can carry', async () => {
    await ring()
    const [line] = desk.till.slice('sale').lines
    await desk.call('sale.setPrice', { lineId: line?.id ?? '', unitPriceMinor: AMOUNT_MINOR_MAX })
    const charge = { amountMinor: AMOUNT_MINOR_MAX, tipMinor: 1 }
    expect(code(await desk.call('tender.card', charge))).toBe('SALE_AMOUNT_TOO_HIGH')
    expect(desk.cards.starts).toEqual([])
    expect(code(await desk.call('tender.card', { ...charge, amountMinor: AMOUNT_MINOR_MAX - 1 }))).toBe('ok')
  })

  test('opens the drawer for the cash, and neither tip nor cash is turnover', async () => {
    const { saleId } = await sell()
    expect((await documents(saleId)).map(({ kind }) => kind)).toEqual([
      'drawer',
      'card-customer',
      'card-merchant',
      'customer-ticket',
    ])
    expect(day()).toMatchObject({ turnoverMinor: HONEY_MINOR, tips: { count: 1, amountMinor: 85 } })
    expect(day().drawer).toMatchObject({ cashSalesMinor: 0, cashbackMinor: 4_000, expectedMinor: 11_000 })
    const { tips, cashback, vat, tenders } = await desk.store.paidSales.figures((await openDay()).id)
    expect({ tips, cashback }).toEqual({
      tips: { count: 1, amountMinor: 85 },
      cashback: { count: 1, amountMinor: 4_000 },
    })
    expect([vat.map(({ grossMinor }) => grossMinor), tenders]).toEqual([
      [HONEY_MINOR],
      [{ kind: 'card', count: 1, amountMinor: HONEY_MINOR }],
    ])
    const records = await desk.store.fiscalChain.records({ afterSequence: 0, limit: 50 })
    expect(verifyChain(records, null, desk.signer)).toBeNull()
  })

  test('says so on the ticket, on the bank’s papers, on X and in the figures after a restart', async () => {
    const { saleId } = await sell()
    const papers = await documents(saleId)
    expect(print(papers.at(-1)?.document)).toContain(
      [
        'Carte Visa ************1111           8,45',
        '  Pourboire                           0,85',
        "  Retrait d'espèces                  40,00",
        '  Débité sur la carte                49,30',
      ].join('\n'),
    )
    expect(print(papers[1]?.document)).toMatch(/Achat +8,45\nPourboire +0,85\nRetrait d'espèces +40,00\nMONTANT =/)
    await desk.call('day.readX', {})
    desk = await desk.reopen()
    expect([day().tips, day().drawer.expectedMinor]).toEqual([{ count: 1, amountMinor: 85 }, 11_000])
    const x = (await desk.store.printSpool.queuedJobs()).find(({ kind }) => kind === 'x-report')
    expect(print(x?.document)).toMatch(/Pourboires carte \(1\) +0,85\nRetraits carte \(1\) +40,00/)
  })

  test('gives all of it back with a void, cash into the drawer', async () => {
    const part = await sell()
    const back: ReturnedCardPart = { ...part, saleId: 'return-1', way: 'void', originalSaleId: part.saleId }
    await desk.till.commitReturn(back, store)
    const sale = await desk.store.paidSales.paidSale('return-1')
    expect(sale).toMatchObject({
      totalMinor: -HONEY_MINOR,
      tenders: [{ amountMinor: -HONEY_MINOR, tipMinor: -85, cashbackMinor: -4_000 }],
    })
    const papers = await documents('return-1')
    expect(papers.map(({ kind }) => kind)).toContain('drawer')
    expect(print(papers.at(-1)?.document)).toMatch(/Retrait repris +-40,00\n +Rendu sur la carte +-49,30/)
    expect(day()).toMatchObject({ turnoverMinor: 0, tips: { amountMinor: 0 }, drawer: { expectedMinor: 15_000 } })
  })

  test('gives a tip back without the goods, when those went back before', async () => {
    const part = await sell()
    const tip = { ...part, amountMinor: 85, tipMinor: 85, cashbackMinor: 0 }
    await desk.till.commitReturn({ ...tip, saleId: 'return-1', way: 'refund', originalSaleId: part.saleId }, store)
    expect(day()).toMatchObject({ turnoverMinor: HONEY_MINOR, tips: { amountMinor: 0 } })
    expect((await documents('return-1')).map(({ kind }) => kind)).not.toContain('drawer')
  })

  test('is given back with the ticket that is left: the drawer opens for the cash', async () => {
    const saleId = await ring()
    await desk.call('sale.addProduct', { productId: 'croissant' })
    await desk.call('tender.card', { amountMinor: HONEY_MINOR, ...EXTRAS })
    const part = { ...approvalOf(saleId, `${saleId}-pay-1`, CHARGED_MINOR), ...EXTRAS }
    await desk.till.commitApproval(part, store)
    const before = (await documents(saleId)).length
    expect(code(await desk.call('tender.leave', {}))).toBe('ok')
    expect((await documents(saleId)).slice(before).map(({ kind }) => kind)).toEqual(['drawer'])
    expect(day().drawer.expectedMinor).toBe(15_000)
  })

  test('is taken back into the drawer as soon as its card went back, though a later part does not', async () => {
    const saleId = await ring()
    await desk.call('sale.addProduct', { productId: 'croissant' })
    await desk.call('sale.addProduct', { productId: 'miel' })
    for (const attempt of [1, 2]) {
      const extras = attempt === 1 ? EXTRAS : {}
      await desk.call('tender.card', { amountMinor: HONEY_MINOR, ...extras })
      const chargedMinor = attempt === 1 ? CHARGED_MINOR : HONEY_MINOR
      const part = { ...approvalOf(saleId, `${saleId}-pay-${attempt}`, chargedMinor), ...extras }
      await desk.till.commitApproval(part, store)
    }
    const papersBefore = (await documents(saleId)).length
    const kicks = async () => (await documents(saleId)).slice(papersBefore).map(({ kind }) => kind)
    const { giveBack } = desk.cards
    desk.cards.giveBack = async (paymentId, isNotVoid) =>
      paymentId === `${saleId}-pay-1` ? giveBack(paymentId, isNotVoid) : fail('TERMINAL_ABANDONED')
    expect(code(await desk.call('tender.leave', {}))).toBe('TERMINAL_ABANDONED')
    expect(await kicks()).toEqual(['drawer'])
    const [first, second] = desk.till.slice('sale').tenders
    expect([first?.outcome, second?.outcome]).toEqual(['reversed', 'approved'])
    // Asked for once: it is not in the customer's hand any more when the rest follows.
    desk.cards.giveBack = giveBack
    expect(code(await desk.call('tender.leave', {}))).toBe('ok')
    expect(await kicks()).toEqual(['drawer'])
    expect(desk.till.slice('sale')).toMatchObject({ state: 'open' })
  })

  test.each([
    ['a tip above what the card pays', { tipMinor: HONEY_MINOR + 1 }, 'SALE_TIP_TOO_HIGH'],
    ['more cash than the shop hands out', { cashbackMinor: 6_001 }, 'PAYMENT_CASHBACK_TOO_HIGH'],
  ])('is not asked for %s', async (_, extras, refusal) => {
    await ring()
    expect(code(await desk.call('tender.card', { amountMinor: HONEY_MINOR, ...extras }))).toBe(refusal)
    expect([desk.cards.starts, desk.till.slice('sale').tenders]).toEqual([[], []])
  })

  test('is refused where no tips are taken and no cash is handed out', async () => {
    desk.close()
    // The settings of the till, in place of what the shop says.
    desk = await openTestTill({ cardExtras: {} })
    await desk.call('session.signIn', { userId: 'ines', pin: '1111' })
    expect(desk.till.slice('till')).toMatchObject({ tips: null, cashbackLimitMinor: null })
    await ring()
    const ask = async (extras: object) => code(await desk.call('tender.card', { amountMinor: HONEY_MINOR, ...extras }))
    expect([await ask({ tipMinor: 1 }), await ask({ cashbackMinor: 1 })]).toEqual([
      'SALE_TIP_NOT_TAKEN',
      'PAYMENT_CASHBACK_NOT_ALLOWED',
    ])
  })

  test('stands on the ticket again after a kill, with what it was charged besides', async () => {
    const saleId = await ring()
    await desk.call('tender.begin', {})
    desk = await desk.reopen()
    await desk.till.recoverCardParts([
      {
        paymentId: 'payment-9',
        paymentNumber: 'P-2-000009',
        saleId,
        amountMinor: HONEY_MINOR,
        ...EXTRAS,
        startedAt: '2026-11-22T13:30:00.000Z',
        outcome: 'unknown',
      },
    ])
    expect(desk.till.slice('sale').tenders).toMatchObject([{ outcome: 'unknown', amountMinor: HONEY_MINOR, ...EXTRAS }])
  })
})

test('suggested tips are round, and none comes to nothing', () => {
  expect(tipChoices(1_234, [500, 1_000, 1_500]).map(({ amountMinor }) => amountMinor)).toEqual([60, 120, 190])
  expect(tipChoices(90, [500, 1_000])).toEqual([{ basisPoints: 1_000, amountMinor: 10 }])
})

async function openDay() {
  const open = await desk.store.businessDays.openDay()
  if (open === null) throw new Error('no day is open')
  return open
}
