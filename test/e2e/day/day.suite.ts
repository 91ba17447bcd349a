import { describeAtCounter } from '#test/support/e2e/counter-suite.ts'
import type { HandsKind } from '#test/support/e2e/hands.ts'
import { describeHandsOnCards } from '../cards/cards.suite.ts'
import { describeCardSales, describeCardTroubles } from './card-sales.suite.ts'
import { describeDayEnd } from './day-end.suite.ts'
import { describeReloads } from './reloads.suite.ts'
import { describeStatement } from './statement.suite.ts'
import { describeTrouble } from './trouble.suite.ts'

/**
 * Goal: a cashier gets through a day with these hands alone, and what the screen says is what the bank's own book and the
 * disk hold, whatever happens at the pad and at the bank. Method: the real screen, engine and protocols; one day runs
 * through all flows; trouble, which comes from elsewhere than the hands, by keys. What hands do about a card has a counter of
 * its own by keys.
 */
export function describeDay(kind: HandsKind): void {
  describeAtCounter('a day', kind, (counter) => {
    describeCardSales(counter)
    if (kind === 'keyboard') {
      describeCardTroubles(counter)
      describeTrouble(counter)
      describeReloads(counter)
    } else describeHandsOnCards(counter, 'de')
    describeDayEnd(counter)
    describeStatement(counter)
  })
}
