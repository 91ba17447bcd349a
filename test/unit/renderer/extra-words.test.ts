/** Goal: whoever stands at the till reads what cash a customer still has of a card that was given back, and of no other. */
import { expect, test } from 'vitest'
import { cashToTakeBackMinor } from '#renderer/words/extra-words.ts'

test.each([
  ['went back', { outcome: 'reversed', scheme: 'visa', cashbackMinor: 4_000 }, 4_000],
  ['went back, and handed nothing out', { outcome: 'reversed', scheme: 'visa' }, 0],
  ['was taken back before it was approved', { outcome: 'reversed', scheme: null, cashbackMinor: 4_000 }, 0],
  ['is charged', { outcome: 'approved', scheme: 'visa', cashbackMinor: 4_000 }, 0],
  ['was refused', { outcome: 'declined', scheme: null, cashbackMinor: 4_000 }, 0],
] as const)('of a card that %s', (_, tender, minor) => {
  expect(cashToTakeBackMinor(tender)).toBe(minor)
})
