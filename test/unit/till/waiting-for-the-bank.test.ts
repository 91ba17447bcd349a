import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { approvalOf, openTestTill, type TestTill } from '../../support/till/open-test-till.ts'

/**
 * Goal: a card part whose outcome the bank keeps to itself blocks its own ticket and nothing else, and no restart turns
 * a part that was given back into money.
 */

let desk: TestTill
beforeEach(async () => {
  desk = await openTestTill()
  await desk.call('session.signIn', { userId: 'ines', pin: '1111' })
})
afterEach(() => desk.close())

const code = (result: { ok: boolean; error?: { code: string } }): string => result.error?.code ?? 'ok'
const sale = () => desk.till.slice('sale')
const partOf = (saleId: string) => ({ paymentId: `${saleId}-pay-1`, saleId })
const storeApproval = (commit: Parameters<TestTill['store']['commitPaidSale']['commitPaidSale']>[0]) =>
  desk.store.commitPaidSale.commitPaidSale(commit, null)

/** A ticket whose only card part is unknown. */
async function unknownSale(): Promise<string> {
  await desk.call('sale.addProduct', { productId: 'miel' })
  const { id, totalMinor } = sale()
  await desk.call('tender.card', { amountMinor: totalMinor })
  desk.cards.isUnresolved = (saleId) => saleId === id
  await desk.till.cardPartEnded(partOf(id), 'unknown')
  return id
}

const journaled = (saleId: string, outcome: 'approved' | 'unknown' | 'reversed') => ({
  paymentId: `${saleId}-pay-1`,
  paymentNumber: 'P-2-000001',
  saleId,
  amountMinor: 300,
  startedAt: '2026-11-22T13:31:00.000Z',
  outcome,
})

describe('a ticket that waits for the bank', () => {
  test('goes on hold, so that the next customer can pay', async () => {
    await unknownSale()
    expect(code(await desk.call('sale.hold', {}))).toBe('ok')
    await desk.call('sale.addProduct', { productId: 'baguette' })
    expect(code(await desk.call('tender.cash', { givenMinor: 130 }))).toBe('ok')
  })

  test('goes on hold too when its part was given back and the bank refuses to say so', async () => {
    await desk.call('sale.addProduct', { productId: 'miel' })
    const { id, totalMinor } = sale()
    await desk.call('tender.card', { amountMinor: totalMinor - 100 })
    await desk.till.commitApproval(approvalOf(id, partOf(id).paymentId, totalMinor - 100), storeApproval)
    desk = await desk.reopen()
    desk.cards.isUnresolved = (saleId) => saleId === id
    // A kill between the give-back and the ticket's way back to its lines.
    await desk.till.recoverCardParts([{ ...journaled(id, 'reversed'), amountMinor: totalMinor - 100 }])
    await desk.call('session.signIn', { userId: 'ines', pin: '1111' })
    expect(sale()).toMatchObject({ id, state: 'paying', tenders: [{ outcome: 'reversed' }] })
    expect(code(await desk.call('sale.hold', {}))).toBe('ok')
    await desk.call('sale.addProduct', { productId: 'baguette' })
    expect(code(await desk.call('tender.cash', { givenMinor: 130 }))).toBe('ok')
  })

  test('hears on hold that the bank took the charge back, also after a restart', async () => {
    const id = await unknownSale()
    await desk.call('sale.hold', {})
    await desk.till.cardPartEnded(partOf(id), 'reversed')
    desk.cards.isUnresolved = () => false
    desk = await desk.reopen()
    await desk.call('session.signIn', { userId: 'ines', pin: '1111' })
    await desk.call('sale.recall', { saleId: id })
    expect(sale()).toMatchObject({ id, state: 'open', tenders: [{ outcome: 'reversed' }] })
    expect(code(await desk.call('tender.cash', { givenMinor: 845 }))).toBe('ok')
  })

  test('on hold takes from the journal what a kill kept from it', async () => {
    const id = await unknownSale()
    await desk.call('sale.hold', {})
    desk = await desk.reopen()
    await desk.till.recoverCardParts([journaled(id, 'reversed')])
    await desk.call('session.signIn', { userId: 'ines', pin: '1111' })
    await desk.call('sale.recall', { saleId: id })
    expect(sale().tenders).toMatchObject([{ outcome: 'reversed' }])
  })

  test('stays closed for lines when it is recalled too early', async () => {
    const id = await unknownSale()
    await desk.call('sale.hold', {})
    await desk.call('sale.recall', { saleId: id })
    expect(sale().state).toBe('paying')
    expect(code(await desk.call('sale.addProduct', { productId: 'baguette' }))).toBe('SALE_IN_PAYMENT')
    expect(code(await desk.call('tender.cash', { givenMinor: 845 }))).toBe('PAYMENT_OUTCOME_UNKNOWN')
  })

  test('is not put aside while a card may still be charged', async () => {
    await desk.call('sale.addProduct', { productId: 'miel' })
    await desk.call('tender.card', { amountMinor: 300 })
    expect(code(await desk.call('sale.hold', {}))).toBe('SALE_IN_PAYMENT')
  })

  test('can be paid on the next day, which its payment opens', async () => {
    const id = await unknownSale()
    await desk.call('sale.hold', {})
    expect(await desk.till.day.close()).toMatchObject({ ok: true })
    await desk.call('sale.recall', { saleId: id })
    desk.cards.isUnresolved = () => false
    await desk.till.cardPartEnded(partOf(id), 'reversed')
    expect(code(await desk.call('tender.cash', { givenMinor: 845 }))).toBe('ok')
    expect(desk.till.slice('day')).toMatchObject({ stage: 'open', ticketCount: 1 })
  })

  test('keeps the day open while it holds money, and can be finished', async () => {
    await desk.call('sale.addProduct', { productId: 'miel' })
    const { id } = sale()
    await desk.call('tender.cash', { givenMinor: 100 })
    await desk.call('tender.card', { amountMinor: 300 })
    await desk.till.cardPartEnded(partOf(id), 'unknown')
    await desk.call('sale.hold', {})
    expect(code(desk.till.day.mayClose())).toBe('BATCH_SALE_OPEN')
    await desk.till.cardPartEnded(partOf(id), 'reversed')
    await desk.call('sale.recall', { saleId: id })
    expect(sale()).toMatchObject({ state: 'paying', remainingMinor: 745 })
    expect(code(await desk.call('tender.cash', { givenMinor: 745 }))).toBe('ok')
  })
})

describe('a ticket with money on it that waits for the bank', () => {
  test('gives the money back, so that the day can be closed, and charges nobody twice', async () => {
    await desk.call('sale.addProduct', { productId: 'miel' })
    const { id } = sale()
    await desk.call('tender.cash', { givenMinor: 100 })
    await desk.call('tender.card', { amountMinor: 300 })
    await desk.till.commitApproval(approvalOf(id, `${id}-pay-1`, 300), storeApproval)
    await desk.call('tender.card', { amountMinor: 445 })
    desk.cards.isUnresolved = (saleId) => saleId === id
    await desk.till.cardPartEnded({ paymentId: `${id}-pay-2`, saleId: id }, 'unknown')
    expect(code(await desk.call('tender.leave', {}))).toBe('ok')
    expect(desk.cards.givenBack).toEqual([`${id}-pay-1`])
    expect(sale()).toMatchObject({ state: 'paying', remainingMinor: 845 })
    expect(sale().tenders.map(({ outcome }) => outcome)).toEqual(['reversed', 'reversed', 'unknown'])
    for (const name of ['tender.cash', 'tender.card', 'tender.leave'] as const)
      expect(code(await desk.call(name, { givenMinor: 100, amountMinor: 100 }))).toBe('PAYMENT_OUTCOME_UNKNOWN')
    await desk.call('sale.hold', {})
    expect(code(desk.till.day.mayClose())).toBe('ok')
  })
})

describe('a ticket whose lines are all gone', () => {
  /** A part was given back, the bank has not said so yet, and the customer wants nothing any more. */
  async function emptiedSale(): Promise<string> {
    await desk.call('sale.addProduct', { productId: 'miel' })
    const { id, lines } = sale()
    await desk.call('tender.card', { amountMinor: 300 })
    await desk.till.commitApproval(approvalOf(id, `${id}-pay-1`, 300), storeApproval)
    await desk.call('tender.leave', {})
    desk.cards.isUnresolved = (saleId) => saleId === id
    await desk.call('sale.removeLine', { lineId: lines[0]?.id ?? '' })
    return id
  }

  test('stays on hold as long as the bank may still charge, and can be thrown away after', async () => {
    const id = await emptiedSale()
    expect(code(await desk.call('sale.hold', {}))).toBe('ok')
    expect(desk.till.unfinishedSaleIds()).toContain(id)
    await desk.till.cardPartEnded(partOf(id), 'reversed')
    desk.cards.isUnresolved = () => false
    await desk.call('sale.recall', { saleId: id })
    expect(code(await desk.call('sale.void', {}))).toBe('ok')
    expect(desk.till.unfinishedSaleIds()).not.toContain(id)
  })

  test('does not end the payment of the next one when the bank speaks at last', async () => {
    const id = await emptiedSale()
    desk.cards.isUnresolved = () => false
    await desk.call('sale.hold', {})
    expect(desk.till.unfinishedSaleIds()).not.toContain(id)
    await desk.call('sale.addProduct', { productId: 'baguette' })
    const next = sale().id
    desk.cards.beforeStart = () => desk.till.cardPartEnded(partOf(id), 'reversed')
    await desk.call('tender.card', { amountMinor: 130 })
    expect(sale().tenders).toMatchObject([{ outcome: 'in-progress', paymentId: `${next}-pay-1` }])
    await desk.till.commitApproval(approvalOf(next, `${next}-pay-1`, 130), storeApproval)
    expect(desk.till.slice('lastSale')).toMatchObject({ id: next })
  })
})

describe('a restart after a part was given back', () => {
  test.each(['unknown', 'reversed'] as const)('counts it no more: the journal says %s', async (outcome) => {
    await desk.call('sale.addProduct', { productId: 'miel' })
    const { id } = sale()
    await desk.call('tender.card', { amountMinor: 300 })
    await desk.till.commitApproval(approvalOf(id, `${id}-pay-1`, 300), storeApproval)
    expect(sale().remainingMinor).toBe(545)
    desk = await desk.reopen()
    await desk.till.recoverCardParts([journaled(id, outcome)])
    expect(sale()).toMatchObject({ remainingMinor: 845, tenders: [{ outcome: 'reversed' }] })
  })

  test('keeps an approval that stands', async () => {
    await desk.call('sale.addProduct', { productId: 'miel' })
    const { id } = sale()
    await desk.call('tender.card', { amountMinor: 300 })
    await desk.till.commitApproval(approvalOf(id, `${id}-pay-1`, 300), storeApproval)
    desk = await desk.reopen()
    await desk.till.recoverCardParts([journaled(id, 'approved')])
    expect(sale()).toMatchObject({ remainingMinor: 545, tenders: [{ outcome: 'approved' }] })
  })
})

describe('two card keys pressed at once', () => {
  test('start one payment', async () => {
    await desk.call('sale.addProduct', { productId: 'miel' })
    const answers = await Promise.all([
      desk.call('tender.card', { amountMinor: 845 }),
      desk.call('tender.card', { amountMinor: 845 }),
    ])
    expect(answers.map(code).sort()).toEqual(['PAYMENT_ALREADY_OPEN', 'ok'])
    expect(desk.cards.starts).toHaveLength(1)
  })
})
