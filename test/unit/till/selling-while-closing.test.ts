import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openTestTill, type TestTill } from '../../support/till/open-test-till.ts'

/** Goal: no line is rung up between the batch and the Z, and selling goes on once the close is over or has failed. */

let desk: TestTill
beforeEach(async () => {
  desk = await openTestTill()
  await desk.call('session.signIn', { userId: 'ines', pin: '1111' })
})
afterEach(() => desk.close())

describe('while the day is being closed', () => {
  test.each(['draining', 'forwarding', 'agreeing', 'uploading', 'closing'] as const)(
    'nothing is sold while it is %s',
    async (stage) => {
      desk.till.day.report({ stage, failure: null })
      const refused = { ok: false, error: { code: 'SALE_DAY_CLOSING' } }
      expect(await desk.call('sale.addProduct', { productId: 'baguette' })).toMatchObject(refused)
      expect(await desk.call('tender.cash', { givenMinor: 100 })).toMatchObject(refused)
      expect(desk.till.slice('sale').lines).toEqual([])
    },
  )

  test('no cash is moved and no drawer counted: what may be missing was held against the limit before', async () => {
    desk.till.day.report({ stage: 'agreeing', failure: null })
    const before = desk.till.slice('day').drawer
    const refused = { ok: false, error: { code: 'SALE_DAY_CLOSING' } }
    const out = { direction: 'out', amountMinor: 5_000, reason: 'bank', note: '' } as const
    expect(await desk.call('cash.move', out)).toMatchObject(refused)
    expect(await desk.call('day.count', { counts: [{ valueMinor: 5_000, count: 1 }] })).toMatchObject(refused)
    expect(desk.till.slice('day').drawer).toEqual(before)
    desk.till.day.report({ stage: 'failed', failure: null })
    expect(await desk.call('cash.move', out)).toMatchObject({ ok: true })
  })

  test.each(['failed', 'closed', 'open'] as const)('selling goes on once it is %s', async (stage) => {
    desk.till.day.report({ stage: 'agreeing', failure: null })
    desk.till.day.report({ stage, failure: null })
    expect(await desk.call('sale.addProduct', { productId: 'baguette' })).toMatchObject({ ok: true })
  })
})
