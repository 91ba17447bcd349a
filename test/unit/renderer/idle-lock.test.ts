/** Goal: a till that nobody touches locks itself, once, and never while somebody is served. Method: a clock that is turned by hand. */
import { expect, test } from 'vitest'
import { isAtWork, watchIdle } from '#renderer/app/idle-lock.ts'
import { sampleSlices } from '#test/support/renderer/sample-shop.ts'

function handClock() {
  let now = 0
  let tasks: { readonly at: number; readonly task: () => void }[] = []
  return {
    later: (task: () => void, pauseMs: number) => {
      const waiting = { at: now + pauseMs, task }
      tasks.push(waiting)
      return () => {
        tasks = tasks.filter((each) => each !== waiting)
      }
    },
    advance: (byMs: number) => {
      now += byMs
      const due = tasks.filter(({ at }) => at <= now)
      tasks = tasks.filter(({ at }) => at > now)
      for (const { task } of due) task()
    },
  }
}

test('a till that nobody touches locks once, each touch begins anew, and the end is the end', () => {
  const clock = handClock()
  let locked = 0
  const watch = watchIdle({ afterMs: 60_000, later: clock.later, onIdle: () => locked++ })
  clock.advance(59_000)
  watch.touched()
  clock.advance(59_999)
  expect(locked).toBe(0)
  clock.advance(1)
  clock.advance(600_000)
  expect(locked).toBe(1)
  watch.touched()
  watch.end()
  clock.advance(600_000)
  expect(locked).toBe(1)
})

const slices = sampleSlices()
const idle = { sale: slices.sale, payment: null, scenario: null, day: { ...slices.day, stage: 'open' as const } }
const open = { outcome: null } as NonNullable<typeof slices.payment>

test.each([
  ['a ticket that is being rung up', idle, false],
  ['a ticket that is being paid', { ...idle, sale: { ...slices.sale, state: 'paying' as const } }, true],
  ['a card payment without an end', { ...idle, payment: open }, true],
  ['a day that is being closed', { ...idle, day: { ...slices.day, stage: 'uploading' as const } }, true],
  ['a day that is closed', { ...idle, day: { ...slices.day, stage: 'closed' as const } }, false],
])('at work with %s: %s', (_, now, isBusy) => {
  expect(isAtWork(now)).toBe(isBusy)
})
