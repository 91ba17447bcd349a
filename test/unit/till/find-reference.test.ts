import { afterEach, beforeEach, expect, test } from 'vitest'
import { openTestTill, type TestTill } from '../../support/till/open-test-till.ts'

/** Goal: one field finds a ticket that waits by its number or what it waits under, and a paid one by its number, and nothing else. */

let desk: TestTill
beforeEach(async () => {
  desk = await openTestTill()
  await desk.call('session.signIn', { userId: 'ines', pin: '1111' })
})
afterEach(() => desk.close())

async function found(text: string): Promise<string[]> {
  const answer = await desk.call('cart.findTickets', { text })
  if (!answer.ok) return [answer.error.code]
  return answer.value.tickets.map(({ kind, number, reference }) => `${kind} ${number} ${reference ?? '-'}`)
}

test('by number, by table, whatever capitals and zeros; card numbers are refused', async () => {
  await desk.call('sale.addProduct', { productId: 'miel' })
  await desk.call('tender.cash', { givenMinor: 845 })
  await desk.call('sale.addProduct', { productId: 'baguette' })
  await desk.call('sale.hold', { reference: 'Église 12' })
  expect(await found('1')).toEqual(['paid 2-000001 -'])
  expect(await found('2-000001')).toEqual(['paid 2-000001 -'])
  expect(await found('2')).toEqual(['held 2-000002 Église 12'])
  expect(await found('eglise')).toEqual(['held 2-000002 Église 12'])
  expect(await found('3')).toEqual([])
  expect(await found('  ')).toEqual([])
  expect(await found('4111 1111 1111 1111')).toEqual(['SALE_CARD_NUMBER_REFUSED'])
})
