/** Goal: the program can always be closed, and ends things in their order. Method: steps by hand, time by hand. */
import { expect, it } from 'vitest'
import { LIMITS } from '#contract/limits.ts'
import { closeInOrder } from '#main/compose/close-in-order.ts'
import { ManualClock } from '#test/support/payment/manual-clock.ts'

it('ends one thing after the other, and passes over what does not end in its time or fails', async () => {
  const clock = new ManualClock()
  const ended: string[] = []
  const told: string[] = []
  const closed = closeInOrder(
    [
      ['screens', () => void ended.push('screens')],
      ['printers', () => new Promise(() => {})],
      ['banks', async () => Promise.reject(new Error('no line'))],
      [
        'payments',
        () => new Promise((resolve) => void clock.after(20_000, () => resolve(ended.push('payments')))),
        30_000,
      ],
      ['store', async () => ended.push('store')],
    ],
    clock,
    (step, thrown) => told.push(`${step}: ${(thrown as Error).message}`),
  )
  await clock.advance(LIMITS.closeStepTimeoutMs - 1)
  expect([ended, told]).toEqual([['screens'], []])
  await clock.advance(1)
  expect(ended).toEqual(['screens'])
  await clock.advance(20_000)
  await closed
  expect(ended).toEqual(['screens', 'payments', 'store'])
  expect(told).toEqual([`printers: printers did not end in ${LIMITS.closeStepTimeoutMs} ms`, 'banks: no line'])
})
