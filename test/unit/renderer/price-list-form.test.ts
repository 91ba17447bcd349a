/** Goal: times and days are read as people write them, and a list that could never hold is refused with what to change. */
import { describe, expect, it } from 'vitest'
import { movedBy } from '../../../src/renderer/screens/articles/families/family-order.ts'
import {
  EMPTY_LIST,
  formOfList,
  listOf,
  readDay,
  readTime,
} from '../../../src/renderer/screens/articles/price-lists/list-form.ts'

describe('a price list that is typed', () => {
  it.each([
    ['8', '08:00'],
    ['8:30', '08:30'],
    ['17h', '17:00'],
    ['17h05', '17:05'],
    ['0830', '08:30'],
    ['23.59', '23:59'],
    ['24:00', null],
    ['8:75', null],
    ['midi', null],
  ])('the time %s is %s', (text, time) => {
    expect(readTime(text)).toBe(time)
  })

  it.each([
    ['1/12/2026', '2026-12-01'],
    ['01.12.26', '2026-12-01'],
    ['2026-12-01', '2026-12-01'],
    ['29/2/2028', '2028-02-29'],
    ['29/2/2027', null],
    ['31/4/2026', null],
    ['12/2026', null],
  ])('the day %s is %s', (text, day) => {
    expect(readDay(text)).toBe(day)
  })

  it('is what it was when nothing is typed', () => {
    const list = { id: 'happy', name: 'Happy hour', place: 2, weekdays: [4, 5], from: '17:00', until: '19:00' }
    expect(listOf(formOfList(list))).toEqual({ ok: true, list })
    const days = { id: 'pro', name: 'Pro', place: 0, firstDay: '2026-12-01', customerGroupId: 'pro' }
    expect(listOf(formOfList(days))).toEqual({ ok: true, list: days })
  })

  it.each([
    [{ name: ' ' }, 'name'],
    [{ from: 'tôt' }, 'time'],
    [{ from: '17', until: '17h00' }, 'sameTime'],
    [{ lastDay: '31/2/2026' }, 'day'],
    [{ firstDay: '2/12/2026', lastDay: '1/12/2026' }, 'dayOrder'],
  ])('%j is refused: %s', (change, problem) => {
    expect(listOf({ ...EMPTY_LIST, name: 'Pro', ...change })).toEqual({ ok: false, problem })
  })

  it('may go over midnight', () => {
    expect(listOf({ ...EMPTY_LIST, name: 'Nuit', from: '22h', until: '2h' })).toMatchObject({
      list: { from: '22:00', until: '02:00' },
    })
  })
})

it('a family moves one place, and stays at the ends', () => {
  const all = ['a', 'b', 'c'].map((id) => ({ id, nameKey: '', name: id, colour: 1 }))
  const ids = (id: string, by: 1 | -1) => movedBy(all, id, by).map((family) => family.id)
  expect(ids('b', -1)).toEqual(['b', 'a', 'c'])
  expect(ids('b', 1)).toEqual(['a', 'c', 'b'])
  expect(ids('a', -1)).toEqual(['a', 'b', 'c'])
  expect(ids('c', 1)).toEqual(['a', 'b', 'c'])
  expect(ids('x', 1)).toEqual(['a', 'b', 'c'])
})
