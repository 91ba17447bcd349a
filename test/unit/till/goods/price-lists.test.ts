import { expect, test } from 'vitest'
import { isInForce } from '#till/goods/price-lists.ts'

/** Goal: a list holds exactly when it says, to the minute and over midnight. 2026-11-27 is a Friday. */

const list = { id: 'l', place: 1, name: 'L' }
const friday = (time: string) => ({ date: '2026-11-27', time })

test.each([
  ['always', {}, friday('00:00:00'), true],
  ['from its first minute', { from: '17:00', until: '19:00' }, friday('17:00:00'), true],
  ['not the second before', { from: '17:00', until: '19:00' }, friday('16:59:59'), false],
  ['to the last second', { from: '17:00', until: '19:00' }, friday('18:59:59'), true],
  ['not at its end', { from: '17:00', until: '19:00' }, friday('19:00:00'), false],
  ['on its weekday', { weekdays: [5] }, friday('12:00:00'), true],
  ['not on another', { weekdays: [4, 6] }, friday('12:00:00'), false],
  ['on Sunday, the seventh day', { weekdays: [7] }, { date: '2026-11-29', time: '12:00:00' }, true],
  [
    'after midnight as on the day before',
    { weekdays: [5], from: '22:00', until: '02:00' },
    { date: '2026-11-28', time: '01:59:59' },
    true,
  ],
  ['not in the night before its day', { weekdays: [5], from: '22:00', until: '02:00' }, friday('01:00:00'), false],
  ['late on its day', { weekdays: [5], from: '22:00', until: '02:00' }, friday('22:00:00'), true],
  ['on its first and last day', { firstDay: '2026-11-27', lastDay: '2026-11-27' }, friday('23:59:59'), true],
  ['not before its first day', { firstDay: '2026-11-28' }, friday('12:00:00'), false],
  ['not after its last day', { lastDay: '2026-11-26' }, friday('12:00:00'), false],
  ['not for a customer of no group', { customerGroupId: 'g' }, friday('12:00:00'), false],
])('holds %s', (_, limits, moment, holds) => {
  expect(isInForce({ ...list, ...limits }, moment, null)).toBe(holds)
})

test('holds for a customer of its group alone', () => {
  expect(isInForce({ ...list, customerGroupId: 'g' }, friday('12:00:00'), 'g')).toBe(true)
  expect(isInForce({ ...list, customerGroupId: 'g' }, friday('12:00:00'), 'h')).toBe(false)
})
