import { expect, it } from 'vitest'
import { createTurns } from '#payment/acquirer/turns.ts'

/** Goal: messages go one after the other, and a bug in one does not silence the host for good. */
it('gives each its turn, also after one that rejects, and says when too many wait', async () => {
  const inTurn = createTurns(2)
  const order: string[] = []
  const first = inTurn(async () => {
    order.push('first')
    throw new Error('a bug')
  })
  const second = inTurn(async () => order.push('second'))
  expect(await inTurn(async () => order.push('third'))).toBeNull()
  await expect(first).rejects.toThrow('a bug')
  await second
  expect(await inTurn(async () => order.push('fourth'))).toBe(3)
  expect(order).toEqual(['first', 'second', 'fourth'])
})
