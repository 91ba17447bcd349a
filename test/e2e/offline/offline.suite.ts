import { describeAtCounter, PEOPLE } from '#test/support/e2e/counter-suite.ts'
import type { HandsKind } from '#test/support/e2e/hands.ts'
import { describeDayWithoutThem } from './day-without-them.suite.ts'
import { describeQueue } from './queue.suite.ts'

/**
 * Goal: a shop sells and closes its day while bank or pad is away, and sees each payment that is not at the bank until
 * it is, or until a manager has taken note of the loss. Method: the real screen, engine and protocols, by these hands
 * alone; the manager is at the till, who may do all of it. A day is closed by touch in the suite of a day.
 */
export function describeOffline(kind: HandsKind): void {
  describeAtCounter(
    'without the bank',
    kind,
    (counter) => {
      describeQueue(counter)
      if (kind === 'keyboard') describeDayWithoutThem(counter)
    },
    { person: PEOPLE.manager },
  )
}
