import { describeAtCounter } from '#test/support/e2e/counter-suite.ts'
import type { HandsKind } from '#test/support/e2e/hands.ts'
import { describeEnds } from './ends.suite.ts'
import { describeLanguages } from './languages.suite.ts'
import { describeReadings } from './readings.suite.ts'
import { describeSignatures } from './signatures.suite.ts'

/**
 * Goal: every way a card is read and every way it ends is worked through with these hands alone, and the screen says
 * each in its own words. Method: the real screen, engine and protocols; the bank's own book judges.
 */
export function describeCards(kind: HandsKind): void {
  describeAtCounter('cards', kind, (counter) => {
    describeReadings(counter)
    describeSignatures(counter)
    describeEnds(counter)
    describeLanguages(counter)
  })
}
